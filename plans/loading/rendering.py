"""What the body of every served row is made by, and of which rows."""

import hashlib
from collections import Counter
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db.models import Count, Model

from districts.models import District
from districts.serializers import DistrictSerializer
from plans.loading.parcels import Tree
from plans.models import (
    Achievement,
    Discrepancy,
    Document,
    Indicator,
    Outcome,
    Plan,
    Project,
    Slogan,
    Target,
)
from plans.serializers import (
    AchievementSerializer,
    DiscrepancySerializer,
    DocumentSerializer,
    IndicatorSerializer,
    OutcomeSerializer,
    PlanSerializer,
    ProjectSerializer,
    SloganSerializer,
    TargetSerializer,
)
from policyapi.served import Served

SERIALIZERS: Final[dict[type[Served], Any]] = {
    District: DistrictSerializer,
    Document: DocumentSerializer,
    Indicator: IndicatorSerializer,
    Plan: PlanSerializer,
    Target: TargetSerializer,
    Achievement: AchievementSerializer,
    Outcome: OutcomeSerializer,
    Project: ProjectSerializer,
    Slogan: SloganSerializer,
    Discrepancy: DiscrepancySerializer,
}
"""Every served model with the serializer that is the definition of its shape."""

FETCH: Final[dict[type[Served], tuple[str, ...]]] = {
    District: (),
    Document: ("districts", "citations_of_dates"),
    Indicator: (),
    Plan: (
        *("district", "plan", "aligned_with", "predecessor"),
        *("citations__document", "elements__citations__document"),
    ),
    Target: ("district", "plan", "element", "indicator", "citations__document", "outcomes"),
    Achievement: ("district", "plan", "element", "indicator", "citations__document", "outcomes"),
    Outcome: (
        *("target__district", "target__citations__document"),
        *("achievement__district", "achievement__citations__document"),
    ),
    Project: (
        *("district", "plan", "element", "parent"),
        *("citations__document", "mentions__citation__document"),
    ),
    Slogan: ("district", "plan", "element", "citations__document"),
    Discrepancy: ("districts", "sides__citations__document"),
}
"""What the shape, the searched text and the tokens of a row are made of, beside the row itself."""


def tree_of(model: type[Served]) -> Tree:
    """What is fetched along with the rows of a model, as a tree of relations."""
    tree: Tree = {}
    for path in FETCH[model]:
        below = tree
        for name in path.split("__"):
            below = below.setdefault(name, {})
    return tree


def facts_by_document(documents: Collection[str] | None = None) -> dict[str, Counter[str]]:
    """How many facts cite each document, or each of some, by type."""
    counts: dict[str, Counter[str]] = {}
    kinds: dict[str, type[Model]] = {
        "plans": Plan,
        "targets": Target,
        "achievements": Achievement,
        "projects": Project,
        "slogans": Slogan,
    }
    for name, model in kinds.items():
        link: Any = model._meta.get_field("citations")
        own, other = link.m2m_column_name(), "citation__document_id"
        rows = link.remote_field.through._default_manager.order_by()
        if documents is not None:
            rows = rows.filter(citation__document_id__in=documents)
        for row in rows.values(other).annotate(facts=Count(own, distinct=True)):
            counts.setdefault(str(row[other]), Counter())[name] = row["facts"]
    return counts


@cache
def rendering_version() -> str:
    """Hash of all code that an answer goes through: other code, other answers."""
    root = Path(__file__).resolve().parent.parent.parent
    digest = hashlib.sha256()
    for app in ("agents", "districts", "pages", "plans", "policyapi"):
        for path in sorted((root / app).rglob("*.*")):
            if path.suffix in {".py", ".html", ".po", ".txt"}:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
