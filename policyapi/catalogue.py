"""The Chinese of the API's description: which texts lack it, and the catalogue with all of them."""

from typing import Final

import orjson
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from policyapi.documentation import described
from policyapi.translating import CATALOGUE, texts_of, translations

HEADER: Final = """# The API's description in Chinese. `manage.py catalogue --update` adds texts.
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

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
    catalogue = Catalog(locale="zh_Hans", charset="utf-8", fuzzy=False)
    for text in sorted(found):
        catalogue.add(text, known.get(text, ""))
    with CATALOGUE.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, width=0, omit_header=True)
    translations.cache_clear()
    return len(found - known.keys())
