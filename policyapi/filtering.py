"""Strict filtering: a parameter that is unknown, repeated, empty or wrong is refused."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, cast

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from policyapi.errors import ParameterError
from policyapi.index.tokens import facet
from policyapi.index.wanted import Wanted
from policyapi.parameters import (
    BooleanFilter,
    ChoiceFilter,
    ChoiceOrNoneFilter,
    ColumnFilter,
    DateFilter,
    HasValueFilter,
    KnownFilter,
    LinkedFilter,
    NumberFilter,
    ParameterFilter,
    PlainParameter,
    SeveralFilter,
    WordsFilter,
    YearFilter,
)
from policyapi.query import Query
from policyapi.values import NotKnown, WordsField

__all__ = [
    "BooleanFilter",
    "ChoiceFilter",
    "ChoiceOrNoneFilter",
    "Chosen",
    "ColumnFilter",
    "DateFilter",
    "HasValueFilter",
    "KnownFilter",
    "LinkedFilter",
    "NotKnown",
    "NumberFilter",
    "ParameterFilter",
    "PlainParameter",
    "SeveralFilter",
    "StrictFilterSet",
    "WordsField",
    "WordsFilter",
    "YearFilter",
]


class StrictFilterSet(filters.FilterSet):
    """The filters of one list, and the columns by which it can be sorted.

    `sorts` names columns as in the answer, each with the model's column. Sorting always ends in id.
    `examples` has the examples that differ from the filters' own: with them, all examples together
    find the row `example_id`. `apart` has the parameters that do not go with the examples of the
    others; the docs' forms, which send all examples that are filled in, leave these empty.
    """

    sorts: ClassVar[dict[str, str]] = {"id": "id"}
    examples: ClassVar[dict[str, object]] = {}
    example_id: ClassVar[str] = ""
    apart: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def parameters(cls) -> dict[str, ParameterFilter]:
        """The filters by the name of their parameter."""
        return cast("dict[str, ParameterFilter]", cls.base_filters)

    @classmethod
    def read(cls, query: Query) -> "Chosen":
        """The values of a query, and what is wrong with it.

        Each value is read by its filter's own field. django-filter would copy all filters and build
        a form of all fields for each request, which costs more than the answer.
        """
        chosen = Chosen(cls)
        given: Query = {}
        for name, values in query.items():
            parameter = cls.parameters()[name]
            if not parameter.several and len(values) > 1:
                detail = f"The parameter {name} is given {len(values)} times; it takes one value."
                chosen.errors.append(ParameterError(name, values[1], detail))
            elif not all(values):
                detail = f"The parameter {name} is empty; leave it out or give a value."
                chosen.errors.append(ParameterError(name, "", detail))
            else:
                given[name] = values
        for name in cls.parameters():
            if name in given:
                chosen.take(name, given[name])
        return chosen


@dataclass
class Chosen:
    """The values that a question filters by, by parameter, and what is wrong with them."""

    filterset: type[StrictFilterSet]
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[ParameterError] = field(default_factory=list)

    def take(self, name: str, values: list[str]) -> None:
        """Read the values of a parameter."""
        parameter = self.filterset.parameters()[name]
        try:
            self.values[name] = parameter.field.clean(values if parameter.several else values[0])
        except forms.ValidationError as error:
            given = ",".join(values)
            self.errors += [
                _parameter_error(name, given, found)
                for found in getattr(error, "error_list", [error])
            ]

    def rows(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that match, through the ORM: the plain way."""
        for name, value in self.values.items():
            queryset = self.filterset.parameters()[name].filter(queryset, value)
        return queryset

    def wanted(self) -> Wanted:
        """The rows that match, as the index is asked for them."""
        wanted = Wanted()
        for name, value in self.values.items():
            parameter = self.filterset.parameters()[name]
            facets = [facet(parameter.named or name, v) for v in parameter.alternatives(value)]
            wanted.groups += [tuple(facets)] if facets else []
            wanted.words += parameter.words(value)
            wanted.bounds += parameter.bounds(value)
        return wanted


def _parameter_error(name: str, value: str, error: forms.ValidationError) -> ParameterError:
    near: list[str] = []
    if isinstance(error, NotKnown):
        value, near = error.value or value, error.near
    detail = f"The parameter {name} is wrong: {' '.join(error.messages)}"
    return ParameterError(name, value, detail, near)
