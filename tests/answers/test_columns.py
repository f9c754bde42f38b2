"""The columns that a summary counts by: the same counts however they are stored and chosen."""

import itertools
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.answers import columns
from plans.answers.columns import Coding, Columns, _packed, write_columns
from plans.models import ColumnCodes, ColumnValues, Outcome, Target
from tests.answers.asking import ask

pytestmark = pytest.mark.django_db

QUESTIONS: list[dict[str, str]] = [
    {"of": of, "by": by, **filters}
    for (of, by), filters in itertools.product(
        [
            ("targets", "district,domain"),
            ("targets", "year,modality"),
            ("achievements", "document,kind"),
            ("projects", "stage"),
            ("plans", "plan,district"),
        ],
        [{}, {"district": "市中,莱芜"}, {"year": "2019"}, {"q": "建设"}, {"year": "1950"}],
    )
]


def answers() -> list[Any]:
    return [ask("summary", **question) for question in QUESTIONS]


def forget() -> None:
    """No columns, as in a database that was loaded before there were any."""
    ColumnCodes.objects.all().delete()
    ColumnValues.objects.all().delete()


def test_rows_without_columns_are_counted_as_rows_with_them() -> None:
    forget()
    without = answers()
    write_columns()
    assert ColumnCodes.objects.exists()
    assert answers() == without


@pytest.mark.parametrize("stretch", [1, 7, 10_000])
def test_it_does_not_matter_how_many_rows_stand_together(
    stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_columns()
    expected = answers()
    monkeypatch.setattr(columns, "STRETCH", stretch)
    write_columns()
    assert ColumnCodes.objects.filter(list="target", name="year").count() == -(
        -Target.objects.count() // stretch
    )
    assert answers() == expected


def test_codes_say_what_every_row_has() -> None:
    write_columns()
    names = ("district", "year", "document", columns.MEASURES)
    stored = Columns(Target, names)
    [stretch] = stored.chosen(None)
    rows = Target.objects.order_by("number").prefetch_related("citations", "outcomes")
    for row, *codes in zip(rows, *stretch, strict=True):
        district, years, documents, measures = (
            meanings[code] for meanings, code in zip(stored.values, codes, strict=True)
        )
        outcomes = list(row.outcomes.all())
        reported = any(outcome.achievement_id for outcome in outcomes)
        met = any(outcome.verdict == Outcome.Verdict.MET for outcome in outcomes)
        assert district == [row.district_id]
        assert years == list(range(row.period_start, row.period_end + 1))
        assert documents == sorted({c.document_id for c in row.citations.all()})
        held = {"valued": row.value is not None, "followed_up": reported, "met": met}
        assert measures == ["count", *(name for name, is_held in held.items() if is_held)]


def test_rows_are_chosen_by_their_numbers() -> None:
    write_columns()
    stored = Columns(Target, ["district"])
    [[everything]] = stored.chosen(None)
    [[some]] = stored.chosen([2, 3, 17])
    assert list(some) == [everything[1], everything[2], everything[16]]
    assert list(stored.chosen([])) == []


@pytest.mark.parametrize(("greatest", "width"), [(255, 1), (256, 2), (65_535, 2), (65_536, 4)])
def test_a_code_takes_as_few_bytes_as_it_needs(greatest: int, width: int) -> None:
    packed = _packed([0, greatest])
    assert packed["width"] == width
    assert len(packed["codes"]) == 2 * width


def test_the_number_of_queries_does_not_grow_with_the_groups() -> None:
    write_columns()
    counts = set()
    for by in ("domain", "district,domain", "year,domain"):
        ask("summary", of="targets", by=by)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask("summary", of="targets", by=by)
        counts.add(len(queries))
    assert max(counts) <= 10


def test_every_property_of_every_type_has_a_column(records: dict[str, Any]) -> None:
    assert records["targets"]
    for model in columns.FACTS.values():
        coding = Coding(model)
        [stretch] = coding.stretches()
        assert set(stretch) == set(coding.values())
        assert {"district", "plan", "domain", "year", "document"} < set(stretch)
