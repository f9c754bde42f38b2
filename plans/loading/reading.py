"""Fixture files record by record: one of a record a line is never in memory as a whole."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

import orjson

BUFFER: Final = 1 << 20
MOST_AT_ONCE: Final = 1 << 26
"""Bytes of a file that is read as a whole where its lines are no records."""


class Unreadable(Exception):  # noqa: N818 - it is named for the state
    """A file that has no records that can be read; the text says why."""


class _NotByLine(Exception):  # noqa: N818 - it is named for the state
    """Records do not stand one a line, as a build writes them."""


def records(path: Path) -> Iterator[Any]:
    """The records of a file, in its order. Raises Unreadable with what is wrong."""
    count = 0
    try:
        with path.open("rb", buffering=BUFFER) as file:
            for record in _by_line(file):
                yield record
                count += 1
    except _NotByLine:
        yield from islice(_whole(path), count, None)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from error


def _by_line(file: IO[bytes]) -> Iterator[Any]:
    """`[`, a record a line with a comma behind each but the last, `]`."""
    loads, comma = orjson.loads, True
    if file.readline() != b"[\n":
        raise _NotByLine
    for line in file:
        if not comma:
            if line.rstrip() != b"]" or file.readline():
                raise _NotByLine
            return
        comma = line.endswith(b"},\n")
        try:
            record = loads(line[:-2] if comma else line)
        except orjson.JSONDecodeError as error:
            raise _NotByLine from error
        yield record
    raise _NotByLine


def _whole(path: Path) -> list[Any]:
    if path.stat().st_size > MOST_AT_ONCE:
        raise Unreadable("is not whole JSON with one record a line; run `make data`")
    try:
        content = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"is not UTF-8: {error.reason} at byte {error.start}") from error
    try:
        rows = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"is not whole JSON ({error}); run `make data`") from error
    if not isinstance(rows, list):
        raise Unreadable("is no list of records")
    return rows
