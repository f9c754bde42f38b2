"""The account of a document: every number and every quoted phrase is cited, ignored, or missing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from plans.curation.drafts import Annotation
from plans.curation.fields import FACT_KINDS
from plans.curation.reading import Text
from plans.curation.spans import Span

NUMBERS: Final = re.compile(
    r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两]+"
    r"|全覆盖|清零|翻番|翻一番|首家|首个|首批|首届|首店"
)
LONGEST_PHRASE: Final = 30
"""A longer stretch in quotation marks is speech: it is read like the rest of the text."""
PHRASES: Final = re.compile(rf"“([^“”]{{1,{LONGEST_PHRASE}}})”|‘([^‘’]{{1,{LONGEST_PHRASE}}})’")


@dataclass
class Account:
    """What was found of one sort (numbers or phrases) in one document."""

    total: int = 0
    cited: int = 0
    ignored: int = 0
    missing: list[Span] = field(default_factory=list)
    words: list[tuple[Span, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, int]:
        """The counts."""
        return {"total": self.total, "cited": self.cited, "ignored": self.ignored}


def citing_spans(annotation: Annotation, document: str) -> list[Span]:
    """Spans of a document that a fact, or the document's own dates, cite."""
    kinds = (*FACT_KINDS, "also", "document")
    return [
        span
        for top in annotation.of(*kinds)
        for draft in top.walk()
        for span in draft.spans
        if span.document == document
    ]


def account_for(annotation: Annotation, document: str) -> dict[str, Account]:
    """The account of a document: `numbers` and `phrases`."""
    text = annotation.texts[document]
    cited = _marked(text, citing_spans(annotation, document))
    ignored = (span for draft in annotation.of("ignored") for span in draft.spans)
    passed = _marked(text, [span for span in ignored if span.document == document])
    words = [
        (Span(document, start, start + len(word), text.line(start), word), reason)
        for word, reason in _not_numbers(annotation)
        for start in text.occurrences(word)
    ]
    by_word = _marked(text, [span for span, _ in words])
    accounts = {}
    for name, pattern in (("numbers", NUMBERS), ("phrases", PHRASES)):
        account = accounts[name] = Account()
        for match in pattern.finditer(text.text):
            start, end = match.span()
            account.total += 1
            if all(cited[start:end]) or (name == "phrases" and all(cited[start + 1 : end - 1])):
                account.cited += 1
            elif all(passed[start:end]) or (name == "numbers" and all(by_word[start:end])):
                account.ignored += 1
                if not all(passed[start:end]):
                    account.words += [w for w in words if w[0].start <= start and end <= w[0].end]
            else:
                span = Span(document, start, end, text.line(start), match[0])
                account.missing.append(span)
    return accounts


def _not_numbers(annotation: Annotation) -> list[tuple[str, str]]:
    drafts = annotation.of("not_numbers")
    return [(d.data.get("word", ""), d.data.get("reason", "")) for d in drafts]


def _marked(text: Text, spans: Iterable[Span]) -> list[bool]:
    marks = [char == "\n" for char in text.text]  # a phrase that the layout broke has several spans
    for span in spans:
        marks[span.start : span.end] = [True] * (span.end - span.start)
    return marks
