"""Pages: by number, and by a keyset that makes every step of `next` as cheap as the first."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final

import orjson

from policyapi.errors import ParameterError, did_you_mean, nearest, shown
from policyapi.values import MOST_VALUES

DEFAULT_PAGE_SIZE: Final = 100
LARGEST_PAGE_SIZE: Final = 1000
LAST_PAGE: Final = 1_000_000
START_CURSOR: Final = "W10"
"""The cursor of the place before the first row, in any order."""

_DIGITS: Final = re.compile("-?[0-9]+")


@dataclass(frozen=True)
class SortColumn:
    """A column of the order: its name in the answer, the model's column, and the direction."""

    name: str
    column: str
    descending: bool


def read_sort(text: str, known: dict[str, str]) -> tuple[list[SortColumn], list[ParameterError]]:
    """The order that `sort` asks for, ending in id, and what is wrong with it."""
    columns: list[SortColumn] = []
    errors: list[ParameterError] = []
    parts = text.split(",") if text else []
    if len(parts) > MOST_VALUES:
        detail = f"The parameter sort names {len(parts)} columns; at most {MOST_VALUES} are read."
        errors.append(ParameterError("sort", text, detail))
        parts = []
    for part in parts:
        name = part.strip().removeprefix("-")
        if name not in known:
            near = nearest(name, known)
            detail = f"The parameter sort is wrong: {shown(name)} is none of {', '.join(known)}."
            errors.append(ParameterError("sort", text, detail + did_you_mean(near), near))
        elif not any(column.name == name for column in columns):
            # A column that is named again orders nothing more: its equals are equal already.
            columns.append(SortColumn(name, known[name], part.strip().startswith("-")))
    if not any(column.name == "id" for column in columns):
        columns.append(SortColumn("id", "id", descending=False))
    return columns, errors


def read_whole_number(
    name: str, text: str, lowest: int, highest: int
) -> tuple[int, list[ParameterError]]:
    """A whole number within bounds, and what is wrong with it."""
    if text.isascii() and text.isdecimal() and len(text) < 10 and lowest <= int(text) <= highest:
        return int(text), []
    bounds = f"from {lowest} to {highest}"
    detail = f"The parameter {name} is wrong: {shown(text)} is no whole number {bounds}."
    near = [str(_clamped(text, lowest, highest))] if _DIGITS.fullmatch(text) else []
    return lowest, [ParameterError(name, text, detail + did_you_mean(near), near)]


def _clamped(text: str, lowest: int, highest: int) -> int:
    return lowest if text.startswith("-") or (len(text) < 10 and int(text) < lowest) else highest


def encode_cursor(key: str) -> str:
    """The place of a row, as text for a URL."""
    return base64.urlsafe_b64encode(orjson.dumps([key])).decode().rstrip("=")


def decode_cursor(text: str) -> str | None:
    """The id of the row that a place is at, or None for the place before the first row.

    Raises ValueError for another text.
    """
    try:
        padded = text + "=" * (-len(text) % 4)
        values = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, orjson.JSONDecodeError, ValueError) as error:
        raise ValueError("not a cursor of this API") from error
    if values == []:
        return None
    if not isinstance(values, list) or len(values) != 1 or not isinstance(values[0], str):
        raise ValueError("not a cursor of this API")
    if "\0" in values[0]:
        raise ValueError("not a cursor of this API")
    return values[0]
