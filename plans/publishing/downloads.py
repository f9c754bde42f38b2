"""The files with the whole data set: built by the load and recorded with it."""

import hashlib
import os
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from plans.loading.writing import writing
from plans.models import Download
from plans.publishing.datapackage import write_data_package
from plans.publishing.sqlite_file import write_sqlite_file

STALE_AFTER: Final = 3600
"""Seconds after which an unfinished file belongs to a load that was killed."""

READ_SIZE: Final = 1 << 20


class DownloadsNotWritten(OSError):  # noqa: N818 - it is named for what happened
    """The files for download could not be written, so the load is undone."""


@dataclass(frozen=True)
class File:
    """A file that every load builds."""

    suffix: str
    media_type: str
    description: str
    write: Callable[[Path, str], None]


FILES: Final = (
    File(
        ".zip",
        "application/zip",
        "The whole data set as a Data Package: one CSV a table, with datapackage.json.",
        write_data_package,
    ),
    File(
        ".sqlite",
        "application/vnd.sqlite3",
        "The whole data set as an SQLite file: tables with foreign keys, ready for Datasette.",
        write_sqlite_file,
    ),
)


def publish(data_version: str) -> None:
    """Build the files of the data in this transaction and record them with it.

    The same data make the same bytes. Each file is written beside its place and then renamed, so
    that a reader meets a whole file or none. The files of older versions go once the transaction is
    committed; if it is not, the new ones lie there unrecorded and are never served.

    A load that promises files that it could not write would be wrong, so where a file cannot be
    written (a full disk, a folder that is read-only) this raises DownloadsNotWritten with the
    reason and what to do, and the whole load is undone.
    """
    older = list(Download.objects.exclude(data_version=data_version).values_list("name", flat=True))
    try:
        built = [_build(file, data_version) for file in FILES]
    except (OSError, sqlite3.Error) as error:
        raise DownloadsNotWritten(
            f"the files for download cannot be written to {settings.POLICYAPI_DOWNLOADS}: {error}. "
            "Make room there, or set POLICYAPI_DOWNLOADS to a folder that can be written"
        ) from error
    Download.objects.all().delete()
    Download.objects.bulk_create(built)
    transaction.on_commit(partial(_remove, older), robust=True)


def restore(data_version: str) -> None:
    """Build the files of a version that is loaded already, if one of them is not there.

    Raises DownloadsNotWritten as `publish` does.
    """
    rows = Download.objects.filter(data_version=data_version)
    recorded = {row.name: row.bytes for row in rows}
    if len(recorded) < len(FILES) or any(_size(name) != size for name, size in recorded.items()):
        publish(data_version)


def withdraw() -> None:
    """Record that there are no files; those that there were go once the transaction is committed.

    A later load, or `restore`, builds them.
    """
    names = list(Download.objects.values_list("name", flat=True))
    Download.objects.all().delete()
    transaction.on_commit(partial(_remove, names), robust=True)


def path_of(name: str) -> Path:
    """Where a recorded file is."""
    return Path(settings.POLICYAPI_DOWNLOADS) / name


def _build(file: File, data_version: str) -> Download:
    name = f"policyapi-{data_version}{file.suffix}"
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(path.parent)
    unfinished = path.with_name(f".{name}.{secrets.token_hex(4)}.tmp")
    try:
        file.write(unfinished, data_version)
        digest = _synced_digest(unfinished)
        size = unfinished.stat().st_size
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Download(
        data_version=data_version,
        name=name,
        media_type=file.media_type,
        bytes=size,
        sha256=digest,
        description=file.description,
    )


def _synced_digest(path: Path) -> str:
    """SHA-256 of a file, which is on the disk before it is renamed."""
    digest = hashlib.sha256()
    with path.open("rb+") as file:
        while block := file.read(READ_SIZE):
            digest.update(block)
        os.fsync(file.fileno())
    return digest.hexdigest()


def _size(name: str) -> int | None:
    try:
        return path_of(name).stat().st_size
    except OSError:
        return None


def _remove_unfinished(folder: Path) -> None:
    for path in folder.glob(".policyapi-*.tmp"):
        if time.time() - path.stat().st_mtime > STALE_AFTER:
            path.unlink(missing_ok=True)


def _remove(names: list[str]) -> None:
    """Remove files, but those that another load has recorded meanwhile."""
    if not names:
        return
    with writing():  # no load is between its files and its commit meanwhile
        kept = set(Download.objects.values_list("name", flat=True))
        for name in set(names) - kept:
            path_of(name).unlink(missing_ok=True)
