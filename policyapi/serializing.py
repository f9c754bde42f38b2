"""What the serializers of all resources share: JSON numbers, and null where a text is empty."""

from decimal import Decimal
from typing import Any, Final

from rest_framework import serializers

PUBLIC_URL: Final = "\x7f"
"""Stands in stored bodies for scheme and host, which are known only when a request comes.

One byte that no text has (the load sees to it), and so is found ten times as fast as a word.
"""
PUBLIC_BYTES: Final = PUBLIC_URL.encode()


def fitted(made: bytes) -> bytes:
    """What orjson has made, in no more room than it needs: orjson keeps up to ten times as much."""
    return bytes(memoryview(made))


def plain_number(value: Decimal | None) -> int | float | None:
    """A decimal as a JSON number: whole numbers without a fraction."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


class NumberField(serializers.FloatField):
    """A decimal column as a JSON number."""

    def to_representation(self, value: Any) -> Any:
        """Whole numbers without a fraction."""
        return plain_number(Decimal(value))


class ReadOnlySerializer(serializers.ModelSerializer[Any]):
    """A shape for reading. An empty text is null; a decimal is a number; help texts describe."""

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """Fields as DRF builds them, with null for what may be blank and numbers for decimals."""
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        if field_class is serializers.DecimalField:
            keep = {"allow_null", "help_text", "required", "read_only"}
            return NumberField, {key: value for key, value in kwargs.items() if key in keep}
        if model_field.blank and kwargs.pop("allow_blank", False):
            kwargs["allow_null"] = True
        return field_class, kwargs

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Null for an empty text."""
        shape: dict[str, Any] = super().to_representation(instance)
        return {name: None if value == "" else value for name, value in shape.items()}

    @property
    def _readable_fields(self) -> Any:
        for field in self.fields.values():
            field.read_only = True
            yield field
