"""Where sources differ: the discrepancies, one by one, and those that name a fact."""

from typing import Any, Final

from django.utils.translation import gettext

from pages.claims_lists import choices, form_of, listing, paths, unfilled
from pages.claims_quotes import quoted
from pages.districts import name_of
from pages.viewing import Visit, page
from plans.models.differences import DiscrepancySide
from policyapi.vocabulary import kept

Shape = dict[str, Any]

BY_KIND: Final = "kind,id"
"""The order in which contradictions come first, then precision, then wording."""
MOST_ROWS: Final = 20
"""Discrepancies that a page of the list shows: each has the room of several rows."""
MOST_SHOWN: Final = 5
"""Discrepancies that the page of one fact shows."""
MOST_NAMED: Final = 6
"""Units that a discrepancy names."""


def make_list(visit: Visit) -> Shape:
    """The discrepancies that the API finds, side by side."""
    visit.title = gettext("Where sources differ")
    visit.description = gettext(
        "Passages of the press that contradict each other, or say the same with another number or "
        "in other words: side by side, with what a reader should make of it."
    )
    found = listing(visit, "discrepancies", MOST_ROWS)
    for row in found["results"]:
        complete(visit, row)
    visit.crumbs = [(visit.title, "")]
    form = form_of(
        visit,
        [
            ("q", gettext("Words"), "search", []),
            ("district", gettext("District"), "text", []),
            ("kind", gettext("How they differ"), "", choices("discrepancy_kind")),
            ("sort", gettext("Order"), "", [(BY_KIND, gettext("contradictions first"))]),
        ],
    )
    return {"found": found, "form": form, "paths": paths(visit, found)}


def make_one(visit: Visit, key: str) -> Shape:
    """One discrepancy, with the quotes of each side where they stand."""
    visit.refuse_parameters()
    row = complete(visit, visit.row("discrepancies", key))
    visit.title = row["subject"]
    visit.description = gettext("Side by side: %(claims)s.") % {
        "claims": " / ".join(side["claim"] for side in row["sides"])
    }
    for side in row["sides"]:
        side["quotes"] = quoted(visit, side["citations"])
    visit.files = {"json": f"/api/discrepancies/{key}"}
    visit.crumbs = [(gettext("Where sources differ"), "/discrepancies"), (row["subject"], "")]
    return {"row": row}


list_view = unfilled(page("pages/discrepancies.html", make_list))
view = page("pages/discrepancy.html", make_one)


def complete(visit: Visit, row: Shape) -> Shape:
    """A discrepancy with the names of its units, and its sides with documents and facts' paths."""
    units = [visit.row("districts", key) for key in row["districts"][:MOST_NAMED]]
    row["units"] = [{"id": unit["id"], "name": name_of(unit)} for unit in units]
    for side in row["sides"]:
        side["places"] = [
            citation | {"title": visit.row("documents", citation["document"])}
            for citation in side["citations"]
        ]
        side["links"] = [
            {**fact, "path": f"/{fact['type']}s/{fact['id']}"} for fact in side["facts"]
        ]
    return row


def naming(kind: str, key: str) -> list[str]:
    """Ids of the discrepancies of which a side names a fact, by the fact's type and id."""
    named = kept("facts that discrepancies name", _named)
    return named.get((kind, key), [])


def shown_with(visit: Visit, kind: str, key: str) -> list[Shape]:
    """The discrepancies that name a fact, complete, for the fact's own page."""
    return [
        complete(visit, visit.row("discrepancies", found))
        for found in naming(kind, key)[:MOST_SHOWN]
    ]


def _named() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    sides = DiscrepancySide.objects.values_list("discrepancy_id", "facts")
    for discrepancy, facts in sides.order_by("discrepancy_id", "position"):
        for fact in facts:
            ids = found.setdefault((fact["type"], fact["id"]), [])
            if discrepancy not in ids:
                ids.append(discrepancy)
    return found
