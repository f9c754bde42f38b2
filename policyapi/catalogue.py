"""The Chinese of the API's description: which texts lack it, and the catalogue with all of them."""

from typing import Final

import orjson

from policyapi import po
from policyapi.documentation import described
from policyapi.translating import CATALOGUE, texts_of, translations

TITLE: Final = """# The API's description in Chinese. `manage.py catalogue --update` adds texts.
"""


def texts() -> set[str]:
    """Every text of the description that people read, in English."""
    return set(texts_of(orjson.loads(described("json", None))))


def problems() -> list[str]:
    """Texts without Chinese, and Chinese of what the description says no more."""
    found, known = texts(), translations()
    return [
        *(f"no translation of {text!r} (the API's description)" for text in found - known.keys()),
        *(f"the API's description says {text!r} no more" for text in known.keys() - found),
    ]


def update() -> int:
    """Write the catalogue with every text, and only those; how many lack Chinese."""
    found, known = texts(), translations()
    po.write(CATALOGUE, TITLE, ((text, known.get(text, ""), []) for text in sorted(found)))
    translations.cache_clear()
    return len(found - known.keys())
