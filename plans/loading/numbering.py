"""The number of every served row: its place in the byte order of ids."""

from plans.loading.tables import execute, in_bytes, quoted
from policyapi.served import Served


def number_all(model: type[Served]) -> None:
    """Number the rows of a list anew. Those that have their number are not touched."""
    table, order = quoted(model._meta.db_table), in_bytes("id")
    execute(
        f"UPDATE {table} SET number = o.place FROM ("  # noqa: S608
        f"SELECT id AS key, ROW_NUMBER() OVER (ORDER BY {order}) AS place FROM {table}"
        f") o WHERE o.key = {table}.id AND o.place <> {table}.number"
    )
