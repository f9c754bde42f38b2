"""Values as fixtures keep them: records, numbers, texts, spans."""

from decimal import Decimal
from typing import Any

from plans.curation.quantities import Quantity
from plans.curation.spans import Span

Record = dict[str, Any]


def record(model: str, pk: object, fields: dict[str, Any]) -> Record:
    """A fixture record, its fields in the order given."""
    return {"model": model, "pk": pk, "fields": fields}


def number(value: Decimal | None) -> str | None:
    """A decimal as fixtures keep it: without an exponent and without trailing zeros."""
    if value is None:
        return None
    shown = format(value, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def quantity_fields(quantity: Quantity) -> dict[str, Any]:
    """A quantity that is kept as JSON: a threshold, an investment, a batch's count."""
    return {
        "wording": list(quantity.wording),
        "comparator": quantity.comparator,
        "value": _json_number(quantity.value),
        "unit": quantity.unit,
        "base_value": _json_number(quantity.base_value),
        "base_unit": quantity.base_unit,
    }


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral() else float(value)


def texts(data: dict[str, Any], names: str) -> dict[str, str]:
    """Some fields of an entry as texts, empty where they are left out."""
    return {name: str(data.get(name, "")) for name in names.split()}


def span_fields(span: Span) -> dict[str, Any]:
    """A span as the fields of a citation or of an ignored span."""
    return {
        "document": span.document,
        "start": span.start,
        "end": span.end,
        "line": span.line,
        "quote": span.quote,
    }
