"""How a quantity is shown: its fields, and one text that says it all."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.models.quantities import Comparator

SIGNS: Final = {"gt": "> ", "gte": "≥ ", "approx": "≈ ", "lte": "≤ ", "lt": "< ", "eq": "", "": ""}

QUANTITY_FIELDS: Final = (
    "wording",
    "modality",
    "comparator",
    "measure",
    "value",
    "value_high",
    "unit",
    "base_value",
    "base_unit",
    "threshold",
    "display",
)


def printed(value: int | float | None) -> str:
    """A number in digits, without a fraction that is zero."""
    return (
        ""
        if value is None
        else f"{value:g}"
        if abs(value) < 1e6
        else f"{value:f}".rstrip("0").rstrip(".")
    )


def display(
    comparator: str,
    value: Any,
    unit: str,
    high: Any = None,
    threshold: dict[str, Any] | None = None,
) -> str | None:
    """Comparator, number, unit, and in brackets the size that qualifies it: 71个(> 1亿元)."""
    if value is None:
        return None
    number = printed(float(value)) + (f"–{printed(float(high))}" if high is not None else "")
    text = f"{SIGNS.get(comparator, '')}{number}{unit}"
    if threshold:
        size = display(threshold["comparator"], threshold["value"], threshold["unit"])
        text += f"({size})"
    return text


AMOUNT_PARTS: Final = ("wording", "comparator", "value", "unit", "base_value", "base_unit")


class AmountSerializer(serializers.Serializer[dict[str, Any]]):
    """A quantity inside a fact: a threshold, an investment, an area, the count of a batch."""

    wording = serializers.ListField(
        child=serializers.CharField(), help_text="The qualifying words as printed."
    )
    comparator = serializers.ChoiceField(Comparator.choices, help_text="How it bounds.")
    value = serializers.FloatField(help_text="The number as printed, in `unit`.")
    unit = serializers.CharField(help_text="The unit as printed.")
    base_value = serializers.FloatField(help_text="The number in `base_unit`.")
    base_unit = serializers.CharField(help_text="The base unit.")
    display = serializers.CharField(help_text="Comparator, number and unit in one text.")


class CountedAmountSerializer(AmountSerializer):
    """The count of a batch, with the size that qualifies what is counted."""

    threshold = AmountSerializer(
        allow_null=True, help_text="A size that qualifies what is counted."
    )


def amount_shape(amount: dict[str, Any] | None) -> dict[str, Any] | None:
    """An amount as stored, with its display."""
    if amount is None:
        return None
    # Named one by one: PostgreSQL gives the keys of an object back in an order of its own.
    shape = {name: amount[name] for name in AMOUNT_PARTS}
    shape["display"] = display(
        amount["comparator"], amount["value"], amount["unit"], None, amount.get("threshold")
    )
    return shape


def counted_amount_shape(amount: dict[str, Any] | None) -> dict[str, Any] | None:
    """A batch's count as stored, with its display and its threshold."""
    shape = amount_shape(amount)
    if shape is not None and amount is not None:
        shape["threshold"] = amount_shape(amount.get("threshold"))
    return shape


class QuantifiedMixin(serializers.Serializer[Any]):
    """The quantity fields of targets and achievements."""

    threshold = serializers.SerializerMethodField(
        help_text="A size that qualifies what is counted: in 71个过亿元项目 it is > 1亿元."
    )
    display = serializers.SerializerMethodField(
        help_text="Comparator, number and unit in one text: > 100亿元. Null without a number."
    )

    @extend_schema_field(AmountSerializer(allow_null=True))
    def get_threshold(self, fact: Any) -> dict[str, Any] | None:
        """With its own display."""
        return amount_shape(fact.threshold)

    def get_display(self, fact: Any) -> str | None:
        """One text."""
        return display(fact.comparator, fact.value, fact.unit, fact.value_high, fact.threshold)
