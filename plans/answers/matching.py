"""Where in a rendered fact the words of a search stand: spans in the text as printed."""

from collections.abc import Iterator
from typing import Any, Final

from policyapi.query import normalise

OWN_FIELDS: Final = ("statement", "name", "text", "title", "theme", "goal")


def matches(body: dict[str, Any], words: list[str]) -> list[dict[str, Any]]:
    """Each searched text of a fact that holds a word: its field, its text, the spans of the words.

    Spans are [start, end] in code points of the text, in order, overlapping ones joined.
    """
    found = []
    seen: set[tuple[str, str]] = set()
    for field, text in searched_fields(body):
        spans = spans_of(text, words)
        if spans and (field, text) not in seen:
            seen.add((field, text))
            found.append({"field": field, "text": text, "spans": spans})
    return found


def searched_fields(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts of a rendered fact that a search looks at, by field, in order."""
    for name in OWN_FIELDS:
        if body.get(name):
            yield name, body[name]
    for alias in body.get("aliases", []):
        yield "alias", alias
    if body.get("indicator"):
        yield "indicator", body["indicator"]["name"]
    for element in body.get("elements", []):
        yield "element", element["name"]
    for part in (body, *body.get("elements", [])):
        for citation in part["citations"]:
            yield "quote", citation["quote"]


def spans_of(text: str, words: list[str]) -> list[list[int]]:
    """Where words stand in a text, after NFKC and case folding of each character."""
    folded, origin = [], []
    for index, char in enumerate(text):
        for part in normalise(char).casefold() or ("" if not char.isspace() else " "):
            folded.append(part)
            origin.append(index)
    line = "".join(folded)
    spans: list[list[int]] = []
    for word in words:
        start = line.find(word)
        while start >= 0:
            spans.append([origin[start], origin[start + len(word) - 1] + 1])
            start = line.find(word, start + 1)
    return _joined(spans)


def _joined(spans: list[list[int]]) -> list[list[int]]:
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return joined
