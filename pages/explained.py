"""What the data explain in English (notes, reasons, readings), as a Chinese page says it."""

from functools import cache
from gettext import GNUTranslations, NullTranslations, translation
from pathlib import Path
from typing import Final

from plans.models.claims import NO_REPORT

LOCALE: Final = Path(__file__).resolve().parent / "locale"
DOMAIN: Final = "data"
"""Name of the catalogue: `manage.py catalogue` compiles it from `data.po`."""


def in_chinese(text: str) -> str | None:
    """The Chinese of a text of the data, or None: the data may be others than the catalogue's."""
    said = catalogue().gettext(text)
    return _not_reported(text) if said == text else said


@cache
def catalogue() -> NullTranslations:
    """Chinese by English, read when a Chinese page first asks; empty where none was compiled."""
    found: GNUTranslations | NullTranslations = translation(
        DOMAIN, LOCALE, ["zh_Hans"], fallback=True
    )
    return found


def _not_reported(text: str) -> str | None:
    """The sentence that the load composes, with the ids of the documents that it names."""
    before, _, behind = NO_REPORT.partition("{}")
    said = catalogue().gettext(NO_REPORT)
    if said == NO_REPORT or not text.startswith(before):
        return None
    return said.format(text.removeprefix(before).removesuffix(behind).replace(", ", "、"))
