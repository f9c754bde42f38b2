"""`/api/compare`: never one column for two measures or two units."""

import pytest

from tests.answers.asking import ask

pytestmark = pytest.mark.django_db


def test_promises_and_results_stand_side_by_side_in_columns_of_their_own() -> None:
    answer = ask("compare", indicator="gdp", year=2019, district="市中")
    (row,) = answer["rows"]
    assert list(row["cells"]) == ["achievement:level:CNY", "target:level:CNY"]
    (promise,) = row["cells"]["target:level:CNY"]
    assert promise["display"] == "> 1000亿元"
    assert promise["citations"][0]["quote"]
    assert any("never one column" in note for note in answer["notes"])


def test_a_sentence_says_why_two_columns_are_not_one() -> None:
    answer = ask("compare", indicator="fixed-asset-investment", year=2019)
    ids = [column["id"] for column in answer["columns"] if column["role"] == "target"]
    assert ids == ["target:level:CNY", "target:growth:percent"]
    assert any("level" in note and "growth" in note for note in answer["notes"])


def test_every_claim_of_the_lists_is_in_its_cell(records: dict) -> None:
    answer = ask("compare", indicator="fixed-asset-investment", year=2019)
    cells = {c["id"] for row in answer["rows"] for col in row["cells"].values() for c in col}
    expected = {
        row["id"]
        for name in ("targets", "achievements")
        for row in records[name]
        if row["indicator"] == "fixed-asset-investment"
        and row["period_start"] <= 2019 <= row["period_end"]
    }
    assert cells == expected


def test_an_indicator_is_found_by_any_of_its_names() -> None:
    answers = [
        ask("compare", indicator=name, year=2019)
        for name in ("gdp", "GDP", "国内生产总值", "生产总值")
    ]
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("missing", ["indicator", "year"])
def test_what_is_needed_is_said(missing: str) -> None:
    asked = {"indicator": "gdp", "year": "2019"}
    del asked[missing]
    problem = ask("compare", 400, **asked)
    assert [error["parameter"] for error in problem["errors"]] == [missing]


def test_an_unknown_indicator_is_refused_with_the_nearest() -> None:
    problem = ask("compare", 400, indicator="生产总植", year=2019)
    assert "生产总值" in problem["errors"][0]["nearest"]
