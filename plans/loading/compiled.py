"""A serializer's shapes at a fraction of its cost: its fields are walked once, not for each row.

The serializer stays the only definition: what is not known here is asked of its own field. A test
proves that both write the same bytes for every row.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from rest_framework import serializers

from policyapi.serializing import ReadOnlySerializer

Read = Callable[[Any], Any]

AS_THEY_ARE: Final[tuple[tuple[Any, type], ...]] = (
    (serializers.CharField, str),
    (serializers.ChoiceField, str),
    (serializers.IntegerField, int),
    (serializers.BooleanField, bool),
)
"""Fields that show a value of this type as it is."""

PLAIN: Final = (serializers.Serializer, serializers.ModelSerializer)


def compiled(serializer: Any) -> Read:
    """What makes the shape of a row, as `serializer.to_representation` does."""
    made_by = type(serializer).to_representation
    if made_by is ReadOnlySerializer.to_representation:
        return _object(serializer, empty_is_null=True)
    if any(made_by is plain.to_representation for plain in PLAIN):
        return _object(serializer, empty_is_null=False)
    return serializer.to_representation  # type: ignore[no-any-return]


def _object(serializer: Any, *, empty_is_null: bool) -> Read:
    steps = [(field.field_name, *_read(field, serializer)) for field in serializer._readable_fields]

    def shape(row: Any) -> dict[str, Any]:
        made = {}
        for name, read, expected, show in steps:
            value = read(row)
            if show is not None and type(value) is not expected and value is not None:
                value = show(value)
            made[name] = None if empty_is_null and value == "" else value
        return made

    return shape


def _read(field: Any, serializer: Any) -> tuple[Read, type | None, Read | None]:
    """What reads a field's value; the type that is shown as it is, and what shows any other."""
    if type(field) is serializers.SerializerMethodField:
        return getattr(serializer, field.method_name), None, None
    if isinstance(field, serializers.Serializer):
        return compiled(field) if field.source == "*" else _nested(field), None, None
    for kind, type_ in AS_THEY_ARE:
        if isinstance(field, kind):
            return attrgetter(field.source), type_, field.to_representation
    return _as_the_field_does(field), None, None


def _nested(field: Any) -> Read:
    """The shape of the row that a relation leads to; made once for each such row in memory."""
    get, make, kept = attrgetter(field.source), compiled(field), f"shape {id(field)}"

    def shape(row: Any) -> Any:
        related = get(row)
        if related is None:
            return None
        if isinstance(related, dict):
            return field.to_representation(related)
        found = related.__dict__.get(kept)
        if found is None:
            found = related.__dict__[kept] = make(related)
        return found

    return shape


def _as_the_field_does(field: Any) -> Read:
    get, show, plain = field.get_attribute, field.to_representation, field.source.isidentifier()

    def read(row: Any) -> Any:
        value = getattr(row, field.source) if plain else get(row)
        if callable(value):
            value = get(row)
        return None if value is None else show(value)

    return read
