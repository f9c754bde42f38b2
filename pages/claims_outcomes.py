"""A promise beside what was reported of it: verdicts with their reasons, and the number line."""

from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pages import marks, numbers
from pages.claims_quotes import quoted
from pages.language import current
from pages.viewing import Visit

Shape = dict[str, Any]
Rows = list[tuple[str, Shape]]

MOST_OUTCOMES: Final = 12
"""Reports of one promise, or promises of one report, that a page shows."""


def reports_of(visit: Visit, target: Shape) -> list[Shape]:
    """The outcomes of a promise, each with the whole achievement, its quotes, and its time."""
    promised = printed_on(visit, target)
    outcomes = _outcomes(visit, target=target["id"])
    for outcome in outcomes:
        if outcome["achievement"]:
            outcome["fact"] = visit.row("achievements", outcome["achievement"]["id"])
            outcome["path"] = f"/achievements/{outcome['achievement']['id']}"
            outcome["quotes"] = quoted(visit, outcome["fact"]["citations"], "result")
            outcome["earlier"] = _earlier(printed_on(visit, outcome["fact"]), promised)
    return outcomes


def promises_of(visit: Visit, achievement: Shape) -> list[Shape]:
    """The outcomes that a result settles, each with the whole target and its quotes."""
    if not achievement["outcomes"]:
        return []
    reported = printed_on(visit, achievement)
    outcomes = _outcomes(visit, achievement=achievement["id"])
    for outcome in outcomes:
        outcome["fact"] = visit.row("targets", outcome["target"]["id"])
        outcome["path"] = f"/targets/{outcome['target']['id']}"
        outcome["quotes"] = quoted(visit, outcome["fact"]["citations"])
        outcome["earlier"] = _earlier(reported, printed_on(visit, outcome["fact"]))
    return outcomes


def _outcomes(visit: Visit, **side: str) -> list[Shape]:
    found: list[Shape] = visit.listed("outcomes", **side, page_size=MOST_OUTCOMES)["results"]
    return found


def printed_on(visit: Visit, fact: Shape) -> str:
    """The day of the document that prints a fact first in the API's order; empty if unknown."""
    document = visit.row("documents", fact["citations"][0]["document"])
    date = document["published_on"] or document["event_on"]
    return str(date["date"]) if date else ""


def _earlier(reported: str, promised: str) -> bool:
    """Whether a report is older than the promise: it is then no later one."""
    return bool(reported and promised and reported < promised)


def comparable(fact: Shape, outcomes: list[Shape]) -> list[Shape]:
    """The facts on the other side that may stand on one number line with this one."""
    return [
        outcome["fact"]
        for outcome in outcomes
        if "fact" in outcome
        and outcome["verdict"] != "not_comparable"
        and all(outcome["fact"][name] == fact[name] for name in ("measure", "base_unit"))
    ]


def number_line(rows: Rows) -> Shape | None:
    """The quantities of claims, by role, on one scale; None where the first has no number."""
    quantities = [(marks.Quantity.of(claim, role), role, claim) for role, claim in rows]
    drawn = [(quantity, role, claim) for quantity, role, claim in quantities if quantity]
    if not drawn:
        return None
    scale = marks.Axis.at_values([quantity for quantity, _, _ in drawn])
    labels = {"promise": gettext("Promised"), "result": gettext("Reported")}
    return {
        "rows": [
            {"role": role, "label": labels[role], "fact": claim,
             "track": marks.track([quantity], scale)}
            for quantity, role, claim in drawn
        ],
        "axis": _axis(scale, drawn[0][2]),
    }  # fmt: skip


def _axis(scale: marks.Axis, claim: Shape) -> SafeString:
    """Numbers in the printed unit in Chinese, in the one that reads best in English."""
    if current() == "zh" and claim["value"]:
        factor = claim["base_value"] / claim["value"]
        return marks.axis(scale, lambda value: numbers.digits(value / factor))
    before, factor, unit = numbers.scale_of(claim["base_value"], claim["base_unit"])
    tail = unit if claim["base_unit"] in ("CNY", "USD", "percent") else ""
    return marks.axis(
        scale,
        lambda value: f"{before}{numbers.digits(value / factor)}{tail}" if value else "0",
    )
