"""Which export formats there are, and what a request for one must not ask."""

from typing import Final

from policyapi.errors import ParameterError
from policyapi.query import Query

EXPORTS: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ndjson": "application/x-ndjson",
}
"""Media types by the name of the format, which is its file extension too."""

PAGING: Final = ("page", "page_size", "after")


def export_errors(query: Query, format_name: str) -> list[ParameterError]:
    """What is wrong with `bom`, and with paging where the answer is a whole file."""
    errors = []
    if format_name in EXPORTS:
        for name in PAGING:
            if name in query:
                detail = (
                    f"The parameter {name} does not go with the format {format_name}: an export "
                    f"holds every row that matches. Leave {name} out, or ask for format=json."
                )
                errors.append(ParameterError(name, query[name][0], detail))
    return errors + _bom_errors(query.get("bom", []), format_name)


def _bom_errors(values: list[str], format_name: str) -> list[ParameterError]:
    if not values:
        return []
    if format_name != "csv":
        detail = f"The parameter bom goes only with the format csv, and this is {format_name}."
        return [ParameterError("bom", values[0], detail)]
    if len(values) > 1:
        detail = f"The parameter bom is given {len(values)} times; it takes one value."
        return [ParameterError("bom", values[1], detail)]
    if values[0] not in ("0", "1"):
        detail = f"The parameter bom is wrong: {values[0]!r} is neither 0 nor 1."
        return [ParameterError("bom", values[0], detail, ["0", "1"])]
    return []
