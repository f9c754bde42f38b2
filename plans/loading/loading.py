"""Put checked fixtures into the database, in one transaction."""

from pathlib import Path
from typing import Any

from django.db.models import Model

from plans.loading.finishing import Progress, finish_load, writing
from plans.loading.fixtures import Fixtures
from plans.models import Dataset

BATCH = 500


def load(folder: Path, progress: Progress = lambda _name, _count: None, *, force: bool = False) -> str:
    """Load the fixtures of a folder and finish them; the data version.

    Idempotent: a version that is there is left as it is, unless forced. Raises FixturesRefused,
    and then, as after any failure, the database is as it was.
    """
    fixtures = Fixtures(folder)
    with writing():
        present = Dataset.objects.first()
        there = present is not None and present.finished_version == fixtures.data_version
        if there and not force:
            return fixtures.data_version
        _clear(fixtures)
        _fill(fixtures, progress)
        Dataset.objects.update_or_create(
            pk=1, defaults={"data_version": fixtures.data_version, "finished_version": ""}
        )
        finish_load(progress)
    return fixtures.data_version


def _clear(fixtures: Fixtures) -> None:
    """Empty all tables, links first. Raw deletes: every row goes, so nothing needs collecting."""
    for model, name in fixtures.links:
        through: Any = getattr(model, name).through
        rows = through.objects.all()
        rows._raw_delete(rows.db)  # noqa: SLF001
    for model in reversed(fixtures.instances):
        rows = model._default_manager.all()  # noqa: SLF001
        rows._raw_delete(rows.db)  # type: ignore[attr-defined]  # noqa: SLF001


def _fill(fixtures: Fixtures, progress: Progress) -> None:
    for model, rows in fixtures.instances.items():
        model._default_manager.bulk_create(rows.values(), batch_size=BATCH)  # noqa: SLF001
        progress(f"{model._meta.verbose_name_plural}", len(rows))  # noqa: SLF001
    for (model, name), pairs in fixtures.links.items():
        through: Any = getattr(model, name).through
        source, target = _link_columns(model, through)
        links = [through(**{source: a, target: b}) for a, b in pairs]
        through.objects.bulk_create(links, batch_size=BATCH)


def _link_columns(model: type[Model], through: Any) -> tuple[str, str]:
    """Names of a link table's two columns: to the row, and to what it is linked with."""
    keys = [field for field in through._meta.concrete_fields if field.is_relation]  # noqa: SLF001
    own = next(field for field in keys if field.related_model is model)
    other = next(field for field in keys if field is not own)
    return own.attname, other.attname
