"""Fixture files read record by record, hashed by blocks, and loaded in whatever order they have."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest

from plans.curation.building import data_version_of
from plans.curation.files import FILES
from plans.loading import fixtures, reading
from plans.loading.hashing import version_of_folder
from plans.loading.loading import load
from plans.loading.reading import Unreadable, records
from plans.models import Outcome, Project, Target
from plans.models.rows import first_place
from policyapi.served import Served
from tests.loading.conftest import DataFolder
from tests.loading.datasets import write_dataset

ROWS = [{"pk": "a", "text": "},\n"}, {"pk": "乙", "text": "]"}, {"pk": "c"}]


def written(folder: Path, content: str) -> Path:
    path = folder / "rows.json"
    path.write_bytes(content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        "[\n" + ",\n".join(orjson.dumps(row).decode() for row in ROWS) + "\n]\n",
        "[\n" + ",\n".join(orjson.dumps(row).decode() for row in ROWS) + "\n]",
        orjson.dumps(ROWS, option=orjson.OPT_INDENT_2).decode(),
        orjson.dumps(ROWS).decode(),
        "[\n" + orjson.dumps(ROWS[0]).decode() + ",\n" + orjson.dumps(ROWS[1:])[1:].decode(),
    ],
    ids=["as built", "without the last line break", "indented", "in one line", "mixed"],
)
def test_the_same_records_are_read_however_they_are_laid_out(content: str, tmp_path: Path) -> None:
    assert list(records(written(tmp_path, content))) == ROWS


@pytest.mark.parametrize(
    "content",
    ['[\n{"pk":1},\n', '[\n{"pk":1},\n]\n', '[\n{"pk":1}\n]\n]', '[\n{"pk":1}\n{"pk":2}\n]\n'],
)
def test_a_file_that_is_not_whole_gives_no_end(content: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is not whole JSON"):
        list(records(written(tmp_path, content)))


def test_a_very_large_file_must_have_a_record_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, orjson.dumps(ROWS, option=orjson.OPT_INDENT_2).decode())
    monkeypatch.setattr(reading, "MOST_AT_ONCE", 10)
    with pytest.raises(Unreadable, match="one record a line"):
        list(records(path))


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_the_version_of_a_folder_is_that_of_its_texts(
    line_break: str, first: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plans.loading.hashing.BLOCK", 37)  # blocks end inside a character
    for name in FILES.values():
        content = (first.folder / name).read_bytes().replace(b"\n", line_break.encode())
        (tmp_path / name).write_bytes(content)
    contents = {name: (tmp_path / name).read_text(encoding="utf-8") for name in FILES.values()}
    assert version_of_folder(tmp_path) == data_version_of(contents) == first.version


@pytest.mark.django_db
def test_records_in_any_order_are_numbered_in_the_byte_order_of_ids(
    first: DataFolder, tmp_path: Path
) -> None:
    dataset = deepcopy(first.dataset)
    for rows in dataset.values():
        rows.reverse()
    load(write_dataset(dataset, tmp_path), downloads=False)
    for model in (Target, Project, Outcome):
        assert numbers(model) == sorted(numbers(model), key=str.encode) != []


@pytest.mark.django_db
def test_outcomes_are_numbered_in_the_order_of_their_ids_and_not_of_their_targets(
    first: DataFolder, tmp_path: Path
) -> None:
    dataset = deepcopy(first.dataset)
    one = next(row for row in dataset["targets.json"] if row["pk"] not in reported(dataset))
    dataset["targets.json"].append(deepcopy(one) | {"pk": one["pk"] + "-again"})
    load(write_dataset(dataset, tmp_path), downloads=False)
    targets, outcomes = numbers(Target), numbers(Outcome)
    assert outcomes == sorted(outcomes, key=str.encode)
    pair = [one["pk"], one["pk"] + "-again"]
    assert [key for key in targets if key in pair] == pair
    unreported = [f"{key}-unreported" for key in reversed(pair)]
    assert [key for key in outcomes if key in unreported] == unreported


@pytest.mark.django_db
def test_a_file_that_changes_between_checking_and_loading_is_refused(
    first: DataFolder, tmp_path: Path
) -> None:
    folder = write_dataset(first.dataset, tmp_path)

    def change(what: str, _done: int, _of: int) -> None:
        if what.startswith("Writing"):
            (folder / "slogans.json").write_bytes((folder / "slogans.json").read_bytes() + b" ")

    with pytest.raises(fixtures.FixturesRefused, match="was changed while it was being loaded"):
        load(folder, change, force=True, downloads=False)


def numbers(model: type[Served]) -> list[str]:
    """Ids by number, each of which is there once."""
    rows = list(model._default_manager.order_by("number").values_list("number", "pk"))
    assert [number for number, _ in rows] == [*range(1, len(rows) + 1)]
    assert first_place(model)
    return [key for _, key in rows]


def reported(dataset: dict[str, list[Any]]) -> set[str]:
    return {row["fields"]["target"] for row in dataset["outcomes.json"]}
