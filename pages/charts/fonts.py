"""The fonts of the host that can draw Chinese, found without any tool besides the font files."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import resvg_py
from django.conf import settings

SUFFIXES: Final = (".ttf", ".otf", ".ttc", ".otc")
HOST: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
"""Folders in which systems keep fonts."""
LIKELY: Final = (
    "*CJK*", "*SourceHan*", "*NotoSansSC*", "*NotoSerifSC*", "wqy*", "*PingFang*", "msyh*",
    "*Hiragino*GB*", "*Songti*", "*STHeiti*", "simhei*",
)  # fmt: skip
"""Names of files there that may hold Chinese: opening every font of a host takes too long."""
SANS: Final = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
    "Hiragino Sans GB", "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Heiti SC",
    "STHeiti", "SimHei",
)  # fmt: skip
"""Families in the order in which they are chosen."""
SONG: Final = (
    "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN",
    "Songti SC", "STSong",
)  # fmt: skip
PROBES: Final = ("市", "区")
"""Two characters that no two drawings of empty boxes could tell apart."""


class NoFont(Exception):  # noqa: N818 - what is missing
    """No font of this host draws Chinese."""

    def __init__(self) -> None:
        super().__init__(
            "This server has no font with Chinese characters, so that it draws no PNG. Install one "
            "(fonts-noto-cjk, for example) or name its folder in POLICYAPI_FONTS. The same chart "
            "is there as SVG."
        )


@dataclass(frozen=True)
class Fonts:
    """The files of the chosen families, and the families' names."""

    files: tuple[str, ...]
    sans: str
    song: str


@lru_cache(maxsize=1)
def fonts() -> Fonts:
    """The fonts to draw with. Raises NoFont; looks again the next time, should one be installed."""
    files: dict[str, list[Path]] = {}
    for path in _files():
        for family in families(path):
            files.setdefault(family, []).append(path)
    sans = _first(SANS, files)
    if sans is None:
        raise NoFont
    song = _first(SONG, files) or sans
    chosen = dict.fromkeys(str(path) for path in files[sans] + files[song])
    return Fonts(tuple(chosen), sans, song)


def families(path: Path) -> set[str]:
    """English names of the families that a font file holds; none where it cannot be read."""
    try:
        data = path.read_bytes()
        return {name for start in _starts(data) for name in _names(data, start)}
    except (OSError, struct.error, UnicodeDecodeError):
        return set()


def _files() -> Iterator[Path]:
    own: list[Path] = list(getattr(settings, "POLICYAPI_FONTS", []))
    for folder in own:
        yield from sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    for name in HOST:
        for pattern in LIKELY:
            found = Path(name).expanduser().rglob(pattern)
            yield from sorted(p for p in found if p.suffix.lower() in SUFFIXES)


def _first(wanted: tuple[str, ...], files: dict[str, list[Path]]) -> str | None:
    """The first family that is there and draws Chinese; after those wanted, any other one."""
    others = [family for family in files if family not in SANS + SONG]
    known = [family for family in wanted if family in files]
    candidates = known + (others if wanted is SANS else [])
    return next((f for f in candidates if draws_chinese(f, files[f])), None)


def draws_chinese(family: str, files: list[Path]) -> bool:
    """Whether two characters come out as two different pictures, and neither as an empty one."""
    pictures = {_probe(family, files, char) for char in (*PROBES, " ")}
    return len(pictures) == len(PROBES) + 1


def _probe(family: str, files: list[Path], char: str) -> bytes:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
        f'<text x="4" y="30" font-size="30" font-family="sans-serif">{char}</text></svg>'
    )
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            font_files=[str(path) for path in files],
            sans_serif_family=family,
            skip_system_fonts=True,
        )
    )


def _starts(data: bytes) -> tuple[int, ...]:
    """Where the fonts of a file begin: one, or those of a collection."""
    if data[:4] != b"ttcf":
        return (0,)
    (count,) = struct.unpack_from(">I", data, 8)
    return struct.unpack_from(f">{count}I", data, 12)


def _names(data: bytes, start: int) -> Iterator[str]:
    """The family by the `name` table of OpenType: record 16, or else record 1, in English."""
    (count,) = struct.unpack_from(">H", data, start + 4)
    for place in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * place)
        if tag == b"name":
            found = dict(_records(data, offset))
            yield from (found[key] for key in (16, 1) if key in found)
            return


def _records(data: bytes, table: int) -> Iterator[tuple[int, str]]:
    _, count, texts = struct.unpack_from(">HHH", data, table)
    for place in range(count):
        platform, _, language, key, length, offset = struct.unpack_from(
            ">6H", data, table + 6 + 12 * place
        )
        if platform == 3 and language == 0x409 and key in (1, 16):
            begin = table + texts + offset
            yield key, data[begin : begin + length].decode("utf-16-be")
