"""What codes of the data are called on a page: as the models say, or in plain English."""

from functools import cache
from typing import Any, Final

from districts.models import District
from pages.language import current
from plans.models import (
    Achievement,
    Discrepancy,
    Domain,
    Measure,
    Modality,
    Outcome,
    Plan,
    Project,
    Slogan,
    Target,
)
from plans.models.projects import Stage
from plans.models.quantities import Comparator
from plans.models.sources import Basis

CHOICES: Final[dict[str, Any]] = {
    "domain": Domain,
    "comparator": Comparator,
    "measure": Measure,
    "modality": Modality,
    "stage": Stage,
    "basis": Basis,
    "verdict": Outcome.Verdict,
    "directness": Outcome.Directness,
    "checkability": Target.Checkability,
    "certainty": Achievement.Certainty,
    "achievement_kind": Achievement.Kind,
    "plan_kind": Plan.Kind,
    "project_kind": Project.Kind,
    "slogan_kind": Slogan.Kind,
    "discrepancy_kind": Discrepancy.Kind,
    "district_kind": District.Kind,
}
"""Choices of the models by the name that pages call them."""

ENGLISH: Final = {
    ("verdict", "met"): "reported as met",
    ("verdict", "none"): "no later report found",
    ("modality", "ensure"): "ensure",
    ("modality", "require"): "shall",
    ("modality", "strive"): "strive",
    ("modality", "expect"): "expect",
    ("comparator", "gt"): "more than",
    ("comparator", "gte"): "at least",
    ("comparator", "approx"): "about",
    ("comparator", "lte"): "at most",
    ("comparator", "lt"): "less than",
    ("comparator", "eq"): "exactly",
    ("comparator", "between"): "between",
    ("slogan_kind", "theme"): "theme of the year",
}
"""Where the code itself is no plain English."""


CHINESE: Final = {
    ("verdict", "met"): "见报已达到",
    ("verdict", "partly_met"): "部分达到",
    ("verdict", "not_met"): "未达到",
    ("verdict", "none"): "未见后续报道",
    ("modality", "require"): "要",
    ("type", "target"): "目标",
    ("type", "achievement"): "成果",
    ("type", "project"): "项目",
    ("type", "slogan"): "口号",
    ("type", "plan"): "规划",
}
"""Where a page says it more exactly: documents report, and do not prove."""


def named(kind: str, code: str | None, language: str | None = None) -> str:
    """What a code is called in a language, the page's own if none; an empty text for no code."""
    if not code:
        return ""
    if (language or current()) == "zh":
        return CHINESE.get((kind, code)) or _labels(kind).get(code, code)
    return ENGLISH.get((kind, code), code.replace("_", " "))


@cache
def _labels(kind: str) -> dict[str, str]:
    return {value: str(label) for value, label in CHOICES[kind].choices} if kind in CHOICES else {}
