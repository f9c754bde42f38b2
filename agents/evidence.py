"""Citations with the documents that they are of."""

from collections.abc import Iterable, Iterator
from typing import Any

from agents.looking import Answer, Look

OF_A_DOCUMENT = ("id", "title", "publisher", "published_on", "sha256")


def cited(row: Any) -> Iterator[Answer]:
    """Every citation in a row, wherever it stands in it, once."""
    seen = set()
    for citation in _citations(row):
        span = (citation["document"], citation["start"], citation["end"])
        if span not in seen:
            seen.add(span)
            yield citation


def _citations(value: Any) -> Iterator[Answer]:
    if isinstance(value, list):
        for item in value:
            yield from _citations(item)
    elif isinstance(value, dict):
        if value.keys() >= {"document", "quote", "start", "end"}:
            yield value
            return
        for item in value.values():
            yield from _citations(item)


def documents_of(look: Look, citations: Iterable[Answer]) -> list[Answer]:
    """The documents of citations, in the order in which they are cited."""
    keys = dict.fromkeys(citation["document"] for citation in citations)
    rows = (look.row("documents", key) for key in keys)
    return [{name: row[name] for name in ("url", *OF_A_DOCUMENT)} for row in rows]


def printed_on(document: Answer) -> str | None:
    """The day of a document, where it is known."""
    published = document["published_on"]
    return str(published["date"]) if published else None
