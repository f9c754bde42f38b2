"""Entries with their quotes found and their numbers read: what checks look at and writing uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plans.curation.fields import FACT_KINDS
from plans.curation.problems import Problem
from plans.curation.quantities import Quantity, UnreadableQuantity, read_quantity
from plans.curation.reading import Entry, Sources, Text
from plans.curation.spans import QuoteNotFound, Span, locate, written_quotes


@dataclass
class Draft:
    """An entry, or a part of one (an element, a mention, a side), resolved against its document."""

    entry: Entry
    data: dict[str, Any]
    inside: str = ""
    spans: list[Span] = field(default_factory=list)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    parts: list["Draft"] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The part's own id, or the entry's."""
        return str(self.data.get("id") or self.entry.id)

    def problem(self, message: str) -> Problem:
        """A problem of this draft."""
        return self.entry.problem(message, self.inside)

    def walk(self) -> Iterator["Draft"]:
        """This draft and all its parts, depth first."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass
class Annotation:
    """Everything that was written, resolved: drafts by kind, texts by document, problems so far."""

    sources: Sources
    texts: dict[str, Text]
    drafts: dict[str, list[Draft]]
    problems: list[Problem]

    def of(self, *kinds: str) -> Iterator[Draft]:
        """Top-level drafts of some kinds."""
        for kind in kinds:
            yield from self.drafts.get(kind, [])

    def everything(self) -> Iterator[Draft]:
        """Every draft and every part."""
        for drafts in self.drafts.values():
            for draft in drafts:
                yield from draft.walk()

    def line_texts(self, draft: Draft) -> list[str]:
        """The whole lines in which a draft's quotes stand."""
        return [self.texts[span.document].line_text(span.start) for span in draft.spans]

    def dates(self) -> dict[str, str]:
        """Each document's date of publication, else of its event, else an empty text."""
        return {draft.entry.document: document_date(draft.data) for draft in self.of("document")}


def document_date(data: dict[str, Any]) -> str:
    """Date by which a document is put in order: ISO, or empty."""
    for name in ("published_on", "event_on"):
        if isinstance(data.get(name), dict) and data[name].get("date"):
            return str(data[name]["date"])
    return ""


def annotate(sources: Sources, folder: Path) -> Annotation:
    """Resolve all entries against the documents in a folder. Problems are collected, not raised."""
    annotation = Annotation(sources, {}, {}, list(sources.problems))
    for entry in sources.of("document"):
        _read_document(entry, folder, annotation)
    for entry in sources.entries:
        draft = Draft(entry, entry.data)
        annotation.drafts.setdefault(entry.kind, []).append(draft)
        _resolve(draft, annotation)
    return annotation


def _read_document(entry: Entry, folder: Path, annotation: Annotation) -> None:
    path = folder / str(entry.data.get("filename", ""))
    try:
        annotation.texts[entry.document] = Text.read(path)
    except (OSError, UnicodeDecodeError) as error:
        annotation.problems.append(entry.problem(f"the document cannot be read: {error}"))


def _resolve(draft: Draft, annotation: Annotation) -> None:
    kind = draft.entry.kind
    if kind == "discrepancies":
        _resolve_sides(draft, annotation)
    elif kind == "document":
        for name in ("published_on", "event_on"):
            if isinstance(draft.data.get(name), dict):
                _find_quotes(draft, draft.data[name], annotation)
    elif kind == "ignored":
        _find_ignored(draft, annotation)
    elif kind in FACT_KINDS or kind == "also":
        _find_quotes(draft, draft.data, annotation)
        _resolve_parts(draft, annotation)
        _read_numbers(draft, annotation)


def _resolve_parts(draft: Draft, annotation: Annotation) -> None:
    for name in ("elements", "members", "mentions"):
        written = draft.data.get(name) or []
        if not isinstance(written, list) or not all(isinstance(row, dict) for row in written):
            annotation.problems.append(draft.problem(f"`{name}` is a list of entries"))
            continue
        for index, data in enumerate(written):
            label = data.get("id", "")
            inside = f"{draft.inside} {name}[{index}] {label}".strip()
            part = Draft(draft.entry, data, inside)
            draft.parts.append(part)
            _find_quotes(part, data, annotation)
            _resolve_parts(part, annotation)


def _find_quotes(draft: Draft, data: dict[str, Any], annotation: Annotation) -> None:
    document = draft.entry.document
    text = annotation.texts.get(document)
    if text is None:
        return
    for written in written_quotes(data):
        try:
            draft.spans.append(locate(written, document, text))
        except QuoteNotFound as error:
            annotation.problems.append(draft.problem(str(error)))


def _find_ignored(draft: Draft, annotation: Annotation) -> None:
    text = annotation.texts.get(draft.entry.document)
    if text is None:
        return
    words, document = str(draft.data.get("quote", "")), draft.entry.document
    if draft.data.get("every") == "yes":
        for start in text.occurrences(words):
            end = start + len(words)
            draft.spans.append(Span(document, start, end, text.line(start), words))
        if not draft.spans:
            annotation.problems.append(draft.problem(f"quote {words!r} not found in {text.filename}"))
        return
    written = {"text": words}
    if "occurrence" in draft.data:
        written["occurrence"] = draft.data["occurrence"]
    _find_quotes(draft, {"quote": written}, annotation)


def _resolve_sides(draft: Draft, annotation: Annotation) -> None:
    for index, side in enumerate(draft.data.get("sides") or []):
        part = Draft(draft.entry, side, f"sides[{index}]")
        draft.parts.append(part)
        for written in written_quotes(side):
            document = str(written.get("document", "")) if isinstance(written, dict) else ""
            text = annotation.texts.get(document)
            if text is None:
                annotation.problems.append(
                    part.problem("each quote of a side is {document, text} with a known document")
                )
                continue
            rest = {key: value for key, value in written.items() if key != "document"}
            try:
                part.spans.append(locate(rest, document, text))
            except QuoteNotFound as error:
                annotation.problems.append(part.problem(str(error)))


def _read_numbers(draft: Draft, annotation: Annotation) -> None:
    spans = [*draft.spans, *(span for part in draft.parts for span in part.spans)]
    for name in ("number", "threshold", "investment", "area"):
        if name not in draft.data:
            continue
        written = draft.data if name == "number" else draft.data[name]
        if not isinstance(written, dict) or "number" not in written:
            annotation.problems.append(draft.problem(f"`{name}` has a `number`"))
            continue
        printed = str(written["number"])
        if not any(_stands_alone(printed, span.quote) for span in spans):
            annotation.problems.append(
                draft.problem(f"the number {printed!r} stands in none of its quotes")
            )
        try:
            draft.quantities[name] = read_quantity(printed, written.get("unit"))
        except UnreadableQuantity as error:
            annotation.problems.append(draft.problem(str(error)))


def _stands_alone(number: str, quote: str) -> bool:
    """Whether the number is in the quote with no digit cut off: 7% is not in 增长17%."""
    before = r"(?<![\d.])" if number[:1].isdigit() else ""
    after = r"(?![\d.])" if number[-1:].isdigit() else ""
    return re.search(before + re.escape(number) + after, quote) is not None
