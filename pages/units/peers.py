"""Who gave a number: the districts of the year that most of them planned, those without any too."""

from typing import Any, Final

from districts.models import District
from pages.units.listing import plans_of
from pages.viewing import Visit
from policyapi.vocabulary import kept

PEERS: Final = (District.Kind.DISTRICT, District.Kind.COUNTY, District.Kind.FUNCTIONAL_AREA)
"""Kinds of units that can be held side by side; cities and provinces stand above them."""
MOST: Final = 40
"""Units that are shown; the list of units has all."""

Shape = dict[str, Any]


def peers_of(visit: Visit) -> Shape | None:
    """The year, its units with the number of their targets, and how many are not shown or known.

    `units` are those that have a plan or a target of the year, those with most numbers first;
    `without` of them gave no number, and of `unread` units the data have no plan of the year.
    """
    counted: Shape | None = kept("units of the year that most planned", lambda: _counted(visit))
    if counted is None:
        return None
    ids = list(counted["valued"])
    units = {
        unit["id"]: unit
        for unit in visit.listed("districts", district=ids, page_size=MOST)["results"]
    }
    plans = plans_of(visit, ids, year=counted["year"])
    rows = [
        units[key] | {"valued": valued, "plan": plans.get(key)}
        for key, valued in counted["valued"].items()
    ]
    return counted | {"units": rows}


def _counted(visit: Visit) -> Shape | None:
    years = visit.answered("summary", of="plans", by="year", kind="annual")["results"]
    planned = [year for year in years if year["count"]]
    if not planned:
        return None
    year = max(planned, key=lambda row: (row["count"], row["year"]))["year"]
    peers = set(District.objects.filter(kind__in=PEERS).values_list("id", flat=True))
    valued = _by_unit(visit, "targets", "valued", year)
    counts = [_by_unit(visit, of, "count", year) for of in ("targets", "plans")]
    known = {key for found in counts for key, count in found.items() if count} & peers
    order = sorted(known, key=lambda key: (-valued[key], key))
    return {
        "year": year,
        "valued": {key: valued[key] for key in order[:MOST]},
        "count": len(order),
        "without": sum(not valued[key] for key in order),
        "unread": len(peers) - len(order),
        "more": len(order) > MOST,
    }


def _by_unit(visit: Visit, of: str, measure: str, year: int) -> dict[str, int]:
    answer = visit.answered("summary", of=of, by="district", year=year)
    return {row["district"]["id"]: row[measure] for row in answer["results"]}
