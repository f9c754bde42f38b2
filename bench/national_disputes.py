"""Discrepancies of the national set: two passages of a document that do not say the same."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bench.national_facts import Document, Setting
from bench.national_programmes import Record
from bench.national_results import Promise
from bench.national_vocabulary import Row


class Dispute(NamedTuple):
    """What two passages disagree on: each side's claim, citation, and the fact made of it."""

    slug: str
    kind: str
    subject: str
    reading: str
    claims: tuple[str, str]
    citations: tuple[str, str]
    fact: dict[str, str]

    def record(self, setting: Setting) -> Record:
        """The discrepancy."""
        fields = {
            "kind": self.kind,
            "subject": f"{setting.names['name']}{setting.year}年{self.subject}",
            "reading": self.reading,
            "districts": [setting.district],
        }
        return Record(f"{setting.plan}-{self.slug}", fields)

    def sides(self, setting: Setting) -> list[Record]:
        """Its two sides; the data follow the first."""
        key = f"{setting.plan}-{self.slug}"
        sides: list[Record] = []
        for position, claim in enumerate(self.claims, start=1):
            fields: Row = {
                "discrepancy": key,
                "position": position,
                "claim": claim,
                "facts": [self.fact] if position == 1 else [],
                "citations": [self.citations[position - 1]],
            }
            sides.append(Record(f"{key}:{position}", fields))
        return sides


def spaced_code(programme: Record, document: Document) -> Dispute:
    """A plan's code, which a heading prints with a space in it."""
    code = programme.fields["code"]
    spaced = code.replace("+", "+ ", 1)
    return Dispute(
        slug="code",
        kind="wording",
        subject="工作体系代码的写法",
        reading="A stray space in the heading; the code has none.",
        claims=(code, spaced),
        citations=(programme.fields["citations"][0], document.cite(f"按照“{spaced}”的部署")),
        fact={"type": "plan", "id": programme.key},
    )


def rounded_figure(
    promises: Sequence[Promise], names: Mapping[str, str], document: Document
) -> Dispute:
    """A target's number, which a heading rounds up to a ten. `names` are those of indicators."""
    promise = next(found for found in promises if found.can_be_reported)
    unit, indicator = promise.claim.fixed["unit"], names[promise.claim.fixed["indicator"]]
    rounded = f"近{(int(float(promise.value or 0)) // 10 + 1) * 10}{unit}"
    return Dispute(
        slug="figure",
        kind="precision",
        subject=f"{indicator}的数字",
        reading="The heading rounds up the figure of the text.",
        claims=(f"{promise.value}{unit}", rounded),
        citations=(promise.citation, document.cite(f"{indicator}{rounded}")),
        fact={"type": "target", "id": promise.id},
    )
