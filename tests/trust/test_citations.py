"""`cite_as` of every fact is one line to paste: source, date, line, data version, and its URL."""

import csv
import io
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from tests.api.asking import ask, get, query_of
from tests.api.oracle import Records, Row, row_with
from tests.conftest import read_records
from tests.trust.paths import body_of

pytestmark = pytest.mark.django_db

FACTS: Final = ("plans", "targets", "achievements", "projects", "slogans")
SAID_BY: Final = {
    "plans": "title",
    "targets": "statement",
    "achievements": "statement",
    "projects": "name",
    "slogans": "text",
}
"""The field of a record that says the fact in words."""


def cited(name: str) -> dict[str, str]:
    """`cite_as` of every fact of a list, by id."""
    answer = ask(name, page_size=1000, fields="id,cite_as")
    assert answer["count"] == len(answer["results"])
    return {row["id"]: row["cite_as"] for row in answer["results"]}


def url_in(line: str) -> str:
    """The URL, which ends the line."""
    return "http" + line.rpartition("http")[2]


def source_of(fact: Row, records: Records) -> tuple[Row, Row]:
    """The citation that comes first by its document's date and its place, and the document."""
    citations = [row_with(records, "citations", key) for key in fact["citations"]]
    documents = {c["id"]: row_with(records, "documents", c["document"]) for c in citations}

    def place(citation: Row) -> tuple[Any, ...]:
        document = documents[citation["id"]]
        date = document["published_on"] or document["event_on"] or ""
        return date, document["id"], citation["start"], citation["end"]

    first = min(citations, key=place)
    return first, documents[first["id"]]


@pytest.mark.parametrize("name", FACTS)
def test_the_url_of_every_fact_answers_with_that_fact(name: str) -> None:
    lines = cited(name)
    for key, line in lines.items():
        url = urlsplit(url_in(line))
        assert (url.scheme, url.netloc, url.query) == ("http", "testserver", ""), line
        response: Any = get(url.path)
        assert response.status_code == 200, line
        assert (response.json()["id"], response.json()["cite_as"]) == (key, line)
    assert len({url_in(line) for line in lines.values()}) == len(lines)


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_is_cited_in_one_line_with_its_source_and_the_data_version(
    name: str, records: Records
) -> None:
    [dataset] = read_records("dataset.json")
    lines = cited(name)
    assert set(lines) == {row["id"] for row in records[name]}
    for fact in records[name]:
        line = lines[fact["id"]]
        citation, document = source_of(fact, records)
        assert line.splitlines() == [line]
        assert line.isprintable()
        assert line == line.strip()
        date = document["published_on"] or document["event_on"]
        for part in (
            row_with(records, "districts", fact["district"])["name"],
            fact[SAID_BY[name]],
            f"“{citation['quote']}”",
            document["publisher"],
            f"《{document['title']}》",
            date or "日期不详",
            f"第{citation['line']}行",
            f"数据版本 {dataset['data_version']}",
            fact["speaker"],
        ):
            assert part in line, (fact["id"], part)
        basis = "published_on_basis" if document["published_on"] else "event_on_basis"
        inferred = f"{date}（推断）" in line
        assert inferred == (document[basis] == "inferred"), fact["id"]


@pytest.mark.parametrize("name", FACTS)
def test_a_file_cites_each_fact_as_the_list_does(name: str) -> None:
    response = get(f"/api/{name}", query_of({"format": "csv", "fields": "id,cite_as"}))
    text = body_of(response).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert {row["id"]: row["cite_as"] for row in rows} == cited(name)


def test_behind_a_proxy_the_url_is_the_one_that_the_public_uses(
    settings: Any,
) -> None:
    settings.POLICYAPI_PUBLIC_URL = "https://data.example.org/policy"
    for name in FACTS:
        for key, line in cited(name).items():
            assert url_in(line) == f"https://data.example.org/policy/api/{name}/{key}"
