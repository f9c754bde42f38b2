"""JSON-LD: facts with their citations as Web Annotations, and the data set as DCAT."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import read_records

pytestmark = pytest.mark.django_db
ROOT = "http://testserver"
FACTS = ("plans", "targets", "achievements", "projects", "slogans")
TARGET = "shizhong-2019-budget-revenue"


def jsonld(client: Client, path: str) -> dict[str, Any]:
    response = client.get(f"/api/{path}", {"format": "jsonld"})
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == "application/ld+json"
    answer: dict[str, Any] = response.json()
    return answer


def annotations(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in answer["graph"] if node["type"] == "Annotation"]


def test_a_target_is_a_claim_with_its_bound_and_an_annotation_a_citation(client: Client) -> None:
    answer = jsonld(client, f"targets/{TARGET}")
    claim, first, second = answer["graph"]
    assert answer["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert claim["id"] == f"{ROOT}/api/targets/{TARGET}"
    assert claim["type"] == "schema:Claim"
    assert claim["schema:about"] == f"{ROOT}/api/districts/jinan-shizhong"
    assert claim["schema:temporalCoverage"] == "2019/2019"
    assert claim["schema:author"]["schema:name"] == "韩永军"
    assert claim["schema:object"] == {
        "type": "schema:QuantitativeValue",
        "schema:name": "> 100亿元",
        "schema:unitText": "CNY",
        "schema:description": "level, gt",
        "schema:measuredProperty": "一般公共预算收入",
        "schema:minValue": 10_000_000_000,
    }
    assert first == {
        "id": f"{ROOT}/api/targets/{TARGET}#citation-1",
        "type": "Annotation",
        "motivation": "describing",
        "body": f"{ROOT}/api/targets/{TARGET}",
        "target": {
            "type": "SpecificResource",
            "source": f"{ROOT}/api/documents/shizhong-2019-plenum",
            "selector": [
                {"type": "TextQuoteSelector", "exact": "2019年市中区要实现一般公共预算收入过百亿"},
                {"type": "TextPositionSelector", "start": 829, "end": 851},
            ],
        },
    }
    assert second["target"]["source"] == f"{ROOT}/api/documents/jinan-2019-districts"


@pytest.mark.parametrize("plural", FACTS)
def test_every_fact_has_its_citations_and_no_others(client: Client, plural: str) -> None:
    for row in client.get(f"/api/{plural}", {"page_size": 1000}).json()["results"]:
        answer = jsonld(client, f"{plural}/{row['id']}")
        shown = [
            (
                node["target"]["source"].removeprefix(f"{ROOT}/api/documents/"),
                node["target"]["selector"][0]["exact"],
                node["target"]["selector"][1]["start"],
                node["target"]["selector"][1]["end"],
            )
            for node in annotations(answer)
        ]
        citations = [*row["citations"]]
        for element in row.get("elements", []):
            citations += element["citations"]
        assert shown == [(c["document"], c["quote"], c["start"], c["end"]) for c in citations]
        ids = [node["id"] for node in answer["graph"]]
        assert len(set(ids)) == len(ids)
        assert {node["body"] for node in annotations(answer)} <= set(ids)


def test_a_range_has_both_bounds_in_its_base_unit(client: Client) -> None:
    rows = [
        row
        for plural in ("targets", "achievements")
        for row in client.get(f"/api/{plural}", {"comparator": "between"}).json()["results"]
    ]
    for row in rows:
        quantity = jsonld(client, row["cite_as"].split("/api/")[1])["graph"][0]["schema:object"]
        assert quantity["schema:minValue"] == row["base_value"]
        assert quantity["schema:maxValue"] > quantity["schema:minValue"]


def test_the_accept_header_chooses_json_ld(client: Client) -> None:
    path = f"/api/targets/{TARGET}"
    header = {"Accept": "application/ld+json, application/json;q=0.5"}
    chosen = client.get(path, headers=header)
    assert chosen["Content-Type"] == "application/ld+json"
    assert chosen.content == client.get(path, {"format": "jsonld"}).content
    assert chosen["ETag"] != client.get(path)["ETag"]
    assert "Accept" in chosen["Vary"]


@pytest.mark.parametrize("plural", ["districts", "documents", "indicators", "discrepancies"])
def test_what_is_no_fact_has_no_json_ld(client: Client, plural: str) -> None:
    row = client.get(f"/api/{plural}", {"page_size": 1}).json()["results"][0]
    response = client.get(f"/api/{plural}/{row['id']}", {"format": "jsonld"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "format"


def test_fields_do_not_go_with_json_ld(client: Client) -> None:
    response = client.get(f"/api/targets/{TARGET}", {"format": "jsonld", "fields": "id"})
    assert response.status_code == 404
    assert response.json()["errors"][0]["parameter"] == "fields"


def test_a_list_has_no_json_ld(client: Client) -> None:
    assert client.get("/api/targets", {"format": "jsonld"}).status_code == 400


def test_the_data_set_is_a_dcat_dataset_with_its_files_sources_and_licence(client: Client) -> None:
    payload = client.get("/api/dataset").json()
    dcat = jsonld(client, "dataset")
    assert dcat["@type"] == "dcat:Dataset"
    assert dcat["dcterms:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert dcat["dcat:version"] == payload["data_version"]
    files = {
        node["dcat:downloadURL"]["@id"]: (
            int(node["dcat:byteSize"]["@value"]),
            node["spdx:checksum"]["spdx:checksumValue"]["@value"],
        )
        for node in dcat["dcat:distribution"]
        if "dcat:downloadURL" in node
    }
    assert files == {d["url"]: (d["bytes"], d["sha256"]) for d in payload["downloads"]}
    sources = {
        node["dcterms:identifier"]: node["spdx:checksum"]["spdx:checksumValue"]["@value"]
        for node in dcat["prov:wasDerivedFrom"]
    }
    documents = read_records("documents.json")
    assert sources == {row["filename"]: row["sha256"] for row in documents}


def test_the_accept_header_chooses_the_dcat_too(client: Client) -> None:
    chosen = client.get("/api/dataset", headers={"Accept": "application/ld+json"})
    assert chosen["Content-Type"] == "application/ld+json"
    assert chosen.json() == jsonld(client, "dataset")


def test_the_data_set_covers_the_years_and_units_of_its_facts(client: Client) -> None:
    dcat = jsonld(client, "dataset")
    facts = [row for plural in FACTS for row in read_records(f"{plural}.json")]
    temporal = dcat["dcterms:temporal"]
    first = min(row["period_start"] for row in facts)
    last = max(row["period_end"] for row in facts)
    assert temporal["dcat:startDate"]["@value"] == f"{first}-01-01"
    assert temporal["dcat:endDate"]["@value"] == f"{last}-12-31"
    places = {node["@id"].rpartition("/")[2] for node in dcat["dcterms:spatial"]}
    assert places == {row["district"] for row in facts}
    assert all(client.get(node["@id"]).status_code == 200 for node in dcat["dcterms:spatial"])


def test_every_prefix_of_the_dcat_is_declared(client: Client) -> None:
    dcat = jsonld(client, "dataset")

    def prefixes(node: Any) -> set[str]:
        if isinstance(node, list):
            return {found for part in node for found in prefixes(part)}
        if not isinstance(node, dict):
            return set()
        own = {name.split(":")[0] for name in node if not name.startswith("@")}
        return own | {found for part in node.values() for found in prefixes(part)}

    context = dcat.pop("@context")
    assert prefixes(dcat) <= set(context)
