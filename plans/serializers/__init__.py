"""The shapes of documents, facts, outcomes, discrepancies: the only definition of the answers."""

from plans.serializers.claims import AchievementSerializer, IndicatorSerializer, TargetSerializer
from plans.serializers.documents import DocumentSerializer
from plans.serializers.outcomes import DiscrepancySerializer, OutcomeSerializer
from plans.serializers.programmes import PlanSerializer
from plans.serializers.projects import ProjectSerializer
from plans.serializers.slogans import SloganSerializer

__all__ = [
    "AchievementSerializer",
    "DiscrepancySerializer",
    "DocumentSerializer",
    "IndicatorSerializer",
    "OutcomeSerializer",
    "PlanSerializer",
    "ProjectSerializer",
    "SloganSerializer",
    "TargetSerializer",
]
