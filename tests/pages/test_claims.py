"""Targets and achievements as pages: the API's numbers, words and quotes, and its strictness."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from pages.catalogue import compile_catalogue
from pages.claims_lists import MOST_ROWS
from pages.claims_outcomes import number_line
from pages.claims_quotes import grouped, parts_of
from plans.curation.reading import Text
from tests.api.asking import ask
from tests.pages.reading import chinese

pytestmark = pytest.mark.django_db

BUDGET = "shizhong-2019-budget-revenue"
DISPUTED = "shizhong-2020-old-estate-area"
UNREPORTED = "changqing-2019-clearance-mechanism"


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What Django reads of the Chinese texts."""
    compile_catalogue()


def page(path: str, status: int = 200) -> str:
    """A page's source."""
    response: Any = Client(headers={"accept": "text/html"}).get(path)
    assert response.status_code == status, response.content.decode()[:500]
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return str(response.content.decode())


def words(source: str) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())


def bare(source: str) -> str:
    """The same without any space: marks may part a word in two."""
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", source)))


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", ["/targets", "/achievements", f"/targets/{BUDGET}",
                                  "/achievements/shizhong-2021-gdp"])  # fmt: skip
def test_every_page_of_claims_has_one_title_and_both_languages(prefix: str, path: str) -> None:
    source = page(prefix + path)
    language = "en" if prefix else "zh-Hans"
    assert f'<html lang="{language}">' in source
    assert source.count("<h1>") == 1
    assert f'hreflang="en" href="http://testserver/en{path}"' in source
    assert f'hreflang="zh-Hans" href="http://testserver{path}"' in source
    assert f'href="/api{path}' in source
    assert "style=" not in source


@pytest.mark.parametrize("key", [BUDGET, DISPUTED, UNREPORTED])
def test_a_promise_shows_the_words_and_numbers_of_its_answer(key: str) -> None:
    target = ask(f"targets/{key}")
    source = page(f"/targets/{key}")
    assert bare(target["statement"]) in bare(source)
    assert bare(target["cite_as"]) in bare(source)
    assert target["deadline"]["date"] in source
    for citation in target["citations"]:
        assert bare(citation["quote"]) in bare(source)
        assert f"第 {citation['line']} 行" in source
    if target["value"] is not None:
        assert f"<b>{target['value']:,}</b><small>{target['unit']}</small>" in source
        assert f"{target['base_value']:,} <code>{target['base_unit']}</code>" in source
    for outcome in ask("outcomes", target=key)["results"]:
        assert chinese(outcome["reasoning"]) in html.unescape(source)


def test_every_target_and_achievement_has_a_page() -> None:
    for plural in ("targets", "achievements"):
        for row in ask(plural, page_size=1000)["results"]:
            assert bare(row["citations"][0]["quote"]) in bare(page(f"/en/{plural}/{row['id']}"))


def test_characters_are_counted_as_people_count_them() -> None:
    citation = ask(f"targets/{BUDGET}")["citations"][0]
    said = f"line {citation['line']} · characters {citation['start'] + 1}–{citation['end']} of"
    assert said in words(page(f"/en/targets/{BUDGET}"))


def test_english_converts_the_number_and_keeps_the_printed_one_apart() -> None:
    source = page(f"/en/targets/{BUDGET}")
    assert "<b>¥10</b><small> bn</small>" in source
    assert '<dd lang="zh-Hans">100 亿元</dd>' in source


def test_a_result_stands_on_the_line_of_its_promise_unless_it_cannot_be_compared() -> None:
    assert page(f"/targets/{BUDGET}").count('class="line result"') == 1
    disputed = page(f"/targets/{DISPUTED}")
    assert disputed.count('class="line promise"') == 1
    assert 'class="line result"' not in disputed


def test_a_claim_without_a_number_has_no_number_line() -> None:
    assert number_line([("promise", ask(f"targets/{UNREPORTED}"))]) is None
    source = page(f"/targets/{UNREPORTED}")
    assert 'class="lines"' not in source
    assert "原文未写数字" in source


def test_nothing_reported_speaks_of_the_documents() -> None:
    source = words(page(f"/en/targets/{UNREPORTED}"))
    assert "no later report found" in source
    assert "This speaks of the documents in the data, not of the work." in source


def test_a_result_names_the_promise_that_it_answers() -> None:
    achievement = ask("achievements/shizhong-2021-gdp")
    source = page("/en/achievements/shizhong-2021-gdp")
    for outcome in achievement["outcomes"]:
        assert f'href="/en/targets/{outcome["target"]}"' in source
    assert "No promise in the data is answered by it." in page(
        "/en/achievements/gangcheng-2019-headquarters"
    )


def test_a_disputed_promise_shows_both_sides_and_the_reading() -> None:
    source = page(f"/targets/{DISPUTED}")
    row = ask("discrepancies/shizhong-2020-old-estates-area")
    for side in row["sides"]:
        assert side["claim"] in source
        assert bare(side["citations"][0]["quote"]) in bare(source)
    assert chinese(row["reading"]) in html.unescape(source)
    assert "differing" not in page(f"/targets/{UNREPORTED}")


def test_without_the_documents_a_quote_stands_alone(tmp_path: Path) -> None:
    with override_settings(POLICYAPI_DOCUMENTS=tmp_path):
        source = page(f"/targets/{BUDGET}")
    quote = ask(f"targets/{BUDGET}")["citations"][0]["quote"]
    assert f'<blockquote lang="zh-Hans"><mark>{quote}</mark></blockquote>' in source
    assert "m-strip" in source


def test_a_copy_that_is_not_the_file_that_was_read_is_not_shown(tmp_path: Path) -> None:
    for document in ask("documents", page_size=1000)["results"]:
        (tmp_path / document["filename"]).write_text("甲" * document["characters"], "utf-8")
    with override_settings(POLICYAPI_DOCUMENTS=tmp_path):
        assert "甲甲" not in page(f"/targets/{BUDGET}")


@pytest.mark.documents
@pytest.mark.skipif(
    not settings.POLICYAPI_DOCUMENTS.is_dir(),
    reason="the press documents are not on this machine; set POLICYAPI_DOCUMENTS",
)
def test_a_quote_stands_in_the_words_around_it() -> None:
    target = ask(f"targets/{BUDGET}")
    citation = target["citations"][0]
    document = ask(f"documents/{citation['document']}")
    text = Text.read(settings.POLICYAPI_DOCUMENTS / document["filename"]).text
    parts = parts_of([citation], text)
    shown = "".join(part for _, part in parts).strip("…")
    assert shown in text
    assert [part for marked, part in parts if marked] == [citation["quote"]]
    assert bare("".join(part for _, part in parts)) in bare(page(f"/targets/{BUDGET}"))


def test_words_around_a_quote_stay_in_its_line_and_say_where_they_are_cut() -> None:
    before, behind = "前" * 50, "后" * 60
    text = f"别行\n{before}引文{behind}\n别行"
    start = text.index("引文")
    parts = parts_of([{"start": start, "end": start + 2, "quote": "引文"}], text)
    assert parts == ((False, "…" + "前" * 40), (True, "引文"), (False, "后" * 40 + "…"))
    short = parts_of([{"start": 1, "end": 3, "quote": "引文"}], "前引文后")
    assert short == ((False, "前"), (True, "引文"), (False, "后"))


def test_spans_of_one_sentence_are_one_quote() -> None:
    near = [
        {"document": "a", "start": 0, "end": 4, "quote": "一二三四"},
        {"document": "a", "start": 6, "end": 8, "quote": "七八"},
        {"document": "a", "start": 400, "end": 402, "quote": "远处"},
        {"document": "b", "start": 403, "end": 404, "quote": "别"},
    ]
    groups = grouped(near)
    assert [len(group) for group in groups] == [2, 1, 1]
    assert parts_of(groups[0], None) == ((True, "一二三四"), (False, "…"), (True, "七八"))
    assert parts_of(groups[0], "一二三四五六七八")[1] == (False, "五六")


def test_a_list_shows_the_rows_of_the_same_question() -> None:
    source = page("/targets?district=市中&year=2019&sort=deadline")
    rows = ask("targets", district="市中", year=2019, sort="deadline")["results"]
    shown = re.findall(r'<th scope="row" role="rowheader"><a href="/targets/([^"]+)"', source)
    assert shown == [row["id"] for row in rows]
    assert f"共 {len(rows)} 条" in source
    assert source.count("m-glyph") == sum(row["base_value"] is not None for row in rows)
    assert 'href="/api/targets?district=%E5%B8%82%E4%B8%AD&amp;year=2019' in source
    assert "format=csv" in source


def test_pages_of_a_list_are_walked_to_the_end_and_back() -> None:
    seen: list[str] = []
    path = "/en/targets"
    while path:
        source = page(path)
        seen += re.findall(r'rowheader"><a href="/en/targets/([^"#]+)"', source)
        link = re.search(r'href="(/en/targets\?[^"]+)" rel="next"', source)
        path = html.unescape(link.group(1)) if link else ""
    assert seen == [row["id"] for row in ask("targets", page_size=1000)["results"]]
    assert len(seen) > MOST_ROWS
    assert 'rel="prev"' in source


@pytest.mark.parametrize(
    "query",
    ["distrct=市中", "district=市忠", "year=abc", "page_size=51", "page=0", "fields=id",
     "format=csv", "verdict=good", "sort=colour"],
)  # fmt: skip
def test_a_wrong_question_is_an_error_page(query: str) -> None:
    source = page(f"/targets?{query}", 400)
    assert query.partition("=")[0] in source


def test_an_unknown_claim_is_a_page_that_names_the_nearest() -> None:
    assert BUDGET in page(f"/targets/{BUDGET}s", 404)
    page(f"/targets/{BUDGET}?year=2019", 400)


def test_fields_of_the_form_that_were_left_empty_leave_the_address() -> None:
    response = Client().get("/targets?q=&district=%E5%B8%82%E4%B8%AD&year=&sort=")
    assert response.status_code == 302
    assert response["Location"] == "/targets?district=%E5%B8%82%E4%B8%AD"
    assert Client().get("/en/targets?q=&year=")["Location"] == "/en/targets"


def test_the_form_is_filled_in_as_it_was_asked_and_keeps_other_filters() -> None:
    source = page("/targets?district=市中&modality=ensure&plan=shizhong-2020")
    assert 'name="district" value="市中"' in source
    assert '<option value="ensure" selected>' in source
    assert '<input type="hidden" name="plan" value="shizhong-2020">' in source
    assert 'href="/targets?district=%E5%B8%82%E4%B8%AD&amp;modality=ensure"' in source


def test_three_absences_look_different(monkeypatch: pytest.MonkeyPatch) -> None:
    read = page("/en/targets?district=长清&verdict=met")
    assert "The documents were read; none of them says such a thing:" in read
    assert 'href="/en/sources/jinan-2019-districts"' in read
    unread = page("/en/targets?district=长清&year=2024")
    assert "No document of this unit and time is in the data" in unread
    from pages import viewing

    listed = viewing.Visit.listed

    def unannotated(self: viewing.Visit, name: str, **query: Any) -> dict[str, Any]:
        found = listed(self, name, **query)
        for row in found["results"] if name == "documents" else []:
            row["facts"] = dict.fromkeys(row["facts"], 0)
        return found

    monkeypatch.setattr(viewing.Visit, "listed", unannotated)
    noted = page("/en/targets?district=长清&verdict=met")
    assert "There is a document, but its facts are not yet annotated:" in noted


def test_too_many_rows_are_refused_with_the_most_there_are() -> None:
    source = page("/targets?page_size=1000", 400)
    assert f"page_size={MOST_ROWS}" in source
