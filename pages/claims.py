"""Targets and achievements: the lists, and one claim with all that is known of it."""

from typing import Any

from django.utils.translation import gettext

from pages import claims_differing as differing
from pages.claims_lists import Fields, choices, of_facts, unfilled
from pages.claims_outcomes import comparable, number_line, promises_of, reports_of
from pages.claims_quotes import quoted
from pages.districts import name_of
from pages.language import current
from pages.naming import named
from pages.viewing import Visit, page

Shape = dict[str, Any]


def make_targets(visit: Visit) -> Shape:
    """The targets that the API finds for the page's parameters."""
    visit.title = gettext("Targets")
    visit.description = gettext(
        "What districts said they would do, as it was printed: number, words, year, and what was "
        "reported of it afterwards."
    )
    fields: Fields = [
        *_shared_fields(),
        ("modality", gettext("How firmly"), "", [*choices("modality"), _no_word()]),
        ("has_value", gettext("Number"), "", _with_or_without()),
        ("verdict", gettext("What became of it"), "", choices("verdict")),
        ("sort", gettext("Order"), "", _orders([("deadline", gettext("by deadline"))])),
    ]
    return _listed(visit, "targets", "target", fields)


def make_achievements(visit: Visit) -> Shape:
    """The achievements that the API finds for the page's parameters."""
    visit.title = gettext("Reported results")
    visit.description = gettext(
        "What districts reported as done, and the honours they named: number, words, years, and "
        "the promises that it answers."
    )
    fields: Fields = [
        *_shared_fields(),
        ("kind", gettext("Kind"), "", choices("achievement_kind")),
        ("certainty", gettext("Certainty"), "", choices("certainty")),
        ("has_value", gettext("Number"), "", _with_or_without()),
        ("sort", gettext("Order"), "", _orders([])),
    ]
    return _listed(visit, "achievements", "achievement", fields)


def make_target(visit: Visit, key: str) -> Shape:
    """One promise: number line, quotes, how it was read, what became of it, who differs."""
    visit.refuse_parameters()
    target = visit.row("targets", key)
    outcomes = reports_of(visit, target)
    rows = [("promise", target)]
    rows += [("result", report) for report in comparable(target, outcomes)]
    visit.description = _described(target, target["outcomes"] or [{"verdict": "none"}])
    visit.image = f"/charts/target.png?id={key}&lang={visit.language}"
    return _one(visit, "targets", target, outcomes) | {"line": number_line(rows)}


def make_achievement(visit: Visit, key: str) -> Shape:
    """One result: number line, quotes, how it was read, the promises that it answers."""
    visit.refuse_parameters()
    achievement = visit.row("achievements", key)
    outcomes = promises_of(visit, achievement)
    rows = [("promise", promise) for promise in comparable(achievement, outcomes)]
    rows = [*rows, ("result", achievement)] if achievement["base_value"] is not None else []
    visit.description = _described(achievement, [])
    return _one(visit, "achievements", achievement, outcomes) | {"line": number_line(rows)}


targets_view = unfilled(page("pages/targets.html", make_targets))
achievements_view = unfilled(page("pages/achievements.html", make_achievements))
target_view = page("pages/target.html", make_target)
achievement_view = page("pages/achievement.html", make_achievement)


def _listed(visit: Visit, name: str, kind: str, fields: Fields) -> Shape:
    context = of_facts(visit, name, fields)
    for row in context["found"]["results"]:
        row["differs"] = bool(differing.naming(kind, row["id"]))
    return context


def _one(visit: Visit, plural: str, fact: Shape, outcomes: list[Shape]) -> Shape:
    """What the pages of both kinds share; title and crumbs too."""
    kind = plural.removesuffix("s")
    role = "promise" if kind == "target" else "result"
    unit, year = fact["district"], str(fact["period"]["end"])
    context = {
        "fact": fact,
        "role": role,
        "outcomes": outcomes,
        "quotes": quoted(visit, fact["citations"], role),
        "differing": differing.shown_with(visit, kind, fact["id"]),
        "indicator": _indicator(visit, fact),
    }
    visit.title = f"{fact['statement']} · {name_of(unit)}"
    lists = {"targets": gettext("Targets"), "achievements": gettext("Reported results")}
    visit.crumbs = [
        (name_of(unit), f"/districts/{unit['id']}"),
        (f"{lists[plural]} {year}", f"/{plural}?district={unit['id']}&year={year}"),
    ]
    url = f"/api/{plural}/{fact['id']}"
    visit.files = {"json": url, "json-ld": f"{url}?format=jsonld"}
    if kind == "target":
        asked = f"id={fact['id']}&lang={visit.language}"
        visit.files |= {name: f"/charts/target.{name}?{asked}" for name in ("svg", "png")}
    return context


def _indicator(visit: Visit, fact: Shape) -> Shape | None:
    """What is measured, named in the page's language."""
    if not fact["indicator"]:
        return None
    row = visit.row("indicators", fact["indicator"]["id"])
    return {"id": row["id"], "name": row["name"] if current() == "zh" else row["name_en"]}


def _described(fact: Shape, outcomes: list[Shape]) -> str:
    """The claim in a sentence, for those who find the page elsewhere."""
    parts = {
        "unit": name_of(fact["district"]),
        "year": fact["period"]["end"],
        "quote": fact["citations"][0]["quote"],
    }
    said = gettext("%(unit)s, %(year)s: “%(quote)s”.") % parts
    verdicts = {named("verdict", outcome["verdict"]) for outcome in outcomes}
    return " ".join([said, *(gettext("%(what)s.") % {"what": what} for what in sorted(verdicts))])


def _shared_fields() -> Fields:
    return [
        ("q", gettext("Words"), "search", []),
        ("district", gettext("District"), "text", []),
        ("year", gettext("Year"), "number", []),
        ("domain", gettext("Policy field"), "", choices("domain")),
        ("indicator", gettext("Indicator"), "text", []),
    ]


def _no_word() -> tuple[str, str]:
    return ("none", gettext("no such word"))


def _with_or_without() -> list[tuple[str, str]]:
    return [("true", gettext("with a number")), ("false", gettext("without one"))]


def _orders(more: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        ("district", gettext("by district")),
        ("-period_start", gettext("latest year first")),
        *more,
    ]
