"""Put checked fixtures into the database, in one transaction."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

from plans.loading.checking_aside import Checks, checking
from plans.loading.collecting import seldom_collected
from plans.loading.filling import empty, fill
from plans.loading.finishing import finish
from plans.loading.fixtures import Fixtures, FixturesRefused
from plans.loading.indexes import MANY, indexes_made_afterwards
from plans.loading.progress import Progress, unseen
from plans.loading.releases import remember_rows
from plans.loading.rendered import CannotRender
from plans.loading.rendering import SERIALIZERS, rendering_version
from plans.loading.unreported import add_unreported
from plans.loading.writing import settle, writing
from plans.models import Dataset, Outcome
from plans.publishing.downloads import restore


@seldom_collected()
def load(
    folder: Path, progress: Progress = unseen, *, force: bool = False, downloads: bool = True
) -> str:
    """Load the fixtures of a folder and finish them; the data version.

    Idempotent: a version that is there whole is left as it is, unless forced; a file for download
    that is missing is built again. Without `downloads` no such files are built, and those that
    there were are withdrawn. Raises FixturesRefused, or DownloadsNotWritten, and then, as after any
    failure, the database is as it was.
    """
    fixtures = Fixtures(folder)
    rows = sum(fixtures.lines.values())
    try:
        with checking(fixtures, progress, aside=rows >= MANY) as checks, writing():
            if not force and _is_there(checks):
                if downloads:
                    restore(checks.data_version)
                return checks.data_version
            _put_in(fixtures, rows, checks, progress)
            dataset, _ = Dataset.objects.update_or_create(
                pk=1, defaults={"data_version": checks.data_version, "finished_version": ""}
            )
            finish(dataset, progress, downloads=downloads)
    except CannotRender as error:
        place = fixtures.place_of(apps.get_model(error.model), error.key)
        raise FixturesRefused([f"{place}: {error.detail}"]) from error
    settle(rows, progress)
    return checks.data_version


def _put_in(fixtures: Fixtures, rows: int, checks: Checks, progress: Progress) -> None:
    """Put in records that may be checked meanwhile, and wait for that."""
    try:
        remember_rows()
        with indexes_made_afterwards(rows, progress):
            empty()
            fill(fixtures, progress)
            add_unreported(progress)
    except Exception:
        checks.counts()  # what is wrong with a record says more than what it led to
        raise
    checks.counts()


def _is_there(checks: Checks) -> bool:
    """Whether the version is there, whole and alone: loaddata leaves rows that no file has."""
    dataset = Dataset.objects.first()
    if dataset is None or dataset.data_version != checks.data_version:
        return False
    if dataset.finished_version != dataset.data_version:
        return False
    if dataset.rendering != rendering_version():
        return False
    if any(model._default_manager.filter(number=0).exists() for model in SERIALIZERS):
        return False
    counts = checks.counts().items()
    return all(_of_files(apps.get_model(label)).count() == count for label, count in counts)


def _of_files(model: type[Model]) -> Any:
    """The rows of a model that come from files: the load adds the outcomes of what has none."""
    rows = model._default_manager.all()
    return rows.exclude(verdict=Outcome.Verdict.NONE) if model is Outcome else rows
