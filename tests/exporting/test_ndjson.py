"""NDJSON: one row a line, byte for byte the rows of the JSON answer."""

from typing import Any

import pytest

from policyapi.serializing import PUBLIC_BYTES
from tests.api.asking import get, query_of
from tests.exporting.taking import CASES, content_of, export, json_rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_the_lines_are_the_bytes_of_the_json_rows(name: str, parameters: dict[str, Any]) -> None:
    content = content_of(export(name, "ndjson", **parameters))
    page = get(f"/api/{name}", query_of({**parameters, "page_size": 1000})).content
    rows = page.partition(b'"results":[')[2].removesuffix(b"]}")
    assert content.rstrip(b"\n").replace(b"\n", b",") == rows
    lines = len(json_rows(name, **parameters))
    assert content.count(b"\n") == lines
    assert content.endswith(b"\n") or lines == 0


def test_a_citation_line_names_the_address_that_was_asked() -> None:
    response: Any = get("/api/targets", "format=ndjson", host="localhost:8000")
    content = content_of(response)
    assert b"http://localhost:8000/api/targets/" in content
    assert PUBLIC_BYTES not in content
