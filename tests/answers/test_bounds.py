"""What grows with the data is cut into pages or refused, and all of it can be had all the same."""

from typing import Any

import pytest
from django.test import Client

from plans.answers import changes, dataset, net_changes, summary
from plans.models import Change, Release
from tests.answers.asking import ask

pytestmark = pytest.mark.django_db


def walked(path: str, **parameters: Any) -> list[dict[str, Any]]:
    """All pages, by `next`, each of which leads back to the one before."""
    pages = [ask(path, **parameters)]
    while (following := pages[-1].get("next")) is not None:
        page = Client().get(following).json()
        before = Client().get(page["previous"]).json()
        assert before == pages[-1]
        pages.append(page)
    return pages


def test_coverage_in_pages_is_coverage() -> None:
    whole = ask("coverage")
    assert "next" not in whole
    assert "previous" not in whole
    pages = walked("coverage", page_size=2)
    assert len(pages) == 9
    for part in ("documents", "districts"):
        assert [row for page in pages for row in page[part]] == whole[part]
        assert all(len(page[part]) <= 2 for page in pages)


def test_coverage_of_one_unit_has_its_documents_and_nothing_of_others() -> None:
    whole = ask("coverage")
    answer = ask("coverage", district="莱芜")
    assert [unit["id"] for unit in answer["districts"]] == ["jinan-laiwu"]
    [unit] = answer["districts"]
    assert unit in whole["districts"]
    assert [row["id"] for row in answer["documents"]] == unit["documents"]
    assert all(row in whole["documents"] for row in answer["documents"])


def test_coverage_of_one_document_has_the_units_that_it_speaks_of() -> None:
    answer = ask("coverage", document="shizhong-2019-plenum")
    [document] = answer["documents"]
    assert document in ask("coverage")["documents"]
    assert [unit["id"] for unit in answer["districts"]] == sorted(document["districts"])


def test_coverage_of_a_document_of_another_unit_has_no_document() -> None:
    answer = ask("coverage", document="shizhong-2019-plenum", district="钢城")
    assert answer["documents"] == []
    assert [unit["id"] for unit in answer["districts"]] == ["jinan-gangcheng"]


def test_a_page_of_coverage_behind_the_last_is_not_there() -> None:
    assert ask("coverage", 404, page=2)["code"] == "no-such-page"
    assert ask("coverage", 404, page_size=2, page=10)["errors"][0]["nearest"] == ["9"]


def test_coverage_refuses_what_is_not_there() -> None:
    [error] = ask("coverage", 400, document="shizhong-2019-plenun")["errors"]
    assert error["nearest"][0] == "shizhong-2019-plenum"


def test_changes_in_pages_are_the_changes() -> None:
    whole = ask("changes")
    assert "next" not in whole
    pages = walked("changes", page_size=500)
    assert [row for page in pages for row in page["added"]] == whole["added"]
    assert {len(page["added"]) for page in pages[:-1]} == {500}
    rows = [(row["type"], row["id"]) for row in whole["added"]]
    assert rows == sorted(rows)
    assert ask("changes", 404, page=2)["code"] == "no-such-page"


@pytest.fixture
def since() -> str:
    """A version, after which rows were added, changed and removed."""
    release = Release.objects.create(data_version="1" * 16, loaded_at="2026-01-01T00:00:00Z")
    last = Release.objects.create(data_version="2" * 16, loaded_at="2026-01-02T00:00:00Z")
    actions = [Change.Action.ADDED, Change.Action.CHANGED, Change.Action.REMOVED]
    Change.objects.bulk_create(
        Change(release=last, action=actions[n % 3], type="target", row=f"t{n:02}")
        for n in range(12)
    )
    return release.data_version


def test_changes_since_a_version_come_in_pages_too(since: str) -> None:
    whole = ask("changes", since=since)
    assert [len(whole[action]) for action in ("added", "changed", "removed")] == [4, 4, 4]
    pages = walked("changes", since=since, page_size=5)
    assert len(pages) == 3
    for action in ("added", "changed", "removed"):
        assert [row for page in pages for row in page[action]] == whole[action]


def test_more_changes_than_are_folded_are_refused(
    since: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(net_changes, "MOST_CHANGES", 12)
    ask("changes", since=since)
    monkeypatch.setattr(net_changes, "MOST_CHANGES", 11)
    problem = ask("changes", 404, since=since)
    assert problem["code"] == "too-many-changes"
    assert "11" in problem["detail"]
    assert ask("changes")["added"]


def test_the_schema_says_how_many_changes_a_page_has() -> None:
    described = ask("openapi.json")["paths"]["/api/changes"]["get"]["parameters"]
    [size] = [p for p in described if p["name"] == "page_size"]
    assert size["schema"]["default"] == changes.PAGE_SIZE
    assert str(changes.PAGE_SIZE) in size["description"]


def test_of_many_sources_the_first_are_listed_with_the_way_to_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = ask("dataset")
    assert "sources_count" not in whole
    monkeypatch.setattr(dataset, "MOST_SOURCES", 2)
    answer = ask("dataset")
    assert answer["sources"] == whole["sources"][:2]
    assert answer["sources_count"] == 5
    assert answer["sources_url"] == "http://testserver/api/documents"


@pytest.mark.parametrize("by", ["district,domain", "district,year", "plan"])
def test_more_groups_than_are_shown_are_refused(by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    groups = len(ask("summary", of="targets", by=by)["results"])
    monkeypatch.setattr(summary, "MOST_GROUPS", 2)
    problem = ask("summary", 404, of="targets", by=by)
    assert problem["code"] == "no-such-summary"
    assert "at most 2" in problem["detail"]
    assert f"by={by}" in problem["detail"]
    assert groups > 2


def test_groups_of_another_document_are_not_those_of_the_one_asked_for() -> None:
    document = "shizhong-2019-plenum"
    answer = ask("summary", of="plans", by="document,plan", document=document)
    assert {group["document"]["id"] for group in answer["results"]} == {document}
    lacking = [group for group in answer["results"] if group["plan"] is None]
    assert [group["count"] for group in lacking] == [
        sum(row["plan"] is None for row in ask("plans", document=document)["results"])
    ]
