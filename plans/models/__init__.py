"""Documents and the facts that they print."""

from plans.models.claims import Achievement, Indicator, Outcome, Target
from plans.models.differences import Discrepancy, DiscrepancySide
from plans.models.facts import Basis, Domain, Fact
from plans.models.programmes import Plan, PlanElement
from plans.models.projects import Project, ProjectMention
from plans.models.quantities import Comparator, Measure, Modality, Quantified
from plans.models.slogans import Slogan
from plans.models.sources import Citation, Dataset, Document, IgnoredSpan

__all__ = [
    "Achievement",
    "Basis",
    "Citation",
    "Comparator",
    "Dataset",
    "Discrepancy",
    "DiscrepancySide",
    "Document",
    "Domain",
    "Fact",
    "IgnoredSpan",
    "Indicator",
    "Measure",
    "Modality",
    "Outcome",
    "Plan",
    "PlanElement",
    "Project",
    "ProjectMention",
    "Quantified",
    "Slogan",
    "Target",
]
