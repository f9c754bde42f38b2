"""Which unit a text names: id, code, name, short name, alias, former code or former name."""

from functools import lru_cache

from districts.models import District
from policyapi.errors import did_you_mean, nearest, shown
from policyapi.query import normalise
from policyapi.values import NotKnown


def named_districts(text: str) -> list[str]:
    """Ids of the units that a text names. Raises NotKnown with the nearest names."""
    names = _names(_data_version())
    found = names.get(normalise(text).casefold())
    if found:
        return list(found)
    near = nearest(text, names)
    raise NotKnown(f"There is no district {shown(text)}.{did_you_mean(near)}", near)


def district_names() -> list[str]:
    """Every name of every unit, as written."""
    units = District.objects.defer("body", "searched")
    return list(dict.fromkeys(name for district in units for name in district.names()))


def _data_version() -> str:
    from plans.models import Dataset

    return str(Dataset.objects.values_list("data_version", flat=True).first())


@lru_cache(maxsize=2)
def _names(data_version: str) -> dict[str, tuple[str, ...]]:  # noqa: ARG001 - the key of the cache
    """Ids by case-folded name, once for each version of the data."""
    names: dict[str, tuple[str, ...]] = {}
    for district in District.objects.defer("body", "searched"):
        for name in district.names():
            key = normalise(name).casefold()
            if district.pk not in names.get(key, ()):
                names[key] = (*names.get(key, ()), district.pk)
    return names
