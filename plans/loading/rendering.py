"""The body of every served row: its serializer's shape, written out once."""

import hashlib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.db.models import Model, QuerySet

from districts.models import District
from districts.serializers import DistrictSerializer
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
from policyapi.renderers import JSONRenderer
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

FETCH: Final[dict[type[Served], tuple[tuple[str, ...], tuple[str, ...]]]] = {
    District: ((), ()),
    Document: ((), ("districts", "citations_of_dates")),
    Indicator: ((), ()),
    Plan: (
        ("district", "plan", "aligned_with", "predecessor"),
        ("citations__document", "elements__citations__document"),
    ),
    Target: (
        ("district", "plan", "element", "indicator"),
        ("citations__document", "outcomes"),
    ),
    Achievement: (
        ("district", "plan", "element", "indicator"),
        ("citations__document", "outcomes"),
    ),
    Outcome: (
        ("target__district", "achievement__district"),
        ("target__citations__document", "achievement__citations__document"),
    ),
    Project: (
        ("district", "plan", "element", "parent"),
        ("citations__document", "mentions__citation__document"),
    ),
    Slogan: (("district", "plan", "element"), ("citations__document",)),
    Discrepancy: ((), ("districts", "sides__citations__document")),
}
"""What is fetched along with the rows of a model: by join, and by a query of its own."""


class CannotRender(Exception):  # noqa: N818 - it is named for what happened
    """A row whose values its serializer cannot show."""

    def __init__(self, row: Served, reason: Exception) -> None:
        """The row, and what its serializer raised."""
        self.model, self.key = type(row), str(row.pk)
        self.detail = f"cannot be shown: {type(reason).__name__}: {reason}"
        super().__init__(f"{self.model._meta.model_name} {self.key}: {self.detail}")


def rows_to_render(model: type[Served]) -> QuerySet[Any]:
    """The rows of a model with all that their serializer reads."""
    joined, fetched = FETCH[model]
    rows: QuerySet[Any] = model._default_manager.all()
    return rows.select_related(*joined).prefetch_related(*fetched) if joined or fetched else rows


def serializer_for(model: type[Served], data_version: str) -> Any:
    """The serializer of a model's rows, one for all of them: its fields are costly to build."""
    context: dict[str, Any] = {"data_version": data_version}
    if model is Document:
        context["facts_by_document"] = facts_by_document()
    return SERIALIZERS[model](context=context)


def render(row: Served, serializer: Any) -> str:
    """The body of a row: its serializer's shape, as the JSON renderer writes it."""
    return JSONRenderer().render(serializer.to_representation(row)).decode()


def facts_by_document() -> dict[str, Counter[str]]:
    """How many facts cite each document, by type."""
    counts: dict[str, Counter[str]] = {}
    kinds: dict[str, type[Model]] = {
        "plans": Plan,
        "targets": Target,
        "achievements": Achievement,
        "projects": Project,
        "slogans": Slogan,
    }
    for name, model in kinds.items():
        pairs = model._default_manager.order_by().values_list("citations__document_id", "pk")
        for document, _ in pairs.distinct():
            counts.setdefault(str(document), Counter())[name] += 1
    return counts


@cache
def rendering_version() -> str:
    """Hash of all code that an answer goes through: other code, other answers."""
    root = Path(__file__).resolve().parent.parent.parent
    digest = hashlib.sha256()
    for app in ("districts", "plans", "policyapi"):
        for path in sorted((root / app).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]
