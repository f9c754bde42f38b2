"""Put checked fixtures into the database, in one transaction."""

from pathlib import Path
from typing import Any, Final

from django.db.models import Model

from plans.loading.finishing import Progress, finish_load
from plans.loading.fixtures import Fixtures, FixturesRefused
from plans.loading.releases import fingerprints
from plans.loading.rendering import SERIALIZERS, CannotRender, rendering_version
from plans.loading.writing import writing
from plans.models import Dataset, Outcome
from plans.publishing.downloads import restore

BATCH: Final = 500


def load(
    folder: Path, progress: Progress = lambda _name, _count: None, *, force: bool = False
) -> str:
    """Load the fixtures of a folder and finish them; the data version.

    Idempotent: a version that is there whole is left as it is, unless forced; a file for download
    that is missing is built again. Raises FixturesRefused, or DownloadsNotWritten, and then, as
    after any failure, the database is as it was.
    """
    fixtures = Fixtures(folder)
    try:
        with writing():
            if not force and _is_there(fixtures):
                restore(fixtures.data_version)
                return fixtures.data_version
            before = fingerprints(SERIALIZERS)
            _clear(fixtures)
            _fill(fixtures, progress)
            Dataset.objects.update_or_create(
                pk=1, defaults={"data_version": fixtures.data_version, "finished_version": ""}
            )
            finish_load(progress, before)
    except CannotRender as error:
        place = fixtures.places.get((error.model, error.key), error.key)
        raise FixturesRefused([f"{place}: {error.detail}"]) from error
    return fixtures.data_version


def _is_there(fixtures: Fixtures) -> bool:
    """Whether the version is there, whole and alone: loaddata leaves rows that no file has."""
    dataset = Dataset.objects.first()
    if dataset is None or dataset.data_version != fixtures.data_version:
        return False
    if dataset.finished_version != dataset.data_version:
        return False
    if dataset.rendering != rendering_version():
        return False
    if any(model._default_manager.filter(body="").exists() for model in SERIALIZERS):
        return False
    return all(_of_files(model).count() == count for model, count in fixtures.counts().items())


def _of_files(model: type[Model]) -> Any:
    """The rows of a model that come from files: the load adds the outcomes of what has none."""
    rows = model._default_manager.all()
    return rows.exclude(verdict=Outcome.Verdict.NONE) if model is Outcome else rows


def _clear(fixtures: Fixtures) -> None:
    """Empty all tables, links first. Raw deletes: every row goes, so nothing needs collecting."""
    links = [through for model in fixtures.instances for through, _ in _link_tables(model)]
    for model in [*links, *reversed(fixtures.instances)]:
        rows = model._default_manager.all()
        rows._raw_delete(rows.db)  # type: ignore[attr-defined]


def _fill(fixtures: Fixtures, progress: Progress) -> None:
    for model, rows in fixtures.instances.items():
        model._default_manager.bulk_create(rows.values(), batch_size=BATCH)
        progress(f"{model._meta.verbose_name_plural}", len(rows))
    for model in fixtures.instances:
        for through, name in _link_tables(model):
            source, target = _link_columns(model, through)
            pairs = fixtures.links.get((model, name), [])
            links = [through(**{source: a, target: b}) for a, b in pairs]
            through._default_manager.bulk_create(links, batch_size=BATCH)


def _link_tables(model: type[Model]) -> list[tuple[type[Model], str]]:
    """The tables that link a model's rows with others, each with the name of its field."""
    fields: Any = model._meta.local_many_to_many
    return [(field.remote_field.through, field.name) for field in fields]


def _link_columns(model: type[Model], through: type[Model]) -> tuple[str, str]:
    """Names of a link table's two columns: to the row, and to what it is linked with."""
    keys = [field for field in through._meta.concrete_fields if field.is_relation]
    own = next(field for field in keys if field.related_model is model)
    other = next(field for field in keys if field is not own)
    return own.attname, other.attname
