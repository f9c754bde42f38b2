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

DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")}
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

UNIT_MAY_BE_STATED: Final = {"清零"}
"""Of those, the words that leave what they count to their noun: of households it is 0 户."""

NUMERAL: Final = r"(?:\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千两]+)"


def _one_of(words: dict[str, str] | list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_UNIT: Final = _one_of([unit for unit in UNITS if unit != "级"])
_MULTIPLIER: Final = "(?:万亿|[万亿])?"
_PATTERN: Final = re.compile(
    rf"(?P<before>{_one_of(BEFORE)})?"
    rf"(?:(?P<low>{NUMERAL})(?P<low_unit>{_MULTIPLIER}(?:{_UNIT})?)[-~～—–至到])?"
    rf"(?P<value>{NUMERAL})?"
    rf"(?P<inside>[余多])?(?P<multiplier>{_MULTIPLIER})(?P<inside2>[余多])?"
    rf"(?P<unit>{_UNIT})?(?P<inside3>[余多])?"
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
    """Arabic numeral, or Chinese below 万: 8.2, 十, 百, 三百, 十二, 一千零五.

    Raises UnreadableQuantity for another text, 三百五 too: it may be 305 or 350.
    """
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return Decimal(text)
    regular = re.sub("^(?=[十百千])", "一", text).replace("两", "二").replace("〇", "零")
    total, digit = 0, 0
    for char in regular:
        if char in PLACES:
            total += digit * PLACES[char]
            digit = 0
        else:
            digit = DIGITS.get(char, 0)
    if regular != _spelt(total + digit):
        raise UnreadableQuantity(f"{text!r} is not a numeral that reads in one way")
    return Decimal(total + digit)


def _spelt(number: int) -> str:
    spelt = ""
    for value, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if digit:
            spelt += "零一二三四五六七八九"[digit] + place
        elif spelt and not spelt.endswith("零"):
            spelt += "零"
    return spelt.rstrip("零") or "零"


def read_quantity(text: str, unit: str | None = None) -> Quantity:
    """Read one printed quantity.

    `unit` states the unit where the print leaves it to its noun: 过百亿 with `unit="亿元"`. A bare
    multiplier counts one: 过亿元 is more than 1 亿元. Raises UnreadableQuantity with the reason in
    plain words.
    """
    if text in WHOLE:
        return _read_whole(text, unit)
    match = _PATTERN.fullmatch(text)
    if match is None or not (match["value"] or (match["multiplier"] and not match["low"])):
        raise UnreadableQuantity(
            f"{text!r} is not one quantity; give the shortest stretch with its unit and bounds"
        )
    first = match["low"] or match["value"]
    value = read_numeral(first) if first else Decimal(1)
    value_high = read_numeral(match["value"]) if match["low"] else None
    printed = match["multiplier"] + (match["unit"] or "")
    resolved = _resolve_unit(printed, unit, text)
    base_value, base_unit = normalise(value, resolved)
    groups = ("before", "inside", "inside2", "inside3", "after")
    words = [match[name] for name in groups if match[name]]
    if value_high is not None:
        if match["low_unit"] not in {"", match["multiplier"], printed}:
            raise UnreadableQuantity(f"{text!r} has ends in two units; a range has one")
        _require_a_range(value, value_high, words, text)
    return Quantity(
        comparator=_comparator(words, text) if value_high is None else "between",
        value=value,
        value_high=value_high,
        unit=resolved,
        base_value=base_value,
        base_unit=base_unit,
        wording=tuple(word for word in words if word not in SILENT),
    )


def _read_whole(text: str, unit: str | None) -> Quantity:
    number, printed, base = WHOLE[text]
    value = Decimal(number)
    if unit is not None and text in UNIT_MAY_BE_STATED:
        base = normalise(value, _resolve_unit("", unit, text))[1]
    elif unit not in {None, printed}:
        raise UnreadableQuantity(f"{text!r} is {number} {printed} and takes no unit {unit!r}")
    return Quantity("eq", value, None, unit or printed, value, base, (text,))


def _bounds(words: list[str]) -> set[str]:
    return {(BEFORE | AFTER | INSIDE)[word] for word in words} - {"eq"}


def _require_a_range(low: Decimal, high: Decimal, words: list[str], text: str) -> None:
    if low >= high:
        raise UnreadableQuantity(f"{text!r} runs from {low} to {high}; a range runs upwards")
    if _bounds(words) - {"approx"}:
        raise UnreadableQuantity(f"{text!r} is a range and a bound at once; give one of them")


def _comparator(words: list[str], text: str) -> str:
    found = _bounds(words)
    if found == {"gt", "gte"}:  # 过亿元以上 doubles the bound; the weaker of the two is promised
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
    multiplied = split_unit(printed)[0]
    if not stated.startswith(printed) or multiplied not in {1, split_unit(stated)[0]}:
        raise UnreadableQuantity(f"{text!r} prints {printed!r}, but the unit stated is {stated!r}")
    return stated
