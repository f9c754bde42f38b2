"""How exports are documented: in the schema, and column by column in docs/exports.md."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from policyapi.exporting.formats import EXPORTS
from policyapi.exporting.shapes import Column, Group

WHOLE: Final = (
    "One page as JSON; or, in the other formats, all rows that match as a file: CSV (UTF-8, RFC "
    "4180) and XLSX with the columns that docs/exports.md lists, or NDJSON, a line a row, each the "
    "same JSON as in `results`."
)
_CONTENTS: Final = {
    "csv": OpenApiTypes.STR,
    "xlsx": OpenApiTypes.BINARY,
    "ndjson": OpenApiTypes.STR,
}
BEGIN: Final = "<!-- written by `manage.py document_exports` -->\n"


def export_parameters() -> list[OpenApiParameter]:
    """What only an export takes."""
    return [
        OpenApiParameter(
            "bom",
            {"type": "string", "enum": ["0", "1"], "example": "1"},
            description="Of CSV: 0 leaves out the byte order mark, by which spreadsheets know that "
            "the file is UTF-8; 1 or nothing writes it. The other formats have none either way.",
        )
    ]


def exports() -> dict[tuple[int, str], Any]:
    """Responses by status and media type: all rows that match, as a file."""
    return {(200, EXPORTS[name]): OpenApiResponse(kind) for name, kind in _CONTENTS.items()}


def with_tables(text: str, shapes: Mapping[str, Group]) -> str:
    """docs/exports.md with the tables of all lists in the place of those that it has."""
    tables = [f"### {name}\n\n{column_table(shape.columns())}" for name, shape in shapes.items()]
    return text.partition(BEGIN)[0] + BEGIN + "\n" + "\n".join(tables)


def column_table(columns: Iterable[Column]) -> str:
    """Columns as a table in Markdown: name, type, meaning."""
    lines = ["| column | type | meaning |", "|---|---|---|"]
    lines += [f"| `{c.name}` | {c.kind} | {c.help.replace('|', chr(92) + '|')} |" for c in columns]
    return "\n".join(lines) + "\n"
