"""Which of several media types an Accept header prefers (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.http import parse_header_parameters


@dataclass(frozen=True)
class _Range:
    """One media range of an Accept header."""

    main: str
    sub: str
    quality: float
    position: int

    @property
    def exactness(self) -> int:
        """*/* is 0, text/* is 1, text/csv is 2."""
        return (self.main != "*") + (self.sub != "*")

    def holds(self, media_type: str) -> bool:
        """Whether a media type is within the range."""
        main, _, sub = media_type.partition("/")
        return self.main in ("*", main) and self.sub in ("*", sub)


EVERYTHING: Final = (_Range("*", "*", 1.0, 0),)
"""What a header means that names nothing."""
LONGEST_KNOWN: Final = 300
"""Characters of a header that is remembered."""


def preferred(header: str, media_types: Mapping[str, str]) -> str | None:
    """The name of the media type that is wanted most, or None where none is acceptable.

    The most exact range that holds a type gives its quality, and q=0 forbids it. Between equals the
    more exact range wins, then the one named first, then the type that stands first here.
    """
    choose = _known if len(header) <= LONGEST_KNOWN else _chosen
    return choose(header, tuple(media_types.items()))


def _chosen(header: str, media_types: tuple[tuple[str, str], ...]) -> str | None:
    ranges = _read(header) or EVERYTHING
    best: tuple[float, int, int] | None = None
    chosen = None
    for name, media_type in media_types:
        holding = [found for found in ranges if found.holds(media_type)]
        if not holding:
            continue
        decides = max(holding, key=lambda found: (found.exactness, found.quality))
        rank = (decides.quality, decides.exactness, -decides.position)
        if decides.quality > 0 and (best is None or rank > best):
            best, chosen = rank, name
    return chosen


_known: Final = lru_cache(maxsize=256)(_chosen)
"""Clients are few, and each sends the same with every request."""


def _read(header: str) -> list[_Range]:
    ranges = []
    for position, part in enumerate(header.split(",")):
        if part.strip():
            media_type, parameters = parse_header_parameters(part.strip().lower())
            main, _, sub = media_type.partition("/")
            quality = _quality(parameters.get("q", "1"))
            ranges.append(_Range(main.strip(), sub.strip(), quality, position))
    return ranges


def _quality(text: str) -> float:
    """A number from 0 to 1; a text that is none counts as not given."""
    try:
        quality = float(text)
    except ValueError:
        return 1.0
    return quality if 0 <= quality <= 1 else 1.0
