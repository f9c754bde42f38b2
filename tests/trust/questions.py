"""Random questions to the lists, and their answers in plain Python over the fixture records."""

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any, Final

from tests.api.asking import filters_of
from tests.api.oracle import Records, Row, rows_of
from tests.api.rules import RULES
from tests.api.searched import Texts

SORTED_BY: Final = {"deadline": "deadline_date"}
"""Fields of the records by columns that have another name in the answer."""
NUMBERS: Final = {"value", "base_value"}
"""Sorted as the numbers that the records hold as text."""
MOST_VALUES: Final = 25
"""Values tried of one filter; their answers are kept, so that many questions cost little."""

COUNTS: Final = (0, 1, 1, 1, 2, 2, 2, 3, 3, 4)
"""How many filters a question has, as often as each stands here."""


@dataclass
class Question:
    """What is asked of a list: filters and words, an order, fields, and a page."""

    filters: dict[str, list[str]] = field(default_factory=dict)
    sort: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    page: int = 1
    page_size: int = 100

    def parameters(self) -> dict[str, Any]:
        """As they stand in a query string."""
        listed = {"sort": self.sort, "fields": self.fields}
        joined = {name: ",".join(texts) for name, texts in listed.items() if texts}
        return {**self.filters, **joined, "page": self.page, "page_size": self.page_size}


class Oracle:
    """One list as records: what there is to ask of it, and which rows a question means."""

    def __init__(self, name: str, records: Records, texts: Texts) -> None:
        self.name, self.records, self.texts = name, records, texts
        self.rows = {row["id"]: row for row in rows_of(name, records)}
        self.sorts = sorted(filters_of(name).sorts)
        self._found: dict[tuple[str, str], frozenset[str]] = {}
        dice = Random(name)  # noqa: S311
        self.values = {filter_: self._values(filter_, dice) for filter_ in RULES[name]}

    def ids(self, question: Question) -> list[str]:
        """Ids of all rows that the question means, in its order."""
        found = set(self.rows)
        for filter_, values in question.filters.items():
            # Only a parameter that takes several values is given more than one: any of them.
            found &= frozenset[str]().union(*(self.meant(filter_, value) for value in values))
        ordered = sorted(found)
        for order in reversed(question.sort):
            ordered = self._in_order(ordered, order.removeprefix("-"), order.startswith("-"))
        return ordered

    def meant(self, filter_: str, value: str) -> frozenset[str]:
        """Ids of the rows that one filter means."""
        if (filter_, value) not in self._found:
            self._found[filter_, value] = frozenset(self._scan(filter_, value))
        return self._found[filter_, value]

    def question(self, dice: Random) -> Question:
        """A question; its filters mostly mean one row, so that most questions have an answer."""
        row = dice.choice(sorted(self.rows))
        names = dice.sample([*self.values, "q"], k=min(len(self.values) + 1, dice.choice(COUNTS)))
        asked = Question({name: self._asked(name, row, dice) for name in names})
        columns = dice.sample(self.sorts, k=min(len(self.sorts), dice.randint(0, 3)))
        asked.sort = [dice.choice(("", "-")) + column for column in columns]
        asked.page_size = dice.choice((1, 2, 3, 5, 7, 10, 50, 100, 1000))
        last = max(1, -(-len(self.ids(asked)) // asked.page_size))
        asked.page = dice.choice((1, last, dice.randint(1, last)))
        return asked

    def _asked(self, filter_: str, row: str, dice: Random) -> list[str]:
        if filter_ == "q":
            return [self._words(row, dice)]
        values = self.values[filter_]
        fitting = [value for value in values if row in self.meant(filter_, value)]
        asked = dice.choice(fitting if fitting and dice.random() < 0.8 else values)
        if filters_of(self.name).parameters()[filter_].several and dice.random() < 0.4:
            return [asked, *dice.sample(values, k=dice.randint(1, min(3, len(values))))]
        return [asked]

    def _words(self, row: str, dice: Random) -> str:
        """One or two pieces of a row's searched texts; now and then of another row's."""
        words = []
        for _ in range(dice.choice((1, 1, 2))):
            source = row if dice.random() < 0.9 else dice.choice(sorted(self.rows))
            text = dice.choice(self.texts.by_list[self.name][source])
            start = dice.randrange(len(text))
            words.append(text[start : start + dice.choice((1, 1, 2, 3, 6))].strip() or text)
        return " ".join(words)[:200]

    def _values(self, filter_: str, dice: Random) -> list[str]:
        listed = filters_of(self.name).parameters()[filter_].describe().schema.get("enum", [])
        found = list(dict.fromkeys([*RULES[self.name][filter_][0](self.records), *listed]))
        return dice.sample(found, k=min(len(found), MOST_VALUES))

    def _scan(self, filter_: str, value: str) -> list[str]:
        if filter_ == "q":
            return self.texts.ids(self.name, value)
        means = RULES[self.name][filter_][1]
        return [pk for pk, row in self.rows.items() if means(row, value, self.records)]

    def _in_order(self, ids: list[str], column: str, descending: bool) -> list[str]:
        """Null and empty text last, both ways; rows that are alike stay as they were."""
        keys = {pk: sort_key(self.rows[pk], column) for pk in ids}
        present = [pk for pk in ids if keys[pk] is not None]
        present.sort(key=lambda pk: keys[pk], reverse=descending)
        return [*present, *(pk for pk in ids if keys[pk] is None)]


def sort_key(row: Row, column: str) -> Any:
    """What a row is sorted by, or None where it has nothing there."""
    value = row[SORTED_BY.get(column, column)]
    if value in (None, ""):
        return None
    return Decimal(value) if column in NUMBERS else value
