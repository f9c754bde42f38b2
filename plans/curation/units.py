"""Printed units and what they are worth in base units.

Areas: 1 亩 = 2000/3 m² exactly, 1 公顷 = 10 000 m². Money in CNY or USD. 百亿 and 千亿 are
numerals, not units.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

DECIMALS: Final = 6
Factor = int | Fraction


class Unit(NamedTuple):
    """A unit as printed, without 万 or 亿 before it."""

    base: str
    factor: Factor


MULTIPLIERS: Final = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}

_COUNTERS: Final = "个 项 家 处 条 座 所 栋 件 台 村 楼 站 类 大 批 片 场 次 届 连冠 级 支 辆"

UNITS: Final[dict[str, Unit]] = {
    "元": Unit("CNY", 1),
    "美元": Unit("USD", 1),
    "%": Unit("percent", 1),
    "％": Unit("percent", 1),
    "个百分点": Unit("percentage_point", 1),
    "平方米": Unit("m2", 1),
    "平方公里": Unit("m2", 10**6),
    "亩": Unit("m2", Fraction(2000, 3)),
    "公顷": Unit("m2", 10**4),
    "米": Unit("m", 1),
    "公里": Unit("m", 10**3),
    "户": Unit("household", 1),
    "套": Unit("dwelling", 1),
    "人": Unit("person", 1),
    "名": Unit("person", 1),
    "倍": Unit("multiple", 1),
    "位": Unit("rank", 1),
    "位次": Unit("rank", 1),
    "名次": Unit("rank", 1),
    "个工作日": Unit("workday", 1),
    "分钟": Unit("minute", 1),
    "年": Unit("year", 1),
} | {counter: Unit("count", 1) for counter in _COUNTERS.split()}

BASE_UNITS: Final = sorted({unit.base for unit in UNITS.values()})


def split_unit(printed: str) -> tuple[int, str]:
    """Split 亿美元 into (10**8, 美元); a bare multiplier leaves an empty unit: (10**8, "")."""
    factor = 1
    while printed and printed[0] in MULTIPLIERS and printed not in UNITS:
        factor *= MULTIPLIERS[printed[0]]
        printed = printed[1:]
    return factor, printed


def normalise(value: Decimal, printed_unit: str) -> tuple[Decimal, str]:
    """The value in its base unit, and that unit.

    Exact, but for 亩 that make no whole number of square metres: they are rounded to the six
    decimals that fixtures keep. Raises KeyError for a unit that is not known.
    """
    multiplier, name = split_unit(printed_unit)
    unit = UNITS[name]
    exact = Fraction(value) * multiplier * unit.factor
    if unit.factor != int(unit.factor):
        exact = round(exact, DECIMALS)
    return Decimal(exact.numerator) / Decimal(exact.denominator), unit.base
