"""What a database finds only row by row: values that stand twice, ids that lead nowhere."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import JSONField, Model, UniqueConstraint

Instances = Mapping[type[Model], Mapping[str, Model]]
Links = Mapping[tuple[type[Model], str], list[tuple[str, str]]]
Places = Mapping[tuple[type[Model], str], str]


def doubles(instances: Instances, places: Places) -> Iterator[str]:
    """A problem for every value that must be the only one of its kind and is not."""
    for model, rows in instances.items():
        for names in _only_ones(model):
            seen: dict[tuple[Any, ...], str] = {}
            for key, row in rows.items():
                values = tuple(getattr(row, name) for name in names)
                if None in values:
                    continue
                first = seen.setdefault(values, key)
                if first != key:
                    shown = ", ".join(map(str, values))
                    yield f"{places[model, key]}: {', '.join(names)}: {shown} is {first}'s already"


def missing_references(instances: Instances, links: Links, places: Places) -> Iterator[str]:
    """A problem for every id that a record names and no record has."""
    for model, key, name, target, linked in _references(instances, links):
        if target is not None and linked not in instances[target]:
            label = target._meta.label_lower
            yield f"{places[model, key]}: {name}: there is no {label} {linked!r}"
        elif target is None:
            yield f"{places[model, key]}: {name}: {linked!r} names no type and id of a fact"


def _only_ones(model: type[Model]) -> Iterator[tuple[str, ...]]:
    """Names of columns of which no two rows have the same values, but for the primary key."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.attname,)
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(str(model._meta.get_field(name).attname) for name in constraint.fields)  # type: ignore[union-attr]


Reference = tuple[type[Model], str, str, type[Model] | None, Any]
"""Model and id of the record, its field, the model that it leads to, and the id that it names."""


def _references(instances: Instances, links: Links) -> Iterator[Reference]:
    for model, rows in instances.items():
        for field in model._meta.concrete_fields:
            for key, row in rows.items():
                value = getattr(row, field.attname)
                if field.is_relation and value is not None:
                    yield model, key, field.name, field.related_model, value  # type: ignore[misc]
                elif isinstance(field, JSONField) and field.name == "facts":
                    yield from _named_facts(instances, model, key, value)
    for (model, name), pairs in links.items():
        target = model._meta.get_field(name).related_model
        for key, linked in pairs:
            yield model, key, name, target, linked  # type: ignore[misc]


def _named_facts(
    instances: Instances, model: type[Model], key: str, facts: Any
) -> Iterator[Reference]:
    """The facts that a side of a discrepancy names by type and id."""
    types = {str(known._meta.model_name): known for known in instances}
    for fact in facts:
        named = isinstance(fact, dict) and set(fact) == {"type", "id"}
        target = types.get(str(fact["type"])) if named else None
        linked = fact["id"] if target and isinstance(fact["id"], str) else fact
        yield model, key, "facts", target if isinstance(linked, str) else None, linked
