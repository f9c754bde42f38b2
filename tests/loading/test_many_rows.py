"""What a load of very many rows does otherwise: processes, indexes, and what it leaves out."""

import pickle
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from plans.loading import processes
from plans.loading.finishing import _tasks
from plans.loading.indexes import MANY, _indexes, indexes_made_afterwards
from plans.loading.loading import load
from plans.loading.processes import rendering
from plans.loading.progress import unseen
from plans.loading.rendered import CannotRender, Rendered
from plans.models import Change, Dataset, Download, Release, ServedRow, Target
from plans.models.rows import KINDS, LIST_SIZE
from tests.loading.conftest import DataFolder

VERSION = "0123456789abcdef"


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes.os, "cpu_count", lambda: 2)


@pytest.mark.django_db
@pytest.mark.usefixtures("two_processors")
def test_processes_render_what_is_rendered_here_in_the_same_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("plans.loading.finishing.BATCH", 10)

    def rendered(*, many: bool) -> list[Rendered]:
        with rendering(VERSION, many=many) as render:
            return list(render(_tasks(Target, Target.objects.count())))

    here, there = rendered(many=False), rendered(many=True)
    assert len(here) > 2 * processes.MOST
    assert [some.rows for some in there] == [some.rows for some in here]
    assert [some.counts for some in there] == [some.counts for some in here]
    kept = [[(place, sorted(text)) for place, text in some.kept] for some in here]
    assert [[(place, sorted(text)) for place, text in some.kept] for some in there] == kept


@pytest.mark.django_db
@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("many", [False, True])
def test_a_row_that_cannot_be_shown_is_named_wherever_it_is_rendered(many: bool) -> None:
    row = Target.objects.order_by("number")[3]
    Target.objects.filter(pk=row.pk).update(threshold={"value": 1})
    with (
        rendering(VERSION, many=many) as render,
        pytest.raises(CannotRender, match=f"{row.pk}: cannot be shown: KeyError"),
    ):
        list(render(_tasks(Target, Target.objects.count())))


@pytest.mark.django_db
def test_a_process_that_ends_before_its_time_fails_the_load() -> None:
    process = processes._Process(VERSION)
    try:
        process.popen.kill()
        process.popen.wait()
        with pytest.raises(ChildProcessError):
            list(processes._shared([process], _tasks(Target, 5)))
    finally:
        process.end()


def test_a_process_ends_when_nobody_asks_it_any_more() -> None:
    process = processes._Process(VERSION)
    try:
        process.popen.communicate(timeout=60)
        assert process.popen.returncode == 0
    finally:
        process.end()


def test_what_cannot_be_rendered_travels_between_processes() -> None:
    error = CannotRender("plans.Target", "some-id", "cannot be shown: KeyError: 'unit'")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its indexes")
def test_indexes_are_away_while_many_rows_are_put_in_and_the_same_afterwards() -> None:
    before = _indexes()
    assert len(before) > 80
    with indexes_made_afterwards(MANY, unseen):
        assert _indexes() == []
    assert _indexes() == before
    with indexes_made_afterwards(MANY - 1, unseen):
        assert _indexes() == before


@pytest.mark.django_db
def test_files_for_download_are_left_out_and_built_by_a_later_load() -> None:
    folder, downloads = str(settings.POLICYAPI_FIXTURES), Path(settings.POLICYAPI_DOWNLOADS)
    files = set(downloads.iterdir())
    assert Download.objects.count() == len(files) == 2
    call_command("load_data", folder, "--force", "--without-downloads")
    assert not Download.objects.exists()
    call_command("load_data", folder, "--without-downloads")
    assert not Download.objects.exists()
    call_command("load_data", folder)
    assert Download.objects.count() == 2
    assert set(downloads.iterdir()) == files


@pytest.mark.django_db
def test_a_load_keeps_what_it_added_changed_and_removed_in_the_order_of_types_and_ids(
    first: DataFolder, second: DataFolder
) -> None:
    before = bodies()
    load(first.folder, downloads=False)
    after = bodies()
    release = Release.objects.latest("id")
    assert release.data_version == first.version == Dataset.objects.get().data_version
    kept = list(release.changes.order_by("id").values_list("action", "type", "row"))
    expected = [
        *(("added", *key) for key in sorted(after.keys() - before.keys())),
        *(("changed", *k) for k in sorted(after.keys() & before.keys()) if after[k] != before[k]),
        *(("removed", *key) for key in sorted(before.keys() - after.keys())),
    ]
    assert kept == expected
    assert {action for action, _, _ in kept} == {"changed", "removed"}
    load(second.folder, downloads=False)
    actions = Change.objects.filter(release__gt=release).values_list("action", flat=True)
    assert set(actions) == {"added", "changed", "removed"}


def bodies() -> dict[tuple[str, str], str]:
    """Every body without the data version, by type and id."""
    version = Dataset.objects.get().data_version
    return {
        (KINDS[row.place // LIST_SIZE - 1], row.key): row.body.replace(version, "")
        for row in ServedRow.objects.all()
    }
