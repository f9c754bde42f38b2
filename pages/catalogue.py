"""The Chinese catalogue: what the pages say in English, found in the code, and its translations.

Texts are found as gettext finds them, in templates and Python, by Babel, so that nothing but Python
is needed. The catalogue is written by people; what Django reads is compiled from it.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from django.utils.translation.template import templatize

from pages import catalogue_of_data, explained
from policyapi import po
from policyapi.po import Text

FOLDER: Final = Path(__file__).resolve().parent
CATALOGUE: Final = FOLDER / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
TITLE: Final = """# What the pages say, in Chinese. `manage.py catalogue --update` adds new texts.
"""
RULES: Final = """"Plural-Forms: nplurals=1; plural=0;\\n"
"""
KEYWORDS: Final[dict[str, None]] = dict.fromkeys(
    ("gettext", "gettext_noop", "gettext_lazy", "ngettext")
)


def texts() -> dict[Text, list[str]]:
    """Every text of the pages in English, with the files in which it stands."""
    found: dict[Text, list[str]] = {}
    for path in sorted([*FOLDER.rglob("*.py"), *FOLDER.rglob("*.html"), *FOLDER.rglob("*.txt")]):
        for text in _texts_of(path):
            found.setdefault(text, []).append(path.relative_to(FOLDER).as_posix())
    return found


def _texts_of(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = templatize(source, origin=str(path))
    for _, function, messages, _ in extract_python(BytesIO(source.encode()), KEYWORDS, [], {}):
        several = messages if isinstance(messages, tuple | list) else (messages,)
        if function == "ngettext":
            yield str(several[0]), str(several[1])
        elif several[0]:
            yield str(several[0])


def problems() -> list[str]:
    """Texts without a translation, and translations of what no page says any more."""
    known, found = _translations(), texts()
    missing = [text for text in found if not known.get(text)]
    unused = [text for text in known if text not in found]
    return [
        *(f"no translation of {text!r} ({', '.join(found[text])})" for text in missing),
        *(f"nothing says {text!r} any more" for text in unused),
    ]


def update() -> int:
    """Write the catalogue with every text of the pages, and only those; how many lack Chinese."""
    old, found = _translations(), texts()
    entries = (
        (
            text,
            old.get(text) or ("" if isinstance(text, str) else ("",)),
            [", ".join(sorted(set(files)))],
        )
        for text, files in sorted(found.items(), key=lambda item: str(item[0]))
    )
    po.write(CATALOGUE, TITLE, entries, RULES)
    return sum(not old.get(text) for text in found)


def _translations() -> dict[Text, Any]:
    """Chinese by English, empty where there is none; a text with a plural has one form."""
    found: dict[Text, Any] = {}
    for message in po.read(CATALOGUE):
        if message.id:
            text = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            found[text] = message.string if any(message.string or ()) else ""
    return found


def compile_catalogue() -> None:
    """What Django reads, and what pages read of the data's texts."""
    for source in (CATALOGUE, catalogue_of_data.CATALOGUE):
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, po.read(source))
    explained.catalogue.cache_clear()
