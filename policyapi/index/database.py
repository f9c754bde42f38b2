"""The index in the database: SQLite keeps it as FTS5, PostgreSQL as arrays with a GIN index."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Protocol

from policyapi.snapshot import reading

ESCAPED: Final = {
    code: chr(0xE000 + code)
    for code in range(128)
    if not (chr(code).islower() or chr(code).isdigit())
}
"""FTS5's `ascii` tokenizer ends a token at these, or writes them small; it keeps all others."""

AT_A_TIME: Final = 1000
"""Rows that a server sends together."""

Groups = Sequence[Sequence[str]]
Marks = Callable[[], tuple[int, bytearray]]
"""Gives the first place of a list, and for each place behind it whether its row is wanted."""


class Dialect(Protocol):
    """How one kind of database is asked. In statements, values stand as `?`."""

    place: str
    """The place of a row of the index, which is `i`."""
    join: str
    """A join that is made in the order in which it is written."""
    is_told: bool
    """Whether `rows` needs to know how many they are."""

    def rows(self, groups: Groups, *, few: bool) -> tuple[str, str, list[Any]]:
        """The index as a table, with a condition that a row has a token of each group.

        `few`: they are found at once; else they are met on the way through all places.
        """

    def has(self, groups: Groups, place: str, marks: Marks) -> tuple[str, list[Any]]:
        """A condition that the row at a place has a token of each group.

        `marks` has a byte for each place of the list behind its first: whether it has.
        """

    def contains(self, word: str) -> str:
        """A condition on `r` that its searched text has a word."""

    def utf8(self, column: str) -> str:
        """A text as the bytes that are sent: nothing is decoded and encoded on its way."""

    def lines(self, column: str) -> str:
        """All texts of a column as bytes, in the order of the rows, a line each."""

    def listed(self, places: Sequence[int]) -> tuple[str, str, Any]:
        """Places as a table `p` of values, how it keeps their order, and what stands in it."""

    def clear(self) -> None:
        """Take all rows out."""


class Sqlite:
    """FTS5 answers in the order of rowids, and finds rows of several tokens by merging lists."""

    place = "i.rowid"
    join = "CROSS JOIN"
    is_told = False

    def rows(self, groups: Groups, *, few: bool) -> tuple[str, str, list[Any]]:  # noqa: ARG002
        """One MATCH for all groups, few rows or many."""
        return "plans_index i", "plans_index MATCH ?", [_match(groups)]

    def has(self, groups: Groups, place: str, marks: Marks) -> tuple[str, list[Any]]:  # noqa: ARG002
        """A look at the marks: to ask FTS5 anew for each row costs a hundred times as much."""
        first, marked = marks()
        _raw().create_function("policyapi_marked", 1, marked.__getitem__)
        return f"policyapi_marked({place} - ?)", [first]

    def contains(self, word: str) -> str:  # noqa: ARG002
        """`instr` compares texts as they are."""
        return "instr(r.searched, ?) > 0"

    def utf8(self, column: str) -> str:
        """The bytes that it is kept as."""
        return f"CAST({column} AS BLOB)"

    def lines(self, column: str) -> str:
        """One step for all rows: each step lets go of the interpreter."""
        return self.utf8(f"group_concat({column}, '\n')")

    def listed(self, places: Sequence[int]) -> tuple[str, str, Any]:
        """An array, in whose order a cross join is made."""
        return "json_each(?) p", "", str(list(places))

    def clear(self) -> None:
        """A contentless table forgets all at once."""
        _raw().execute("INSERT INTO plans_index (plans_index) VALUES ('delete-all')")


class Postgresql:
    """GIN finds rows of rare tokens; of common ones the first page is near in the order of ids.

    Left alone, the planner walks all places for a word that stands nowhere, which takes seconds. So
    it is told: `OFFSET 0` keeps a query apart, and no index has the expression of `_MET`.
    """

    place = "i.place"
    join = "JOIN"
    is_told = True

    def rows(self, groups: Groups, *, few: bool) -> tuple[str, str, list[Any]]:
        """By GIN, or on the way."""
        if not few:
            return "plans_index i", *self._condition(_MET, groups)
        condition, values = self._condition("tokens", groups)
        return f"(SELECT place FROM plans_index WHERE {condition} OFFSET 0) i", "", values  # noqa: S608

    def has(self, groups: Groups, place: str, marks: Marks) -> tuple[str, list[Any]]:  # noqa: ARG002
        """A query of one row, which the planner cannot turn into a join of all."""
        condition, values = self._condition("i.tokens", groups)
        return f"(SELECT {condition} FROM plans_index i WHERE i.place = {place})", values  # noqa: S608

    @staticmethod
    def _condition(tokens: str, groups: Groups) -> tuple[str, list[Any]]:
        single = [group[0] for group in groups if len(group) == 1]
        several = [list(group) for group in groups if len(group) != 1]
        parts = [f"{tokens} @> ?"] if single else []
        parts += [f"{tokens} && ?" for _ in several]
        return " AND ".join(parts), [*([single] if single else []), *several]

    def contains(self, word: str) -> str:  # noqa: ARG002
        """`strpos` compares texts as they are."""
        return "strpos(r.searched, ?) > 0"

    def utf8(self, column: str) -> str:
        """Converted by the server."""
        return f"convert_to({column}, 'UTF8')"

    def lines(self, column: str) -> str:
        """Joined by the server."""
        return self.utf8(f"string_agg({column}, '\n')")

    def listed(self, places: Sequence[int]) -> tuple[str, str, Any]:
        """An array with the turn of each place."""
        return "unnest(?::bigint[]) WITH ORDINALITY p(value, turn)", " ORDER BY p.turn", [*places]

    def clear(self) -> None:
        """Readers keep what they see."""
        with reading().cursor() as cursor:
            cursor.execute("DELETE FROM plans_index")


_MET: Final = "(i.tokens || '{}'::text[])"
SQLITE: Final = Sqlite()
POSTGRESQL: Final = Postgresql()


def dialect() -> Dialect:
    """That of the database that is read."""
    return SQLITE if reading().vendor == "sqlite" else POSTGRESQL


def fetched(statement: str, values: Sequence[Any]) -> list[Any]:
    """All rows of a statement with `?` for values, as the driver gives them.

    On SQLite past Django's cursor, which costs more than most of these statements, but where
    somebody listens to what is asked.
    """
    connection = reading()
    if connection.vendor == "sqlite" and not connection.queries_logged:
        if connection.connection is None:
            connection.ensure_connection()
        with connection.wrap_database_errors:
            return list(connection.connection.execute(statement, values))
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("?", "%s"), values)
        return list(cursor.fetchall())


def streamed(statement: str, values: Sequence[Any]) -> Iterator[Any]:
    """The rows of a statement as they are taken, a thousand at a time from a server."""
    connection = reading()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with connection.wrap_database_errors:
            yield from connection.connection.execute(statement, values)
        return
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement.replace("?", "%s"), values)
        while rows := cursor.fetchmany(AT_A_TIME):
            yield from rows


def _match(groups: Groups) -> str:
    return " AND ".join(map(_either, groups))


def _either(group: Sequence[str]) -> str:
    quoted = " OR ".join(f'"{token.translate(ESCAPED)}"' for token in group)
    return f"({quoted})" if len(group) > 1 else quoted


def _raw() -> Any:
    connection = reading()
    connection.ensure_connection()
    return connection.connection
