"""The tools for language models, used by the protocol's own client against the real server."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import orjson
import pytest
from mcp.client.client import Client

pytestmark = pytest.mark.served

TOOLS = {
    "find_district",
    "search_targets",
    "compare",
    "follow_promise",
    "evidence",
    "trace_slogan",
    "coverage",
    "search",
}
PROMISE = "shizhong-2019-budget-revenue"
MOST_BYTES = 24_500

Call = Callable[..., Any]


def with_client(served: str, use: Callable[[Client], Any], mode: Any = "auto") -> Any:
    """What somebody does with a client that is connected."""

    async def connected() -> Any:
        async with Client(f"{served}/mcp", mode=mode) as client:
            return await use(client)

    return asyncio.run(connected())


@pytest.fixture
def call(served: str) -> Call:
    """Call a tool that answers."""

    def answered(tool: str, **arguments: Any) -> Any:
        result = with_client(served, lambda client: client.call_tool(tool, arguments))
        assert not result.is_error, result.content
        text = result.content[0].text
        assert len(text.encode()) <= MOST_BYTES
        assert result.structured_content == json.loads(text)
        return result.structured_content

    return answered


@pytest.fixture
def refuse(served: str) -> Callable[..., str]:
    """Call a tool that refuses, and read why."""

    def refused(tool: str, **arguments: Any) -> str:
        result = with_client(served, lambda client: client.call_tool(tool, arguments))
        assert result.is_error, result.content
        text: str = result.content[0].text
        return text

    return refused


def of_the_api(url: str) -> Any:
    """What the API answers."""
    with urlopen(url, timeout=30) as answer:  # noqa: S310 - the server of the test
        return orjson.loads(answer.read())


@pytest.mark.parametrize(("mode", "revision"), [("auto", "2026-07-28"), ("legacy", "2025-11-25")])
def test_every_revision_of_the_protocol_finds_the_same_tools(
    served: str, mode: str, revision: str
) -> None:
    async def used(client: Client) -> Any:
        return client.protocol_version, (await client.list_tools()).tools

    version, tools = with_client(served, used, mode)
    assert version == revision
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.description
        assert tool.input_schema["additionalProperties"] is False
        assert tool.annotations.read_only_hint


def test_a_district_is_found_by_a_part_of_its_name(call: Call) -> None:
    assert [row["id"] for row in call("find_district", name="市中")["rows"]] == ["jinan-shizhong"]


def test_targets_are_those_of_the_api_with_citations(call: Call) -> None:
    found = call("search_targets", district=["市中"], year=2019, has_value=True, limit=25)
    api = of_the_api(found["asked"])
    assert found["data_version"] == api["data_version"]
    assert found["count"] == api["count"] > 1
    bare = [{name: v for name, v in row.items() if name != "url"} for row in found["rows"]]
    assert bare == api["results"]
    for row in found["rows"]:
        assert row["citations"][0]["quote"]
        assert row["cite_as"]
        assert of_the_api(row["url"])["id"] == row["id"]


def test_a_comparison_names_who_claims_and_who_does_not(call: Call) -> None:
    found = call("compare", indicator="国内生产总值", year=2019)
    api = of_the_api(found["asked"])
    claiming = [row["district"]["name"] for row in api["rows"] if row["claims"]]
    assert [row["district"]["name"] for row in found["rows"]] == claiming
    assert found["without_claims"]["count"] == len(api["rows"]) - len(claiming)
    for row in found["rows"]:
        for claims in row["cells"].values():
            assert all(of_the_api(c["url"])["citations"] == c["citations"] for c in claims)


def test_a_promise_is_followed_to_what_was_reported(call: Call) -> None:
    found = call("follow_promise", target=PROMISE)
    assert found["target"]["display"] == "> 100亿元"
    [outcome] = found["outcomes"]
    assert outcome["verdict"] == "met"
    assert [row["id"] for row in found["results"]] == [outcome["achievement"]["id"]]
    cited = {c["document"] for c in found["target"]["citations"] + found["results"][0]["citations"]}
    assert {document["id"] for document in found["documents"]} == cited


def test_evidence_is_the_quotes_of_a_fact_of_any_type(call: Call, served: str) -> None:
    lists = {
        "target": "targets",
        "achievement": "achievements",
        "project": "projects",
        "slogan": "slogans",
        "plan": "plans",
        "outcome": "outcomes",
        "discrepancy": "discrepancies",
    }
    for kind, name in lists.items():
        key = of_the_api(f"{served}/api/{name}?page_size=1")["results"][0]["id"]
        found = call("evidence", type=kind, id=key)
        row = orjson.dumps(of_the_api(found["url"])).decode()
        assert found["citations"], kind
        for citation in found["citations"]:
            assert orjson.dumps(citation).decode() in row
        assert {c["document"] for c in found["citations"]} == {d["id"] for d in found["documents"]}


def test_a_slogan_is_traced_from_its_first_printing(call: Call) -> None:
    found = call("trace_slogan", words="项目为王")
    days = [place["published_on"] for place in found["printed"]]
    assert days == sorted(days)
    assert len(days) == 3
    assert all("项目为王" in place["quote"] for place in found["printed"])


def test_coverage_of_one_document_says_what_was_left_out(call: Call) -> None:
    everything = call("coverage")
    assert all("ignored" not in document for document in everything["documents"])
    [document] = call("coverage", document="shizhong-2019-plenum")["documents"]
    assert document["ignored"][0]["reason"]


def test_a_search_finds_facts_of_all_types_with_their_words(call: Call) -> None:
    found = call("search", words="教育", limit=25)
    assert {hit["type"] for hit in found["results"]} == set(found["facets"]["type"])
    assert all(hit["citations"] and hit["cite_as"] for hit in found["results"])


def test_what_is_wrong_is_refused_with_the_nearest(refuse: Callable[..., str]) -> None:
    assert "the nearest right values are 市中" in refuse("find_district", name="市忠")
    assert "the nearest right values are gdp" in refuse("compare", indicator="gpd", year=2019)
    assert "the nearest right values are ensure" in refuse("search_targets", modality="ensur")
    assert f"Did you mean {PROMISE}?" in refuse("follow_promise", target=PROMISE[:-1])
    assert "Did you mean district?" in refuse("search_targets", distrct=["市中"])
    assert "Did you mean slogan?" in refuse("evidence", type="slogans", id="x")
    assert "<= 25" in refuse("search", words="教育", limit=26)
    assert "There are name." in refuse("find_district", q="市中")


def test_an_answer_that_is_too_long_says_what_it_left_out(call: Call) -> None:
    found = call("search_targets", limit=25, district=["莱芜", "市中"])
    left_out = found.get("left_out", {}).get("rows", 0)
    assert left_out > 0
    assert len(found["rows"]) + left_out == 25


def test_only_posts_of_this_host_are_answered(served: str) -> None:
    body = orjson.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"})
    headers = {"Content-Type": "application/json"}

    def status(**options: Any) -> int:
        try:
            with urlopen(Request(f"{served}/mcp", **options), timeout=30) as answer:  # noqa: S310
                code: int = answer.status
        except OSError as error:
            code = error.code  # type: ignore[attr-defined]
        return code

    assert status() == 405
    assert status(data=body, headers=headers) == 200
    assert status(data=body, headers=headers | {"Origin": "https://example.org"}) == 403
    assert status(data=b"{", headers=headers) == 400


def test_llms_txt_names_the_tools_where_they_are(served: str) -> None:
    with urlopen(f"{served}/llms.txt", timeout=30) as answer:  # noqa: S310
        text = answer.read().decode()
    assert f"({served}/mcp)" in text
    assert quote("市中") in text
