"""The columns of the published tables, made from the models' fields and their help texts."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import models

from plans.serializers.quantities import display
from policyapi.serializing import plain_number
from policyapi.served import Served

Row = dict[str, Any]

NOT_PUBLISHED: Final = {field.name for field in Served._meta.local_fields}
"""Columns that the load writes for the server: the rendered body and the searched text."""

TYPES: Final[dict[type[models.Field], str]] = {
    models.BooleanField: "boolean",
    models.DateField: "date",
    models.DecimalField: "number",
    models.IntegerField: "integer",
}

AMOUNT: Final = {
    "comparator": ("string", "How the number bounds it, as in targets."),
    "value": ("number", "The number as printed."),
    "unit": ("string", "The unit as printed."),
    "base_value": ("number", "The number in the base unit."),
    "base_unit": ("string", "The base unit."),
    "wording": ("array", "The qualifying words as printed."),
}
"""The parts of an amount inside a fact, each a column."""


@dataclass(frozen=True)
class Column:
    """A column: its Table Schema type, its meaning, and how it is read from a row of values."""

    name: str
    type: str
    description: str
    read: Callable[[Row], Any]
    required: bool = False
    unique: bool = False
    values: tuple[str, ...] = ()
    references: str = ""


def columns_of(
    field: "models.Field[Any, Any]", tables: dict[type[models.Model], str]
) -> list[Column]:
    """The columns of a model's field: one, or for a JSON object one for each of its parts."""
    if isinstance(field, models.JSONField):
        return _columns_of_json(field)
    target = field.related_model if field.is_relation else None
    return [
        Column(
            name=field.attname,
            type=_type_of(field),
            description=str(field.help_text),
            read=reader(field.attname),
            required=not (field.null or field.blank),
            unique=field.unique and not field.primary_key,
            values=tuple(str(value) for value, _ in field.choices or ()),
            references=tables[target] if isinstance(target, type) else "",
        )
    ]


def display_column() -> Column:
    """Comparator, number and unit in one text, as the API shows them."""

    def read(row: Row) -> str | None:
        high, threshold = row["value_high"], row["threshold"]
        return display(row["comparator"], row["value"], row["unit"], high, threshold)

    described = "Comparator, number and unit in one text; empty without a number."
    return Column("display", "string", described, read)


def reader(name: str, *keys: str) -> Callable[[Row], Any]:
    """Reads a plain value from a row, or from the JSON object that a row holds."""

    def read(row: Row) -> Any:
        value = row[name]
        for key in keys:
            value = value.get(key) if value else None
        return plain(value)

    return read


def plain(value: Any) -> Any:
    """A value as files hold it: text, number, boolean or None; dates in ISO 8601, lists in JSON."""
    if value in ("", None):
        return None
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def _type_of(field: "models.Field[Any, Any]") -> str:
    for kind, name in TYPES.items():
        if isinstance(field, kind):
            return name
    return "string"


def _columns_of_json(field: "models.JSONField[Any, Any]") -> list[Column]:
    if field.name == "account":
        return _columns_of_account(field)
    if field.default is list:
        described = f"{field.help_text} A list, in JSON."
        return [Column(field.name, "array", described, reader(field.name), required=True)]
    parts: list[tuple[str, tuple[str, ...], str]] = [(field.name, (key,), key) for key in AMOUNT]
    if field.name == "quantity":
        parts += [("quantity_threshold", ("threshold", key), key) for key in AMOUNT]
    return [
        Column(
            f"{name}_{key}",
            AMOUNT[key][0],
            f"{field.help_text} {AMOUNT[key][1]}",
            reader(field.name, *path),
        )
        for name, path, key in parts
    ]


def _columns_of_account(field: "models.JSONField[Any, Any]") -> list[Column]:
    return [
        Column(
            f"{what}_{how}", "integer", f"{field.help_text} Here: {what}, {how}.",
            reader(field.name, what, how), required=True,
        )
        for what in ("numbers", "phrases")
        for how in ("total", "cited", "ignored")
    ]  # fmt: skip
