"""Finish loaded rows: render each once through its serializer, and write its searched text."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import orjson
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from districts.models import District
from districts.serializers import DistrictSerializer
from plans.models import (
    Achievement,
    Citation,
    Dataset,
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
from policyapi.query import normalise
from policyapi.renderers import JSONRenderer
from policyapi.served import Served
from policyapi.snapshot import no_data

Progress = Callable[[str, int], None]

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

SEARCHED: Final[dict[type[Served], tuple[str, ...]]] = {
    District: ("name", "short_name", "name_en"),
    Document: ("title", "publisher"),
    Indicator: ("name", "name_en"),
    Plan: ("title", "theme", "goal"),
    Target: ("statement",),
    Achievement: ("statement",),
    Outcome: ("reasoning",),
    Project: ("name",),
    Slogan: ("text",),
    Discrepancy: ("subject", "reading"),
}
"""The fields of a model that are searched, beside aliases, indicator and quotes."""


class NotFinished(Exception):  # noqa: N818 - it is named for the state
    """The database was filled by loaddata, which neither renders nor indexes."""


def current_dataset() -> Dataset:
    """The version in this snapshot. Raises Problem 503 without data, NotFinished as it says."""
    dataset = Dataset.objects.first()
    if dataset is None:
        raise no_data()
    if dataset.finished_version != dataset.data_version:
        raise NotFinished(dataset.data_version)
    return dataset


def finish_load(progress: Progress = lambda _name, _count: None) -> None:
    """Render and index everything that is loaded, in one transaction with what called it."""
    with writing():
        dataset = Dataset.objects.select_for_update().first()
        if dataset is None or dataset.finished_version == dataset.data_version:
            return
        for model in SERIALIZERS:
            progress(model._meta.model_name or "", finish(model, dataset.data_version))  # noqa: SLF001
        dataset.finished_version = dataset.data_version
        dataset.loaded_at = timezone.now()
        dataset.save()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that may write: on SQLite it takes the write lock at once, so that it waits
    for another writer instead of failing half-way."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    connection.ensure_connection()
    before, connection.transaction_mode = connection.transaction_mode, "IMMEDIATE"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = before  # type: ignore[attr-defined]


def finish(model: type[Served], data_version: str) -> int:
    """Render and index the rows of a model; their number."""
    context = {"data_version": data_version}
    if model is Document:
        context["facts_by_document"] = facts_by_document()  # type: ignore[assignment]
    rows = (
        (render(row, context), searched_text(row), row.pk) for row in rows_to_render(model)
    )
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    statement = f"UPDATE {table} SET body = %s, searched = %s WHERE id = %s"  # noqa: S608
    count = 0
    with connection.cursor() as cursor:
        for batch in _batches(rows, 1000):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def rows_to_render(model: type[Served]) -> QuerySet[Any]:
    """The rows of a model with all that their serializer reads."""
    joined, fetched = FETCH[model]
    rows: QuerySet[Any] = model._default_manager.all()  # noqa: SLF001
    return rows.select_related(*joined).prefetch_related(*fetched) if joined or fetched else rows


def render(row: Served, context: dict[str, Any]) -> str:
    """The body of a row: its serializer's shape, as the JSON renderer writes it."""
    shape = SERIALIZERS[type(row)](row, context=context).data
    return JSONRenderer().render(shape).decode()


def searched_text(row: Any) -> str:
    """Everything that `q` searches in a row, normalised and case-folded, a line each."""
    model = type(row)
    texts = [getattr(row, name) for name in SEARCHED[model]]
    texts += getattr(row, "aliases", [])
    if getattr(row, "indicator", None) is not None:
        texts.append(row.indicator.name)
    texts += getattr(row, "synonyms", [])
    texts += [citation.quote for citation in _citations(row)]
    if model is Plan:
        texts += [element.name for element in row.elements.all()]
    lines = dict.fromkeys(" ".join(normalise(text).casefold().split()) for text in texts)
    return "\n".join(line for line in lines if line)


def _citations(row: Any) -> Iterable[Citation]:
    if isinstance(row, Outcome):
        return [*row.target.citations.all(), *row.achievement.citations.all()]
    if isinstance(row, Discrepancy):
        return [citation for side in row.sides.all() for citation in side.citations.all()]
    if isinstance(row, Plan):
        own = [c for element in row.elements.all() for c in element.citations.all()]
        return [*row.citations.all(), *own]
    return row.citations.all() if hasattr(row, "district_id") else []


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
        pairs = model._default_manager.order_by().values_list("citations__document_id", "pk")  # noqa: SLF001
        for document, _ in pairs.distinct():
            counts.setdefault(str(document), Counter())[name] += 1
    return counts


def _batches(rows: Iterable[Any], size: int) -> Iterable[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def plain_body(row: Served, data_version: str) -> bytes:
    """A body made anew from the row, for proving that the stored one is the same."""
    context = {"data_version": data_version, "facts_by_document": facts_by_document()}
    return orjson.dumps(orjson.loads(render(row, context)))
