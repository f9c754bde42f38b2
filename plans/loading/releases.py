"""What a load changes: every row's fingerprint before and after, told apart by the database."""

import hashlib
from collections.abc import Iterable
from typing import Final

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from plans.loading.tables import execute, fetched, in_bytes, quoted
from plans.models import Change, Release, ServedRow
from plans.models.rows import KINDS, LIST_SIZE

BEFORE: Final = "rows_before"
"""A table of this connection alone: list, id and fingerprint of the version before."""


def fingerprint_of(body: bytes, data_version: bytes) -> str:
    """A hash of a body without the data version in it."""
    return hashlib.blake2b(body.replace(data_version, b""), digest_size=16).hexdigest()


def remember_rows(*, none: bool = False) -> None:
    """Keep what each finished row was until `record_release`; `none`: as if there were none."""
    forget_rows()
    sqlite = connection.vendor == "sqlite"
    execute(
        f"CREATE TEMPORARY TABLE {BEFORE} "
        "(list integer, key text, fingerprint text, PRIMARY KEY (list, key))"
        + (" WITHOUT ROWID" if sqlite else " ON COMMIT DROP")
    )
    if not none:
        execute(
            f"INSERT INTO {BEFORE} SELECT place / {LIST_SIZE}, key, fingerprint "  # noqa: S608
            f"FROM {quoted(ServedRow._meta.db_table)} ORDER BY place"
        )


def forget_rows() -> None:
    """Drop what was kept."""
    schema = "temp" if connection.vendor == "sqlite" else "pg_temp"
    execute(f"DROP TABLE IF EXISTS {schema}.{BEFORE}")


def record_release(data_version: str, models: Iterable[type[Model]]) -> None:
    """Keep the release and what it changed, inside the load's transaction.

    Without rows that are remembered, every row is new.
    """
    release = Release.objects.create(data_version=data_version, loaded_at=timezone.now())
    kinds = sorted((str(model._meta.model_name), model) for model in models)
    is_first = not fetched(f"SELECT 1 FROM {BEFORE} LIMIT 1")  # noqa: S608
    for action in (Change.Action.ADDED,) if is_first else Change.Action:
        for kind, model in kinds:
            rows = _all_rows(model) if is_first else _rows(action, kind, model)
            _insert(release, action, kind, rows)
    forget_rows()


def _all_rows(model: type[Model]) -> str:
    """Of a first load: a model's own table tells them in a fraction of the time, without bodies."""
    return f"id FROM {quoted(model._meta.db_table)} ORDER BY number"


def _rows(action: Change.Action, kind: str, model: type[Model]) -> str:
    """The ids of the rows that something happened to, as what a SELECT ends with."""
    served = quoted(ServedRow._meta.db_table)
    number = KINDS.index(kind) + 1
    within = f"r.place > {number * LIST_SIZE} AND r.place < {(number + 1) * LIST_SIZE}"
    same = f"b.list = {number} AND b.key = r.key"
    there, table = f"SELECT 1 FROM {BEFORE} b WHERE {same}", quoted(model._meta.db_table)  # noqa: S608
    gone = f"NOT EXISTS (SELECT 1 FROM {table} f WHERE f.id = b.key)"  # noqa: S608
    return {
        Change.Action.ADDED: f"r.key FROM {served} r "
        f"WHERE {within} AND NOT EXISTS ({there}) ORDER BY r.place",
        Change.Action.CHANGED: f"r.key FROM {served} r JOIN {BEFORE} b ON {same} "
        f"WHERE {within} AND b.fingerprint <> r.fingerprint ORDER BY r.place",
        Change.Action.REMOVED: f"b.key FROM {BEFORE} b "
        f"WHERE b.list = {number} AND {gone} ORDER BY {in_bytes('b.key')}",
    }[action]


def _insert(release: Release, action: Change.Action, kind: str, rows: str) -> None:
    columns = f'{quoted(Change._meta.db_table)} (release_id, action, type, "row")'
    execute(
        f"INSERT INTO {columns} SELECT %s, %s, %s, {rows}",
        [release.pk, action.value, kind],
    )
