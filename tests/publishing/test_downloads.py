"""The files for download: built with a load, whole or not at all, replaced when it commits."""

import hashlib
import os
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from plans.loading.loading import load
from plans.models import Dataset, Download, Target
from plans.publishing.downloads import FILES, STALE_AFTER, DownloadsNotWritten, publish, restore

pytestmark = pytest.mark.django_db
OLD, NEW = "00000000000000aa", "00000000000000bb"
Callbacks = Callable[..., Any]


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.POLICYAPI_DOWNLOADS = tmp_path / "downloads"
    path: Path = settings.POLICYAPI_DOWNLOADS
    return path


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """What a full disk does: writing fails half-way through a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_a_load_records_its_files_with_size_and_hash(folder: Path, settings: Any) -> None:
    version = load(settings.POLICYAPI_FIXTURES, force=True)
    recorded = list(Download.objects.all())
    assert {row.name for row in recorded} == {f"policyapi-{version}{f.suffix}" for f in FILES}
    assert names(folder) == {row.name for row in recorded}
    for row in recorded:
        content = (folder / row.name).read_bytes()
        assert row.data_version == version
        assert row.bytes == len(content)
        assert row.sha256 == hashlib.sha256(content).hexdigest()
        assert row.description


def test_files_of_older_versions_go_when_the_load_is_committed(
    folder: Path, django_capture_on_commit_callbacks: Callbacks
) -> None:
    publish(OLD)
    of_old = names(folder)
    with django_capture_on_commit_callbacks(execute=True):
        publish(NEW)
        assert of_old < names(folder)
    assert names(folder) == {f"policyapi-{NEW}{file.suffix}" for file in FILES}
    assert set(Download.objects.values_list("data_version", flat=True)) == {NEW}


def test_files_of_others_in_the_folder_are_left_alone(
    folder: Path, django_capture_on_commit_callbacks: Callbacks
) -> None:
    publish(OLD)
    others = {"notes.txt", "policyapi-00000000000000cc.zip"}
    for name in others:
        (folder / name).write_text("of another database")
    with django_capture_on_commit_callbacks(execute=True):
        publish(NEW)
    assert names(folder) == others | {f"policyapi-{NEW}{file.suffix}" for file in FILES}


def test_a_version_that_came_back_before_the_removal_keeps_its_files(
    folder: Path, django_capture_on_commit_callbacks: Callbacks
) -> None:
    publish(OLD)
    with django_capture_on_commit_callbacks() as callbacks:
        publish(NEW)
    publish(OLD)
    for callback in callbacks:
        callback()
    assert {f"policyapi-{OLD}{file.suffix}" for file in FILES} <= names(folder)


def test_the_same_data_make_the_same_files(folder: Path) -> None:
    publish(NEW)
    before = dict(Download.objects.values_list("name", "sha256"))
    publish(NEW)
    assert dict(Download.objects.values_list("name", "sha256")) == before


@pytest.mark.parametrize("room", [50_000, 500_000], ids=["the package", "the SQLite file"])
def test_a_full_disk_leaves_no_half_file_and_says_what_to_do(folder: Path, room: int) -> None:
    publish(OLD)
    before = {row.name: row.sha256 for row in Download.objects.all()}
    with no_file_larger_than(room), pytest.raises(DownloadsNotWritten) as raised:
        publish(NEW)
    assert str(folder) in str(raised.value)
    assert "POLICYAPI_DOWNLOADS" in str(raised.value)
    assert not [name for name in names(folder) if name.endswith(".tmp")]
    assert {row.name: row.sha256 for row in Download.objects.all()} == before
    for name, digest in before.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_a_load_that_cannot_write_its_files_fails_whole_with_a_plain_message(
    folder: Path, tmp_path: Path, settings: Any
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.POLICYAPI_DOWNLOADS = tmp_path / "file" / "downloads"
    loaded_at = Dataset.objects.get().loaded_at
    Target.objects.filter(pk="shizhong-2019-budget-revenue").update(note="as it was")
    with pytest.raises(CommandError, match=r"the files for download cannot be written to .*file"):
        call_command("load_data", "--force")
    assert Dataset.objects.get().loaded_at == loaded_at
    assert Target.objects.get(pk="shizhong-2019-budget-revenue").note == "as it was"


def test_loading_what_is_there_builds_a_file_that_is_missing(folder: Path, settings: Any) -> None:
    version = load(settings.POLICYAPI_FIXTURES, force=True)
    recorded = dict(Download.objects.values_list("name", "sha256"))
    missing = folder / f"policyapi-{version}.zip"
    missing.unlink()
    loaded_at = Dataset.objects.get().loaded_at
    assert load(settings.POLICYAPI_FIXTURES) == version
    assert hashlib.sha256(missing.read_bytes()).hexdigest() == recorded[missing.name]
    assert Dataset.objects.get().loaded_at == loaded_at


def test_a_file_that_was_cut_is_built_again(folder: Path) -> None:
    publish(NEW)
    path = folder / f"policyapi-{NEW}.sqlite"
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])
    restore(NEW)
    assert path.read_bytes() == whole


def test_what_a_killed_load_left_is_removed_after_an_hour_and_not_before(folder: Path) -> None:
    folder.mkdir()
    stale, fresh = folder / ".policyapi-x.zip.1.tmp", folder / ".policyapi-x.zip.2.tmp"
    stale.write_bytes(b"half")
    fresh.write_bytes(b"half")
    long_ago = time.time() - STALE_AFTER - 60
    os.utime(stale, (long_ago, long_ago))
    publish(NEW)
    assert fresh.name in names(folder)
    assert stale.name not in names(folder)
