"""Strict filtering: a parameter that is unknown, repeated, empty or wrong is refused."""

from typing import Any, ClassVar, cast

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from policyapi.errors import ParameterError, did_you_mean, nearest, shown
from policyapi.parameters import (
    BooleanFilter,
    ChoiceFilter,
    ChoiceOrNoneFilter,
    DateFilter,
    HasValueFilter,
    KnownFilter,
    LinkedFilter,
    NumberFilter,
    ParameterFilter,
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
    "DateFilter",
    "HasValueFilter",
    "KnownFilter",
    "LinkedFilter",
    "NotKnown",
    "NumberFilter",
    "ParameterFilter",
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
    def read(
        cls, query: Query, queryset: QuerySet[Any]
    ) -> tuple["StrictFilterSet", list[ParameterError]]:
        """The filters for a query, and what is wrong with it."""
        errors = []
        data = QueryDict(mutable=True)
        for name, values in query.items():
            several = cls.parameters()[name].several
            if not several and len(values) > 1:
                detail = f"The parameter {name} is given {len(values)} times; it takes one value."
                errors.append(ParameterError(name, values[1], detail))
            elif not all(values):
                detail = f"The parameter {name} is empty; leave it out or give a value."
                errors.append(ParameterError(name, "", detail))
            else:
                data.setlist(name, values)
        filterset = cls(data=data, queryset=queryset)
        for name, found in filterset.form.errors.as_data().items():
            errors += [_parameter_error(name, data, error, filterset) for error in found]
        return filterset, errors


def _parameter_error(
    name: str, data: QueryDict, error: forms.ValidationError, filterset: StrictFilterSet
) -> ParameterError:
    value = ",".join(data.getlist(name))
    near: list[str] = []
    if isinstance(error, NotKnown):
        value, near = error.value or value, error.near
    message = " ".join(error.messages)
    choices = filterset.parameters()[name].extra.get("choices")
    if choices and error.code == "invalid_choice":
        known = [choice for choice, _ in choices]
        near = nearest(value, known)
        message = f"{shown(value)} is none of {', '.join(known)}.{did_you_mean(near)}"
    return ParameterError(name, value, f"The parameter {name} is wrong: {message}", near)
