"""What is written out: rows in batches, their shape, and where they come from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from policyapi.exporting.shapes import Group
from policyapi.serializing import PUBLIC_BYTES, PUBLIC_URL

Batches = Iterator[list[str]]
"""Rows as JSON texts, some at a time; read as they are written."""

Stored = Callable[[str], Iterator[list[bytes]]]
"""Reads the same rows as the load wrote them, in UTF-8: `body` is JSON, `line` a line of CSV."""


@dataclass(frozen=True)
class Table:
    """The rows of an answer, before a format is chosen.

    `count` is their number where that is known beforehand; `matched` says which ids a value named
    where it named more than one. `stored` is there where all of each row is wanted as it is stored.
    """

    shape: Group
    batches: Batches
    count: int | None = None
    matched: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)
    stored: Stored | None = None


@dataclass(frozen=True)
class Source:
    """Where a file's rows come from: what it must say of itself."""

    name: str
    root: str
    url: str
    data_version: str
    loaded_at: datetime | None


def complete(batch: list[str], root: str) -> list[str]:
    """Rows with the address under which the API was reached."""
    return "\n".join(batch).replace(PUBLIC_URL, root).split("\n") if batch else []


def ended(batch: list[bytes], end: bytes, root: str) -> bytes:
    """Rows with an end behind each, and with the address under which the API was reached."""
    return end.join([*batch, b""]).replace(PUBLIC_BYTES, root.encode())
