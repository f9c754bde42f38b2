"""Which unit a text names: id, code, name, short name, alias, former code or former name."""

from typing import Any, Final

from districts.models import District
from policyapi.errors import did_you_mean, nearest, shown
from policyapi.query import normalise
from policyapi.values import NotKnown

REF_FIELDS: Final = ("id", "code", "name", "short_name")
"""A unit in short, as every fact shows its own."""


def named_districts(text: str) -> list[str]:
    """Ids of the units that a text names. Raises NotKnown with the nearest names."""
    names = _kept("ids of districts by name", _ids_by_name)
    found = names.get(normalise(text).casefold())
    if found:
        return list(found)
    near = nearest(text, names)
    raise NotKnown(f"There is no district {shown(text)}.{did_you_mean(near)}", near)


def district_names() -> list[str]:
    """Every name of every unit, as written."""
    units = District.objects.all()
    return list(dict.fromkeys(name for district in units for name in district.names()))


def district_shapes() -> dict[str, dict[str, Any]]:
    """Every unit in short, by id, in the order of ids."""
    found: dict[str, dict[str, Any]] = _kept("districts in short", _shapes)
    return found


def _kept(key: str, find: Any) -> Any:
    # What it keeps for is a model of another app, which reads this module as it begins.
    from policyapi.vocabulary import kept

    return kept(key, find)


def _ids_by_name() -> dict[str, tuple[str, ...]]:
    """Ids by case-folded name."""
    names: dict[str, tuple[str, ...]] = {}
    for district in District.objects.all():
        for name in district.names():
            key = normalise(name).casefold()
            if district.pk not in names.get(key, ()):
                names[key] = (*names.get(key, ()), district.pk)
    return names


def _shapes() -> dict[str, dict[str, Any]]:
    rows = District.objects.order_by("number").values(*REF_FIELDS)
    return {row["id"]: row for row in rows}
