"""`/api/timeline`, `/api/coverage`, `/api/dataset` and `/api/changes`."""

from collections import Counter

import pytest

from plans.answers.net_changes import folded
from tests.answers.asking import ask, everything
from tests.conftest import Records

pytestmark = pytest.mark.django_db


def test_a_timeline_has_every_fact_of_a_unit_once() -> None:
    answer = ask("timeline", district="莱芜")
    for part in ("plans", "targets", "achievements"):
        shown = [row["id"] for year in answer["years"] for row in year[part]]
        assert sorted(shown) == [row["id"] for row in everything(part, district="莱芜")]


def test_a_timeline_is_of_one_unit() -> None:
    assert ask("timeline", 400)["errors"][0]["parameter"] == "district"
    assert ask("timeline", 400, district="莱芜,钢城")["errors"][0]["parameter"] == "district"


def test_a_timeline_shows_a_project_in_each_year_in_which_its_stage_changed() -> None:
    answer = ask("timeline", district="市中")
    shown = Counter(p["id"] for year in answer["years"] for p in year["projects"])
    assert shown["shizhong-new-finance-park-phase-2"] == 1
    projects = {row["id"] for row in everything("projects", district="市中")}
    assert set(shown) == projects


def test_coverage_accounts_for_every_number_and_phrase(records: Records) -> None:
    answer = ask("coverage")
    assert len(answer["documents"]) == 5
    for document in answer["documents"]:
        for account in (document["numbers"], document["phrases"]):
            assert account["total"] == account["cited"] + account["ignored"]
        assert all(row["reason"] for row in document["ignored"])
    ignored = sum(len(document["ignored"]) for document in answer["documents"])
    assert ignored == len(records["ignored"])


def test_coverage_counts_facts_by_unit_and_type() -> None:
    answer = ask("coverage")
    units = {unit["id"]: unit["facts"] for unit in answer["districts"]}
    assert units["jinan-laiwu"]["targets"] == ask("targets", district="莱芜")["count"]
    assert units["shandong"]["targets"] == 0


def test_the_dataset_names_its_version_counts_sources_and_licence() -> None:
    answer = ask("dataset")
    assert answer["counts"]["targets"] == ask("targets")["count"]
    assert {source["filename"][:3] for source in answer["sources"]} == {
        "000",
        "001",
        "002",
        "003",
        "004",
    }
    assert all(len(source["sha256"]) == 64 for source in answer["sources"])
    assert answer["license"]["id"] == "CC-BY-4.0"


def test_all_rows_are_new_since_before_the_first_load() -> None:
    answer = ask("changes")
    added = Counter(row["type"] for row in answer["added"])
    assert added["target"] == ask("targets")["count"]
    assert answer["changed"] == answer["removed"] == []
    assert ask("changes", since=answer["data_version"])["added"] == []


def test_a_version_that_was_never_loaded_is_refused() -> None:
    assert ask("changes", 400, since="0" * 16)["errors"][0]["parameter"] == "since"


def test_what_happens_to_a_row_in_several_loads_is_told_on_the_whole() -> None:
    changes = [
        ("added", "target", "a"),
        ("changed", "target", "a"),
        ("added", "target", "b"),
        ("removed", "target", "b"),
        ("removed", "target", "c"),
        ("added", "target", "c"),
        ("changed", "target", "d"),
        ("removed", "target", "d"),
    ]
    assert folded(changes) == {
        ("target", "a"): "added",
        ("target", "c"): "changed",
        ("target", "d"): "removed",
    }
