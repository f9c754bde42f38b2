"""Pages: by number, and by a keyset that makes every step of `next` as cheap as the first."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import orjson
from django.db.models import CharField, F, Field, Q, QuerySet, TextField, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import NullIf

from policyapi.errors import ParameterError, did_you_mean, nearest, shown
from policyapi.values import MOST_VALUES

DEFAULT_PAGE_SIZE: Final = 100
LARGEST_PAGE_SIZE: Final = 1000
LAST_PAGE: Final = 1_000_000
START_CURSOR: Final = "W10"
"""The cursor of the place before the first row, in any order."""


GREATEST: Final = Decimal(10) ** 18
_DIGITS: Final = re.compile("-?[0-9]+")


@dataclass(frozen=True)
class SortColumn:
    """A column of the order: its name in the answer, the model's column, and the direction."""

    name: str
    column: str
    descending: bool

    @property
    def key(self) -> str:
        """Name of the annotation that holds its values."""
        return f"sort_{self.name}"

    def order(self) -> OrderBy:
        """Null values come last in both directions."""
        field = F(self.key)
        return field.desc(nulls_last=True) if self.descending else field.asc(nulls_last=True)


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


def in_order(rows: QuerySet[Any], columns: list[SortColumn]) -> QuerySet[Any]:
    """Rows in an order, with the values of its columns; an empty text is a null there too."""
    keys = {
        column.key: NullIf(F(column.column), Value(""))
        if isinstance(field := _field(rows, column.column), CharField | TextField) and field.blank
        else F(column.column)
        for column in columns
    }
    ordered: QuerySet[Any] = rows.annotate(**keys)
    return ordered.order_by(*(column.order() for column in columns))


def encode_cursor(values: list[Any]) -> str:
    """The place behind a row, as text for a URL."""
    plain = [str(v) if isinstance(v, Decimal | date) else v for v in values]
    return base64.urlsafe_b64encode(orjson.dumps(plain)).decode().rstrip("=")


def decode_cursor(text: str, columns: list[SortColumn], queryset: QuerySet[Any]) -> list[Any]:
    """The values of a cursor, as the columns' own types. Raises ValueError for another text."""
    try:
        padded = text + "=" * (-len(text) % 4)
        values = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, orjson.JSONDecodeError, ValueError) as error:
        raise ValueError("not a cursor of this API") from error
    if values == []:
        return []
    if not isinstance(values, list) or len(values) != len(columns):
        raise ValueError("a cursor of another order")
    read = []
    for column, value in zip(columns, values, strict=True):
        if isinstance(value, list | dict) or "\0" in str(value):
            raise ValueError("not a cursor of this API")
        field = _field(queryset, column.column)
        try:
            read.append(None if value is None else field.to_python(value))
        except Exception as error:
            raise ValueError("a cursor of another order") from error
        if isinstance(read[-1], Decimal) and not abs(read[-1]) < GREATEST:
            raise ValueError("not a cursor of this API")
    return read


def _field(queryset: QuerySet[Any], column: str) -> "Field[Any, Any]":
    model = queryset.model
    *links, last = column.split("__")
    for link in links:
        model = model._meta.get_field(link).related_model  # type: ignore[union-attr,assignment]
    field = model._meta.get_field(last)
    target: Field[Any, Any] = getattr(field, "target_field", field)  # type: ignore[assignment]
    return target


def behind(columns: list[SortColumn], values: list[Any]) -> Q:
    """The rows behind a place in an order with null values last."""
    if not values:
        return Q()
    condition, same = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        if value is not None:
            step = "lt" if column.descending else "gt"
            further = Q(**{f"{column.key}__{step}": value})
            if _nullable(column):
                further |= Q(**{f"{column.key}__isnull": True})
            condition |= same & further
            same &= Q(**{column.key: value})
        else:
            same &= Q(**{f"{column.key}__isnull": True})
    return condition


def _nullable(column: SortColumn) -> bool:
    return column.name != "id"
