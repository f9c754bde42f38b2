"""`/api/summary`: counts by one or two properties, against a plain count of the lists."""

from itertools import product
from typing import Any

import pytest

from plans.answers.grouping import OF, dimensions_of
from tests.answers.asking import ask, everything

pytestmark = pytest.mark.django_db


def values(row: dict[str, Any], name: str) -> list[Any]:
    """The values of a property in a row of a list."""
    if name == "year":
        return list(range(row["period"]["start"], row["period"]["end"] + 1))
    if name == "document":
        return sorted({citation["document"] for citation in row["citations"]})
    if name in {"district", "plan"}:
        return [row[name]["id"] if row[name] else None]
    return [row[name]]


def flat(value: Any) -> Any:
    return value["id"] if isinstance(value, dict) else value


PAIRS = [(of, by) for of in OF for by in dimensions_of(of)] + [
    ("targets", "district,domain"),
    ("targets", "year,checkability"),
    ("targets", "document,modality"),
    ("projects", "stage,year"),
    ("slogans", "kind,district"),
    ("achievements", "document,kind"),
]


@pytest.mark.parametrize(("of", "by"), PAIRS)
def test_groups_count_what_the_list_has(of: str, by: str) -> None:
    answer = ask("summary", of=of, by=by)
    rows = everything(of, page_size=1000)
    names = by.split(",")
    expected: dict[tuple[Any, ...], int] = {}
    for row in rows:
        for key in product(*(values(row, name) for name in names)):
            expected[key] = expected.get(key, 0) + 1
    got = {
        tuple(flat(group[name]) for name in names): group["count"] for group in answer["results"]
    }
    assert {key: count for key, count in got.items() if count} == expected
    assert answer["count"] == len(rows)


def test_units_without_a_fact_are_there_with_zero() -> None:
    answer = ask("summary", of="achievements", by="district")
    counts = {group["district"]["id"]: group["count"] for group in answer["results"]}
    assert len(counts) == 17
    assert counts["jinan-pingyin"] == 0


def test_targets_are_counted_by_value_follow_up_and_verdict() -> None:
    (group,) = ask("summary", of="targets", by="district", district="市中", year=2019)["results"]
    rows = everything("targets", district="市中", year=2019)
    assert group["valued"] == sum(row["value"] is not None for row in rows)
    assert group["followed_up"] == sum(bool(row["outcomes"]) for row in rows)
    assert group["met"] == sum(
        any(outcome["verdict"] == "met" for outcome in row["outcomes"]) for row in rows
    )


def test_the_filters_of_the_list_apply() -> None:
    answer = ask("summary", of="projects", by="stage", kind="park")
    assert answer["count"] == len(everything("projects", kind="park"))


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"of": "target", "by": "district"}, "of"),
        ({"of": "targets", "by": "districts"}, "by"),
        ({"of": "targets", "by": "district,year,domain"}, "by"),
        ({"of": "targets", "by": "district,district"}, "by"),
        ({"by": "kind"}, "of"),
    ],
)
def test_a_wrong_question_is_refused(asked: dict[str, str], parameter: str) -> None:
    problem = ask("summary", 400, **asked)
    assert parameter in {error["parameter"] for error in problem["errors"]}


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"of": "slogans", "by": "checkability"}, "by"),
        ({"of": "slogans", "by": "kind", "verdict": "met"}, "verdict"),
        ({"of": "slogans", "by": "domain", "kind": "park"}, "kind"),
    ],
)
def test_what_only_other_types_have_is_not_there(asked: dict[str, str], parameter: str) -> None:
    problem = ask("summary", 404, **asked)
    assert [error["parameter"] for error in problem["errors"]] == [parameter]
