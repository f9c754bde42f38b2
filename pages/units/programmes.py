"""A unit's plans: bars in time, and work systems taken apart into what their digits stand for."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from pages import marks
from pages.charts.words import years

MAIN: Final = ("annual", "five_year")
"""Kinds of plans that say what a unit does in a year or five."""
DRAWN: Final = (*MAIN, "review")
MOST_CARDS: Final = 9
MOST_BARS: Final = 40

Shape = dict[str, Any]


def programmes_of(plans: list[Shape]) -> Shape:
    """Plans as the API lists them, for the page: the timeline, the cards, and the table of all."""
    plans = sorted(plans, key=lambda plan: (plan["period"]["start"], plan["id"]))
    drawn = [plan for plan in plans if plan["kind"] in DRAWN]
    whole = [plan for plan in plans if plan["kind"] in MAIN]
    parts = [plan for plan in plans if plan["kind"] not in DRAWN and plan["code"]]
    return {
        "timeline": marks.timeline([marks.Bar.of(plan) for plan in drawn[-MOST_BARS:]]),
        "cards": [card_of(plan) for plan in (*whole, *parts)[:MOST_CARDS]],
        "all": plans,
    }


def card_of(plan: Shape) -> Shape:
    """A plan with its groups, and every reason for which something in it is inferred."""
    groups = list(groups_of(plan["elements"]))
    said = [item for group in groups for item in group["items"]]
    period = plan["period"]
    reasons = [period["reason"]] if period["basis"] == "inferred" else []
    reasons += [group["reason"] for group in groups if group["mapping"] == "inferred"]
    return {
        "plan": plan,
        "years": years(period),
        "groups": groups,
        "goal": plan["goal"] if plan["goal"] not in said else None,
        "reasons": list(dict.fromkeys(filter(None, reasons))),
    }


def groups_of(elements: list[Shape]) -> Iterator[Shape]:
    """Each component that has parts, and each that stands alone, in the order of print.

    `digit` is the digit of the code that it expands, `count` the number that announces its parts.
    """
    parts: defaultdict[str | None, list[Shape]] = defaultdict(list)
    for element in elements:
        parts[element["parent"]].append(element)
    pending = sorted(parts[None], key=_position)
    while pending:
        element = pending.pop(0)
        inner = sorted(parts[element["id"]], key=_position)
        yield {
            "digit": element["digit"],
            "count": element["stated_count"],
            "label": element["name"],
            "items": [part["name"] for part in inner],
            "mapping": element["mapping"],
            "reason": element["reason"],
        }
        pending = [part for part in inner if parts[part["id"]]] + pending


def _position(element: Shape) -> int:
    return int(element["position"])
