"""Finish loaded rows: write each one's body and searched text, and keep what has changed."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.db import DatabaseError, ProgrammingError, connection
from django.utils import timezone

from plans.loading.releases import Fingerprints, fingerprints, record_release
from plans.loading.rendering import (
    SERIALIZERS,
    CannotRender,
    render,
    rendering_version,
    rows_to_render,
    serializer_for,
)
from plans.loading.searching import searched_text
from plans.loading.unreported import add_unreported
from plans.loading.writing import writing
from plans.models import Dataset
from plans.publishing.downloads import publish
from policyapi.served import Served
from policyapi.snapshot import no_data

Progress = Callable[[str, int], None]
"""Told what is being done, and how many rows that has put in."""

BATCH: Final = 1000


class NotFinished(Exception):  # noqa: N818 - it is named for the state
    """The database was filled by loaddata, which neither renders nor indexes."""


def current_dataset() -> Dataset:
    """The version in this snapshot. Raises Problem 503 without data, NotFinished as it says."""
    try:
        dataset = Dataset.objects.first()
    except DatabaseError as error:
        if isinstance(error, ProgrammingError) or "no such" in str(error):
            raise no_data() from error  # there are no tables yet
        raise
    if dataset is None:
        raise no_data()
    if dataset.finished_version != dataset.data_version:
        raise NotFinished(dataset.data_version)
    return dataset


def finish_load(
    progress: Progress = lambda _name, _count: None, before: Fingerprints | None = None
) -> None:
    """Render and index everything that is loaded, in one transaction with what called it.

    `before` has the rows of the version before, of which what has changed is kept. Raises
    CannotRender for a row whose values its serializer cannot show, DownloadsNotWritten where the
    files for download cannot be written.
    """
    with writing():
        dataset = Dataset.objects.first()
        if dataset is None or dataset.finished_version == dataset.data_version:
            return
        add_unreported()
        for model in SERIALIZERS:
            progress(f"rendering {model._meta.verbose_name_plural}", 0)
            finish(model, dataset.data_version)
        dataset.finished_version = dataset.data_version
        dataset.rendering = rendering_version()
        dataset.loaded_at = timezone.now()
        dataset.save()
        record_release(before or {}, fingerprints(SERIALIZERS), dataset.data_version)
        progress("writing the downloads", 0)
        publish(dataset.data_version)


def finish(model: type[Served], data_version: str) -> None:
    """Render and index the rows of a model. Raises CannotRender."""
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"UPDATE {table} SET body = %s, searched = %s WHERE id = %s"  # noqa: S608
    with connection.cursor() as cursor:
        for batch in _batches(_finished(model, data_version), BATCH):
            cursor.executemany(statement, batch)


def _finished(model: type[Served], data_version: str) -> Iterator[tuple[str, str, Any]]:
    serializer = serializer_for(model, data_version)
    for row in rows_to_render(model):
        try:
            finished = (render(row, serializer), searched_text(row), row.pk)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise CannotRender(row, error) from error
        yield finished


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
