"""Charts as files: what they show is what the API says, and they need nothing from elsewhere."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from pages.charts.figures import WIDTHS
from pages.marks.widths import width
from plans.models import Dataset
from tests.api.asking import ask, get, problem_in
from tests.pages.drawn import ET, parsed

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages.routes")]

QUESTIONS = {
    "compare": "indicator=gdp&year=2019",
    "target": "id=shizhong-2019-budget-revenue",
    "timeline": "district=市中",
    "follow": "district=市中",
}
ALL = [(name, language, w) for name in QUESTIONS for language in ("zh", "en") for w in WIDTHS]


def drawn(name: str, query: str = "") -> ET.Element:
    """A chart as a tree."""
    response = get(f"/charts/{name}.svg", "&".join(filter(None, [QUESTIONS[name], query])))
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    return parsed(response.content.decode())


def texts(root: ET.Element) -> str:
    """All that is to be read in a chart."""
    return "\n".join("".join(part.itertext()) for part in root.iter("text"))


def set_texts(part: ET.Element, moved: float = 0) -> Iterator[tuple[ET.Element, float]]:
    """Texts, each with how far its group is moved to the right."""
    found = re.match(r"translate\(([\d.]+) ", part.get("transform", ""))
    moved += float(found[1]) if found else 0
    if part.tag == "text":
        yield part, moved
    for inner in part:
        yield from set_texts(inner, moved)


@pytest.mark.parametrize(("name", "language", "w"), ALL)
def test_a_chart_is_of_attributes_only_and_fetches_nothing(
    name: str, language: str, w: int
) -> None:
    root = drawn(name, f"lang={language}&w={w}")
    assert root.get("width") == str(w)
    assert [part.tag for part in root][:2] == ["title", "desc"]
    assert root.findtext("title")
    assert root.findtext("desc")
    for part in root.iter():
        assert part.tag in {
            "svg", "title", "desc", "g", "rect", "line", "circle", "path", "text", "tspan"
        }  # fmt: skip
        assert not {"class", "style", "href", "src"} & set(part.attrib)
        assert not any("url(" in value or "://" in value for value in part.attrib.values())
        assert not any(key.startswith("on") for key in part.attrib)


@pytest.mark.parametrize(("name", "language", "w"), ALL)
def test_no_text_of_a_chart_reaches_beyond_its_width(name: str, language: str, w: int) -> None:
    for text, moved in set_texts(drawn(name, f"lang={language}&w={w}")):
        needed = sum(
            width(span.text or "", float(span.get("font-size", "14").removesuffix("px")))
            for span in [text, *text]
        )
        before = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0)
        left = moved + float(text.get("x", "0")) - needed * before
        assert left >= -1
        assert left + needed <= w + 1, "".join(text.itertext())


def test_the_numbers_and_quotes_of_a_comparison_are_the_apis() -> None:
    answer = ask("compare", indicator="gdp", year=2019)
    root = drawn("compare", "w=1080")
    shown = texts(root).replace("\N{NO-BREAK SPACE}", " ").replace(",", "")
    for row in answer["rows"]:
        assert row["district"]["short_name"] in shown
        for cells in row["cells"].values():
            for cell in cells:
                assert cell["display"] in shown
                assert cell["citations"][0]["quote"] in shown


def test_a_value_of_a_comparison_lies_where_the_ticks_say() -> None:
    root = drawn("compare")
    ticks = {
        float(text.text.rstrip("%")): float(text.get("x", ""))
        for text in root.iter("text")
        if text.text and text.text.endswith("%") and text.get("text-anchor") == "middle"
    }
    per_percent = (ticks[10] - ticks[0]) / 10
    heads = [
        float(found[1])
        for group in root.iter("g")
        if (found := re.match(r"translate\(([\d.]+) ", group.get("transform", "")))
        and any(part.tag in ("circle", "rect") for part in group)
    ]
    assert ticks[0] + 8.2 * per_percent in [pytest.approx(head, abs=0.05) for head in heads]


def test_rates_and_levels_have_each_an_axis_of_their_own() -> None:
    shown = texts(drawn("compare", "lang=en"))
    assert "Growth (%)" in shown
    assert "Level (¥ bn)" in shown


def test_english_charts_convert_numbers_and_keep_quotes() -> None:
    shown = texts(drawn("target", "lang=en")).replace("\N{NO-BREAK SPACE}", " ")
    assert "> ¥10 bn" in shown
    assert "过百亿" in shown
    assert "亿元" not in shown.replace("过百亿元", "").replace("突破百亿元", "")


def test_a_result_that_cannot_be_compared_stands_on_no_axis_with_the_promise() -> None:
    response = get("/charts/target.svg", "id=shizhong-2020-old-estate-area&w=1080")
    root = parsed(response.content.decode())
    assert "738" in texts(root)
    assert not [part for part in root.iter("path") if "6.5-6.5" in part.get("d", "")]


def test_a_follow_chart_has_a_disc_for_each_promise_and_counts_them_in_words() -> None:
    outcomes: dict[str, list[Any]] = {}
    for row in ask("outcomes", district="市中", page_size=1000)["results"]:
        outcomes.setdefault(row["target"]["id"], []).append(row)
    root = drawn("follow")
    assert f"{len(outcomes)}" in texts(root)
    unheard = [p for p in root.iter("circle") if p.get("stroke-dasharray") == ".1 3.55"]
    none = sum(all(o["verdict"] == "none" for o in found) for found in outcomes.values())
    assert len(unheard) == none + 1  # the one of the legend
    assert str(none) in texts(root).split("\n")


def test_a_timeline_dots_the_edges_of_plans_whose_years_are_inferred() -> None:
    plans = [p for year in ask("timeline", district="市中")["years"] for p in year["plans"]]
    root = drawn("timeline")
    bars = [part for part in root.iter("rect") if part.get("rx") == "3"]
    dotted = [part for part in bars if part.get("stroke-dasharray")]
    assert len(bars) == len(plans)
    assert len(dotted) == sum(plan["period"]["basis"] == "inferred" for plan in plans)


def test_a_chart_names_its_data_version_and_the_page_that_shows_the_same() -> None:
    version = Dataset.objects.get().data_version
    shown = texts(drawn("compare", "lang=en")).replace("\n", "")
    assert version in shown
    assert "testserver/en/compare?indicator=gdp&year=2019" in shown


@pytest.mark.parametrize(
    ("query", "status", "nearest"),
    [
        ("indicator=gdp&year=2019&witdh=720", 400, []),
        ("indicator=gdp&year=2019&lang=zn", 400, ["zh"]),
        ("indicator=gdp&year=2019&w=700", 400, ["720"]),
        ("indicater=gdp&year=2019", 400, ["indicator"]),
        ("indicator=gdp", 400, []),
        ("indicator=gdp&year=2019&district=市忠", 400, ["市中"]),
        ("indicator=gdp&year=2019&w=360&w=720", 400, []),
        ("indicator=gdp&year=2019&v=", 400, []),
    ],
)
def test_a_wrong_parameter_of_a_chart_is_refused_with_the_nearest_right_one(
    query: str, status: int, nearest: list[str]
) -> None:
    response = get("/charts/compare.svg", query)
    assert response.status_code == status
    assert problem_in(response)["errors"][0]["nearest"][:1] == nearest


def test_an_unknown_target_is_refused_with_the_nearest_id() -> None:
    problem = problem_in(get("/charts/target.svg", "id=shizhong-2019-budget-revenu"))
    assert "shizhong-2019-budget-revenue" in problem["errors"][0]["nearest"]


def test_a_chart_that_there_is_not_is_404_with_the_nearest_ones() -> None:
    response = get("/charts/compere.svg", "indicator=gdp&year=2019")
    assert response.status_code == 404
    assert "/charts/compare.svg" in problem_in(response)["nearest"]
    assert get("/charts/compare.gif", "indicator=gdp&year=2019").status_code == 404


def test_a_chart_pinned_to_another_version_of_the_data_is_409_with_the_present_one() -> None:
    version = Dataset.objects.get().data_version
    assert get("/charts/compare.svg", f"{QUESTIONS['compare']}&v={version}").status_code == 200
    response = get("/charts/compare.svg", f"{QUESTIONS['compare']}&v=0123456789abcdef")
    assert response.status_code == 409
    problem = problem_in(response)
    assert problem["data_version"] == version
    assert problem["present"].endswith(f"/charts/compare.svg?{QUESTIONS['compare']}")


def test_a_chart_that_a_client_has_is_not_sent_again() -> None:
    first: HttpResponse = get("/charts/target.svg", QUESTIONS["target"])
    path = f"/charts/target.svg?{QUESTIONS['target']}"
    again: Any = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
