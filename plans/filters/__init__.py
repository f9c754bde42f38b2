"""The filters of the lists of documents, facts, outcomes and discrepancies."""

from plans.filters.claims import AchievementFilterSet, TargetFilterSet
from plans.filters.indicators import IndicatorFilterSet
from plans.filters.programmes import PlanFilterSet, ProjectFilterSet, SloganFilterSet
from plans.filters.sources import DiscrepancyFilterSet, DocumentFilterSet, OutcomeFilterSet

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
