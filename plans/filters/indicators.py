"""Indicators by any of their names, and the filters of their list."""

from typing import Any, ClassVar

from django import forms

from plans.curation.units import BASE_UNITS
from plans.filters.facts import words_filter
from plans.models import Domain, Indicator
from policyapi.errors import did_you_mean, nearest, shown
from policyapi.filtering import ChoiceFilter, NotKnown, ParameterFilter, StrictFilterSet
from policyapi.query import normalise
from policyapi.vocabulary import kept


def named_indicator(text: str) -> str:
    """Id of the indicator that a text names: id, Chinese or English name, or a synonym.

    Raises NotKnown with the nearest names.
    """
    names = kept("ids of indicators by name", _ids_by_name)
    asked = normalise(text).casefold()
    if asked in names:
        return names[asked]
    near = nearest(asked, names)
    raise NotKnown(f"There is no indicator {shown(text)}.{did_you_mean(near)}", near)


def indicator_names() -> dict[str, str]:
    """Every name of every indicator, as written, with the id that it names."""
    rows = Indicator.objects.values_list("id", "name", "name_en", "synonyms")
    return {
        known: pk
        for pk, name, name_en, synonyms in rows
        for known in (pk, name, name_en, *synonyms)
    }


def _ids_by_name() -> dict[str, str]:
    return {normalise(name).casefold(): pk for name, pk in indicator_names().items()}


class IndicatorField(forms.Field):
    """An indicator by any of its names."""

    def clean(self, value: Any) -> str:
        """Its id, or nothing."""
        return named_indicator(value) if value else ""


class IndicatorFilter(ParameterFilter):
    """Facts that measure one thing, by whatever name it is asked for."""

    field_class = IndicatorField

    def values_now(self) -> list[str]:
        """Every name."""
        return list(indicator_names())


class IndicatorFilterSet(StrictFilterSet):
    """Find indicators by name, policy field or unit."""

    sorts: ClassVar = {"id": "id", "name": "name", "domain": "domain", "base_unit": "base_unit"}

    example_id: ClassVar = "gdp"

    indicator = IndicatorFilter(
        field_name="id", lookup_expr="exact", example="GDP", help_text="Id, name or any synonym."
    )
    domain = ChoiceFilter(
        field_name="domain",
        lookup_expr="exact",
        choices=Domain.choices,
        example="economy",
        help_text="Policy field.",
    )
    base_unit = ChoiceFilter(
        field_name="base_unit",
        lookup_expr="exact",
        choices=[(unit, unit) for unit in BASE_UNITS],
        example="CNY",
        help_text="Unit of its level or count.",
    )
    q = words_filter("生产总值", "Indicators whose names or synonyms contain every word.")
