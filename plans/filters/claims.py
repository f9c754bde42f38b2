"""The filters of targets, achievements and indicators."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from plans.curation.units import BASE_UNITS
from plans.filters.facts import FACT_SORTS, FactFilterSet, speaker_filter, words_filter
from plans.models import (
    Achievement,
    Comparator,
    Domain,
    Indicator,
    Measure,
    Modality,
    Outcome,
    Target,
)
from policyapi.errors import did_you_mean, nearest
from policyapi.filtering import (
    ChoiceFilter,
    DateFilter,
    HasValueFilter,
    NotKnown,
    NumberFilter,
    ParameterFilter,
    StrictFilterSet,
    WordsField,
)

CLAIM_SORTS = FACT_SORTS | {
    "indicator": "indicator_id",
    "statement": "statement",
    "measure": "measure",
    "comparator": "comparator",
    "value": "value",
    "base_value": "base_value",
}


def named_indicator(text: str) -> str:
    """Id of the indicator that a text names: id, Chinese or English name, or a synonym.

    Raises NotKnown with the nearest names.
    """
    names: dict[str, str] = {}
    for pk, name, name_en, synonyms in Indicator.objects.values_list(
        "id", "name", "name_en", "synonyms"
    ):
        names |= {known.casefold(): pk for known in (pk, name, name_en, *synonyms)}
    if text.casefold() in names:
        return names[text.casefold()]
    near = nearest(text.casefold(), names)
    raise NotKnown(f"There is no indicator {text!r}.{did_you_mean(near)}", near)


class IndicatorField(WordsField):
    """An indicator by any of its names."""

    def clean(self, value: Any) -> Any:
        """Its id, or nothing."""
        return named_indicator(value) if value else value


class IndicatorFilter(ParameterFilter):
    """Facts that measure one thing, by whatever name it is asked for."""

    field_class = IndicatorField


class VerdictFilter(ChoiceFilter):
    """Targets by what became of them; `none` for those of which nothing is reported."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """By an outcome, or by its absence."""
        if value == "none":
            return qs.filter(outcomes__isnull=True)
        if not value:
            return qs
        found = Outcome.objects.filter(verdict=value).values("target_id")
        return qs.filter(pk__in=found)


class ClaimFilterSet(FactFilterSet):
    """The filters of facts, and by quantity."""

    sorts: ClassVar[dict[str, str]] = CLAIM_SORTS

    indicator = IndicatorFilter(
        field_name="indicator_id",
        lookup_expr="exact",
        example="gdp",
        help_text="What is measured: id, name or any synonym (gdp, 地区生产总值, 国内生产总值).",
    )
    comparator = ChoiceFilter(
        field_name="comparator",
        lookup_expr="exact",
        choices=Comparator.choices,
        example="gt",
        help_text="How the number bounds: gt 过, gte 以上, approx 左右, lte 以内, lt 低于, eq, between.",
    )
    measure = ChoiceFilter(
        field_name="measure",
        lookup_expr="exact",
        choices=Measure.choices,
        example="growth",
        help_text="What kind of number.",
    )
    modality = ChoiceFilter(
        field_name="modality",
        lookup_expr="exact",
        choices=Modality.choices,
        example="strive",
        help_text="How firmly: ensure 确保, strive 力争, require 要 实现 完成, expect 预计.",
    )
    base_unit = ChoiceFilter(
        field_name="base_unit",
        lookup_expr="exact",
        choices=[(unit, unit) for unit in BASE_UNITS],
        example="percent",
        help_text="Unit of `base_value`.",
    )
    has_value = HasValueFilter(example="true", help_text="true: with a number; false: without.")
    value_min = NumberFilter(
        field_name="base_value",
        lookup_expr="gte",
        example=100,
        help_text="Least `base_value`; ask for one `base_unit` along with it.",
    )
    value_max = NumberFilter(
        field_name="base_value",
        lookup_expr="lte",
        example=10000000000,
        help_text="Greatest `base_value`; ask for one `base_unit` along with it.",
    )


class TargetFilterSet(ClaimFilterSet):
    """The filters of claims, and by how and by when a target can be checked, and what became of it."""

    sorts: ClassVar = CLAIM_SORTS | {
        "deadline": "deadline_date",
        "checkability": "checkability",
        "modality": "modality",
    }

    speaker = speaker_filter("plans.Target", "韩永军")
    checkability = ChoiceFilter(
        field_name="checkability",
        lookup_expr="exact",
        choices=Target.Checkability.choices,
        example="quantified",
        help_text="By what it can be checked.",
    )
    deadline_before = DateFilter(
        field_name="deadline_date",
        lookup_expr="lt",
        example="2020-01-01",
        help_text="Targets due before this day, YYYY-MM-DD.",
    )
    deadline_after = DateFilter(
        field_name="deadline_date",
        lookup_expr="gt",
        example="2019-12-31",
        help_text="Targets due after this day, YYYY-MM-DD.",
    )
    verdict = VerdictFilter(
        field_name="outcomes",
        lookup_expr="exact",
        choices=[*Outcome.Verdict.choices, ("none", "未见报道")],
        example="met",
        help_text="What a later document reports of it; none: no document reports a result.",
    )

    class Meta:
        model = Target
        fields: ClassVar = []


class AchievementFilterSet(ClaimFilterSet):
    """The filters of claims, and by kind and certainty."""

    sorts: ClassVar = CLAIM_SORTS | {"kind": "kind"}

    speaker = speaker_filter("plans.Achievement", "王宏志")
    kind = ChoiceFilter(
        field_name="kind",
        lookup_expr="exact",
        choices=Achievement.Kind.choices,
        example="honour",
        help_text="A result or an honour.",
    )
    certainty = ChoiceFilter(
        field_name="certainty",
        lookup_expr="exact",
        choices=Achievement.Certainty.choices,
        example="final",
        help_text="Final, or estimated (预计).",
    )

    class Meta:
        model = Achievement
        fields: ClassVar = []


class IndicatorFilterSet(StrictFilterSet):
    """Find indicators by name, policy field or unit."""

    sorts: ClassVar = {"id": "id", "name": "name", "domain": "domain", "base_unit": "base_unit"}

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
    q = words_filter("收入", "Indicators whose names or synonyms contain every word.")

    class Meta:
        model = Indicator
        fields: ClassVar = []
