"""Whole answers: one object of each type, character for character, and its list's row."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.asking import NAMES, ask, get

pytestmark = pytest.mark.django_db

BODIES = Path(__file__).parent / "bodies"
"""One file a type; {root} and {data_version} stand for what differs between installations."""


def body(name: str, data_version: str) -> dict[str, Any]:
    """The object of a type as it must be."""
    text = (BODIES / f"{name}.json").read_text(encoding="utf-8")
    text = text.replace("{root}", "http://testserver").replace("{data_version}", data_version)
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_row_is_whole_and_its_fields_stand_in_their_order(name: str) -> None:
    version = ask(name, page_size=1)["data_version"]
    expected = body(name, version)
    response = get(f"/api/{name}/{expected['id']}")
    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content) == expected
    # Order and numbers too: 100 is not 100.0.
    written = json.dumps(expected, ensure_ascii=False, separators=(",", ":"))
    assert response.content.decode() == written


@pytest.mark.parametrize("name", NAMES)
def test_a_list_has_the_same_rows_in_its_envelope(name: str) -> None:
    answer = ask(name, page_size=1000)
    assert list(answer) == ["data_version", "count", "next", "previous", "results"]
    assert body(name, answer["data_version"]) in answer["results"]
    assert answer["count"] == len(answer["results"])


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_a_list_is_found_at_its_own_path(name: str) -> None:
    for row in ask(name, page_size=20)["results"]:
        assert ask(f"{name}/{row['id']}") == row


def test_the_url_in_cite_as_leads_to_the_fact() -> None:
    for name in ("targets", "achievements", "plans", "projects", "slogans"):
        for row in ask(name, page_size=3)["results"]:
            url = row["cite_as"].rpartition("http://testserver")[2]
            assert get(url).content == get(f"/api/{name}/{row['id']}").content
