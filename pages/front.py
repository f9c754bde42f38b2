"""The front page: what this is, one promise followed, one number worded twice, who gave any."""

from typing import Any, Final

from django.utils.translation import gettext

from pages.claims_differing import BY_KIND
from pages.districts import name_of
from pages.language import current
from pages.units.peers import peers_of
from pages.units.wordings import drawn, two_wordings
from pages.viewing import Visit, page
from policyapi.vocabulary import kept

MOST_STORIES: Final = 50
"""Promises that were kept which are looked through for one with a number on both sides."""

Shape = dict[str, Any]


def make(visit: Visit) -> Shape:
    """What the front page shows."""
    visit.refuse_parameters()
    visit.title = gettext("What was printed, held to its words")
    visit.description = gettext(
        "What districts said in the press they would do: the number, the wording, the quote and "
        "where it stands, and what was reported afterwards."
    )
    pair = kept("two wordings of one number", lambda: two_wordings(visit))
    if pair:
        tail = "" if current() == "zh" else "&lang=en"
        query = f"indicator={pair['indicator']['id']}&year={pair['year']}"
        visit.image = f"/charts/compare.png?{query}{tail}"
    story = story_of(visit)
    return {
        "asks": asks_of(visit, story, pair),
        "story": story,
        "pair": drawn(pair) if pair else None,
        "peers": peers_of(visit),
    }


view = page("pages/front.html", make)


def asks_of(visit: Visit, story: Shape | None, pair: Shape | None) -> list[tuple[str, str]]:
    """Questions that a page answers at once, each with its path: for those who see this first."""
    asks = []
    if pair:
        indicator, year = pair["indicator"], pair["year"]
        name = indicator["name"] if current() == "zh" else indicator["name_en"]
        asked = gettext("%(name)s in %(year)s: who promised how much, and how firmly?")
        path = f"/compare?indicator={indicator['id']}&year={year}"
        asks.append((asked % {"name": name, "year": year}, path))
    if story:
        unit, year = story["target"]["district"], story["target"]["period"]["start"]
        asked = gettext("%(unit)s: what became of its promises of %(year)s?")
        path = f"/districts/{unit['id']}#from-{year}"
        asks.append((asked % {"unit": name_of(unit), "year": year}, path))
    if differing := visit.listed("discrepancies", page_size=1, fields="id")["count"]:
        asked = gettext("Where do sources differ? (%(n)d)")
        asks.append((asked % {"n": differing}, f"/discrepancies?sort={BY_KIND}"))
    plan = story and story["target"]["plan"]
    if plan and plan["code"]:
        asked = gettext("What does “%(code)s” stand for?")
        asks.append((asked % {"code": plan["code"]}, f"/plans/{plan['id']}"))
    return asks


def story_of(visit: Visit) -> Shape | None:
    """A promise of which a later document reports that it was kept, with both sides.

    One with a number on either side and direct evidence, where there is one.
    """
    met = visit.listed("outcomes", verdict="met", page_size=MOST_STORIES)["results"]
    if not met:
        return None
    outcome = max(met, key=_clear)
    target = visit.row("targets", outcome["target"]["id"])
    achievement = visit.row("achievements", outcome["achievement"]["id"])
    return {"target": target, "achievement": achievement, "outcomes": target["outcomes"]}


def _clear(outcome: Shape) -> tuple[bool, bool]:
    numbers = bool(outcome["target"]["display"] and outcome["achievement"]["display"])
    return numbers, outcome["directness"] == "direct"
