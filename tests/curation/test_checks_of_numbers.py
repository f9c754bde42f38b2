"""The checks of quantities and counts, each failing and passing."""

import pytest

from plans.curation.checks.numbers import (
    groups_count_their_members,
    measures_fit_their_units,
    quantities_are_complete,
    stated_values_agree_with_the_print,
)
from tests.curation.cases import (
    Kept,
    Refused,
    assert_kept,
    assert_refused,
    both,
    drop,
    put,
    refused,
)
from tests.curation.workshop import Workshop

GROWTH = "plan-2030/targets.yaml targets[0] yungang-2030-growth"
AREA = "plan-2030/targets.yaml targets[1] yungang-2030-demolition"
TRAIL = "plan-2030/targets.yaml targets[3] yungang-2030-trail"

REFUSED = [
    refused(
        quantities_are_complete,
        drop("yungang-2030-growth", "measure", "indicator"),
        f"{GROWTH}: has a number and so needs `measure`",
        f"{GROWTH}: has a number and so needs `indicator`",
    ),
    refused(
        quantities_are_complete,
        put("yungang-2030-trail", checkability="quantified"),
        f"{TRAIL}: `checkability: quantified` and `number` go together",
    ),
    refused(
        quantities_are_complete,
        put("yungang-2030-growth", checkability="standard"),
        f"{GROWTH}: `checkability: quantified` and `number` go together",
    ),
    refused(
        quantities_are_complete,
        put("yungang-2030-trail", unit="个", threshold={"number": "过亿元"}),
        f"{TRAIL}: `unit` says nothing without a `number`",
        f"{TRAIL}: `threshold` says nothing without a `number`",
    ),
    refused(
        stated_values_agree_with_the_print,
        put("yungang-2030-growth", value="6.6", comparator="gte"),
        f"{GROWTH}: `value` is stated as '6.6', but the quote reads '6.5'",
        f"{GROWTH}: `comparator` is stated as 'gte', but the quote reads 'approx'",
    ),
    refused(
        stated_values_agree_with_the_print,
        put("yungang-2030-growth", value="six", value_high="7"),
        f"{GROWTH}: `value` is stated as 'six', but the quote reads '6.5'",
        f"{GROWTH}: `value_high` is stated as '7', but the quote reads ''",
    ),
    refused(
        stated_values_agree_with_the_print,
        put("yungang-2030-trail", value="1"),
        f"{TRAIL}: `value` says nothing without a `number`",
    ),
    refused(
        measures_fit_their_units,
        put("yungang-2030-demolition", measure="growth"),
        f"{AREA}: `growth` in m2; expected multiple or percent",
    ),
    refused(
        measures_fit_their_units,
        put("yungang-2030-growth", measure="level"),
        f"{GROWTH}: `level` in percent; expected CNY",
    ),
    refused(
        measures_fit_their_units,
        put("yungang-2030-demolition", measure="share"),
        f"{AREA}: `share` in m2; expected percent",
    ),
    refused(
        groups_count_their_members,
        put("yungang-2030-engines", count="3"),
        "plan-2030/plans.yaml plans[0] yungang-2030 elements[0] yungang-2030-engines: says 3 "
        "members but names 2; mend or note it",
    ),
]

KEPT = [
    Kept(
        quantities_are_complete,
        put("yungang-2030-trail", checkability="deadline"),
        "a commitment without a number",
    ),
    Kept(
        stated_values_agree_with_the_print,
        put("yungang-2030-growth", value="6.50", comparator="approx"),
        "the same value with another zero",
    ),
    Kept(
        measures_fit_their_units,
        put("yungang-2030-demolition", measure="change"),
        "a change is in whatever unit it is printed in",
    ),
    Kept(
        groups_count_their_members,
        put("yungang-2030-engines", count="3", note="Only two are named."),
        "a note says why the count differs",
    ),
    Kept(
        groups_count_their_members,
        both(put("yungang-2030-engines", count="7"), drop("yungang-2030-engines", "members")),
        "no member is named",
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.check.__name__)
def test_a_number_that_does_not_fit_is_named(case: Refused, workshop: Workshop) -> None:
    assert_refused(case, workshop)


@pytest.mark.parametrize("case", KEPT, ids=lambda case: f"{case.check.__name__}-{case.why}")
def test_a_number_that_fits_passes(case: Kept, workshop: Workshop) -> None:
    assert_kept(case, workshop)
