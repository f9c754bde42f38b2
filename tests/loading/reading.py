"""What holds inside a snapshot, told as JSON: `python -m tests.loading.reading`."""

import sys
from typing import Any

import django
import orjson
from django.db import DatabaseError, connection

django.setup()

from plans.models import Dataset  # noqa: E402
from policyapi.snapshot import snapshot  # noqa: E402

PRAGMAS = (
    "journal_mode",
    "foreign_keys",
    "query_only",
    "synchronous",
    "temp_store",
    "busy_timeout",
)


def pragmas() -> dict[str, Any]:
    """The PRAGMAs of the connection as SQLite gives them back."""
    with connection.cursor() as cursor:
        return {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}


def written() -> str:
    """What a write says: nothing, or why it failed."""
    try:
        Dataset.objects.update(data_version="x")
    except DatabaseError as error:
        return str(error)
    return ""


def version() -> str:
    return str(Dataset.objects.values_list("data_version", flat=True).first())


def tell() -> dict[str, Any]:
    """Everything, with a word from outside awaited between two reads of one snapshot."""
    told: dict[str, Any] = {}
    sqlite = connection.vendor == "sqlite"
    with snapshot():
        told["inside"] = pragmas() if sqlite else _isolation()
        told["write_inside"] = written()
    with snapshot():
        told["first"] = version()
        print("between", flush=True)  # noqa: T201
        sys.stdin.readline()
        told["second"] = version()
        with snapshot():
            told["nested"] = version()
    told["after"] = version()
    told["outside"] = pragmas() if sqlite else _isolation()
    told["mode"] = getattr(connection, "transaction_mode", None)
    try:
        with snapshot():
            raise RuntimeError
    except RuntimeError:
        told["write_after"] = written()
    return told


def _isolation() -> dict[str, Any]:
    with connection.cursor() as cursor:
        names = ("transaction_isolation", "transaction_read_only")
        return {n: cursor.execute(f"SHOW {n}").fetchone()[0] for n in names}


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(tell()) + b"\n")
