"""The whole data set as a zipped Data Package: one CSV a table, described by Table Schemas."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import IO, Any, Final

from plans.models import Document
from plans.publishing.columns import Column
from plans.publishing.tables import Table, bytewise, tables
from plans.publishing.terms import DESCRIPTION, LICENSE, TITLE, TITLE_EN

FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same data make the same bytes, whenever they are loaded."""

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"


class Measured(io.RawIOBase):
    """A binary file that counts and hashes what is written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.bytes, self.hash = file, 0, hashlib.sha256()

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, data: Any) -> int:
        """Pass on, count and hash."""
        self.file.write(data)
        self.hash.update(data)
        self.bytes += len(data)
        return len(data)


def write_data_package(path: Path, data_version: str) -> None:
    """Write the zipped package, row by row. Raises OSError where it cannot be written."""
    with zipfile.ZipFile(path, "w") as package:
        resources = [_write_table(package, table) for table in tables()]
        described = descriptor(resources, data_version)
        with package.open(_entry("datapackage.json"), "w") as file:
            file.write(json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n")


def descriptor(resources: list[dict[str, Any]], data_version: str) -> dict[str, Any]:
    """`datapackage.json`: what the package holds, from where, and under what terms."""
    licence = {"name": LICENSE["id"], "title": LICENSE["name"], "path": LICENSE["url"]}
    return {
        "$schema": PROFILE,
        "name": "policyapi",
        "id": f"policyapi-{data_version}",
        "title": f"{TITLE} ({TITLE_EN})",
        "description": f"{DESCRIPTION} {LICENSE['terms']} An empty cell says that there is none.",
        "version": data_version,
        "licenses": [licence],
        "sources": [_source(document) for document in Document.objects.order_by(bytewise("id"))],
        "resources": resources,
    }


def _write_table(package: zipfile.ZipFile, table: Table) -> dict[str, Any]:
    path = f"data/{table.name}.csv"
    with package.open(_entry(path), "w") as entry:
        measured = Measured(entry)
        with io.TextIOWrapper(io.BufferedWriter(measured), encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(column.name for column in table.columns)
            writer.writerows([_cell(value) for value in row] for row in table.rows())
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": measured.bytes,
        "hash": f"sha256:{measured.hash.hexdigest()}",
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table: fields, primary key, foreign keys."""
    links = [column for column in table.columns if column.references]
    described: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if links:
        described["foreignKeys"] = [
            {
                "fields": [column.name],
                "reference": {
                    "resource": "" if column.references == table.name else column.references,
                    "fields": ["id"],
                },
            }
            for column in links
        ]
    return described


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    field = {"name": column.name, "type": column.type, "description": column.description}
    return field | ({"constraints": constraints} if constraints else {})


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # Unix, on every system, for the same bytes
    return entry


def _source(document: Document) -> dict[str, Any]:
    parts = (
        f"《{document.title}》",
        document.publisher,
        document.published_on or document.event_on,
    )
    title = "，".join(str(part) for part in parts if part)
    return {"title": title, "filename": document.filename, "sha256": document.sha256}
