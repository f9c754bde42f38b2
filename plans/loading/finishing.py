"""Finish loaded rows: write what each is served as and found by, and keep what has changed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils import timezone

from plans.answers.columns import write_columns
from plans.loading.indexes import MANY
from plans.loading.keeping import Keeper
from plans.loading.numbering import number_all
from plans.loading.parcels import parcel_of, values_of
from plans.loading.processes import Render, rendering
from plans.loading.progress import Progress, unseen
from plans.loading.releases import record_release, remember_rows
from plans.loading.rendered import Task
from plans.loading.rendering import SERIALIZERS, facts_by_document, rendering_version, tree_of
from plans.loading.unreported import add_unreported
from plans.loading.writing import writing
from plans.models import Dataset, Document, Outcome
from plans.models.rows import first_place
from plans.publishing.downloads import publish, withdraw
from policyapi.served import Served

BATCH: Final = 1000


def finish_load() -> None:
    """Number, render and index what loaddata has put in, in a transaction of its own.

    Raises CannotRender for a row whose values its serializer cannot show, DownloadsNotWritten where
    the files for download cannot be written.
    """
    with writing():
        dataset = Dataset.objects.first()
        if dataset is None or dataset.finished_version == dataset.data_version:
            return
        remember_rows(none=True)
        add_unreported()
        for model in SERIALIZERS:
            if model is not Outcome:
                number_all(model)
        finish(dataset, unseen, downloads=True)


def finish(dataset: Dataset, progress: Progress, *, downloads: bool) -> None:
    """Render and index numbered rows, in one transaction with what has put them in."""
    keeper = Keeper()
    keeper.clear()
    models = sorted(SERIALIZERS, key=first_place)
    counts = {model: model._default_manager.count() for model in models}
    many = sum(counts.values()) >= MANY
    with rendering(dataset.data_version, many=many) as render:
        for model, count in counts.items():
            finish_list(model, count, render, keeper, progress)
    progress("Writing what is counted by", 0, 0)
    write_columns()
    keeper.settle()
    dataset.finished_version = dataset.data_version
    dataset.rendering = rendering_version()
    # Loads are told apart and ordered by their time, also where the clock was set back.
    before = dataset.loaded_at or timezone.now()
    dataset.loaded_at = max(timezone.now(), before + timedelta(microseconds=1))
    dataset.save()
    progress("Telling what has changed", 0, 0)
    record_release(dataset.data_version, models)
    if downloads:
        progress("Building the downloads", 0, 0)
        publish(dataset.data_version)
    else:
        withdraw()


def finish_list(
    model: type[Served], count: int, render: Render, keeper: Keeper, progress: Progress
) -> None:
    """Render and index the rows of a list. Raises CannotRender."""
    what = f"Rendering {model._meta.verbose_name_plural}"
    for done in keeper.keep(first_place(model), render(_tasks(model, count))):
        progress(what, done, count)


def _tasks(model: type[Served], count: int) -> Iterator[Task]:
    tree, first = tree_of(model), first_place(model)
    for above in range(0, count, BATCH):
        parcel = parcel_of(model, tree, above, above + BATCH)
        keys = values_of(model, parcel.rows, "pk")
        facts = facts_by_document(keys) if model is Document else {}
        yield Task(parcel, first + above, facts)
