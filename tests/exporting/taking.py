"""Take rows as a file and as JSON, and flatten the JSON by the rules of docs/exports.md."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from policyapi.exporting.as_csv import plain
from tests.api.asking import NAMES, get, query_of

CASES: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in NAMES),
    ("districts", {"sort": "-name"}),
    ("documents", {"sort": "-published_on", "fields": "published_on,id,facts,citations"}),
    ("plans", {"district": "市中", "sort": "-period_start"}),
    ("indicators", {"domain": "economy"}),
    ("targets", {"district": "市中", "year": 2019}),
    ("targets", {"district": ["市中", "历下"], "sort": "-base_value", "has_value": "true"}),
    ("targets", {"q": "项目", "fields": "statement,district,wording,id"}),
    ("targets", {"sort": "-id"}),
    ("targets", {"year": 2050}),
    ("achievements", {"kind": "honour"}),
    ("achievements", {"document": "jinan-2019-districts", "sort": "value,-id"}),
    ("outcomes", {"sort": "-id"}),
    ("projects", {"district": "jinan-shizhong", "kind": "park", "sort": "name"}),
    ("slogans", {"speaker": "韩永军"}),
    ("discrepancies", {"district": "市中区"}),
]
"""Lists with what is asked of them: all lists whole, and each with a filter or an order."""

OBJECTS = {"citations", "outcomes", "elements", "mentions", "sides", "former_codes"}
"""Fields that are lists of objects, in any list's rows."""
NESTED = {"elements", "mentions", "sides"}
"""Those whose objects hold objects or lists, so that they are only counted and kept as JSON."""


def export(name: str, format_name: str, **parameters: Any) -> HttpResponse:
    """The response to a right request for a file."""
    response = get(f"/api/{name}", query_of({**parameters, "format": format_name}))
    assert response.status_code == 200, response.content.decode()
    return response


def content_of(response: Any) -> bytes:
    """The whole file; the test client closes a response that is read to its end.

    Closing one by hand would close PostgreSQL's connection, and with it the test's transaction.
    """
    return b"".join(response.streaming_content)


@contextmanager
def statements() -> Iterator[list[str]]:
    """All SQL that is sent inside, complete at the end; on SQLite also what passes Django by."""
    sent: list[str] = []
    if connection.vendor != "sqlite":
        with CaptureQueriesContext(connection) as queries:
            yield sent
        sent += [query["sql"] for query in queries]
        return
    connection.ensure_connection()
    connection.connection.set_trace_callback(sent.append)
    try:
        yield sent
    finally:
        connection.connection.set_trace_callback(None)


def rows_read_by(sent: Iterable[str]) -> list[str]:
    """The statements that read rows as they are served."""
    return [statement for statement in sent if "plans_servedrow" in statement]


def lines_of(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def json_rows(name: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of a list, from all of its pages."""
    rows: list[dict[str, Any]] = []
    query = query_of({**parameters, "page_size": 40})
    while True:
        response: Any = get(f"/api/{name}", query)
        assert response.status_code == 200, response.content.decode()
        answer = response.json()
        rows += answer["results"]
        if answer["next"] is None:
            assert len(rows) == answer["count"]
            return rows
        query = answer["next"].partition("?")[2]


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row's cells by column, those that are not empty: the rules, written a second time."""
    cells: dict[str, Any] = {}
    for name, value in row.items():
        cells |= _cells(name, value)
    return {name: value for name, value in cells.items() if value not in (None, "")}


def _cells(name: str, value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {f"{name}_{field}": cell for field, cell in flat(value).items()}
    if not isinstance(value, list):
        return {name: value}
    if name not in OBJECTS:
        return {name: ";".join(value)}
    one = name[:-1]
    cells = {f"{one}_count": len(value), name: orjson.dumps(value).decode()}
    if name == "citations":
        return cells | {f"citation_{field}": cell for field, cell in next(iter(value), {}).items()}
    for field in [] if name in NESTED or not value else value[0]:
        texts = ["" if item[field] is None else str(item[field]) for item in value]
        cells[f"{one}_{field}"] = ";".join(texts)
    return cells


def written(value: Any) -> str:
    """A value as CSV text, without an apostrophe before what would be a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def read(line: dict[str, str]) -> dict[str, str]:
    """The cells of a CSV line that are not empty, without the apostrophes."""
    return {name: plain(cell) for name, cell in line.items() if cell != ""}
