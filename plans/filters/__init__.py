"""The filters of the lists of documents, facts, outcomes and discrepancies."""

from plans.filters.claims import AchievementFilterSet, IndicatorFilterSet, TargetFilterSet
from plans.filters.others import (
    DiscrepancyFilterSet,
    DocumentFilterSet,
    OutcomeFilterSet,
    PlanFilterSet,
    ProjectFilterSet,
    SloganFilterSet,
)

__all__ = [
    "AchievementFilterSet",
    "DiscrepancyFilterSet",
    "DocumentFilterSet",
    "IndicatorFilterSet",
    "OutcomeFilterSet",
    "PlanFilterSet",
    "ProjectFilterSet",
    "SloganFilterSet",
    "TargetFilterSet",
]
