"""Entries with their quotes found and their numbers read: what checks look at and writing uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from plans.curation.fields import FACT_KINDS
from plans.curation.problems import Problem, did_you_mean
from plans.curation.quantities import Quantity, UnreadableQuantity, read_quantity
from plans.curation.reading import Entry, Sources, Text
from plans.curation.spans import QuoteNotFound, Span, locate, locate_every, written_quotes

PART_KINDS: Final = {"elements": "elements", "members": "elements", "mentions": "mentions"}
NUMERALS: Final = "零〇一二三四五六七八九十百千两"


@dataclass
class Draft:
    """An entry, or a part of one (an element, a mention, a side), resolved against its document.

    `kind` is the table of `fields.py` that it follows.
    """

    entry: Entry
    data: dict[str, Any]
    kind: str
    inside: str = ""
    spans: list[Span] = field(default_factory=list)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    parts: list["Draft"] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The part's own id; of an entry, its id or that of what it adds to."""
        return str(self.data.get("id", "")) if self.inside else self.entry.id

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
        if name in data:
            return str(data[name]["date"])
    return ""


def annotate(sources: Sources, folder: Path) -> Annotation:
    """Resolve all entries against the documents in a folder. Problems are collected, not raised."""
    annotation = Annotation(sources, {}, {}, list(sources.problems))
    for entry in sources.of("document"):
        _read_document(entry, folder, annotation)
    for entry in sources.entries:
        further = entry.kind == "projects" and "of" in entry.data
        draft = Draft(entry, entry.data, "further mentions" if further else entry.kind)
        annotation.drafts.setdefault(entry.kind, []).append(draft)
        _resolve(draft, annotation)
    return annotation


def _read_document(entry: Entry, folder: Path, annotation: Annotation) -> None:
    path = folder / str(entry.data.get("filename", ""))
    try:
        annotation.texts[entry.document] = Text.read(path)
    except OSError as error:
        tip = "is it in the documents' folder?"
        annotation.problems.append(
            entry.problem(f"the document {path.name!r} cannot be read: {error.strerror}; {tip}")
        )
    except ValueError as error:  # no UTF-8, or a name that no file can have
        annotation.problems.append(
            entry.problem(f"the document {path.name!r} cannot be read: {error}")
        )


def _resolve(draft: Draft, annotation: Annotation) -> None:
    kind = draft.entry.kind
    if kind == "discrepancies":
        _resolve_sides(draft, annotation)
    elif kind == "document":
        for name in ("published_on", "event_on"):
            _find_quotes(draft, draft.data.get(name, {}), annotation)
    elif kind == "ignored":
        _find_ignored(draft, annotation)
    elif kind in FACT_KINDS or kind == "also":
        _find_quotes(draft, draft.data, annotation)
        _resolve_parts(draft, annotation)
        _read_numbers(draft, annotation)


def _resolve_parts(draft: Draft, annotation: Annotation) -> None:
    for name in ("elements", "members", "mentions"):
        for index, data in enumerate(draft.data.get(name, [])):
            inside = f"{draft.inside} {name}[{index}] {data.get('id', '')}".strip()
            part = Draft(draft.entry, data, PART_KINDS[name], inside)
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
    quote = draft.data.get("quote")
    if not isinstance(quote, str):
        if quote is not None:
            message = "`quote` is a text here; `occurrence` and `every` stand beside it"
            annotation.problems.append(draft.problem(message))
    elif draft.data.get("every") == "yes":
        try:
            draft.spans += locate_every(quote, draft.entry.document, text)
        except QuoteNotFound as error:
            annotation.problems.append(draft.problem(str(error)))
    else:
        written = {"text": quote}
        if "occurrence" in draft.data:
            written["occurrence"] = draft.data["occurrence"]
        _find_quotes(draft, {"quote": written}, annotation)


def _resolve_sides(draft: Draft, annotation: Annotation) -> None:
    for index, side in enumerate(draft.data.get("sides", [])):
        part = Draft(draft.entry, side, "sides", f"sides[{index}]")
        draft.parts.append(part)
        for written in written_quotes(side):
            document = str(written.get("document", "")) if isinstance(written, dict) else ""
            text = annotation.texts.get(document)
            if text is None:
                tip = did_you_mean(document, sorted(annotation.texts))
                annotation.problems.append(
                    part.problem(
                        f"each quote of a side is {{document, text}}; no document {document!r}{tip}"
                    )
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
        printed = str(written["number"])
        if not any(_stands_alone(printed, span.quote) for span in spans):
            annotation.problems.append(
                draft.problem(f"the number {printed!r} stands in none of its quotes")
            )
        try:
            quantity = read_quantity(printed, written.get("unit"))
        except UnreadableQuantity as error:
            annotation.problems.append(draft.problem(str(error)))
            continue
        draft.quantities[name] = quantity
        if quantity.value_high is not None and (name != "number" or draft.kind == "projects"):
            message = f"the range {printed!r} fits only the `number` of a target or an achievement"
            annotation.problems.append(draft.problem(message))


def _stands_alone(number: str, quote: str) -> bool:
    """Whether the quote has the number whole: 17% does not have 7%, nor 二十个 have 十个."""
    before = after = ""
    if number[:1].isdecimal():
        before = r"(?<![\d.])"
    elif number[:1] in NUMERALS:
        before = rf"(?<![{NUMERALS}])"
    if number[-1:].isdecimal():
        after = r"(?![\d%％万亿]|\.\d)"
    elif number[-1:] in NUMERALS:
        after = rf"(?![{NUMERALS}万亿])"
    return re.search(before + re.escape(number) + after, quote) is not None
