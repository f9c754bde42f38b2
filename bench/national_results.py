"""What the documents of the next year report of the targets of the national set."""

from dataclasses import dataclass
from decimal import Decimal

from bench.national_facts import Document, Setting, quantity
from bench.national_vocabulary import Claim, Row, shown


@dataclass(frozen=True, slots=True)
class Promise:
    """A target as the document of the next year looks back on it."""

    id: str
    claim: Claim
    value: str | None
    citation: str

    @property
    def can_be_reported(self) -> bool:
        """Whether the same indicator can be reported and compared: the more, the better."""
        fixed, spread = self.claim.fixed, self.claim.spread
        return (
            spread is not None
            and not spread.spelt
            and fixed["indicator"] is not None
            and fixed["measure"] in {"level", "growth", "count"}
            and fixed["comparator"] not in {"lte", "lt"}
        )


def result(promise: Promise, name: str, setting: Setting, document: Document) -> tuple[Row, str]:
    """The fields of what a later document reports of a promise, and the verdict."""
    claim, rng = promise.claim, setting.rng
    assert claim.spread is not None
    assert promise.value is not None
    value = shown(float(promise.value) * rng.uniform(0.88, 1.15), claim.spread.places)
    estimated = rng.random() < 0.1
    verb = "增长" if claim.fixed["measure"] == "growth" else "达到"
    quote = f"{name}{'预计' * estimated}{verb}{value}{claim.fixed['unit']}"
    changed: Row = {"comparator": "eq", "modality": "", "wording": [], "threshold": None}
    year = setting.year - 1
    fields = setting.shared(
        claim.fixed["domain"], [document.cite(quote)], period_start=year, period_end=year
    )
    fields |= quantity(claim.fixed | changed, value)
    fields |= {
        "statement": f"{year}年{setting.names['short']}{quote}",
        "kind": "result",
        "certainty": "estimated" if estimated else "final",
    }
    return fields, _verdict(Decimal(promise.value), Decimal(value), claim.fixed["comparator"])


def _verdict(promised: Decimal, reached: Decimal, comparator: str) -> str:
    if reached > promised or (reached == promised and comparator != "gt"):
        return "met"
    return "partly_met" if reached >= promised * Decimal("0.95") else "not_met"
