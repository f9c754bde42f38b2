"""Quotes as pages show them: in their context where it may be shown, and on their document."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.safestring import SafeString

from pages import marks
from pages.viewing import Visit
from plans.curation.reading import Text
from plans.models import Citation
from policyapi.vocabulary import kept

Shape = dict[str, Any]
Citations = list[Shape]

AROUND: Final = 40
"""Characters shown before and behind a quote, within its line."""
NEAR: Final = 60
"""Characters between two spans of one sentence; farther apart they are two quotes."""
MOST_QUOTES: Final = 12
"""Quotes of one fact that a page shows."""
FINENESS: Final = 250
"""Places on a strip at most: citations nearer to each other share a tick."""
MOST_TEXTS: Final = 64
"""Documents whose text is kept in memory."""


@dataclass(frozen=True)
class Quoted:
    """A quote, or the spans of one sentence that make it up, with what stands around them.

    `parts` are texts in their order, each with whether it is quoted; `first` and `last` count
    characters from 1, the last one included. `again`: the document was shown before.
    """

    parts: tuple[tuple[bool, str], ...]
    document: Shape
    line: int
    first: int
    last: int
    strip: SafeString
    again: bool = False


def quoted(visit: Visit, citations: Citations, role: str = "promise") -> list[Quoted]:
    """The quotes of a fact, by document and place as the API lists them, at most MOST_QUOTES."""
    groups = grouped(citations)[:MOST_QUOTES]
    names = [together[0]["document"] for together in groups]
    documents = {name: visit.row("documents", name) for name in dict.fromkeys(names)}
    return [
        Quoted(
            parts_of(together, text_of(document)),
            document,
            together[0]["line"],
            together[0]["start"] + 1,
            together[-1]["end"],
            marks.strip(document["characters"], together, ticks_of(document), role),
            names[place] in names[:place],
        )
        for place, together in enumerate(groups)
        for document in [documents[names[place]]]
    ]


def grouped(citations: Citations) -> list[Citations]:
    """Citations by the sentence: spans of one document with little between them stay together."""
    groups: list[Citations] = []
    for citation in citations:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and last["document"] == citation["document"]
            and 0 <= citation["start"] - last["end"] <= NEAR
        ):
            groups[-1].append(citation)
        else:
            groups.append([citation])
    return groups


def parts_of(together: Citations, text: str | None) -> tuple[tuple[bool, str], ...]:
    """The quotes with what stands between and around them; only `…` between without the text."""
    if text is None:
        parts: list[tuple[bool, str]] = []
        for citation in together:
            parts += [(False, "…")] if parts else []
            parts.append((True, citation["quote"]))
        return tuple(parts)
    start, end = together[0]["start"], together[-1]["end"]
    parts, place = [(False, _before(text, start))], start
    for citation in together:
        parts.append((False, _in_one_line(text[place : citation["start"]])))
        parts.append((True, _in_one_line(citation["quote"])))
        place = citation["end"]
    parts.append((False, _behind(text, end)))
    return tuple((marked, part) for marked, part in parts if part)


def _before(text: str, start: int) -> str:
    line = text.rfind("\n", 0, start) + 1
    first = max(line, start - AROUND)
    return ("…" if first > line else "") + text[first:start].lstrip("\u3000 \t\r")


def _behind(text: str, end: int) -> str:
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    last = min(line, end + AROUND)
    return text[end:last].rstrip() + ("…" if last < line else "")


def _in_one_line(part: str) -> str:
    return "".join(part.splitlines())


def text_of(document: Shape) -> str | None:
    """A document's text from the operator's own copy.

    None where there is none, or where it is not the very file that was read.
    """
    name = document["filename"]
    if Path(name).name != name:
        return None
    try:
        return _verified(settings.POLICYAPI_DOCUMENTS / name, document["sha256"])
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=MOST_TEXTS)
def _verified(path: Path, sha256: str) -> str:
    """Raises OSError and ValueError, which are not kept: a copy may come later."""
    text = Text.read(path)
    if text.sha256 != sha256:
        raise ValueError(path.name)
    return text.text


def ticks_of(document: Shape) -> SafeString:
    """Where else the document is cited, as a strip draws it."""
    key = document["id"]
    return kept(("ticks of", key), lambda: _ticks(key, document["characters"]))


def _ticks(key: str, characters: int) -> SafeString:
    starts = Citation.objects.filter(document_id=key).values_list("start", flat=True)
    step = max(characters / FINENESS, 1)
    return marks.ticks(characters, {int(start / step): start for start in starts}.values())
