"""Properties by which facts are counted: their values, and how each is shown."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any, Final

import orjson
from django.db.models import QuerySet

from districts.naming import district_shapes
from plans.answers.counting import ONLY, Places
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

    def among(self, meanings: Iterable[Sequence[Any]]) -> "Dimension":
        """The property with its values, where only what rows have tells them."""
        if self.values is not None:
            return self
        found = {value for values in meanings for value in values}
        return replace(self, values=range(min(found), max(found) + 1) if found else [])

    def as_json(self, value: Any) -> bytes:
        """The property of a group, with a comma behind: `"year":2019,`."""
        return orjson.dumps({self.name: self.shape(value)})[1:-1] + b","


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


class Grid:
    """A number for each group of one or two properties, found from the places of its values.

    Behind the values of each property stands None: facts of no programme.
    """

    def __init__(self, dimensions: Sequence[Dimension]) -> None:
        self._dimensions = dimensions
        self._axes = [[*(d.values or ()), None] for d in dimensions]
        self._step = len(self._axes[1]) if len(dimensions) == 2 else 1

    def places(self, meanings: Iterable[Iterable[Sequence[Any]]]) -> tuple[Places, Places]:
        """By property and code, the places of the values that the code stands for."""
        first, *second = [
            [[place[value] for value in found if value in place] for found in of_axis]
            for place, of_axis in zip(self._by_value(), meanings, strict=True)
        ]
        return first, second[0] if second else ONLY

    def shown(self, groups: Collection[int]) -> list[Dimension]:
        """The properties, of years only those from the first to the last of some groups."""
        return [
            replace(d, values=_spanned(axis, {divmod(group, self._step)[n] for group in groups}))
            if isinstance(d.values, range)
            else d
            for n, (d, axis) in enumerate(zip(self._dimensions, self._axes, strict=True))
        ]

    def groups(
        self, shown: Sequence[Dimension], found: Iterable[int]
    ) -> Iterator[tuple[bytes, bytes, int]]:
        """All groups in order, with each property as JSON; of no programme only those found."""
        first, *second = [
            [(d.as_json(value), place[value]) for value in d.values or ()]
            for d, place in zip(shown, self._by_value(), strict=True)
        ]
        others = second[0] if second else [(b"", 0)]
        for text, place in first:
            for other, more in others:
                yield text, other, place + more
        for values, group in sorted(self._lacking(found), key=lambda lacking: str(lacking[0])):
            texts = [*(d.as_json(v) for d, v in zip(shown, values, strict=True)), b""]
            yield texts[0], texts[1], group

    def _by_value(self) -> list[dict[Any, int]]:
        steps = (self._step, 1)
        return [
            {value: number * step for number, value in enumerate(axis)}
            for axis, step in zip(self._axes, steps, strict=False)
        ]

    def _lacking(self, found: Iterable[int]) -> Iterator[tuple[tuple[Any, ...], int]]:
        """The values of groups of which one is None."""
        last, *others = [len(axis) - 1 for axis in self._axes]
        for group in found:
            place, other = divmod(group, self._step)
            if place == last or other in others:
                values = zip(self._axes, (place, other), strict=False)
                yield tuple(axis[number] for axis, number in values), group


def _spanned(years: Sequence[Any], places: Collection[int]) -> range:
    return range(years[min(places)], years[max(places)] + 1) if places else range(0)
