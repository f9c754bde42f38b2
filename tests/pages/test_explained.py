"""What the data explain in English stands on Chinese pages in Chinese, all of it."""

import html
import re
import shutil
from pathlib import Path

import pytest
from django.template import Context, Template

from pages import catalogue_of_data as catalogue
from pages.catalogue import compile_catalogue
from plans.models.claims import NO_REPORT
from policyapi import po
from tests.api.asking import ask
from tests.pages.reading import chinese, page

pytestmark = pytest.mark.django_db

NOTED = "gaoxin-2020-industry-scale"
"""A target with a note, an inferred period, an inferred deadline and no later report."""
PLURALS = ("targets", "achievements", "projects", "slogans", "plans", "discrepancies", "documents")
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """What pages read of the Chinese texts."""
    compile_catalogue()


def drawn(text: str, *, zh: bool = True) -> str:
    """The element that tells a text, on a page in Chinese or in English."""
    element = Template('{% load pages %}{% told text "p" "note" %}')
    return str(element.render(Context({"zh": zh, "text": text})))


def test_a_chinese_page_tells_note_reasons_and_reasoning_in_chinese_without_a_mark() -> None:
    fact = ask(f"targets/{NOTED}")
    source = html.unescape(page(f"/targets/{NOTED}"))
    (outcome,) = ask("outcomes", target=NOTED)["results"]
    said = (fact["note"], fact["period"]["reason"], fact["deadline"]["reason"])
    for text in (*said, outcome["reasoning"]):
        assert text not in source
        assert f">{chinese(text)}<" in source
    assert re.findall(r'<[^>]+ lang="en"[^>]*>([^<]*)', source) == ["English"]


def test_an_english_page_tells_them_in_english_and_marked() -> None:
    note = ask(f"targets/{NOTED}")["note"]
    assert f'<span lang="en">{note}</span>' in html.unescape(page(f"/en/targets/{NOTED}"))


@pytest.mark.parametrize("plural", PLURALS)
def test_nothing_on_a_chinese_page_is_marked_english_but_the_way_there(plural: str) -> None:
    for row in ask(plural, page_size=1000)["results"]:
        place = "sources" if plural == "documents" else plural
        source = page(f"/{place}/{row['id']}")
        assert re.findall(r'<[^>]+ lang="en"[^>]*>([^<]*)', source) == ["English"], row["id"]
        for why in re.findall(r'class="inferred" title="([^"]+)"', source):
            assert "。" in why, (row["id"], why)


@pytest.mark.parametrize("path", ["/", "/about/data", "/districts/jinan-shizhong", "/sources"])
def test_neither_is_anything_on_pages_of_many(path: str) -> None:
    assert re.findall(r'<[^>]+ lang="en"[^>]*>([^<]*)', page(path)) == ["English"]


def test_a_text_that_the_catalogue_does_not_know_stays_english_and_marked() -> None:
    assert drawn("Not <known>.") == '<p class="note" lang="en">Not &lt;known&gt;.</p>'


def test_the_documents_that_a_composed_sentence_names_are_named_in_chinese_too() -> None:
    said = drawn(NO_REPORT.format("a-2020, b-2022"))
    assert said == '<p class="note">后来提到这个单位的文献都没有报道结果：a-2020、b-2022。</p>'
    english = drawn(NO_REPORT.format("a-2020"), zh=False)
    assert english == f'<p class="note" lang="en">{NO_REPORT.format("a-2020")}</p>'


def test_every_text_of_the_data_has_its_chinese_and_no_other_is_kept() -> None:
    assert catalogue.problems() == []
    assert len(catalogue.texts()) > 390


def test_a_missing_and_a_superfluous_text_are_named_with_their_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = catalogue.texts()
    gone = next(iter(texts))
    del texts[gone]
    new = {"Quite new.": ["fixtures/targets.json some-target note"]}
    monkeypatch.setattr(catalogue, "texts", lambda: texts | new)
    missing, superfluous = catalogue.problems()
    assert missing.startswith("fixtures/targets.json some-target note: no Chinese of 'Quite new.'")
    assert superfluous.startswith("pages/locale/zh_Hans/LC_MESSAGES/data.po: the data say")
    assert repr(gone) in superfluous
    assert all("manage.py catalogue --update" in problem for problem in (missing, superfluous))


def test_an_update_keeps_all_chinese_and_adds_what_is_new_without_any(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "data.po"
    shutil.copy(catalogue.CATALOGUE, copy)
    monkeypatch.setattr(catalogue, "CATALOGUE", copy)
    before = copy.read_bytes()
    assert catalogue.update() == 0
    assert copy.read_bytes() == before
    texts = catalogue.texts()
    monkeypatch.setattr(catalogue, "texts", lambda: texts | {"Quite new.": ["somewhere"]})
    assert catalogue.update() == 1
    assert 'msgid "Quite new."\nmsgstr ""\n' in copy.read_text()


def test_a_translation_is_chinese_and_keeps_the_chinese_words_of_its_text() -> None:
    for message in po.read(catalogue.CATALOGUE):
        text, said = str(message.id), str(message.string)
        assert not text or CHINESE.search(said), text
        for word in re.findall("[\u4e00-\u9fff]+", text):
            assert word in said, (word, text)
