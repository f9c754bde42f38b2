"""NDJSON: one row a line, the same bytes as in a JSON answer."""

from collections.abc import Iterator

from policyapi.exporting.tables import Source, Table, ended


def ndjson_chunks(table: Table, source: Source) -> Iterator[bytes]:
    """A chunk a batch; nothing is parsed, and what is stored is not decoded either."""
    made = ([body.encode() for body in batch] for batch in table.batches)
    for batch in table.stored("body") if table.stored else made:
        yield ended(batch, b"\n", source.root)
