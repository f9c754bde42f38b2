"""Fixtures that are wrong are refused, with file, record and field, and nothing changes."""

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.loading.conftest import DataFolder
from tests.loading.datasets import Dataset, write_dataset

BUDGET = "shizhong-2019-budget-revenue"


def changed(name: str, key: str, **values: Any) -> Callable[[Dataset], None]:
    """Give a record other values; `...` takes the field away."""

    def change(dataset: Dataset) -> None:
        fields = record(dataset, name, key)["fields"]
        fields.update(values)
        for field in [field for field, value in values.items() if value is ...]:
            del fields[field]

    return change


def remade(name: str, key: str, **parts: Any) -> Callable[[Dataset], None]:
    """Give a record another model, key or set of fields."""
    return lambda dataset: record(dataset, name, key).update(parts)


def doubled(name: str, key: str, **values: Any) -> Callable[[Dataset], None]:
    """Write a record once more, with some other values."""

    def double(dataset: Dataset) -> None:
        row = deepcopy(record(dataset, name, key))
        row["pk"] = values.pop("pk", key)
        row["fields"].update(values)
        dataset[name].append(row)

    return double


def removed(name: str, key: str) -> Callable[[Dataset], None]:
    """Take a record away."""
    return lambda dataset: dataset[name].remove(record(dataset, name, key))


def record(dataset: Dataset, name: str, key: str) -> dict[str, Any]:
    return next(row for row in dataset[name] if row["pk"] == key)


TARGET = r"targets\.json record \d+ \(shizhong-2019-budget-revenue\): "
CASES = {
    "unknown field": (
        changed("targets.json", BUDGET, statment="x"),
        TARGET + "no field 'statment'; did you mean 'statement'",
    ),
    "written by the load": (
        changed("targets.json", BUDGET, body="{}"),
        TARGET + "no field 'body'",
    ),
    "missing field": (
        changed("targets.json", BUDGET, domain=...),
        TARGET + "domain: is missing",
    ),
    "missing links": (
        changed("targets.json", BUDGET, citations=...),
        TARGET + "citations: is missing",
    ),
    "text for a number": (
        changed("targets.json", BUDGET, period_start="2019"),
        TARGET + "period_start: '2019' is no whole number",
    ),
    "no number": (
        changed("targets.json", BUDGET, value="a hundred"),
        TARGET + "value: .*must be a decimal",
    ),
    "number for a text": (
        changed("targets.json", BUDGET, unit=100),
        TARGET + "unit: 100 is no text",
    ),
    "number for a flag": (
        changed("projects.json", "shizhong-2020-resettlement-batch", is_group=1),
        r"projects\.json record \d+ \(shizhong-2020-resettlement-batch\): is_group: 1 is no true",
    ),
    "text for a list": (
        changed("targets.json", BUDGET, wording="过"),
        TARGET + "wording: '过' is no list",
    ),
    "list for an object": (
        changed("targets.json", BUDGET, threshold=[1]),
        TARGET + r"threshold: \[1\] is no object",
    ),
    "object without its parts": (
        changed("targets.json", BUDGET, threshold={"value": 1}),
        TARGET + "cannot be shown: KeyError",
    ),
    "no date": (
        changed("targets.json", BUDGET, deadline_date="2019-02-30"),
        TARGET + "deadline_date: .*",
    ),
    "null": (
        changed("targets.json", BUDGET, note=None),
        TARGET + "note: is null, and must not be",
    ),
    "no district": (
        changed("targets.json", BUDGET, district=None),
        TARGET + "district: is null, and must not be",
    ),
    "over-long": (
        changed("targets.json", BUDGET, statement="长" * 201),
        TARGET + "statement: .*at most 200 characters",
    ),
    "too many digits": (
        changed("targets.json", BUDGET, value="1" * 25),
        TARGET + "value: .*24 digits",
    ),
    "beyond the column": (
        changed("targets.json", BUDGET, period_end=40_000),
        TARGET + "period_end: 40000 is more than 32767",
    ),
    "no choice": (
        changed("targets.json", BUDGET, comparator="more"),
        TARGET + "comparator: .*'more' is not a valid choice",
    ),
    "NUL": (
        changed("targets.json", BUDGET, note="a\0b"),
        TARGET + "note: has a NUL character",
    ),
    "dangling key": (
        changed("targets.json", BUDGET, district="jinan-shizong"),
        TARGET + "district: there is no districts.district 'jinan-shizong'",
    ),
    "dangling link": (
        changed("targets.json", BUDGET, citations=["nowhere:1-2"]),
        TARGET + "citations: there is no plans.citation 'nowhere:1-2'",
    ),
    "dangling fact of a side": (
        changed("discrepancy_sides.json", "shizhong-2019-goal-name:1",
                facts=[{"type": "plan", "id": "nowhere"}]),
        r"discrepancy_sides\.json record \d+ \(shizhong-2019-goal-name:1\): facts: "
        "there is no plans.plan 'nowhere'",
    ),
    "without a citation": (
        changed("targets.json", BUDGET, citations=[]),
        TARGET + "citations: is empty; it names one at least",
    ),
    "linked twice": (
        changed("documents.json", "jinan-2019-districts", districts=["jinan", "jinan"]),
        r"documents\.json record \d+ \(jinan-2019-districts\): districts: names jinan twice",
    ),
    "duplicated": (
        doubled("targets.json", BUDGET),
        TARGET + "its primary key stands twice",
    ),
    "not the only one": (
        doubled("districts.json", "jinan-shizhong", pk="another"),
        r"districts\.json record \d+ \(another\): code: 370103 is jinan-shizhong's already",
    ),
    "not the only pair": (
        doubled("outcomes.json", "shizhong-2019-big-data-cluster-reviewed", pk="another"),
        r"outcomes\.json record \d+ \(another\): target_id, achievement_id: .* already",
    ),
    "removed": (
        removed("documents.json", "shizhong-2019-plenum"),
        r"citations\.json record \d+ \(.*\): document: there is no plans.document 'shizhong-2019",
    ),
    "wrong model": (
        remade("targets.json", BUDGET, model="plans.plan"),
        TARGET + "is a 'plans.plan'; this file holds 'plans.target'",
    ),
    "key of another type": (
        remade("targets.json", BUDGET, pk=["list"]),
        r"targets\.json record \d+: pk: \['list'\] is no text",
    ),
    "key with a space": (
        remade("targets.json", BUDGET, pk="two words"),
        r"targets\.json record \d+: pk: Enter a valid “slug”",
    ),
    "fields that are none": (
        remade("targets.json", BUDGET, fields=[1]),
        TARGET + "`fields` has no names and values",
    ),
    "more than a record has": (
        remade("targets.json", BUDGET, extra=1),
        r"targets\.json record \d+: has `model`, `pk` and `fields`, and nothing else",
    ),
}  # fmt: skip
"""What is done to a data set, and what the refusal says."""


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES)
def test_a_record_that_is_wrong_is_refused_with_its_place_and_nothing_changes(
    case: str, first: DataFolder, tmp_path: Path
) -> None:
    spoil, message = CASES[case]
    dataset = deepcopy(first.dataset)
    spoil(dataset)
    before = everything()
    assert re.search(message, refusal(write_dataset(dataset, tmp_path)))
    assert everything() == before


FILES: dict[str, tuple[Callable[[bytes], bytes | None], str]] = {
    "truncated": (lambda content: content[:-40], r"targets\.json: is not whole JSON"),
    "empty": (lambda _: b"", r"targets\.json: is not whole JSON"),
    "no list": (lambda _: b"{}", r"targets\.json: is no list of records"),
    "not UTF-8": (
        lambda content: content.decode().encode("gb18030"),
        r"targets\.json: is not UTF-8: .* at byte \d+",
    ),
    "missing": (lambda _: None, r"targets\.json: cannot be read: No such file"),
    "edited by hand": (
        lambda content: content.replace("一般".encode(), "二般".encode(), 1),
        r"dataset\.json: data_version is not [0-9a-f]{16}, which the other files make; run `make",
    ),
}
"""What is done to a file, and what the refusal says."""


@pytest.mark.django_db
@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_wrong_is_refused_by_name_and_nothing_changes(
    case: str, first: DataFolder, tmp_path: Path
) -> None:
    spoil, message = FILES[case]
    path = write_dataset(first.dataset, tmp_path) / "targets.json"
    content = spoil(path.read_bytes())
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    before = everything()
    assert re.search(message, refusal(tmp_path))
    assert everything() == before


@pytest.mark.django_db
def test_all_problems_are_told_at_once(first: DataFolder, tmp_path: Path) -> None:
    dataset = deepcopy(first.dataset)
    changed("targets.json", BUDGET, domain="x", period_start="2019", nonsense=1)(dataset)
    remade("districts.json", "jinan", model="plans.plan")(dataset)
    (write_dataset(dataset, tmp_path) / "slogans.json").unlink()
    told = refusal(tmp_path)
    for part in ("domain: ", "period_start: ", "no field 'nonsense'", "districts.json", "slogans"):
        assert part in told
    assert told.endswith("5 problems; nothing was loaded.")


@pytest.mark.django_db
def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert f"There is no folder {tmp_path / 'nowhere'}." in refusal(tmp_path / "nowhere")


def refusal(folder: Path) -> str:
    with pytest.raises(CommandError) as raised:
        call_command("load_data", str(folder))
    return str(raised.value)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the data."""
    models = [*apps.get_app_config("districts").get_models(include_auto_created=True)]
    models += apps.get_app_config("plans").get_models(include_auto_created=True)
    return {m._meta.db_table: list(m._default_manager.order_by("pk").values_list()) for m in models}
