"""`q` finds the rows that truly contain every word: the same as a plain scan over all data."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.asking import NAMES, ask, ids
from tests.api.oracle import Records
from tests.api.searched import Texts, folded

pytestmark = pytest.mark.django_db
IN_ONE_TRANSACTION = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def texts(records: Records) -> Texts:
    """All searched texts; the reasoning on unreported targets is made at load, so it is asked."""
    rows = ask("outcomes", page_size=1000, fields="id,reasoning")["results"]
    return Texts(records, {row["id"]: row["reasoning"] for row in rows})


WRITTEN = [
    "厕", "市", "5", "+", "小区", "学校", "市中", "GDP", "gdp", "ＧＤＰ", "5G", "1+456",
    "１＋４５６",
    "PPP", "SAP", "%", "_", "\\", "'", '"', "“", "100%", "过百亿", "老旧小区", "一般公共预算收入",
    "教育", "双招双引", "项目为王", "生产总值 过千亿", "  市中   棚户区 ", "小区 万平方米 完成",
    "the", "No later", "district", "370103", "no such words anywhere", "市\u200b中",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_words_of_every_kind_find_what_a_plain_scan_finds(name: str, texts: Texts) -> None:
    for q in WRITTEN:
        assert ids(name, q=q) == texts.ids(name, q), f"{name}?q={q}"


@pytest.mark.parametrize("name", NAMES)
def test_every_character_and_pair_of_characters_finds_what_a_plain_scan_finds(
    name: str, texts: Texts
) -> None:
    every = sorted({text for found in texts.by_list[name].values() for text in found})
    grams = {g for t in every for n in (1, 2) for i in range(len(t)) if (g := t[i : i + n]).strip()}
    for q in random.Random(name).sample(sorted(grams), k=min(120, len(grams))):  # noqa: S311
        assert ids(name, q=q) == texts.ids(name, q), f"{name}?q={q}"


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=IN_ONE_TRANSACTION
)
@given(data=st.data())
def test_random_terms_find_what_a_plain_scan_finds(data: st.DataObject, texts: Texts) -> None:
    name = data.draw(st.sampled_from(NAMES))
    every = sorted({t for found in texts.by_list[name].values() for t in found})
    text = data.draw(st.sampled_from(every))
    start = data.draw(st.integers(0, len(text) - 1))
    piece = st.just(text[start : start + data.draw(st.integers(1, 12))])
    visible = st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1, max_size=3)
    words = data.draw(st.lists(st.one_of(piece, visible), min_size=1, max_size=3))
    q = " ".join(words)
    if folded(q):
        assert ids(name, q=q) == texts.ids(name, q), f"{name}?q={q}"


def test_one_character_is_a_word(texts: Texts) -> None:
    assert ids("targets", q="厕") == texts.ids("targets", "厕") != []


def test_words_may_stand_in_different_texts_and_all_must_stand_somewhere(texts: Texts) -> None:
    both = ids("targets", q="国内生产总值 过千亿")
    assert both == texts.ids("targets", "国内生产总值 过千亿") != []
    assert ids("targets", q="国内生产总值 没有这个词") == []
    assert set(both) <= set(ids("targets", q="过千亿"))
