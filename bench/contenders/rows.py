"""Targets with their district, plan, indicator and citations, by one SQL query."""

import sqlite3
from typing import Any, Final

import orjson

PAGE_SIZE: Final = 100
COUNT: Final = "SELECT count(*) FROM plans_target WHERE district_id = ?"
_CITATIONS: Final = """
    SELECT json_group_array(json_object('document', c.document_id, 'line', c.line,
        'start', c.start, 'end', c."end", 'quote', c.quote))
    FROM plans_target_citations tc JOIN plans_citation c ON c.id = tc.citation_id
    WHERE tc.target_id = t.id"""
_PLAIN: Final = (
    "id",
    "period_start",
    "period_end",
    "deadline_date",
    "domain",
    "statement",
    "checkability",
    "modality",
    "comparator",
    "measure",
    "value",
    "value_high",
    "unit",
    "base_value",
    "base_unit",
    "speaker",
    "note",
)
PAGE: Final = f"""
    SELECT {", ".join(f"t.{name}" for name in _PLAIN)}, t.wording, t.threshold,
        ({_CITATIONS}) AS citations,
        d.id AS district_id, d.code AS district_code, d.name AS district_name,
        d.short_name AS district_short_name,
        p.id AS plan_id, p.code AS plan_code, p.theme AS plan_theme,
        i.id AS indicator_id, i.name AS indicator_name
    FROM plans_target t
    JOIN districts_district d ON d.id = t.district_id
    LEFT JOIN plans_plan p ON p.id = t.plan_id
    LEFT JOIN plans_indicator i ON i.id = t.indicator_id
    WHERE t.district_id = ? ORDER BY t.number LIMIT {PAGE_SIZE} OFFSET ?"""


def connect(path: str) -> sqlite3.Connection:
    """A connection that only reads, as fast as the API's own."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
    connection.execute("PRAGMA mmap_size=268435456")
    connection.row_factory = sqlite3.Row
    return connection


def _target(row: sqlite3.Row) -> dict[str, Any]:
    shown = {name: row[name] for name in _PLAIN}
    for name in ("wording", "threshold", "citations"):
        shown[name] = orjson.Fragment(row[name]) if row[name] else None
    names = ("id", "code", "name", "short_name")
    shown["district"] = {name: row[f"district_{name}"] for name in names}
    shown["plan"] = {name: row[f"plan_{name}"] for name in ("id", "code", "theme")}
    shown["indicator"] = {name: row[f"indicator_{name}"] for name in ("id", "name")}
    return shown


def body(connection: sqlite3.Connection, district: str, page: int) -> bytes:
    """A page of targets as JSON."""
    (count,) = connection.execute(COUNT, (district,)).fetchone()
    rows = connection.execute(PAGE, (district, (page - 1) * PAGE_SIZE))
    return orjson.dumps({"count": count, "results": [_target(row) for row in rows]})
