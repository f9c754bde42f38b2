"""Pages: by number, and by a keyset that makes every step of `next` as cheap as the first."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import orjson
from django.db.models import F, Field, Q, QuerySet
from django.db.models.expressions import OrderBy

from policyapi.errors import ParameterError, did_you_mean, nearest

DEFAULT_PAGE_SIZE: Final = 100
LARGEST_PAGE_SIZE: Final = 1000
LAST_PAGE: Final = 1_000_000


@dataclass(frozen=True)
class SortColumn:
    """A column of the order: its name in the answer, the model's column, and the direction."""

    name: str
    column: str
    descending: bool

    def order(self) -> OrderBy:
        """Null values come last in both directions."""
        field = F(self.column)
        return field.desc(nulls_last=True) if self.descending else field.asc(nulls_last=True)


def read_sort(text: str, known: dict[str, str]) -> tuple[list[SortColumn], list[ParameterError]]:
    """The order that `sort` asks for, ending in id, and what is wrong with it."""
    columns: list[SortColumn] = []
    errors: list[ParameterError] = []
    for part in text.split(",") if text else []:
        name = part.strip().removeprefix("-")
        if name not in known:
            near = nearest(name, known)
            detail = f"The parameter sort is wrong: {name!r} is none of {', '.join(known)}."
            errors.append(ParameterError("sort", text, detail + did_you_mean(near), near))
        elif any(column.name == name for column in columns):
            detail = f"The parameter sort names {name!r} twice."
            errors.append(ParameterError("sort", text, detail))
        else:
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
    detail = f"The parameter {name} is wrong: {text!r} is no whole number from {lowest} to {highest}."
    near = [str(lowest)] if text in ("0", "-1") else []
    return lowest, [ParameterError(name, text, detail + did_you_mean(near), near)]


def encode_cursor(values: list[Any]) -> str:
    """The place behind a row, as text for a URL."""
    plain = [str(v) if isinstance(v, Decimal | date) else v for v in values]
    return base64.urlsafe_b64encode(orjson.dumps(plain)).decode().rstrip("=")


def decode_cursor(text: str, columns: list[SortColumn], queryset: QuerySet[Any]) -> list[Any]:
    """The values of a cursor, as the columns' own types. Raises ValueError for another text."""
    try:
        values = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, orjson.JSONDecodeError, ValueError) as error:
        raise ValueError("not a cursor of this API") from error
    if not isinstance(values, list) or len(values) != len(columns):
        raise ValueError("a cursor of another order")
    read = []
    for column, value in zip(columns, values, strict=True):
        if isinstance(value, list | dict):
            raise ValueError("not a cursor of this API")
        field = _field(queryset, column.column)
        try:
            read.append(None if value is None else field.to_python(value))
        except Exception as error:
            raise ValueError("a cursor of another order") from error
    return read


def _field(queryset: QuerySet[Any], column: str) -> "Field[Any, Any]":
    model = queryset.model
    *links, last = column.split("__")
    for link in links:
        model = model._meta.get_field(link).related_model  # type: ignore[union-attr,assignment]  # noqa: SLF001
    field = model._meta.get_field(last)  # noqa: SLF001
    target: "Field[Any, Any]" = getattr(field, "target_field", field)  # type: ignore[assignment]
    return target


def behind(columns: list[SortColumn], values: list[Any]) -> Q:
    """The rows behind a place in an order with null values last."""
    condition, same = Q(pk__in=[]), Q()
    for column, value in zip(columns, values, strict=True):
        if value is not None:
            step = "lt" if column.descending else "gt"
            further = Q(**{f"{column.column}__{step}": value})
            if _nullable(column):
                further |= Q(**{f"{column.column}__isnull": True})
            condition |= same & further
            same &= Q(**{column.column: value})
        else:
            same &= Q(**{f"{column.column}__isnull": True})
    return condition


def _nullable(column: SortColumn) -> bool:
    return column.name != "id"
