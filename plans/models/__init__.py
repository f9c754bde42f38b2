"""Documents and the facts that they print."""

from plans.models.claims import Achievement, Indicator, Outcome, Target
from plans.models.columns import ColumnCodes, ColumnValues
from plans.models.differences import Discrepancy, DiscrepancySide
from plans.models.facts import Domain, Fact
from plans.models.programmes import Plan, PlanElement
from plans.models.projects import Project, ProjectMention
from plans.models.quantities import Comparator, Measure, Modality, Quantified
from plans.models.releases import Change, Download, Release
from plans.models.rows import ServedRow
from plans.models.slogans import Slogan
from plans.models.sources import Basis, Citation, Dataset, Document, IgnoredSpan

__all__ = [
    "Achievement",
    "Basis",
    "Change",
    "Citation",
    "ColumnCodes",
    "ColumnValues",
    "Comparator",
    "Dataset",
    "Discrepancy",
    "DiscrepancySide",
    "Document",
    "Domain",
    "Download",
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
    "Release",
    "ServedRow",
    "Slogan",
    "Target",
]
