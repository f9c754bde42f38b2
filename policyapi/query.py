"""Query strings, read strictly: UTF-8, NFKC, no NUL, no invisible characters, bounded."""

import re
import unicodedata
from typing import Final
from urllib.parse import unquote_to_bytes

from policyapi.errors import Problem

LONGEST_QUERY: Final = 8_000
"""Longest query string, in bytes as sent."""
MOST_PARAMETERS: Final = 200
"""Parameters of one query, a repeated one counted each time."""

_INVISIBLE: Final = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    ]
)
"""Soft hyphens, zero-width characters and direction marks: they come along when text is pasted."""

_CONTROL: Final = "".join(
    f"\\u{n:04x}" for n in (*range(9), 11, 12, *range(14, 32), *range(127, 160))
)
_NOT_READ: Final = re.compile(f"[{_CONTROL}]")
_UNSEEN: Final = "".join(f"\\u{n:04x}" for n in _INVISIBLE)
_FIND_UNSEEN: Final = re.compile(f"[{_UNSEEN}]").search
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.-]*", re.ASCII).fullmatch
"""Texts that are what they say: names, numbers, ids and cursors, most of what is asked with."""
VISIBLE: Final = f"^[^{_CONTROL}]*[^\\s{_CONTROL}{_UNSEEN}][^{_CONTROL}]*$"
"""Pattern of a text that is read and not empty: no control characters, something to be seen."""

Query = dict[str, list[str]]


def normalise(text: str) -> str:
    """NFKC, without invisible characters and outer white space: what values are compared as."""
    if text.isascii():
        return text.strip()
    return _seen(unicodedata.normalize("NFKC", _seen(text))).strip()


def _seen(text: str) -> str:
    # Hardly a text has one of them, and looking for one costs less than taking them out.
    return text.translate(_INVISIBLE) if _FIND_UNSEEN(text) else text


def read_query(raw: str) -> Query:
    """Values by parameter, in their order. Raises Problem 400 for what cannot be read safely."""
    if len(raw) > LONGEST_QUERY:
        raise Problem(
            400,
            "query-too-long",
            f"The query string has {len(raw)} bytes; at most {LONGEST_QUERY} are read.",
        )
    parts = [part for part in raw.split("&") if part]
    if len(parts) > MOST_PARAMETERS:
        raise Problem(
            400,
            "too-many-parameters",
            f"The query string has {len(parts)} parameters; at most {MOST_PARAMETERS} are read.",
        )
    query: Query = {}
    for part in parts:
        name, _, value = part.partition("=")
        query.setdefault(_decode(name, name), []).append(_decode(value, name))
    return query


def _decode(raw: str, parameter: str) -> str:
    if _PLAIN(raw):
        return raw
    shown = parameter[:40].encode("ascii", "backslashreplace").decode()
    try:
        data = unquote_to_bytes(raw.replace("+", " ").encode("latin-1"))
        text = data.decode("utf-8")
    except UnicodeError as error:
        raise Problem(
            400,
            "not-utf-8",
            f"The parameter {shown!r} is not UTF-8. Percent-encode its UTF-8 bytes, as in "
            "district=%E5%B8%82%E4%B8%AD for 市中.",
        ) from error
    if _NOT_READ.search(text):
        raise Problem(
            400, "control-character", f"The parameter {shown!r} holds a control character, as NUL."
        )
    return normalise(text)
