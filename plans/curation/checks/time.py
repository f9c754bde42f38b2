"""Checks of periods, dates and deadlines, and of how each is known."""

from collections.abc import Iterator

from plans.curation.drafts import Annotation, Draft
from plans.curation.fields import FACT_KINDS
from plans.curation.problems import Problem

EVIDENCE = {
    "deadline": ("text",),
    "published_on": ("quote", "quotes"),
    "event_on": ("quote", "quotes"),
}
"""What must be given of a date that the text is said to state."""


def inferred_things_have_reasons(annotation: Annotation) -> Iterator[Problem]:
    """What the text does not print says why it is held, and what it prints is quoted."""
    for draft in annotation.everything():
        for name in ("period", "deadline", "published_on", "event_on"):
            if name in draft.data:
                yield from _unfounded(draft, name)
        mapping = draft.data.get("mapping")
        if mapping == "inferred" and not draft.data.get("reason"):
            yield draft.problem("`mapping: inferred` needs a `reason`")
        if (mapping is None) != ("digit" not in draft.data):
            yield draft.problem("`digit` and `mapping` go together: how is the digit known?")


def _unfounded(draft: Draft, name: str) -> Iterator[Problem]:
    written = draft.data[name]
    evidence = EVIDENCE.get(name, ())
    if written["basis"] not in {"stated", "inferred"}:
        yield draft.problem(f"`{name}` has a basis, stated or inferred, not {written['basis']!r}")
    elif written["basis"] == "inferred" and not written.get("reason"):
        yield draft.problem(f"`{name}` is inferred and needs a `reason`")
    elif written["basis"] == "stated" and evidence and not any(map(written.get, evidence)):
        yield draft.problem(f"`{name}` is stated and needs the `{evidence[0]}` that prints it")


def stated_years_are_printed(annotation: Annotation) -> Iterator[Problem]:
    """A period that is said to be stated has its first year printed in the document."""
    for draft in annotation.of(*FACT_KINDS):
        period = draft.data.get("period", {})
        text = annotation.texts.get(draft.entry.document)
        if period.get("basis") == "stated" and text and period["start"] not in text.text:
            yield draft.problem(f"{period['start']} is not printed; the period is inferred")


def facts_have_a_period(annotation: Annotation) -> Iterator[Problem]:
    """A fact has a period of its own, or one through its plan or its mentions."""
    for draft in annotation.of("targets", "achievements", "slogans"):
        if "period" not in draft.data and not draft.data.get("plan"):
            yield draft.problem("has no `plan` and so needs a `period`")


def periods_run_forward(annotation: Annotation) -> Iterator[Problem]:
    """A period ends no earlier than it starts."""
    for draft in annotation.of(*FACT_KINDS):
        period = draft.data.get("period", {})
        if "end" in period and period["end"] < period["start"]:
            yield draft.problem(f"the period ends in {period['end']}, before {period['start']}")
