"""Of all checks: each has its failing and its passing test, and a right annotation passes."""

from types import ModuleType

import pytest

from plans.curation.checks import CHECKS, Check
from tests.curation import (
    test_checks_of_form,
    test_checks_of_numbers,
    test_checks_of_references,
    test_checks_of_words_and_time,
)
from tests.curation.workshop import Workshop

TABLES: tuple[ModuleType, ...] = (
    test_checks_of_form,
    test_checks_of_numbers,
    test_checks_of_references,
    test_checks_of_words_and_time,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_has_a_failing_and_a_passing_case(check: Check) -> None:
    name = check.__name__
    assert any(case.check is check for table in TABLES for case in table.REFUSED), (
        f"no test shows what {name} refuses; add a `refused` case to a table of tests/curation"
    )
    assert any(case.check is check for table in TABLES for case in table.KEPT), (
        f"no test shows what {name} lets pass; add a `Kept` case to a table of tests/curation"
    )


def test_every_case_names_the_problems_that_it_expects() -> None:
    for table in TABLES:
        for case in table.REFUSED:
            assert case.problems, f"{case.check.__name__} is expected to find nothing"


def test_every_check_says_what_it_requires() -> None:
    for check in CHECKS:
        assert check.__doc__, f"{check.__name__} has no docstring"


def test_a_right_annotation_has_no_problem(workshop: Workshop) -> None:
    assert workshop.problems() == []


def test_all_problems_are_named_at_once(workshop: Workshop) -> None:
    workshop.entry("yungang-2030-growth")["plan"] = "nowhere"
    workshop.entry("yungang-2030-trail")["quote"] = "建成步道"
    del workshop.entry("yungang-slogan-do")["kind"]
    workshop.raw["plan-2030/target.yaml"] = "targets: []"
    found = workshop.problems()
    assert found == sorted(found)
    for words in ("no 'nowhere'", "'建成步道' not found", "needs `kind`", "no file has this name"):
        assert any(words in problem for problem in found), words
