"""Properties by which facts are counted, and the counting."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet

from districts.models import District
from plans.filters import (
    AchievementFilterSet,
    PlanFilterSet,
    ProjectFilterSet,
    SloganFilterSet,
    TargetFilterSet,
)
from plans.models import (
    Achievement,
    Document,
    Domain,
    Modality,
    Plan,
    Project,
    Slogan,
    Target,
)
from plans.models.projects import Stage
from policyapi.asking import Asked
from policyapi.filtering import StrictFilterSet

OF: Final[dict[str, type[StrictFilterSet]]] = {
    "targets": TargetFilterSet,
    "achievements": AchievementFilterSet,
    "plans": PlanFilterSet,
    "projects": ProjectFilterSet,
    "slogans": SloganFilterSet,
}
KINDS: Final[dict[str, Any]] = {
    "achievements": Achievement.Kind,
    "plans": Plan.Kind,
    "projects": Project.Kind,
    "slogans": Slogan.Kind,
}
MODELS: Final[dict[str, Any]] = {
    "targets": Target,
    "achievements": Achievement,
    "plans": Plan,
    "projects": Project,
    "slogans": Slogan,
}

Shape = Callable[[Any], Any]


@dataclass(frozen=True)
class Dimension:
    """A property by which facts are counted: its column, all its values, and how one is shown."""

    column: str
    values: list[Any]
    shape: Shape = lambda value: value


def _named(rows: QuerySet[Any], name: str) -> tuple[list[Any], Shape]:
    names = dict(rows.order_by("id").values_list("id", name))
    return list(names), lambda pk: {"id": pk, "name": names[pk]} if pk else None


def dimension(name: str, of: str, rows: QuerySet[Any], asked: Asked, form: Any) -> Dimension:
    """A property of the rows that a filter leaves. Values that a filter excludes are left out."""
    wanted = form.cleaned_data
    if name == "district":
        units = District.objects.all()
        if wanted.get("district"):
            units = units.filter(pk__in=[p for ids in wanted["district"].values() for p in ids])
        return Dimension("district_id", *_named(units, "name"))
    if name in {"plan", "document"}:
        model: Any = Plan if name == "plan" else Document
        linked = model.objects.all()
        if wanted.get(name):
            linked = linked.filter(pk=wanted[name])
        elif wanted.get("district"):
            ids = [p for found in wanted["district"].values() for p in found]
            linked = linked.filter(
                **{("district" if name == "plan" else "districts") + "__in": ids}
            )
        column = "plan_id" if name == "plan" else "citations__document_id"
        return Dimension(column, *_named(linked.distinct(), "title"))
    if name == "year":
        return Dimension("", _years(rows, asked))
    choices: Any = {
        "domain": Domain,
        "checkability": Target.Checkability,
        "modality": Modality,
        "stage": Stage,
        "kind": KINDS.get(of),
    }[name]
    known = [wanted[name]] if wanted.get(name) else list(choices.values)
    return Dimension(name, [*known, ""] if name == "modality" else known, lambda v: v or None)


def _years(rows: QuerySet[Any], asked: Asked) -> list[int]:
    if "year" in asked.filters:
        return [int(asked.filters["year"][0])]
    bounds = rows.aggregate(first=Min("period_start"), last=Max("period_end"))
    return list(range(bounds["first"], bounds["last"] + 1)) if bounds["first"] else []


def dimensions_of(of: str) -> list[str]:
    """The properties by which a type can be counted."""
    names = ["district", "year", "domain", "plan", "document"]
    more = {
        "targets": ["checkability", "modality"],
        "achievements": ["kind", "modality"],
        "projects": ["kind", "stage"],
    }
    return names + more.get(of, ["kind"])


def measures_of(of: str) -> dict[str, Any]:
    """What is counted of a type, as aggregates."""
    measures: dict[str, Any] = {"count": Count("pk", distinct=True)}
    if of in {"targets", "achievements"}:
        valued = Q(value__isnull=False)
        measures["valued"] = Count("pk", filter=valued, distinct=True)
    if of == "targets":
        followed, met = Q(outcomes__achievement__isnull=False), Q(outcomes__verdict="met")
        measures["followed_up"] = Count("pk", filter=followed, distinct=True)
        measures["met"] = Count("pk", filter=met, distinct=True)
    return measures


def counted(
    rows: QuerySet[Any], dimensions: list[Dimension], measures: dict[str, Any]
) -> dict[tuple[Any, ...], dict[str, int]]:
    """Counts by the values of the dimensions; a dimension without a column is the year."""
    years = next((d.values for d in dimensions if not d.column), [None])
    columns = [d.column for d in dimensions if d.column]
    found = {}
    for year in years:
        chosen = rows
        if year is not None:
            chosen = rows.filter(period_start__lte=year, period_end__gte=year)
        for group in _grouped(chosen, columns, measures):
            values = iter([group.pop(column) for column in columns])
            key = tuple(next(values) if d.column else year for d in dimensions)
            found[key] = group
    return found


def _grouped(
    rows: QuerySet[Any], columns: list[str], measures: dict[str, Any]
) -> list[dict[str, Any]]:
    if not columns:
        return [rows.aggregate(**measures)]
    return list(rows.order_by().values(*columns).annotate(**measures))


def groups_of(
    dimensions: list[Dimension], counts: dict[tuple[Any, ...], dict[str, int]]
) -> list[tuple[Any, ...]]:
    """All groups in order; one of no plan only where it has facts."""
    keys = list(product(*(d.values for d in dimensions)))
    known = set(keys)
    more = [key for key in counts if key not in known and counts[key]["count"] and None in key]
    return keys + sorted(more, key=str)
