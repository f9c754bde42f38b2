"""Printed quantities: 过百亿, 8.2%左右, 100多万平方米, 前30位次, 全覆盖 → comparator, value, unit.

The table of comparators is the design's; `docs/extraction.md` repeats it for curators. Values keep
the printed unit, except that the numerals 百 and 千 before 亿 are expanded: 千亿 is 1000 亿元.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plans.curation.units import UNITS, normalise, split_unit

BEFORE: Final = {
    "超过": "gt",
    "突破": "gt",
    "跨过": "gt",
    "迈过": "gt",
    "过": "gt",
    "超": "gt",
    "不低于": "gte",
    "不少于": "gte",
    "达到": "eq",
    "达": "eq",
    "大约": "approx",
    "约": "approx",
    "近": "approx",
    "不超过": "lte",
    "不高于": "lte",
    "前": "lte",
    "低于": "lt",
    "不足": "lt",
}
AFTER: Final = {
    "及以上": "gte",
    "以上": "gte",
    "左右": "approx",
    "上下": "approx",
    "及以内": "lte",
    "以内": "lte",
    "以下": "lte",
    "之内": "lte",
    "内": "lte",
    "级": "gte",
}
INSIDE: Final = {"余": "gt", "多": "gt"}
SILENT: Final = {"达到", "达", "前", "内"}
"""Words that introduce or bound a number without qualifying the promise."""

DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES: Final = {"十": 10, "百": 100, "千": 1000}

WHOLE: Final[dict[str, tuple[int, str, str]]] = {
    "全覆盖": (100, "%", "percent"),
    "清零": (0, "个", "count"),
    "翻番": (2, "倍", "multiple"),
    "翻一番": (2, "倍", "multiple"),
    "首家": (1, "家", "rank"),
    "首个": (1, "个", "rank"),
    "首批": (1, "批", "rank"),
}
"""Words that are a quantity of their own: value, printed unit, base unit."""

NUMERAL: Final = r"(?:\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千两]+)"


def _one_of(words: dict[str, str] | list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_PATTERN: Final = re.compile(
    rf"(?P<before>{_one_of(BEFORE)})?"
    rf"(?:(?P<low>{NUMERAL})(?P<low_unit>%|[万亿]?)[-~～—–至到])?"
    rf"(?P<value>{NUMERAL})?"
    rf"(?P<inside>[余多])?(?P<multiplier>[万亿]*)(?P<inside2>[余多])?"
    rf"(?P<unit>{_one_of([u for u in UNITS if u != '级'])})?(?P<inside3>[余多])?"
    rf"(?P<after>{_one_of(AFTER)})?"
)


class UnreadableQuantity(ValueError):  # noqa: N818 - it is named for what the text is
    """The text is not one quantity that this module can read."""


@dataclass(frozen=True)
class Quantity:
    """A printed quantity, read.

    `value` and `unit` as printed, `base_value` and `base_unit` normalised, `wording` the
    qualifying words that stand in it. Of a range, `value` is the lower end.
    """

    comparator: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    base_value: Decimal
    base_unit: str
    wording: tuple[str, ...]


def read_numeral(text: str) -> Decimal:
    """Arabic numeral, or Chinese below 万: 8.2, 十, 百, 三百, 十二.

    Raises UnreadableQuantity for another text.
    """
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    total, digit = 0, None
    for char in text:
        if char in PLACES:
            total += (1 if digit is None else digit) * PLACES[char]
            digit = None
        elif char in DIGITS and not digit:
            digit = DIGITS[char]
        else:
            raise UnreadableQuantity(f"{text!r} is not a numeral")
    return Decimal(total + (digit or 0))


def read_quantity(text: str, unit: str | None = None) -> Quantity:
    """Read one printed quantity.

    `unit` states the unit where the print leaves it to its noun: 过百亿 with `unit="亿元"`. A bare
    multiplier counts one: 过亿元 is more than 1 亿元. Raises UnreadableQuantity with the reason in
    plain words.
    """
    if text in WHOLE:
        value, printed, base = WHOLE[text]
        exact = Decimal(value)
        if unit is not None:
            base = normalise(exact, _resolve_unit("", unit, text))[1]
        return Quantity("eq", exact, None, unit or printed, exact, base, (text,))
    match = _PATTERN.fullmatch(text)
    if match is None or not (match["value"] or match["multiplier"]):
        raise UnreadableQuantity(
            f"{text!r} is not one quantity; give the shortest stretch with its unit and bounds"
        )
    first = match["low"] or match["value"]
    value = read_numeral(first) if first else Decimal(1)
    resolved = _resolve_unit(match["multiplier"] + (match["unit"] or ""), unit, text)
    base_value, base_unit = normalise(value, resolved)
    groups = ("before", "inside", "inside2", "inside3", "after")
    words = [match[name] for name in groups if match[name]]
    return Quantity(
        comparator="between" if match["low"] else _comparator(words, text),
        value=value,
        value_high=read_numeral(match["value"]) if match["low"] and match["value"] else None,
        unit=resolved,
        base_value=base_value,
        base_unit=base_unit,
        wording=tuple(word for word in words if word not in SILENT),
    )


def _comparator(words: list[str], text: str) -> str:
    found = {(BEFORE | AFTER | INSIDE)[word] for word in words} - {"eq"}
    if found == {"gt", "gte"}:  # 过亿元以上 doubles the bound; the weaker of the two is what is promised
        return "gte"
    if len(found) > 1:
        raise UnreadableQuantity(f"{text!r} has bounds that disagree: {', '.join(sorted(found))}")
    return found.pop() if found else "eq"


def _resolve_unit(printed: str, stated: str | None, text: str) -> str:
    if stated is None:
        if split_unit(printed)[1] not in UNITS:
            raise UnreadableQuantity(f"{text!r} prints no unit; state it, as in `unit: 亿元`")
        return printed
    if split_unit(stated)[1] not in UNITS:
        raise UnreadableQuantity(f"the unit {stated!r} is not known; see plans/curation/units.py")
    if not stated.startswith(printed):
        raise UnreadableQuantity(f"{text!r} prints {printed!r}, but the unit stated is {stated!r}")
    return stated
