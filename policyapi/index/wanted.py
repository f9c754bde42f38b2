"""What a question wants of the index: tokens, words, and bounds on columns."""

from dataclasses import dataclass, field
from typing import Any

from policyapi.index.tokens import PROVEN, grams_of_word

Bound = tuple[str, str, Any]
"""A column of the facts, an SQL operator, and a value of the column's type."""


@dataclass
class Wanted:
    """Rows that have one token of each group, contain every word, and keep every bound."""

    groups: list[tuple[str, ...]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)

    def all_groups(self) -> list[tuple[str, ...]]:
        """The groups, and the tokens of the words."""
        grams = [(gram,) for word in self.words for gram in grams_of_word(word)]
        return list(dict.fromkeys([*self.groups, *grams]))

    def unproven(self) -> list[str]:
        """Words that the tokens do not prove: they are looked for in the searched text."""
        return [word for word in self.words if len(word) > PROVEN]

    def key(self) -> tuple[Any, ...]:
        """The same for the same rows."""
        return (tuple(sorted(self.groups)), tuple(sorted(self.words)), tuple(sorted(self.bounds)))
