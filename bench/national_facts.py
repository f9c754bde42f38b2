"""What a target of the national set says, where, and in which fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, Final

from bench.national_vocabulary import CENTRE, LONGEST_QUOTE, Claim, Row
from plans.curation.units import normalise
from plans.curation.values import number

INFERRED: Final = "The sentence prints no year; that of the document is taken."
FIRST_PLACE: Final = 1000
"""Where the quotes of a document begin. With four digits all, their order is that of their ids."""


class Document:
    """A document in the making: quotes are put one behind the other, each at its place."""

    def __init__(self, key: str, rng: Random) -> None:
        self.key = key
        self.cited: list[tuple[str, Row]] = []
        self.ignored: list[tuple[str, Row]] = []
        self.place = FIRST_PLACE
        self.line = 11
        self._rng = rng

    def cite(self, quote: str) -> str:
        """Print a quote and cite it; the id of the citation."""
        key, span = self._span(quote)
        self.cited.append((key, span))
        return key

    def ignore(self, quote: str, reason: str) -> None:
        """Print a quote that is no fact."""
        key, span = self._span(quote)
        self.ignored.append((key, span | {"reason": reason}))

    def _span(self, quote: str) -> tuple[str, Row]:
        drawn = int(self._rng.random() * 12)
        start = self.place + drawn
        self.line += drawn > 7
        self.place = end = start + len(quote)
        span = {"document": self.key, "start": start, "end": end, "line": self.line, "quote": quote}
        return f"{self.key}:{start}-{end}", span


@dataclass(frozen=True, slots=True)
class Setting:
    """Where facts are stated: the district, the year of the document, who speaks, and names."""

    district: str
    plan: str
    year: int
    speaker: str
    names: dict[str, str]
    towns: list[str]
    rng: Random

    def patterns(self) -> dict[str, Any]:
        """What stands for the placeholders of a pattern."""
        return self.names | {"y": range(self.year - CENTRE, self.year + 10)}

    def shared(self, domain: str, citations: list[str], **others: Any) -> Row:
        """The fields that all facts have, in the order of fixtures."""
        fields = {
            "district": self.district,
            "plan": self.plan,
            "element": None,
            "period_start": self.year,
            "period_end": self.year,
            "period_basis": "stated",
            "period_reason": "",
            "domain": domain,
            "speaker": self.speaker,
            "note": "",
            "citations": citations,
        }
        return fields | others


def quantity(fixed: Row, value: str | None) -> Row:
    """The fields of a quantity, in the order of fixtures."""
    base = None if value is None else number(normalise(Decimal(value), fixed["unit"])[0])
    return {
        "indicator": fixed["indicator"],
        "modality": fixed["modality"],
        "wording": fixed["wording"],
        "comparator": fixed["comparator"],
        "measure": fixed["measure"],
        "value": value,
        "value_high": None,
        "unit": fixed["unit"],
        "base_value": base,
        "base_unit": fixed["base_unit"],
        "threshold": fixed["threshold"],
    }


def stated(claim: Claim, setting: Setting, *, rare: str = "") -> tuple[str, str, str | None]:
    """A claim in a setting: statement, quote and the number that both print.

    Two out of five name a place; one with a rare word is about that.
    """
    rng = setting.rng
    value = claim.spread.draw(rng) if claim.spread else claim.value
    statement, quote = claim.words(value, **setting.patterns())
    prefix = f"围绕{rare}产业" if rare else ""
    if not prefix and "{name}" not in claim.statement and rng.random() < 0.4:
        prefix = setting.towns[int(rng.random() * len(setting.towns))]
    fits = len(prefix) + len(quote) <= LONGEST_QUOTE
    return prefix + statement, (prefix if fits else "") + quote, value


def target(
    claim: Claim, setting: Setting, said: tuple[str, str | None], more: Iterable[tuple[str, Any]]
) -> Row:
    """A target's fields: `said` are its statement and number, `more` its element and citations."""
    statement, value = said
    fields = _claimed(claim, setting, statement, value) | dict(more)
    printed = claim.deadline_text.format(**setting.patterns())
    reason = "" if printed else "The text sets no date; the last day of the period is taken."
    return fields | {
        "checkability": claim.fixed["checkability"],
        "deadline_date": f"{setting.year + claim.deadline}-12-31",
        "deadline_text": printed,
        "deadline_basis": "stated" if printed else "inferred",
        "deadline_reason": reason,
    }


def achievement(claim: Claim, setting: Setting, document: Document) -> Row:
    """The fields of a result or an honour that has no target."""
    statement, quote, value = stated(claim, setting)
    fields = _claimed(claim, setting, statement, value) | {"citations": [document.cite(quote)]}
    return fields | {"kind": claim.fixed["kind"], "certainty": claim.fixed["certainty"]}


def _claimed(claim: Claim, setting: Setting, statement: str, value: str | None) -> Row:
    first, last = claim.years
    inferred = claim.fixed["period_basis"] == "inferred"
    shared = setting.shared(
        claim.fixed["domain"],
        [],
        period_start=setting.year + first,
        period_end=setting.year + last,
        period_basis=claim.fixed["period_basis"],
        period_reason=INFERRED if inferred else "",
        note=claim.fixed["note"],
    )
    return shared | quantity(claim.fixed, value) | {"statement": statement}
