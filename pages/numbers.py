"""Quantities as pages show them: as printed in Chinese, in English converted to its own units."""

from typing import Any, Final, NamedTuple

from pages.language import current

SIGNS: Final = {
    "gt": ">", "gte": "≥", "approx": "≈", "lte": "≤", "lt": "<", "eq": "=", "between": "",
}  # fmt: skip

SCALES: Final[dict[str, tuple[tuple[float, str, str], ...]]] = {
    "CNY": ((1e12, "¥", " tn"), (1e9, "¥", " bn"), (1e6, "¥", " m"), (0, "¥", "")),
    "USD": ((1e9, "$", " bn"), (1e6, "$", " m"), (0, "$", "")),
    "m2": ((1e6, "", " million m²"), (0, "", " m²")),
    "m": ((1e3, "", " km"), (0, "", " m")),
    "percent": ((0, "", "%"),),
    "percentage_point": ((0, "", " percentage points"),),
    "household": ((0, "", " households"),),
    "dwelling": ((0, "", " dwellings"),),
    "person": ((0, "", " people"),),
    "count": ((0, "", ""),),
    "rank": ((0, "No. ", ""),),
    "multiple": ((0, "", " times"),),
    "workday": ((0, "", " working days"),),
    "minute": ((0, "", " minutes"),),
    "year": ((0, "", " years"),),
}
"""Of each base unit: from which size on, what stands before the number, and what behind it."""


class Shown(NamedTuple):
    """A quantity in parts, so that a page can set the number apart."""

    sign: str
    before: str
    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.sign} {self.before}{self.number}{self.unit}".strip()


def shown(fact: dict[str, Any], language: str | None = None) -> Shown | None:
    """The quantity of a target, an achievement or a cell; None where it has none.

    Chinese shows number and unit as printed; a cell of a comparison, which has no printed unit, and
    English show the base value in the unit that reads best. What is printed is never mixed with
    what is converted.
    """
    if fact.get("base_value") is None:
        return None
    sign = SIGNS.get(fact.get("comparator") or "eq", "")
    if (language or current()) == "zh" and fact.get("value") is not None:
        return Shown(sign, "", _range(fact, "value", 1.0), fact["unit"] or "")
    before, factor, unit = scale_of(fact["base_value"], fact["base_unit"])
    return Shown(sign, before, _range(fact, "base_value", factor), unit)


def scale_of(base_value: float, base_unit: str) -> tuple[str, float, str]:
    """What stands before a number, what it is divided by, and what stands behind it."""
    for least, before, unit in SCALES.get(base_unit, ((0, "", f" {base_unit}"),)):
        if abs(base_value) >= least:
            return before, least or 1.0, unit
    return "", 1.0, ""


def axis_scale(greatest: float, base_unit: str) -> tuple[str, float, str]:
    """As `scale_of`, in Chinese with its own steps, for the numbers of an axis."""
    if current() != "zh":
        return scale_of(greatest, base_unit)
    for least, unit in CHINESE.get(base_unit, ()):
        if abs(greatest) >= least:
            return "", least, unit
    return "", 1.0, PLAIN.get(base_unit, "")


CHINESE: Final[dict[str, tuple[tuple[float, str], ...]]] = {
    "CNY": ((1e8, "亿元"), (1e4, "万元"), (1, "元")),
    "USD": ((1e8, "亿美元"), (1e4, "万美元"), (1, "美元")),
    "m2": ((1e4, "万平方米"), (1, "平方米")),
    "m": ((1e3, "公里"), (1, "米")),
}
PLAIN: Final = {
    "percent": "%",
    "percentage_point": "个百分点",
    "household": "户",
    "dwelling": "套",
    "person": "人",
    "rank": "位",
    "multiple": "倍",
    "workday": "个工作日",
    "minute": "分钟",
    "year": "年",
}
"""Units of axes in Chinese, where a size has no step of its own."""


def digits(number: float) -> str:
    """A number with commas between thousands, and no more decimals than it has."""
    whole = f"{number:,.6f}".rstrip("0").rstrip(".")
    return "0" if whole in ("", "-0") else whole


def _range(fact: dict[str, Any], name: str, factor: float) -> str:
    low = digits(fact[name] / factor)
    high = fact.get("value_high")
    if high is None or not fact.get("value"):
        return low
    # The upper end is given as printed: it is converted as the lower end was.
    return f"{low}–{digits(high * (fact[name] / fact['value']) / factor)}"
