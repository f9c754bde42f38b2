"""Records checked in a process of their own, while they are put in: as if they had been before."""

import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from plans.loading import checking_aside, loading
from plans.loading.checking_aside import checking
from plans.loading.fixtures import Fixtures, FixturesRefused
from plans.loading.loading import load
from plans.loading.progress import unseen
from plans.models import Citation, Dataset, ServedRow, Target
from tests.loading.conftest import DataFolder
from tests.loading.datasets import Dataset as Records
from tests.loading.datasets import write_dataset

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MANY", 1)


@pytest.fixture
def wrong(first: DataFolder) -> Records:
    """Records that no table takes: a word for a number, a field too few, and no fields at all."""
    dataset = deepcopy(first.dataset)
    targets = dataset["targets.json"]
    targets[3]["fields"]["value"] = "a hundred"
    del targets[5]["fields"]["domain"]
    dataset["slogans.json"][0]["fields"] = []
    return dataset


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(FixturesRefused) as refused:
        Fixtures(folder).check()
    return refused.value.problems


def state() -> tuple[str, int, int, list[str]]:
    rows = list(ServedRow.objects.order_by("place").values_list("fingerprint", flat=True))
    counts = Target.objects.count(), Citation.objects.count()
    return Dataset.objects.get().data_version, *counts, rows


def test_what_is_put_in_is_what_it_is_without_a_process(
    first: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load(first.folder, force=True, downloads=False) == first.version
    aside = state()
    monkeypatch.setattr(loading, "MANY", 1 << 30)
    load(first.folder, force=True, downloads=False)
    assert state() == aside


def test_records_that_cannot_be_put_in_are_refused_with_all_problems(
    wrong: Records, tmp_path: Path
) -> None:
    folder, before = write_dataset(wrong, tmp_path), state()
    with pytest.raises(FixturesRefused) as refused:
        load(folder, force=True, downloads=False)
    assert refused.value.problems == problems_of(folder)
    assert len(refused.value.problems) == 3
    assert state() == before


def test_records_that_were_put_in_are_taken_out_again_when_they_are_refused(
    first: DataFolder, tmp_path: Path
) -> None:
    dataset = deepcopy(first.dataset)
    key = dataset["targets.json"][0]["fields"]["citations"][0]
    dataset["citations.json"] = [row for row in dataset["citations.json"] if row["pk"] != key]
    folder, before = write_dataset(dataset, tmp_path), state()
    with pytest.raises(FixturesRefused, match=re.escape(f"there is no plans.citation {key!r}")):
        load(folder, force=True, downloads=False)
    assert state() == before


def test_a_version_that_is_not_told_is_refused(first: DataFolder, tmp_path: Path) -> None:
    folder, before = write_dataset(first.dataset, tmp_path), state()
    path = folder / "dataset.json"
    path.write_text(path.read_text().replace(first.version, "0" * 16))
    with pytest.raises(FixturesRefused, match=f"data_version is not {first.version}"):
        load(folder, force=True, downloads=False)
    assert state() == before


def test_a_process_that_ends_before_its_time_fails_the_load(
    first: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking_aside, "PROGRAM", "")
    before = state()
    with pytest.raises(ChildProcessError, match="has ended early"):
        load(first.folder, force=True, downloads=False)
    assert state() == before


def test_a_version_that_is_there_is_left_as_it_is(first: DataFolder) -> None:
    load(first.folder, force=True, downloads=False)
    at = Dataset.objects.get().loaded_at
    assert load(first.folder, downloads=False) == first.version
    assert Dataset.objects.get().loaded_at == at


def test_the_process_ends_with_its_input(first: DataFolder) -> None:
    command = [sys.executable, "-c", checking_aside.PROGRAM, str(first.folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        process.communicate(timeout=60)
    with checking(Fixtures(first.folder), unseen, aside=True) as checks:
        assert sum(checks.counts().values()) > len(first.dataset["targets.json"])
