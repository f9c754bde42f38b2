"""What each chart asks the API, and which figure it makes of the answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest
from django.utils.http import urlencode

from pages import data
from pages.charts.amounts import amount
from pages.charts.compare import MOST_ROWS, claims_of, compare_figure
from pages.charts.figures import Source
from pages.charts.follow import Promise, follow_figure, promises_of, told_of
from pages.charts.parameters import (
    ChartParameters,
    CompareParameters,
    TargetParameters,
    UnitParameters,
)
from pages.charts.target import target_figure
from pages.charts.timeline import timeline_figure
from pages.language import local
from plans.models import Dataset
from policyapi.answering import root_of
from policyapi.query import Query
from policyapi.values import MOST_VALUES


@dataclass(frozen=True)
class Asking:
    """A request for a chart: the values of its parameters, and the question as it was asked."""

    request: HttpRequest
    dataset: Dataset
    values: dict[str, Any]
    question: Query

    @property
    def language(self) -> str:
        """`zh` or `en`."""
        return str(self.values["lang"])

    @property
    def width(self) -> int:
        """In px."""
        return int(self.values["w"])

    def row(self, name: str, key: str) -> dict[str, Any]:
        """A row of the API."""
        return data.row(self.request, self.dataset, name, key)

    def answered(self, name: str, query: Query) -> dict[str, Any]:
        """An answer of the API."""
        return data.asked(self.request, self.dataset, name, query)

    def rows(self, name: str, query: Query) -> Iterable[dict[str, Any]]:
        """All rows of a list, page after page."""
        page = 1
        while True:
            paged = query | {"page": [str(page)], "page_size": ["1000"]}
            found = data.listed(self.request, self.dataset, name, paged)
            yield from found["results"]
            if page * 1000 >= found["count"]:
                return
            page += 1

    def name(self, unit: str) -> str:
        """A unit's name in the language."""
        named = self.row("districts", unit)
        return str(named["name" if self.language == "zh" else "name_en"])

    def number(self, name: str, key: str) -> str:
        """The number of a target or an achievement in the language, or an empty text."""
        return amount(self.row(name, key))

    def names(self, units: list[str]) -> dict[str, str]:
        """Short names by id, in the language; of the first MOST_VALUES of some units."""
        if not units:
            return {}
        query = {"district": units[:MOST_VALUES]}
        key = "short_name" if self.language == "zh" else "name_en"
        return {row["id"]: str(row[key]) for row in self.rows("districts", query)}

    def source(self, path: str, query: Query | None = None) -> Source:
        """The data's version, and the page that shows the same, as one types it."""
        tail = f"?{urlencode(query, doseq=True)}" if query else ""
        url = f"{root_of(self.request)}{local(path, self.language)}{tail}"
        return Source(self.dataset.data_version, url.partition("://")[2])


def compare(asking: Asking) -> str:
    """What all units claim of an indicator for a year."""
    answer = asking.answered("compare", asking.question)
    claims = [
        replace(claim, body=asking.row(claim.plural, claim.body["id"])) if place < MOST_ROWS
        else claim
        for place, claim in enumerate(claims_of(answer))
    ]  # fmt: skip
    claiming = [claim.district["id"] for claim in claims[:MOST_ROWS]]
    silent = [row["district"]["id"] for row in answer["rows"] if not row["claims"]]
    names = asking.names(list(dict.fromkeys([*claiming, *silent])))
    source = asking.source("/compare", asking.question)
    return compare_figure(answer, claims, names, source, asking.width, asking.language)


def target(asking: Asking) -> str:
    """A promise and what became of it."""
    found = asking.row("targets", asking.values["id"])
    named = [o["achievement"] for o in found["outcomes"] if o["achievement"]]
    reports = {key: asking.row("achievements", key) for key in named}
    source = asking.source(f"/targets/{found['id']}")
    unit = asking.name(found["district"]["id"])
    return target_figure(found, reports, unit, source, asking.width, asking.language)


def timeline(asking: Asking) -> str:
    """A unit's years."""
    unit = asking.values["district"]
    answer = asking.answered("timeline", {"district": [unit]})
    source = asking.source(f"/districts/{unit}")
    return timeline_figure(answer, asking.name(unit), source, asking.width, asking.language)


def follow(asking: Asking) -> str:
    """What became of a unit's promises."""
    unit = asking.values["district"]
    promises = promises_of(asking.rows("outcomes", {"district": [unit]}))
    if asking.language != "zh":
        told = told_of(promises)
        promises = [_converted(asking, p) if p in told else p for p in promises]
    source = asking.source(f"/districts/{unit}")
    return follow_figure(promises, asking.name(unit), source, asking.width, asking.language)


def _converted(asking: Asking, promise: Promise) -> Promise:
    """With its numbers in units of the language; statements stay as they are."""
    promised = asking.number("targets", promise.target)
    reported = asking.number("achievements", promise.achievement)
    return replace(promise, display=promised, report=reported or promise.report)


CHARTS: Final[dict[str, tuple[type[ChartParameters], Callable[[Asking], str]]]] = {
    "compare": (CompareParameters, compare),
    "target": (TargetParameters, target),
    "timeline": (UnitParameters, timeline),
    "follow": (UnitParameters, follow),
}
