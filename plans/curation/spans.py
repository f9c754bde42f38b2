"""Find quotes in their document."""

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
    quotes = data.get("quotes", [data["quote"]] if "quote" in data else [])
    return quotes if isinstance(quotes, list) else [quotes]


def locate(written: object, document: str, text: Text, longest: int = LONGEST_QUOTE) -> Span:
    """Find one written quote, a text or `{text, occurrence}`. Raises QuoteNotFound."""
    if isinstance(written, dict):
        words, number = str(written.get("text", "")), str(written.get("occurrence", ""))
        if set(written) - {"text", "occurrence"}:
            raise QuoteNotFound("a quote has `text` and `occurrence` and nothing else")
    else:
        words, number = str(written), ""
    if not words or "\n" in words or len(words) > longest:
        raise QuoteNotFound(f"quote {words[:20]!r}… is not 1 to {longest} characters in one line")
    found = text.occurrences(words)
    if not found:
        raise QuoteNotFound(
            f"quote {words!r} not found in {text.filename}; copy it verbatim, punctuation included"
        )
    if not number and len(found) > 1:
        raise QuoteNotFound(f"quote {words!r} occurs {len(found)} times; say which: `occurrence: 1`")
    if number and (not number.isdecimal() or not 1 <= int(number) <= len(found)):
        raise QuoteNotFound(f"quote {words!r} has no occurrence {number}; there are {len(found)}")
    start = found[int(number) - 1 if number else 0]
    return Span(document, start, start + len(words), text.line(start), words)
