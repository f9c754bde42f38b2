"""NDJSON: one row a line, the same bytes as in a JSON answer."""

from collections.abc import Iterator

from policyapi.exporting.tables import Source, Table
from policyapi.serializing import PUBLIC_URL


def ndjson_chunks(table: Table, source: Source) -> Iterator[bytes]:
    """A chunk a batch; nothing is parsed."""
    for batch in table.batches:
        # Encoded one by one: in a joined text, one wide character widens all of them.
        lines = [body.encode() for body in batch]
        yield b"\n".join([*lines, b""]).replace(PUBLIC_URL.encode(), source.root.encode())
