"""Every filter of every list gives the rows that the oracle gives, no more and no fewer."""

import random
from typing import Any

import pytest

from tests.api.asking import NAMES, filters_of, ids
from tests.api.oracle import Records, rows_of
from tests.api.rules import RULES

pytestmark = pytest.mark.django_db

DECLARED = [(name, filter_) for name in NAMES for filter_ in filters_of(name).parameters()]
MOST_VALUES = 60
"""Values tried of a filter that has more, chosen at random with a fixed seed."""


def expected(name: str, asked: dict[str, str], records: Records) -> list[str]:
    """Ids of the rows that the oracle means, sorted."""
    return sorted(
        row["id"]
        for row in rows_of(name, records)
        if all(RULES[name][filter_][1](row, value, records) for filter_, value in asked.items())
    )


def values_of(name: str, filter_: str, records: Records) -> list[str]:
    """The rule's values and those that the schema lists."""
    listed = filters_of(name).parameters()[filter_].describe().schema.get("enum", [])
    found = list(dict.fromkeys([*RULES[name][filter_][0](records), *listed]))
    if len(found) > MOST_VALUES:
        found = random.Random(f"{name}.{filter_}").sample(found, MOST_VALUES)  # noqa: S311
    return found


def test_every_filter_has_an_oracle_and_every_oracle_a_filter() -> None:
    declared = {(name, filter_) for name, filter_ in DECLARED if filter_ != "q"}
    tested = {(name, filter_) for name, rules in RULES.items() for filter_ in rules}
    assert declared - tested == set(), "filters without an oracle in tests/api/rules.py"
    assert tested - declared == set(), "oracles of filters that no list declares"


@pytest.mark.parametrize(("name", "filter_"), [pair for pair in DECLARED if pair[1] != "q"])
def test_a_filter_finds_what_the_oracle_finds(name: str, filter_: str, records: Records) -> None:
    values = values_of(name, filter_, records)
    assert values, f"no values to ask {name}?{filter_}= for"
    found = {value: ids(name, **{filter_: value}) for value in values}
    for value, answer in found.items():
        assert answer == expected(name, {filter_: value}, records), f"{name}?{filter_}={value}"
    assert any(found.values()), f"no value of {name}?{filter_}= finds anything"


@pytest.mark.parametrize("name", NAMES)
def test_filters_together_find_the_rows_that_each_of_them_finds(
    name: str, records: Records
) -> None:
    dice = random.Random(name)  # noqa: S311
    filters = sorted(RULES[name])
    all_values = {filter_: values_of(name, filter_, records) for filter_ in filters}
    found = 0
    for _ in range(40):
        # Values that a row has, so that most questions have an answer.
        row = dice.choice(rows_of(name, records))
        some = dice.sample(filters, k=min(len(filters), dice.randint(2, 4)))
        asked: dict[str, Any] = {}
        for filter_ in some:
            fitting = [v for v in all_values[filter_] if RULES[name][filter_][1](row, v, records)]
            asked[filter_] = dice.choice(fitting or all_values[filter_])
        answer = ids(name, **asked)
        assert answer == expected(name, asked, records), f"{name}?{asked}"
        found += bool(answer)
    assert found > 5
