"""The texts that `q` looks through, gathered from the fixture records alone."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from tests.api.oracle import Records, Row, rows_of

INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0xFEFF])


def folded(text: str) -> str:
    """NFKC, case-folded, without zero-width characters, each white space one space."""
    plain = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).casefold()
    return " ".join(plain.split())


class Texts:
    """The searched texts of every row of every list, by id."""

    def __init__(self, records: Records, reasoning: dict[str, str]) -> None:
        self.records = records
        self.quotes = {row["id"]: row["quote"] for row in records["citations"]}
        self.indicators = {row["id"]: row["name"] for row in records["indicators"]}
        self.facts = {r["id"]: r for n in ("targets", "achievements") for r in records[n]}
        self.reasoning = reasoning
        self.by_list: dict[str, dict[str, list[str]]] = {
            name: {row["id"]: self._folded(texts(row)) for row in rows_of(name, records)}
            for name, texts in self._lists().items()
        }

    def ids(self, name: str, q: str) -> list[str]:
        """Ids of the rows in whose texts every word of `q` stands, sorted."""
        words = folded(q).split()
        return sorted(
            pk
            for pk, texts in self.by_list[name].items()
            if all(any(word in text for text in texts) for word in words)
        )

    @staticmethod
    def _folded(texts: Iterable[Any]) -> list[str]:
        return [folded(text) for text in texts if text]

    def _lists(self) -> dict[str, Callable[[Row], Iterable[Any]]]:
        return {
            "districts": self._district,
            "documents": lambda row: [row["title"], row["publisher"]],
            "indicators": lambda row: [row["name"], row["name_en"], *row["synonyms"]],
            "plans": self._plan,
            "targets": self._claim,
            "achievements": self._claim,
            "projects": lambda row: [row["name"], *row["aliases"], *self._quotes(row)],
            "slogans": lambda row: [row["text"], *self._quotes(row)],
            "outcomes": self._outcome,
            "discrepancies": self._discrepancy,
        }

    def _quotes(self, row: Row) -> list[str]:
        return [self.quotes[citation] for citation in row["citations"]]

    @staticmethod
    def _district(row: Row) -> list[Any]:
        former = [text for old in row["former_codes"] for text in (old["code"], old["name"])]
        own = [row["code"], row["name"], row["short_name"], row["name_en"]]
        return [*own, *row["aliases"], *former]

    def _plan(self, row: Row) -> list[Any]:
        elements = [e for e in self.records["plan_elements"] if e["plan"] == row["id"]]
        parts = [text for e in elements for text in (e["name"], *self._quotes(e))]
        return [row["title"], row["theme"], row["goal"], *self._quotes(row), *parts]

    def _claim(self, row: Row) -> list[Any]:
        return [row["statement"], self.indicators.get(row["indicator"]), *self._quotes(row)]

    def _outcome(self, row: Row) -> list[Any]:
        sides = [self.facts[row[side]] for side in ("target", "achievement") if row[side]]
        return [
            self.reasoning[row["id"]],
            *(quote for side in sides for quote in self._quotes(side)),
        ]

    def _discrepancy(self, row: Row) -> list[Any]:
        sides = [s for s in self.records["discrepancy_sides"] if s["discrepancy"] == row["id"]]
        return [row["subject"], row["reading"], *(q for s in sides for q in self._quotes(s))]
