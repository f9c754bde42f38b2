"""Catalogues of Chinese as .po files: how all of them are read and written."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

Text = str | tuple[str, str]
"""A text, or the singular and the plural of one that counts."""
Entry = tuple[Text, Any, list[str]]
"""A text, its Chinese (empty where there is none), and where it is said."""

HEADER: Final = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def read(path: Path) -> Catalog:
    """A catalogue as it is written."""
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def write(path: Path, title: str, entries: Iterable[Entry], rules: str = "") -> None:
    """A catalogue with these entries, and only those; `title` and `rules` are lines of its head."""
    catalogue = Catalog(locale="zh_Hans", charset="utf-8", fuzzy=False)
    for text, chinese, places in entries:
        catalogue.add(text, chinese, auto_comments=places)
    with path.open("wb") as file:
        file.write(f"{title}{HEADER}{rules}\n".encode())
        write_po(file, catalogue, width=0, omit_header=True)
