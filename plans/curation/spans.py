"""Find quotes in their document."""

import re
from dataclasses import dataclass
from typing import Any

from plans.curation.reading import LONGEST_QUOTE, Text


@dataclass(frozen=True, order=True)
class Span:
    """A quote with its place: `text[start:end] == quote`."""

    document: str
    start: int
    end: int
    line: int
    quote: str

    @property
    def id(self) -> str:
        """The citation's primary key."""
        return f"{self.document}:{self.start}-{self.end}"


class QuoteNotFound(ValueError):  # noqa: N818 - it is named for what happened
    """A quote that is not where it is said to be; the message is the tip."""


def written_quotes(data: dict[str, Any]) -> list[Any]:
    """The quotes of an entry, as written: `quote` or `quotes`."""
    found: list[Any] = data.get("quotes", [data["quote"]] if "quote" in data else [])
    return found


def locate(written: object, document: str, text: Text, longest: int = LONGEST_QUOTE) -> Span:
    """Find one written quote, a text or `{text, occurrence}`. Raises QuoteNotFound."""
    if isinstance(written, dict):
        words, number = str(written.get("text", "")), str(written.get("occurrence", ""))
        if set(written) - {"text", "occurrence"}:
            raise QuoteNotFound("a quote has `text` and `occurrence` and nothing else")
    else:
        words, number = str(written), ""
    found = _offsets(words, text, longest)
    if not number and len(found) > 1:
        lines = ", ".join(str(text.line(start)) for start in found)
        raise QuoteNotFound(
            f"quote {words!r} occurs {len(found)} times (lines {lines}); say which, as in "
            f"{{text: {words}, occurrence: 1}}, or lengthen it"
        )
    if number and (not number.isdecimal() or not 1 <= int(number) <= len(found)):
        raise QuoteNotFound(f"quote {words!r} has no occurrence {number}; there are {len(found)}")
    return _span(words, document, text, found[int(number) - 1 if number else 0])


def locate_every(words: str, document: str, text: Text, longest: int = LONGEST_QUOTE) -> list[Span]:
    """Find every occurrence of a quote, at least one. Raises QuoteNotFound."""
    return [_span(words, document, text, start) for start in _offsets(words, text, longest)]


def _span(words: str, document: str, text: Text, start: int) -> Span:
    return Span(document, start, start + len(words), text.line(start), words)


def _offsets(words: str, text: Text, longest: int) -> list[int]:
    if not words:
        raise QuoteNotFound("a quote is empty; give the shortest stretch that states the fact")
    if "\n" in words:
        raise QuoteNotFound(f"quote {words[:20]!r}… runs over a line's end; give each line its own")
    if len(words) > longest:
        raise QuoteNotFound(
            f"quote {words[:20]!r}… has {len(words)} characters; the most are {longest}; shorten it"
        )
    found = text.occurrences(words)
    if not found:
        raise QuoteNotFound(f"quote {words!r} not found in {text.filename}; {_tip(words, text)}")
    return found


def _tip(words: str, text: Text) -> str:
    """How the words are printed where only spaces or punctuation differ, else general advice."""
    letters = re.sub(r"\W", "", words)
    near = letters and re.search(r"[^\w\n]*".join(map(re.escape, letters)), text.text)
    if near:
        return f"line {text.line(near.start())} prints {near[0]!r}"
    return "copy it verbatim, punctuation included"
