"""Quantities composed at random are read back; the oracle shares nothing with the reader."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from plans.curation.quantities import UnreadableQuantity, read_numeral, read_quantity
from plans.curation.units import BASE_UNITS, UNITS, normalise

BEFORE = {"": "eq", "过": "gt", "超": "gt", "突破": "gt", "不低于": "gte", "约": "approx"} | {
    "近": "approx",
    "不超过": "lte",
    "低于": "lt",
}
AFTER = {"": "eq", "以上": "gte", "左右": "approx", "以内": "lte"}
MULTIPLIERS = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
WORTH = {
    "元": ("CNY", Fraction(1)),
    "美元": ("USD", Fraction(1)),
    "%": ("percent", Fraction(1)),
    "个百分点": ("percentage_point", Fraction(1)),
    "平方米": ("m2", Fraction(1)),
    "平方公里": ("m2", Fraction(1000) * 1000),
    "亩": ("m2", Fraction(10000, 15)),
    "公顷": ("m2", Fraction(100) * 100),
    "米": ("m", Fraction(1)),
    "公里": ("m", Fraction(1000)),
    "户": ("household", Fraction(1)),
    "套": ("dwelling", Fraction(1)),
    "人": ("person", Fraction(1)),
    "个": ("count", Fraction(1)),
    "倍": ("multiple", Fraction(1)),
    "位": ("rank", Fraction(1)),
    "个工作日": ("workday", Fraction(1)),
    "分钟": ("minute", Fraction(1)),
    "年": ("year", Fraction(1)),
}

numbers = st.decimals(0, 10**6, places=2).map(lambda value: format(value.normalize(), "f"))


def spelt(number: int) -> str:
    """A whole number below 万 as Chinese spells it, digit by digit from the right."""
    digits, places = "零一二三四五六七八九", ["", "十", "百", "千"]
    text = ""
    for place, digit in zip(places, reversed(str(number)), strict=False):
        text = (digits[int(digit)] + (place if digit != "0" else "")) + text
    while "零零" in text:
        text = text.replace("零零", "零")
    return (text.rstrip("零") or "零") if len(text) > 1 else text


@given(number=st.integers(0, 9999))
def test_a_chinese_numeral_below_ten_thousand_is_read_back(number: int) -> None:
    text = spelt(number)
    assert read_numeral(text) == number
    assert read_numeral(text.replace("零", "〇")) == number
    if text.startswith("一十"):
        assert read_numeral(text.removeprefix("一")) == number


@given(text=st.text("零〇一二两三四五六七八九十百千", max_size=8))
def test_a_chinese_numeral_has_one_reading_or_is_refused(text: str) -> None:
    try:
        number = int(read_numeral(text))
    except UnreadableQuantity:
        return
    regular = text.replace("〇", "零").replace("两", "二")
    assert regular in {spelt(number), spelt(number).removeprefix("一")}


@given(
    before=st.sampled_from(sorted(BEFORE)),
    number=numbers,
    multiplier=st.sampled_from(sorted(MULTIPLIERS)),
    unit=st.sampled_from(sorted(WORTH)),
    after=st.sampled_from(sorted(AFTER)),
)
def test_a_composed_quantity_is_read_back_or_its_bounds_disagree(
    before: str, number: str, multiplier: str, unit: str, after: str
) -> None:
    bounds = {BEFORE[before], AFTER[after]} - {"eq"}
    text = f"{before}{number}{multiplier}{unit}{after}"
    if len(bounds) == 2 and bounds != {"gt", "gte"}:
        try:
            read_quantity(text)
        except UnreadableQuantity as refusal:
            assert "bounds that disagree" in str(refusal)  # noqa: PT017 - the else is the point
            return
        raise AssertionError(f"{text} was read, though its bounds disagree")
    read = read_quantity(text)
    expected = "gte" if len(bounds) == 2 else next(iter(bounds), "eq")
    assert (read.comparator, read.value, read.unit) == (
        expected,
        Decimal(number),
        multiplier + unit,
    )
    base_unit, factor = WORTH[unit]
    exact = Fraction(number) * MULTIPLIERS[multiplier] * factor
    assert read.base_unit == base_unit
    assert abs(Fraction(read.base_value) - exact) <= Fraction(1, 2 * 10**6)
    assert list(read.wording) == [word for word in (before, after) if word]


@given(
    value=st.decimals(0, 10**9, places=4),
    multiplier=st.sampled_from(sorted(MULTIPLIERS)),
    unit=st.sampled_from(sorted(UNITS)),
)
def test_normalisation_is_exact_but_for_mu(value: Decimal, multiplier: str, unit: str) -> None:
    base_value, base_unit = normalise(value, multiplier + unit)
    assert base_unit in BASE_UNITS
    exact = Fraction(value) * MULTIPLIERS[multiplier] * UNITS[unit].factor
    if unit == "亩":
        assert Fraction(base_value) == round(exact, 6)
    else:
        assert Fraction(base_value) == exact


@given(low=st.integers(1, 10**6), more=st.integers(1, 10**6), dash=st.sampled_from("-~～—–至到"))
def test_a_composed_range_is_read_back(low: int, more: int, dash: str) -> None:
    read = read_quantity(f"{low}{dash}{low + more}户")
    assert read.comparator == "between"
    assert (read.value, read.value_high) == (Decimal(low), Decimal(low + more))


@given(text=st.text("过近约前余多万亿千百十三5.%-至个元户平方米以上内左右级 ", max_size=12))
def test_any_text_is_read_or_refused_but_never_breaks(text: str) -> None:
    try:
        read = read_quantity(text)
    except UnreadableQuantity as refusal:
        assert repr(text) in str(refusal) or "numeral" in str(refusal)  # noqa: PT017
        return
    assert read.base_unit in BASE_UNITS
    assert read.value >= 0
