"""The version of the data in a folder, without a file in memory as a whole."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from plans.curation.files import FILES

BLOCK: Final = 1 << 20


def version_of_folder(folder: Path) -> str:
    """What `plans.curation.building.data_version_of` gives for the files' contents.

    A file that cannot be read counts as an empty one: the load is refused for it anyway.
    """
    digest = hashlib.sha256()
    for name in sorted(FILES.values()):
        path = folder / name
        length = sum(map(_characters, _blocks(path)))
        digest.update(f"{name}\n{length}\n".encode())
        for block in _blocks(path):
            digest.update(block)
    return digest.hexdigest()[:16]


def lines_of(path: Path) -> int:
    """The lines of a file that end in a line feed; of one that cannot be read, none."""
    try:
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b""))
    except OSError:
        return 0


def _blocks(path: Path) -> Iterator[bytes]:
    """The content in UTF-8, with line breaks as a text file in Python has them."""
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                if block.endswith(b"\r"):
                    block += file.read(1)
                yield block.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    except OSError:
        return


def _characters(block: bytes) -> int:
    """Characters that begin in a block: bytes that do not go on with one."""
    return len(block.translate(None, _GOING_ON))


_GOING_ON: Final = bytes(range(0x80, 0xC0))
