"""The whole data set as an SQLite file: readable tables with foreign keys, ready for Datasette."""

import sqlite3
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

from plans.publishing.columns import Column
from plans.publishing.tables import BATCH, Table, tables
from plans.publishing.terms import DESCRIPTION, LICENSE, TITLE, TITLE_EN

SQL_TYPES: Final = {
    "array": "TEXT",
    "boolean": "INTEGER",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "NUMERIC",
    "string": "TEXT",
}
"""SQLite types of the Table Schema's. NUMERIC keeps whole numbers whole."""

ABOUT: Final = 'CREATE TABLE "about" ("name" TEXT PRIMARY KEY NOT NULL, "value" TEXT NOT NULL)'
DESCRIPTIONS: Final = """
CREATE TABLE "descriptions" (
  "table_name" TEXT NOT NULL, "column_name" TEXT NOT NULL, "type" TEXT, "description" TEXT NOT NULL,
  "refers_to" TEXT, "values" TEXT, PRIMARY KEY ("table_name", "column_name")
)"""


def write_sqlite_file(path: Path, data_version: str) -> None:
    """Write the file, row by row. Raises OSError or sqlite3.Error where it cannot be written."""
    # The file is new and thrown away on failure, so it needs no journal; the caller syncs it.
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("PRAGMA synchronous=OFF")
        database.execute("BEGIN")
        for table in tables():
            _write_table(database, table)
        _write_descriptions(database, data_version)
        dangling = database.execute("PRAGMA foreign_key_check").fetchall()
        if dangling:
            raise sqlite3.IntegrityError(f"rows refer to what is not there: {dangling[:5]}")
        database.execute("COMMIT")


def _write_table(database: sqlite3.Connection, table: Table) -> None:
    parts = [_definition(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({_listed(table.key)})")
    links = [column for column in table.columns if column.references]
    parts += [
        f'FOREIGN KEY ("{link.name}") REFERENCES "{link.references}" ("id")' for link in links
    ]
    body = ",\n  ".join(parts)
    database.execute(f'CREATE TABLE "{table.name}" (\n  {body}\n)')
    marks = ", ".join("?" * len(table.columns))
    statement = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608 - names of the models
    rows = table.rows()
    while batch := list(islice(rows, BATCH)):
        database.executemany(statement, batch)
    for link in links:
        index = f"{table.name}_{link.name}"
        database.execute(f'CREATE INDEX "{index}" ON "{table.name}" ("{link.name}")')


def _definition(column: Column) -> str:
    unique = " UNIQUE" if column.unique else ""
    needed = " NOT NULL" if column.required or column.name == "id" else ""
    return f'"{column.name}" {SQL_TYPES[column.type]}{needed}{unique}'


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _write_descriptions(database: sqlite3.Connection, data_version: str) -> None:
    database.execute(ABOUT)
    about = {
        "data_version": data_version,
        "title": TITLE,
        "title_en": TITLE_EN,
        "description": DESCRIPTION,
        "license": LICENSE["name"],
        "license_url": LICENSE["url"],
        "terms": LICENSE["terms"],
    }
    database.executemany('INSERT INTO "about" VALUES (?, ?)', about.items())
    database.execute(DESCRIPTIONS)
    described: list[tuple[str | None, ...]] = [
        (table.name, column.name, column.type, column.description,
         column.references or None, ", ".join(column.values) or None)
        for table in tables()
        for column in table.columns
    ]  # fmt: skip
    described += [(table.name, "", None, table.description, None, None) for table in tables()]
    statement = 'INSERT INTO "descriptions" VALUES (?, ?, ?, ?, ?, ?)'
    database.executemany(statement, described)
