"""Properties by which facts are counted: their values, and how each is shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any, Final

from django.db.models import QuerySet

from districts.naming import district_shapes
from plans.answers.counting import Counts
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
    """A property by which facts are counted: all its values, and how one is shown.

    `values` is None for years, of which there are those from the first that is found to the last.
    """

    name: str
    values: Sequence[Any] | None
    shape: Shape = lambda value: value

    def among(self, counts: Counts, place: int) -> "Dimension":
        """The property with its values, where only what was counted tells them."""
        if self.values is not None:
            return self
        found = {key[place] for key in counts}
        return replace(self, values=range(min(found), max(found) + 1) if found else [])


def dimension(name: str, of: str, wanted: dict[str, Any]) -> Dimension:
    """A property with the values that a filter leaves."""
    named = [pk for ids in wanted.get("district", {}).values() for pk in ids]
    if name == "district":
        units = district_shapes()
        known = [pk for pk in units if pk in named] if named else list(units)
        return _named(name, {pk: units[pk]["name"] for pk in known})
    if name in {"plan", "document"}:
        return _linked(name, wanted.get(name), named)
    if name == "year":
        return Dimension(name, [wanted["year"]] if wanted.get("year") else None)
    choices: Any = {
        "domain": Domain,
        "checkability": Target.Checkability,
        "modality": Modality,
        "stage": Stage,
        "kind": KINDS.get(of),
    }[name]
    values = [wanted[name]] if wanted.get(name) else list(choices.values)
    return Dimension(name, [*values, ""] if name == "modality" else values, lambda v: v or None)


def _linked(name: str, one: str | None, districts: list[str]) -> Dimension:
    """Programmes, or documents: one, or those of some units, or all."""
    model: Any = Plan if name == "plan" else Document
    rows: QuerySet[Any] = model.objects.all()
    if one:
        rows = rows.filter(pk=one)
    elif districts:
        column = "district" if name == "plan" else "districts"
        rows = rows.filter(**{f"{column}__in": districts}).distinct()
    return _named(name, dict(rows.order_by("number").values_list("id", "title")))


def _named(name: str, names: dict[str, str]) -> Dimension:
    return Dimension(name, list(names), lambda pk: {"id": pk, "name": names[pk]} if pk else None)


def dimensions_of(of: str) -> list[str]:
    """The properties by which a type can be counted."""
    names = ["district", "year", "domain", "plan", "document"]
    more = {
        "targets": ["checkability", "modality"],
        "achievements": ["kind", "modality"],
        "projects": ["kind", "stage"],
    }
    return names + more.get(of, ["kind"])


def measures_of(of: str) -> list[str]:
    """What is counted of a type."""
    more = {"targets": ["valued", "followed_up", "met"], "achievements": ["valued"]}
    return ["count", *more.get(of, [])]


def size(dimensions: Iterable[Dimension]) -> int:
    """How many groups there are; years that are not known yet are one."""
    return prod(1 if d.values is None else max(1, len(d.values)) for d in dimensions)


def groups_of(dimensions: Sequence[Dimension], counts: Counts) -> Iterator[tuple[Any, ...]]:
    """All groups in order; one of no programme only where it has facts."""
    values = [d.values or [] for d in dimensions]
    yield from product(*values)
    lacking = [key for key in counts if None in key]
    known = [{*of_one, None} for of_one in values]
    more = [k for k in lacking if all(v in of_one for v, of_one in zip(k, known, strict=True))]
    yield from sorted(more, key=str)
