"""Which export formats there are, and what a request for one must not ask."""

from typing import Final

from policyapi.errors import ParameterError, shown
from policyapi.query import Query

EXPORTS: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ndjson": "application/x-ndjson",
}
"""Media types by the name of the format, which is its file extension too."""


def bom_errors(query: Query) -> list[ParameterError]:
    """What is wrong with `bom`."""
    values = query.get("bom", [])
    if not values:
        return []
    if len(values) > 1:
        detail = f"The parameter bom is given {len(values)} times; it takes one value."
        return [ParameterError("bom", values[1], detail)]
    if values[0] not in ("0", "1"):
        detail = f"The parameter bom is wrong: {shown(values[0])} is neither 0 nor 1."
        return [ParameterError("bom", values[0], detail, ["0", "1"])]
    return []
