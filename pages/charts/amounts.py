"""Numbers of charts: amounts as pages show them, and one unit for all the numbers of an axis."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pages.charts.words import NO_BREAK
from pages.numbers import digits, scale_of, shown

CHINESE: Final[dict[str, tuple[tuple[float, str], ...]]] = {
    "CNY": ((1e8, "亿元"), (1e4, "万元"), (1, "元")),
    "USD": ((1e8, "亿美元"), (1e4, "万美元"), (1, "美元")),
    "m2": ((1e4, "万平方米"), (1, "平方米")),
    "m": ((1e3, "公里"), (1, "米")),
    "percent": ((1, "%"),),
    "percentage_point": ((1, "个百分点"),),
    "household": ((1e4, "万户"), (1, "户")),
    "dwelling": ((1e4, "万套"), (1, "套")),
    "person": ((1e4, "万人"), (1, "人")),
    "rank": ((1, "位"),),
    "multiple": ((1, "倍"),),
    "workday": ((1, "个工作日"),),
    "minute": ((1, "分钟"),),
    "year": ((1, "年"),),
    "count": ((1, ""),),
}
"""Units of an axis by base unit, the largest first; claims have the unit that is printed."""
PLAIN: Final = ("count", "rank")
"""Base units whose numbers need no name in English: the heading says what they are."""


@dataclass(frozen=True)
class Unit:
    """A unit in which an axis is read: how many base units it is, and its name."""

    factor: float
    name: str

    def number(self, base: float) -> str:
        """A base value in digits, to six significant places; with its % if it is one."""
        return digits(float(f"{base / self.factor:.6g}")) + ("%" if self.name == "%" else "")


def unit_for(base_unit: str, greatest: float, language: str) -> Unit:
    """The unit in which numbers up to `greatest` base units are read."""
    if language == "zh":
        units = CHINESE.get(base_unit, ((1, base_unit),))
        return Unit(*next((unit for unit in units if unit[0] <= abs(greatest)), units[-1]))
    before, factor, after = scale_of(greatest, base_unit)
    return Unit(factor, "" if base_unit in PLAIN else f"{before}{after}".strip())


def amount(claim: Mapping[str, Any]) -> str:
    """Comparator, number and unit: as printed in Chinese, converted in English.

    Ends with the size that qualifies what is counted, in brackets, where there is one. No line ends
    inside it.
    """
    text = str(shown(dict(claim)) or "")
    size = shown(claim["threshold"]) if claim.get("threshold") else None
    return (f"{text} ({size})" if size else text).replace(" ", NO_BREAK)
