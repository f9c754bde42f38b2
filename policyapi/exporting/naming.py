"""Names of downloaded files: readable, safe in every file system, and the same for one question."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

LONGEST_WORD: Final = 24
LONGEST_WORDS: Final = 150
"""Bytes of all words together; a disk holds names of 255."""


def file_name(name: str, words: Iterable[str], data_version: str, extension: str) -> str:
    """policyapi-targets-市中-2019-5a859b2911611c9c.csv: list, filters, data version."""
    kept = ["policyapi", name]
    room = LONGEST_WORDS
    for word in words:
        clean = re.sub(r"\W+", "_", word).strip("_")[:LONGEST_WORD]
        room -= len(clean.encode())
        if clean and room >= 0:
            kept.append(clean)
    return f"{'-'.join([*kept, data_version])}.{extension}"


def attachment(name: str) -> str:
    """A Content-Disposition: the name in ASCII, and in full as RFC 8187 writes it."""
    ascii_name = re.sub(r"-+", "-", re.sub(r"[^\x20-\x7e]", "", name))
    header = f'attachment; filename="{ascii_name}"'
    return header if name.isascii() else f"{header}; filename*=UTF-8''{quote(name, safe='')}"
