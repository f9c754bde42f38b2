"""The filters of targets and achievements."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from plans.curation.units import BASE_UNITS
from plans.filters.facts import FACT_SORTS, FactFilterSet, speaker_filter
from plans.filters.indicators import IndicatorFilter
from plans.models import (
    Achievement,
    Comparator,
    Measure,
    Modality,
    Outcome,
    Target,
)
from policyapi.filtering import (
    ChoiceFilter,
    ChoiceOrNoneFilter,
    DateFilter,
    HasValueFilter,
    NumberFilter,
)

CLAIM_SORTS = FACT_SORTS | {
    "indicator": "indicator_id",
    "statement": "statement",
    "measure": "measure",
    "comparator": "comparator",
    "value": "value",
    "base_value": "base_value",
}


class VerdictFilter(ChoiceFilter):
    """Targets by what became of them; `none` for those of which nothing is reported."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """By an outcome."""
        if not value:
            return qs
        return qs.filter(pk__in=Outcome.objects.filter(verdict=value).values("target_id"))

    def facets(self, row: Target) -> list[str]:
        """Of every outcome."""
        return sorted({outcome.verdict for outcome in row.outcomes.all()})


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
        help_text="How the number bounds: gt 过, gte 以上, approx 左右, lte 以内, lt 低于, eq a "
        "plain number, between a range.",
    )
    measure = ChoiceFilter(
        field_name="measure",
        lookup_expr="exact",
        choices=Measure.choices,
        example="growth",
        help_text="What kind of number.",
    )
    modality = ChoiceOrNoneFilter(
        field_name="modality",
        lookup_expr="exact",
        choices=Modality.choices,
        example="strive",
        help_text="How firmly: ensure 确保, strive 力争, require 要 实现 完成, expect 预计; "
        "none: no such word is printed.",
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
    """The filters of claims, and by how and when a target can be checked and what became of it."""

    sorts: ClassVar = CLAIM_SORTS | {
        "deadline": "deadline_date",
        "checkability": "checkability",
        "modality": "modality",
    }
    examples: ClassVar = {
        "q": "预算收入",
        "indicator": "一般公共预算收入",
        "measure": "level",
        "modality": "require",
        "base_unit": "CNY",
        "deadline_after": "2018-12-31",
    }
    example_id: ClassVar = "shizhong-2019-budget-revenue"

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
        choices=Outcome.Verdict.choices,
        example="met",
        help_text="What a later document reports of it; none: no document reports a result.",
    )


class AchievementFilterSet(ClaimFilterSet):
    """The filters of claims, and by kind and certainty."""

    sorts: ClassVar = CLAIM_SORTS | {"kind": "kind", "certainty": "certainty"}
    examples: ClassVar = {
        "document": "jinan-2019-districts",
        "domain": "investment",
        "q": "重点项目",
        "indicator": "major-projects",
        "comparator": "eq",
        "measure": "count",
        "modality": "none",
        "base_unit": "count",
        "kind": "result",
    }
    example_id: ClassVar = "shizhong-2019-key-projects-set"

    speaker = speaker_filter("plans.Achievement", "韩永军")
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
