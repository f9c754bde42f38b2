"""Units as pages name them."""

from typing import Any

from districts.models import District
from pages.language import current
from policyapi.vocabulary import kept


def english_name(key: str) -> str:
    """A unit's English name; its id where it has none."""
    names: dict[str, str] = kept("english names of districts", _english_names)
    return names.get(key, key)


def name_of(district: dict[str, Any]) -> str:
    """A unit's name in the language of the page."""
    return str(district["name"]) if current() == "zh" else english_name(district["id"])


def _english_names() -> dict[str, str]:
    return dict(District.objects.values_list("id", "name_en"))
