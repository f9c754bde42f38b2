"""The Chinese of what the data explain in English: which texts need it, and their catalogue.

The fixtures stay as they are: the catalogue has the English text as the id, so that the data, their
version and the API's answers know nothing of it.
"""

from collections.abc import Iterator
from typing import Any, Final

import orjson
from django.conf import settings

from pages.explained import DOMAIN, LOCALE
from plans.curation.files import FILES
from plans.models.claims import NO_LATER_DOCUMENT, NO_REPORT
from plans.publishing import downloads
from plans.publishing.terms import LICENSE
from policyapi import po

CATALOGUE: Final = LOCALE / "zh_Hans" / "LC_MESSAGES" / f"{DOMAIN}.po"
TITLE: Final = """# What the data explain in English, in Chinese.
# `manage.py catalogue --update` adds texts, each below the first facts that have it.
"""
FIELDS: Final = ("note", "reading", "reason", "reasoning")
"""Fields of fixtures in which people explain, and all whose names end in `_reason`."""
MOST_NAMED: Final = 3
"""Facts that are named beside a text that several have."""


def texts() -> dict[str, list[str]]:
    """Every text with which the fixtures, or what is published with them, explain; and where."""
    found: dict[str, list[str]] = {}
    for text, place in [*_of_fixtures(), *_of_code()]:
        found.setdefault(text, []).append(place)
    return found


def _of_fixtures() -> Iterator[tuple[str, str]]:
    for name in FILES.values():
        for row in orjson.loads((settings.POLICYAPI_FIXTURES / name).read_bytes()):
            for field, value in row["fields"].items():
                if value and (field in FIELDS or field.endswith("_reason")):
                    yield value, f"fixtures/{name} {row['pk']} {field}"


def _of_code() -> Iterator[tuple[str, str]]:
    yield NO_LATER_DOCUMENT, "plans/models/claims.py"
    yield NO_REPORT, "plans/models/claims.py"
    yield LICENSE["terms"], "plans/publishing/terms.py"
    for file in downloads.FILES:
        yield file.description, "plans/publishing/downloads.py"


def problems() -> list[str]:
    """Texts without Chinese, and Chinese of what the data say no more, with what mends it."""
    found, known = texts(), _translations()
    file = CATALOGUE.relative_to(settings.BASE_DIR)
    return [
        *(
            f"{_places(found[text])}: no Chinese of {text!r}; run `manage.py catalogue --update` "
            f"and write it in {file}"
            for text in found
            if not known.get(text)
        ),
        *(
            f"{file}: the data say {text!r} no more; run `manage.py catalogue --update`, which "
            "drops it (move its Chinese first if only the English was reworded)"
            for text in known
            if text not in found
        ),
    ]


def update() -> int:
    """Write the catalogue with every text, and only those; how many lack Chinese."""
    found, known = texts(), _translations()
    entries = ((text, known.get(text, ""), [_places(found[text])]) for text in sorted(found))
    po.write(CATALOGUE, TITLE, entries)
    return sum(not known.get(text) for text in found)


def _places(places: list[str]) -> str:
    more = len(places) - MOST_NAMED
    named = ", ".join(places[:MOST_NAMED])
    return f"{named}, and {more} more" if more > 0 else named


def _translations() -> dict[str, Any]:
    """Chinese by English, empty where there is none yet."""
    return {str(message.id): message.string for message in po.read(CATALOGUE) if message.id}
