"""What is wrong with the records of a fixture file, each told with its place and field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.apps import apps
from django.db.models import JSONField, Model, UniqueConstraint

from plans.curation.files import FILES
from plans.curation.problems import did_you_mean
from plans.loading.accepting import Check, check_of
from plans.loading.keys import Keys
from plans.loading.values import Record, fields_of, may_be_left_out

KEYS: Final = {"model", "pk", "fields"}

Reference = tuple[str, str, str]
"""The field that names a row, the label of the model that it leads to, and the id."""


@dataclass
class Checker:
    """The checks of one model's records. It reads no database."""

    model: type[Model]
    file: str

    def problems(self, number: int, record: Any) -> Iterator[str]:
        """What a record lacks in itself; `number` is its place in the file, from 1."""
        place = f"{self.file} record {number}"
        if type(record) is not dict or record.keys() != KEYS:
            yield f"{place}: has `model`, `pk` and `fields`, and nothing else"
            return
        key, label, written = record["pk"], self.label, record["fields"]
        if problem := self._check_of_key(key):
            yield f"{place}: pk: {problem}"
        elif record["model"] != label:
            yield f"{place} ({key}): is a {record['model']!r}; this file holds {label!r}"
        elif type(written) is not dict:
            yield f"{place} ({key}): `fields` has no names and values"
        else:
            yield from self._wrong_fields(f"{place} ({key})", written)

    def twice(self, keys: Keys, numbered: Sequence[tuple[int, Record]]) -> Iterator[str]:
        """Keys of records that others before them have. It keeps those of these records."""
        owned = [(record["pk"], str(number)) for number, record in numbered]
        for key, _, number in keys.add(self.label, owned):
            yield f"{self.file} record {number} ({key}): its primary key stands twice"

    def doubles(self, keys: Keys, numbered: Sequence[tuple[int, Record]]) -> Iterator[str]:
        """Values that must be the only ones of their kind and are not."""
        for names, columns in self._only_ones:
            owned, shown = [], ", ".join(columns)
            for number, record in numbered:
                values = [record["fields"][name] for name in names]
                if None not in values:
                    owned.append((", ".join(map(str, values)), f"{number} {record['pk']}"))
            for value, first, second in keys.add(f"{self.label} {shown}", owned):
                place = "{} record {} ({})".format(self.file, *second.split(" ", 1))
                yield f"{place}: {shown}: {value} is {first.partition(' ')[2]}'s already"

    def references(self, record: Record) -> Iterator[Reference]:
        """The rows that a record names; where one names no type and id, the label is empty."""
        written = record["fields"]
        for name, label, many in self._links:
            value = written[name]
            if many:
                for linked in value:
                    yield name, label, linked
            elif value is not None:
                yield name, label, value
        if self._names_facts:
            yield from map(_named_fact, written["facts"])

    @cached_property
    def label(self) -> str:
        """The model's name in a record."""
        return self.model._meta.label_lower

    def _wrong_fields(self, place: str, written: dict[str, Any]) -> Iterator[str]:
        if written.keys() != self._checks.keys():
            for name in sorted(written.keys() - self._checks.keys()):
                yield f"{place}: no field {name!r}{did_you_mean(name, sorted(self._checks))}"
        for name, check in self._checks.items():
            if name not in written:
                yield f"{place}: {name}: is missing"
            elif problem := check(written[name]):
                yield f"{place}: {name}: {problem}"

    @cached_property
    def _check_of_key(self) -> Check:
        return check_of(self.model._meta.pk)

    @cached_property
    def _checks(self) -> dict[str, Check]:
        return {f.name: check_of(f) for f in fields_of(self.model) if not may_be_left_out(f)}

    @cached_property
    def _links(self) -> list[tuple[str, str, bool]]:
        return [
            (field.name, str(field.related_model._meta.label_lower), bool(field.many_to_many))  # type: ignore[union-attr]
            for field in fields_of(self.model)
            if field.is_relation
        ]

    @cached_property
    def _names_facts(self) -> bool:
        return any(isinstance(f, JSONField) and f.name == "facts" for f in fields_of(self.model))

    @cached_property
    def _only_ones(self) -> list[tuple[list[str], list[str]]]:
        """Fields, and their columns, of which no two rows have the same, but for the key."""
        model: Any = self.model._meta
        alone: list[list[Any]] = [
            [field] for field in model.concrete_fields if field.unique and not field.primary_key
        ]
        together = [
            [model.get_field(name) for name in constraint.fields]
            for constraint in model.constraints
            if isinstance(constraint, UniqueConstraint)
        ]
        return [
            ([field.name for field in fields], [str(field.attname) for field in fields])
            for fields in (*alone, *together)
        ]


def _named_fact(fact: Any) -> Reference:
    """The fact that a side of a discrepancy names by type and id."""
    if isinstance(fact, dict) and set(fact) == {"type", "id"} and isinstance(fact["id"], str):
        label = _types().get(str(fact["type"]), "")
        return "facts", label, fact["id"] if label else repr(fact)
    return "facts", "", repr(fact)


def _types() -> dict[str, str]:
    return {str(apps.get_model(label)._meta.model_name): label for label in FILES}
