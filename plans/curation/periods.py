"""The period of a fact and the deadline of a target, and how each is known."""

from dataclasses import dataclass
from typing import Any

from plans.curation.drafts import Draft


@dataclass(frozen=True)
class Period:
    """First and last year, with the basis: stated or inferred, then with a reason."""

    start: int
    end: int
    basis: str
    reason: str


@dataclass(frozen=True)
class Deadline:
    """Last day that keeps a promise, ISO, with what was printed and the basis."""

    date: str
    text: str
    basis: str
    reason: str


def period_of(draft: Draft, plans: dict[str, Draft], years: list[int] | None = None) -> Period:
    """A fact's own period, else the years of its mentions, else its plan's period.

    A plan's period always stands in the plan. Raises KeyError where nothing tells.
    """
    written: dict[str, Any] = draft.data.get("period", {})
    if not written and years:
        return Period(min(years), max(years), "inferred", "The years of its mentions.")
    if not written:
        written = plans[str(draft.data["plan"])].data["period"]
    start = int(written["start"])
    end = int(written.get("end", start))
    return Period(start, end, str(written["basis"]), str(written.get("reason", "")))


def deadline_of(draft: Draft, period: Period) -> Deadline:
    """A target's deadline; where the text prints none, the last day of its period, inferred."""
    written = draft.data.get("deadline")
    if not written:
        reason = "The text sets no date; the last day of the period is taken."
        return Deadline(f"{period.end}-12-31", "", "inferred", reason)
    return Deadline(
        str(written["date"]),
        str(written.get("text", "")),
        str(written["basis"]),
        str(written.get("reason", "")),
    )
