"""Plans, projects and slogans as pages: the API's own words, stages and places, and strictness."""

import html
import re

import pytest

from pages.catalogue import compile_catalogue
from pages.claims_lists import MOST_ROWS
from tests.api.asking import ask
from tests.pages.reading import links, page, words

pytestmark = pytest.mark.django_db

PLAN = "shizhong-2019"
BELT = "shizhong-south-ring-tech-belt"
SLOGAN = "shizhong-slogan-breakthrough-year"
PATHS = [
    "/plans", f"/plans/{PLAN}", "/projects", f"/projects/{BELT}", "/slogans", f"/slogans/{SLOGAN}",
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What Django reads of the Chinese texts."""
    compile_catalogue()


def bare(source: str) -> str:
    """What a page says without any space: marks may part a word in two."""
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", source)))


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_one_title_both_languages_and_its_data(prefix: str, path: str) -> None:
    source = page(prefix + path)
    assert f'<html lang="{"en" if prefix else "zh-Hans"}">' in source
    assert source.count("<h1") == 1
    assert f'hreflang="en" href="http://testserver/en{path}"' in source
    assert f'type="application/json" href="/api{path}' in source
    assert "style=" not in source


@pytest.mark.parametrize("plural", ["plans", "projects", "slogans"])
def test_every_row_has_a_page_with_its_first_quote_and_how_to_cite_it(plural: str) -> None:
    for row in ask(plural, page_size=1000)["results"]:
        said = bare(page(f"/en/{plural}/{row['id']}"))
        assert bare(row["citations"][0]["quote"]) in said
        assert bare(row["cite_as"]) in said


def test_a_work_system_is_taken_apart_into_all_its_components() -> None:
    plan = ask(f"plans/{PLAN}")
    source = page(f"/plans/{PLAN}")
    assert [f'"digit">{digit}<' in source for digit in "1456"] == [True] * 4
    for element in plan["elements"]:
        assert html.escape(element["name"]) in source
        for citation in element["citations"]:
            assert bare(citation["quote"]) in bare(source)
    assert f"/plans/{plan['aligned_with']['id']}" in links(source)


def test_a_plan_leads_to_the_one_before_it_and_to_its_parts() -> None:
    assert f"/en/plans/{PLAN}" in links(page("/en/plans/shizhong-2020"))
    assert f"/plans/{PLAN}" in links(page("/plans/shizhong-2019-industry-pattern"))
    assert "/plans/shizhong-2019-industry-pattern" in links(page(f"/plans/{PLAN}"))


def test_a_plan_shows_what_belongs_to_it_under_its_component() -> None:
    found = links(page(f"/plans/{PLAN}"))
    for plural in ("targets", "achievements", "projects", "slogans"):
        rows = ask(plural, plan=PLAN, page_size=1000)["results"]
        assert rows
        assert {f"/{plural}/{row['id']}" for row in rows} <= set(found)
    said = words(page(f"/plans/{PLAN}"))
    element = ask("targets/shizhong-2019-budget-revenue")["element"]
    assert f"{element['group']} · {element['name']}" in said


def test_a_code_that_no_text_expands_is_said_to_be_so() -> None:
    source = words(page("/en/plans/jinan-2019"))
    assert "The data do not say what the digits stand for." in source
    assert "no code" in words(page("/en/plans/pingyin-2019"))


def test_a_project_shows_every_mention_with_year_stage_word_and_quote() -> None:
    project = ask(f"projects/{BELT}")
    source = page(f"/projects/{BELT}")
    course = source[source.index('class="course"') : source.index("</ol>")]
    assert course.count('<li class="fact">') == len(project["mentions"]) > 1
    for mention in project["mentions"]:
        assert f"<b>{mention['year']}</b>" in course
        assert f">{mention['stage_text']}</q>" in course
        assert bare(mention["citation"]["quote"]) in bare(course)
        assert f"/sources/{mention['document']}" in links(course)


def test_a_project_leads_to_its_whole_and_to_its_parts() -> None:
    parts = ask("projects", parent=BELT)["results"]
    found = links(page(f"/projects/{BELT}"))
    assert parts
    assert {f"/projects/{part['id']}" for part in parts} <= set(found)
    assert f"/projects?parent={BELT}" in found
    assert f"/projects/{BELT}" in links(page(f"/projects/{parts[0]['id']}"))


def test_an_investment_and_an_area_are_shown_converted_and_as_printed() -> None:
    rows = ask("projects", page_size=1000)["results"]
    for name in ("investment", "area"):
        row = next(row for row in rows if row[name])
        assert row[name]["display"] in page(f"/en/projects/{row['id']}")
    invested = next(row for row in rows if row["investment"])
    amount = invested["investment"]["base_value"] / 1e9
    assert f"<b>¥{amount:g}</b><small> bn</small>" in page(f"/en/projects/{invested['id']}")


def test_a_slogan_leads_to_other_facts_with_the_same_words() -> None:
    text = ask(f"slogans/{SLOGAN}")["text"]
    others = [hit for hit in ask("search", q=text)["results"] if hit["id"] != SLOGAN]
    found = links(page(f"/slogans/{SLOGAN}"))
    assert others
    assert f"/{others[0]['type']}s/{others[0]['id']}" in found


def test_words_that_stand_nowhere_else_are_said_to_be_so() -> None:
    alone = next(
        row
        for row in ask("slogans", page_size=1000)["results"]
        if ask("search", q=row["text"])["count"] == 1
    )
    assert "No other fact in the data has these words." in page(f"/en/slogans/{alone['id']}")


@pytest.mark.parametrize("plural", ["plans", "projects", "slogans"])
def test_a_list_pages_through_all_rows_on_its_own_path(plural: str) -> None:
    seen: list[str] = []
    path = f"/en/{plural}?page_size=20"
    while path:
        source = page(path)
        table = source[source.index("<tbody") : source.index("</tbody>")]
        seen += [link for link in links(table) if link.startswith(f"/en/{plural}/")]
        following = re.search(r'<a href="([^"]+)" rel="next"', source)
        path = html.unescape(following[1]) if following else ""
    assert seen == [f"/en/{plural}/{row['id']}" for row in ask(plural, page_size=1000)["results"]]


@pytest.mark.parametrize(
    "path",
    [
        "/projects?kidn=park", "/projects?stage=done", "/slogans?district=市忠", "/plans?page=0",
        f"/plans?page_size={MOST_ROWS + 1}", f"/plans/{PLAN}?year=2019", "/projects?format=csv",
    ],
)  # fmt: skip
def test_a_wrong_question_is_an_error_page(path: str) -> None:
    assert '<p class="crumb">400</p>' in page(path, 400)


@pytest.mark.parametrize("plural", ["plans", "projects", "slogans"])
def test_an_unknown_row_is_an_error_page_with_the_nearest(plural: str) -> None:
    known = ask(plural)["results"][0]["id"]
    assert f"/{plural}/{known}" in links(page(f"/{plural}/{known}x", 404))


def test_absences_differ_between_what_was_read_and_what_there_is_no_document_of() -> None:
    read = page("/projects?district=jinan-shizhong&year=2019&kind=campaign&q=公园")
    unread = page("/projects?district=jinan-shizhong&year=1990")
    assert 'class="meta void"' in unread
    assert 'class="meta void"' not in read
    assert 'class="absent"' in read
