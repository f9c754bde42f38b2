"""The shape of a list's rows, derived from the serializer, which is their only definition."""

from functools import cache
from types import UnionType
from typing import Any, Final, get_args, get_type_hints

from drf_spectacular.drainage import get_override
from rest_framework import serializers

from plans.serializers.facts import CitationSerializer
from policyapi.exporting.shapes import Citations, Group, Kind, Records, Scalar, Shape, Texts

SCALARS: Final[dict[type[serializers.Field[Any, Any, Any, Any]], Kind]] = {
    serializers.BooleanField: Kind.BOOLEAN,
    serializers.IntegerField: Kind.INTEGER,
    serializers.FloatField: Kind.NUMBER,
    serializers.DateField: Kind.DATE,
    serializers.CharField: Kind.TEXT,
    serializers.ChoiceField: Kind.TEXT,
}
HINTS: Final[dict[Any, Kind]] = {bool: Kind.BOOLEAN, int: Kind.INTEGER, str: Kind.TEXT}


def shape_of_rows(serializer_class: Any) -> Group:
    """The shape of a serializer's rows. Raises TypeError for a field that no shape fits."""
    return _kept(serializer_class)


@cache
def _kept(serializer_class: Any) -> Group:
    return _group(serializer_class())


def _group(serializer: Any, meaning: str = "") -> Group:
    return Group({name: shape_of(field) for name, field in serializer.fields.items()}, meaning)


def shape_of(field: Any, meaning: str | None = None) -> Shape:
    """The shape of one field. Raises TypeError where none fits."""
    meaning = str(field.help_text or "") if meaning is None else meaning
    if isinstance(field, serializers.SerializerMethodField):
        return _shape_of_method(field, meaning)
    if isinstance(field, serializers.ListSerializer):
        citations = isinstance(field.child, CitationSerializer)
        return (Citations if citations else Records)(_group(field.child), meaning)
    if isinstance(field, serializers.BaseSerializer):
        return _group(field, meaning)
    if isinstance(field, serializers.ListField | serializers.JSONField):
        return Texts(meaning)
    for field_class, kind in SCALARS.items():
        if isinstance(field, field_class):
            return Scalar(kind, meaning)
    raise TypeError(f"No column is known for {field!r}; give its class a kind in SCALARS.")


def _shape_of_method(field: serializers.SerializerMethodField, meaning: str) -> Shape:
    """By the shape that the method is documented with, or else by its return type."""
    method = getattr(field.parent, field.method_name or f"get_{field.field_name}")
    documented = get_override(method, "field")
    if documented is not None:
        return shape_of(documented() if isinstance(documented, type) else documented, meaning)
    returned = get_type_hints(method)["return"]
    if returned == list[str]:
        return Texts(meaning)
    plain = [returned, *get_args(returned)] if isinstance(returned, UnionType) else [returned]
    for kind in (HINTS[hint] for hint in plain if hint in HINTS):
        return Scalar(kind, meaning)
    raise TypeError(f"No column is known for what {method.__qualname__} returns: {returned!r}.")
