"""Whether a value of a fixture is of its field's type, and fits it in every database."""

from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Field, ForeignKey, JSONField, Model

from policyapi.serializing import PUBLIC_URL

LARGEST_WHOLE: Final = {
    name: bounds[1] for name, bounds in BaseDatabaseOperations.integer_field_ranges.items()
}
"""Bounds of whole numbers where the database keeps them. SQLite does not, and would take more."""

Record = dict[str, Any]
"""Label of the model, key, and fields."""

NEVER_WRITTEN: Final = frozenset({"number"})
"""Fields that the load itself writes."""


def what_is_wrong(field: "Field[Any, Any]", value: Any) -> str:
    """What a value lacks to be one of a field, or an empty text. Asks nothing of a database."""
    if field.many_to_many:
        return _wrong_links(field, value)
    if value is None:
        return "" if field.null else "is null, and must not be"
    if isinstance(field, ForeignKey):
        return "" if isinstance(value, str) and value else f"{value!r} is no id"
    expected, is_one = _TYPES[field.get_internal_type()]
    if not is_one(value):
        return f"{_shown(value)} is no {expected}"
    if isinstance(field, JSONField):
        return _wrong_json(field, value)
    return _wrong_text(value) or _too_large(field, value) or _wrong_by_definition(field, value)


def fields_of(model: type[Model]) -> "list[Field[Any, Any]]":
    """The fields that are the model's own, columns and links."""
    return [field for field in model._meta.get_fields() if isinstance(field, Field)]


def may_be_left_out(field: "Field[Any, Any]") -> bool:
    """Fields that a record does not have: its key stands beside them, others come with the load."""
    return field.primary_key or field.name in NEVER_WRITTEN


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


_TYPES: Final[dict[str, tuple[str, Callable[[Any], bool]]]] = {
    "CharField": ("text", _is_text),
    "SlugField": ("text", _is_text),
    "TextField": ("text", _is_text),
    "DateField": ("date in quotation marks", _is_text),
    "DecimalField": ("number in quotation marks", _is_text),
    "BooleanField": ("true or false", lambda value: isinstance(value, bool)),
    "PositiveIntegerField": ("whole number", _is_whole),
    "PositiveSmallIntegerField": ("whole number", _is_whole),
    "JSONField": ("list or object", lambda value: isinstance(value, list | dict)),
}


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _wrong_links(field: "Field[Any, Any]", value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        return f"{_shown(value)} is no list of ids"
    if len(set(value)) != len(value):
        twice = sorted({key for key in value if value.count(key) > 1})
        return f"names {', '.join(twice)} twice"
    return "" if value or field.blank else "is empty; it names one at least"


def _wrong_json(field: "JSONField[Any, Any]", value: Any) -> str:
    """A list where the field begins as a list, of texts or of objects; else an object."""
    if field.default is not list:
        return "" if isinstance(value, dict) else f"{_shown(value)} is no object"
    if not isinstance(value, list):
        return f"{_shown(value)} is no list"
    alike = all(_is_text(item) for item in value) or all(isinstance(item, dict) for item in value)
    return "" if alike else f"{_shown(value)} is neither a list of texts nor one of objects"


def _wrong_text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    unseen = {"\0": "NUL", PUBLIC_URL: "DEL"}
    return "".join(f"has a {name} character" for char, name in unseen.items() if char in value)


def _too_large(field: "Field[Any, Any]", value: Any) -> str:
    largest = LARGEST_WHOLE.get(field.get_internal_type())
    return f"{value} is more than {largest}" if largest is not None and value > largest else ""


def _wrong_by_definition(field: "Field[Any, Any]", value: Any) -> str:
    """Length, choices, digits and validators, as the model defines them."""
    if value == "" and field.blank and _is_text(value) and not field.null:
        return ""
    try:
        field.clean(value, None)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
