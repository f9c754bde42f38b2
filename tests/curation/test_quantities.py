"""Every form of quantity that the documents print: comparator, value, unit, base value, wording."""

from decimal import Decimal

import pytest

from plans.curation.quantities import UnreadableQuantity, read_numeral, read_quantity

PRINTED = [
    # words before the number
    ("过百亿", "亿元", "gt", "100", "亿元", 10**10, "CNY", ["过"]),
    ("过千亿", "亿元", "gt", "1000", "亿元", 10**11, "CNY", ["过"]),
    ("过亿元", None, "gt", "1", "亿元", 10**8, "CNY", ["过"]),
    ("跨过千亿元", None, "gt", "1000", "亿元", 10**11, "CNY", ["跨过"]),
    ("迈过千亿元", None, "gt", "1000", "亿元", 10**11, "CNY", ["迈过"]),
    ("突破百亿元", None, "gt", "100", "亿元", 10**10, "CNY", ["突破"]),
    ("超过50%", None, "gt", "50", "%", 50, "percent", ["超过"]),
    ("超30家", None, "gt", "30", "家", 30, "count", ["超"]),
    ("不低于7%", None, "gte", "7", "%", 7, "percent", ["不低于"]),
    ("不少于20个", None, "gte", "20", "个", 20, "count", ["不少于"]),
    ("约12万人", None, "approx", "12", "万人", 120000, "person", ["约"]),
    ("约2800套", None, "approx", "2800", "套", 2800, "dwelling", ["约"]),
    ("大约3公里", None, "approx", "3", "公里", 3000, "m", ["大约"]),
    ("近2万名", None, "approx", "2", "万名", 20000, "person", ["近"]),
    ("不超过15分钟", None, "lte", "15", "分钟", 15, "minute", ["不超过"]),
    ("不高于3个百分点", None, "lte", "3", "个百分点", 3, "percentage_point", ["不高于"]),
    ("前30位次", None, "lte", "30", "位次", 30, "rank", []),
    ("前三位", None, "lte", "3", "位", 3, "rank", []),
    ("低于5%", None, "lt", "5", "%", 5, "percent", ["低于"]),
    ("不足2万元", None, "lt", "2", "万元", 20000, "CNY", ["不足"]),
    ("达到95%", None, "eq", "95", "%", 95, "percent", []),
    ("达31.8%", None, "eq", "31.8", "%", Decimal("31.8"), "percent", []),
    # words behind it
    ("8.2%左右", None, "approx", "8.2", "%", Decimal("8.2"), "percent", ["左右"]),
    ("10%上下", None, "approx", "10", "%", 10, "percent", ["上下"]),
    ("1.5倍以上", None, "gte", "1.5", "倍", Decimal("1.5"), "multiple", ["以上"]),
    ("200亿元以上", None, "gte", "200", "亿元", 2 * 10**10, "CNY", ["以上"]),
    ("10亿元及以上", None, "gte", "10", "亿元", 10**9, "CNY", ["及以上"]),
    ("千亿级", "亿元", "gte", "1000", "亿元", 10**11, "CNY", ["级"]),
    ("百亿级", "亿元", "gte", "100", "亿元", 10**10, "CNY", ["级"]),
    ("万亿级", "万亿元", "gte", "1", "万亿元", 10**12, "CNY", ["级"]),
    ("20个工作日以内", None, "lte", "20", "个工作日", 20, "workday", ["以内"]),
    ("3年内", None, "lte", "3", "年", 3, "year", []),
    ("5%以下", None, "lte", "5", "%", 5, "percent", ["以下"]),
    ("30分钟之内", None, "lte", "30", "分钟", 30, "minute", ["之内"]),
    # words inside it
    ("1.2万余亩", None, "gt", "1.2", "万亩", 8 * 10**6, "m2", ["余"]),
    ("100多万平方米", None, "gt", "100", "万平方米", 10**6, "m2", ["多"]),
    ("2万余套", None, "gt", "2", "万套", 20000, "dwelling", ["余"]),
    ("2000余名", None, "gt", "2000", "名", 2000, "person", ["余"]),
    ("20多个", None, "gt", "20", "个", 20, "count", ["多"]),
    # two words
    ("过亿元以上", None, "gte", "1", "亿元", 10**8, "CNY", ["过", "以上"]),
    ("约10%左右", None, "approx", "10", "%", 10, "percent", ["约", "左右"]),
    # plain numbers and numerals
    ("千亿", "亿元", "eq", "1000", "亿元", 10**11, "CNY", []),
    ("2343.7亿元", None, "eq", "2343.7", "亿元", 234370000000, "CNY", []),
    ("13亿美元", None, "eq", "13", "亿美元", 13 * 10**8, "USD", []),
    ("2.77万户", None, "eq", "2.77", "万户", 27700, "household", []),
    ("1565万平方米", None, "eq", "1565", "万平方米", 15650000, "m2", []),
    ("3605公顷", None, "eq", "3605", "公顷", 36050000, "m2", []),
    ("1500亩", None, "eq", "1500", "亩", 10**6, "m2", []),
    ("7亩", None, "eq", "7", "亩", Decimal("4666.666667"), "m2", []),
    ("12.5平方公里", None, "eq", "12.5", "平方公里", 12500000, "m2", []),
    ("20公里", None, "eq", "20", "公里", 20000, "m", []),
    ("十大", None, "eq", "10", "大", 10, "count", []),
    ("6大", None, "eq", "6", "大", 6, "count", []),
    ("五座", None, "eq", "5", "座", 5, "count", []),
    ("两个", None, "eq", "2", "个", 2, "count", []),
    ("两年", None, "eq", "2", "年", 2, "year", []),
    ("九连冠", None, "eq", "9", "连冠", 9, "count", []),
    ("一百零五所", None, "eq", "105", "所", 105, "count", []),
    ("18件", None, "eq", "18", "件", 18, "count", []),
    ("211处", None, "eq", "211", "处", 211, "count", []),
    ("12条", None, "eq", "12", "条", 12, "count", []),
    ("1973栋", None, "eq", "1973", "栋", 1973, "count", []),
    ("7％", None, "eq", "7", "％", 7, "percent", []),
    # words that are a quantity of their own
    ("全覆盖", None, "eq", "100", "%", 100, "percent", ["全覆盖"]),
    ("清零", None, "eq", "0", "个", 0, "count", ["清零"]),
    ("清零", "户", "eq", "0", "户", 0, "household", ["清零"]),
    ("翻番", None, "eq", "2", "倍", 2, "multiple", ["翻番"]),
    ("翻一番", None, "eq", "2", "倍", 2, "multiple", ["翻一番"]),
    ("首家", None, "eq", "1", "家", 1, "rank", ["首家"]),
    ("首个", None, "eq", "1", "个", 1, "rank", ["首个"]),
    ("首批", None, "eq", "1", "批", 1, "rank", ["首批"]),
]
"""text, stated unit, comparator, value, unit, base value, base unit, wording."""

RANGES = [
    ("5-10个", "5", "10", "个", 5, []),
    ("5至10万户", "5", "10", "万户", 50000, []),
    ("5万至10万户", "5", "10", "万户", 50000, []),
    ("3亿元到5亿元", "3", "5", "亿元", 3 * 10**8, []),
    ("7%-8%", "7", "8", "%", 7, []),
    ("7—8%", "7", "8", "%", 7, []),
    ("约10~20个", "10", "20", "个", 10, ["约"]),
    ("十至二十家", "10", "20", "家", 10, []),
    ("2～3年左右", "2", "3", "年", 2, ["左右"]),
]

UNREADABLE = [
    ("", None, "'' is not one quantity"),
    ("增长8.2%", None, "give the shortest stretch with its unit and bounds"),
    ("7%、8%", None, "is not one quantity"),
    ("过", None, "is not one quantity"),
    ("个", None, "is not one quantity"),
    ("5至万户", None, "is not one quantity"),
    ("过百亿", None, "'过百亿' prints no unit; state it, as in `unit: 亿元`"),
    ("147", None, "'147' prints no unit"),
    ("80万", None, "'80万' prints no unit"),
    ("80万", "里", "the unit '里' is not known"),
    ("80万平方米", "亩", "'80万平方米' prints '万平方米', but the unit stated is '亩'"),
    ("80万", "亿元", "prints '万', but the unit stated is '亿元'"),
    ("80万", "万亿元", "prints '万', but the unit stated is '万亿元'"),
    ("全覆盖", "户", "'全覆盖' is 100 % and takes no unit '户'"),
    ("清零", "里", "the unit '里' is not known"),
    ("约100个以上", None, "bounds that disagree: approx, gte"),
    ("超过100个以内", None, "bounds that disagree: gt, lte"),
    ("超过5-10个", None, "is a range and a bound at once"),
    ("5-10个以上", None, "is a range and a bound at once"),
    ("10-5个", None, "runs from 10 to 5; a range runs upwards"),
    ("5万至10亿元", None, "has ends in two units; a range has one"),
    ("7%-8个", None, "has ends in two units; a range has one"),
    ("三百五个", None, "'三百五' is not a numeral that reads in one way"),
    ("百千个", None, "'百千' is not a numeral that reads in one way"),
    ("二三个", None, "'二三' is not a numeral that reads in one way"),
    ("1.2.3个", None, "is not one quantity"),
    ("8.%", None, "is not one quantity"),
]


@pytest.mark.parametrize(
    ("text", "stated", "comparator", "value", "unit", "base_value", "base_unit", "wording"),
    PRINTED,
    ids=[f"{row[0]}-{row[1] or 'printed'}" for row in PRINTED],
)
def test_a_printed_quantity_is_read(
    text: str,
    stated: str | None,
    comparator: str,
    value: str,
    unit: str,
    base_value: int | Decimal,
    base_unit: str,
    wording: list[str],
) -> None:
    read = read_quantity(text, stated)
    assert (read.comparator, read.value, read.value_high) == (comparator, Decimal(value), None)
    assert (read.unit, read.base_value, read.base_unit) == (unit, base_value, base_unit)
    assert list(read.wording) == wording


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "base_value", "wording"), RANGES, ids=[row[0] for row in RANGES]
)
def test_a_range_keeps_both_ends(
    text: str, low: str, high: str, unit: str, base_value: int, wording: list[str]
) -> None:
    read = read_quantity(text)
    assert read.comparator == "between"
    assert (read.value, read.value_high) == (Decimal(low), Decimal(high))
    assert (read.unit, list(read.wording)) == (unit, wording)
    assert read.base_value == base_value


@pytest.mark.parametrize(
    ("text", "unit", "message"), UNREADABLE, ids=[f"{row[0]}-{row[1]}" for row in UNREADABLE]
)
def test_what_is_no_quantity_is_refused_in_plain_words(
    text: str, unit: str | None, message: str
) -> None:
    with pytest.raises(UnreadableQuantity) as refusal:
        read_quantity(text, unit)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("〇", 0),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("百", 100),
        ("两百", 200),
        ("一百一十", 110),
        ("千", 1000),
        ("一千零五", 1005),
        ("三千二百", 3200),
        ("8.2", Decimal("8.2")),
        ("0.50", Decimal("0.5")),
    ],
)
def test_a_numeral_is_read(text: str, value: int | Decimal) -> None:
    assert read_numeral(text) == value


AMBIGUOUS = ["", "三百五", "十百", "百千", "二〇一九", "零二", "一千五", "万", "1,250", "-3"]


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_a_numeral_that_reads_in_two_ways_or_none_is_refused(text: str) -> None:
    with pytest.raises(UnreadableQuantity, match="is not a numeral that reads in one way"):
        read_numeral(text)
