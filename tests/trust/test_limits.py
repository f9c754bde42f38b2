"""Every limit is in docs/limits.md with the code's own number, and errors name it."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from policyapi.paging import LARGEST_PAGE_SIZE, LAST_PAGE
from policyapi.query import LONGEST_QUERY, MOST_PARAMETERS
from policyapi.values import (
    FIRST_YEAR,
    GREATEST_NUMBER,
    LAST_YEAR,
    LONGEST_Q,
    LONGEST_VALUE,
    MOST_VALUES,
    MOST_WORDS,
)
from tests.api.asking import ask, get, refused

pytestmark = pytest.mark.django_db

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "limits.md"
ROW = re.compile(r"^\| .+? \| ([0-9,]+) \| `([\w.]+)\.([A-Z_]+)` \|", re.MULTILINE)
MODULES = (
    "policyapi.query",
    "policyapi.values",
    "policyapi.paging",
    "policyapi.errors",
    "policyapi.exporting.as_xlsx",
    "plans.answers.summary",
)
OF_NO_REQUEST = {
    "LONGEST_COMPARED": "only what is looked at for the nearest values",
    "MOST_KNOWN": "the same",
    "MOST_DOCUMENTS": "of the sheet that names the sources",
    "GREATEST": "of cursors, which nobody writes by hand",
}


def documented() -> dict[tuple[str, str], int]:
    """Numbers of the table by module and constant."""
    rows = ROW.findall(DOCUMENT.read_text(encoding="utf-8"))
    return {(module, name): int(number.replace(",", "")) for number, module, name in rows}


def limits() -> Iterator[tuple[str, str, int]]:
    """Constants that are limits by their name."""
    for module in MODULES:
        for name, value in vars(importlib.import_module(module)).items():
            if re.match(r"(LONGEST|MOST|LARGEST|GREATEST|FIRST|LAST)(_|$)", name):
                yield module, name, value


def test_the_numbers_of_the_document_are_those_of_the_code() -> None:
    found = documented()
    assert len(found) >= 15
    for (module, name), number in found.items():
        assert getattr(importlib.import_module(module), name) == number, name


def test_no_limit_is_left_out_of_the_document() -> None:
    named = {name for _, name in documented()}
    assert {name for _, name, _ in limits()} - set(OF_NO_REQUEST) <= named


BEYOND: list[tuple[str, int, str, str, str]] = [
    ("q", LONGEST_Q, "q=" + "a" * LONGEST_Q, "a", "q"),
    ("words", MOST_WORDS, "q=" + "+".join(str(n) for n in range(MOST_WORDS)), "+x", "q"),
    ("values", MOST_VALUES, "district=" + ",".join(["济南"] * MOST_VALUES), ",济南", "district"),
    ("fields", MOST_VALUES, "fields=" + ",".join(["id"] * MOST_VALUES), ",id", "fields"),
    ("sort", MOST_VALUES, "sort=" + ",".join(["id"] * MOST_VALUES), ",id", "sort"),
    ("year", LAST_YEAR, f"year={LAST_YEAR}", "0", "year"),
    ("first year", FIRST_YEAR, f"year={FIRST_YEAR}", "0", "year"),
    ("page_size", LARGEST_PAGE_SIZE, f"page_size={LARGEST_PAGE_SIZE}", "0", "page_size"),
]
"""Limit, number, the most that is read, what makes it too much, and the parameter."""


@pytest.mark.parametrize(
    ("number", "most", "more", "parameter"),
    [limit[1:] for limit in BEYOND],
    ids=[limit[0] for limit in BEYOND],
)
def test_a_limit_is_read_to_the_last_and_the_error_names_it(
    number: int, most: str, more: str, parameter: str
) -> None:
    assert get("/api/targets", most).status_code == 200
    [error] = refused("/api/targets", most + more)["errors"]
    assert error["parameter"] == parameter
    assert str(number) in error["detail"]


def test_a_number_is_bounded_on_both_sides() -> None:
    for name in ("value_min", "value_max"):
        for sign in ("", "-"):
            assert get("/api/targets", f"{name}={sign}{GREATEST_NUMBER}").status_code == 200
            [error] = refused("/api/targets", f"{name}={sign}{GREATEST_NUMBER + 1}")["errors"]
            assert f"{float(GREATEST_NUMBER):g}" in error["detail"]


def test_one_value_is_bounded() -> None:
    [error] = refused("/api/targets", "district=" + "a" * (LONGEST_VALUE + 1))["errors"]
    assert str(LONGEST_VALUE) in error["detail"]
    assert "no district" in refused("/api/targets", "district=" + "a" * LONGEST_VALUE)["detail"]


def test_the_query_string_is_bounded_in_bytes_as_sent() -> None:
    blank = "q=a" + "%20" * ((LONGEST_QUERY - 3) // 3)
    full = blank + "+" * (LONGEST_QUERY - len(blank))
    assert get("/api/targets", full).status_code == 200
    problem = refused("/api/targets", full + "+")
    assert problem["code"] == "query-too-long"
    assert str(LONGEST_QUERY) in problem["detail"]


def test_the_number_of_parameters_is_bounded() -> None:
    names = [f"p{n}=1" for n in range(MOST_PARAMETERS)]
    assert len(refused("/api/targets", "&".join(names))["errors"]) == MOST_PARAMETERS
    problem = refused("/api/targets", "&".join([*names, "x=1"]))
    assert problem["code"] == "too-many-parameters"
    assert str(MOST_PARAMETERS) in problem["detail"]


def test_the_number_of_the_page_is_bounded() -> None:
    [error] = refused("/api/targets", f"page={LAST_PAGE + 1}")["errors"]
    assert str(LAST_PAGE) in error["detail"]
    assert refused("/api/targets", f"page={LAST_PAGE}", 404)["code"] == "no-such-page"


def test_the_schema_says_the_limits_that_a_schema_can_say() -> None:
    described = ask("openapi.json")["paths"]["/api/targets"]["get"]["parameters"]
    schemas = {parameter["name"]: parameter["schema"] for parameter in described}
    assert schemas["q"]["maxLength"] == LONGEST_Q
    assert schemas["district"]["maxItems"] == MOST_VALUES
    assert schemas["fields"]["maxItems"] == MOST_VALUES
    assert (schemas["year"]["minimum"], schemas["year"]["maximum"]) == (FIRST_YEAR, LAST_YEAR)
    assert schemas["page_size"]["maximum"] == LARGEST_PAGE_SIZE
    assert schemas["page"]["maximum"] == LAST_PAGE
    assert schemas["value_min"]["maximum"] == GREATEST_NUMBER
