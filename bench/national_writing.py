"""Fixture files of any size: a record a line, in the order of their ids, and their version."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from plans.curation.files import DATASET_FILE, FILES

BUFFER: Final = 1 << 20
CONTINUATION: Final = bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 that begin no character."""


class OutOfOrder(ValueError):  # noqa: N818 - it is named for what the record is
    """A record whose primary key does not come behind the one before in the order of bytes."""


class FixtureFile:
    """One file of records, written as they come."""

    def __init__(self, path: Path, label: str) -> None:
        self.count = 0
        self.characters = 0
        self._label = label
        self._last = ""
        self._lines: list[bytes] = []
        self._size = 0
        self.path = path
        self._file = path.open("wb")

    def add(self, key: str, fields: dict[str, Any]) -> None:
        """Write a record. Raises OutOfOrder: ids are ASCII, so texts compare as their bytes do."""
        if key <= self._last:
            raise OutOfOrder(f"{self.path.name}: {key} behind {self._last}")
        line = orjson.dumps({"model": self._label, "pk": key, "fields": fields})
        self._lines.append((b",\n" if self.count else b"[\n") + line)
        self._last = key
        self.count += 1
        self._size += len(line)
        if self._size > BUFFER:
            self._flush()

    def close(self) -> None:
        """End the list."""
        self._lines.append(b"\n]\n" if self.count else b"[]\n")
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        chunk = b"".join(self._lines)
        self._lines, self._size = [], 0
        self.characters += len(chunk.translate(None, CONTINUATION))
        self._file.write(chunk)


class FixtureFolder:
    """All fixture files of a folder, in memory that does not grow with them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._files = {label: FixtureFile(folder / name, label) for label, name in FILES.items()}

    def add(self, label: str, key: str, fields: dict[str, Any]) -> None:
        """Write a record of a model. Raises OutOfOrder."""
        self._files[label].add(key, fields)

    def close(self) -> str:
        """End all files and write the one that tells their version; the version."""
        for file in self._files.values():
            file.close()
        version = self._version()
        record = {"model": "plans.dataset", "pk": 1, "fields": {"data_version": version}}
        (self._folder / DATASET_FILE).write_bytes(b"[\n" + orjson.dumps(record) + b"\n]\n")
        return version

    def counts(self) -> dict[str, int]:
        """How many records each file has."""
        return {file.path.stem: file.count for file in self._files.values()}

    def _version(self) -> str:
        """As `data_version_of`, read in pieces: a name, a length in characters, the content."""
        digest = hashlib.sha256()
        for file in sorted(self._files.values(), key=lambda file: file.path.name):
            digest.update(f"{file.path.name}\n{file.characters}\n".encode())
            for chunk in _chunks(file.path):
                digest.update(chunk)
        return digest.hexdigest()[:16]


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(BUFFER):
            yield chunk
