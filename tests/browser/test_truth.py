"""What the pages show is what the API says: numbers, quotes, and where a mark stands."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.looking import WIDTHS
from tests.browser.serving import read
from tests.pages.reading import chinese

TARGETS = ("shizhong-2019-budget-revenue", "shizhong-2019-gdp")
COMPARE = "indicator=gdp&year=2019"

LINES = """() => [...document.querySelectorAll("main section")].map((section) => {
  const axis = section.querySelector(".m-axis");
  if (!axis) return null;
  const middle = (part) => {
    const { left, width } = part.getBoundingClientRect();
    return left + width / 2;
  };
  const heads = [...section.querySelectorAll(".m-track")].flatMap((track) =>
    [...track.querySelectorAll("svg")]
      .map((head) => head.querySelector("[class*=m-solid], [class*=m-open]"))
      .filter(Boolean).map(middle));
  const ticks = [...axis.querySelectorAll("text")].map((tick) => [tick.textContent, middle(tick)]);
  return { ticks, heads };
}).filter((line) => line && line.heads.length)"""
"""Of each section with a number line: its ticks as printed and the heads on it, with their x."""


def squeezed(text: str) -> str:
    """A text without white space: where lines break is the style sheet's business."""
    return re.sub(r"\s", "", text)


def shown(page: Page) -> str:
    """All text of a page, of closed details too."""
    return squeezed(page.locator("main").text_content() or "")


def quotes(fact: dict[str, Any]) -> set[str]:
    """The words as printed."""
    return {squeezed(citation["quote"]) for citation in fact["citations"]}


def number(text: str) -> float:
    """The number of a tick."""
    found = re.search(r"[-−]?[\d,]+(\.\d+)?", text)
    assert found, text
    return float(found[0].replace(",", "").replace("−", "-"))


def values_on(line: dict[str, Any]) -> list[float]:
    """Where the heads of a number line stand, read off its ticks."""
    ticks = sorted((number(text), x) for text, x in line["ticks"])
    (low, left), (high, right) = ticks[0], ticks[-1]
    assert right - left > 50
    return sorted(low + (x - left) / (right - left) * (high - low) for x in line["heads"])


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("target", TARGETS)
def test_the_page_of_a_promise_has_its_quotes_its_number_and_its_outcome(
    page: Page, site: str, target: str, language: str
) -> None:
    fact = read(site, f"/api/targets/{target}")
    page.goto(f"{language}/targets/{target}")
    text = shown(page)
    assert all(quote in text for quote in quotes(fact))
    assert squeezed(fact["cite_as"]) in text
    for outcome in read(site, f"/api/outcomes?target={target}")["results"]:
        assert outcome["achievement"] is None or outcome["reasoning"]
        if outcome["achievement"]:
            said = outcome["reasoning"]
            assert squeezed(said if language else chinese(said)) in text
            assert all(quote in text for quote in quotes(outcome["achievement"]))


def test_a_list_shows_the_rows_of_the_api_in_their_order(page: Page, site: str) -> None:
    query = "district=市中&year=2019&page_size=20"
    rows = read(site, f"/api/targets?{query.replace('市中', '%E5%B8%82%E4%B8%AD')}")["results"]
    page.goto(f"/targets?{query}")
    found = page.locator("main tbody tr").all()
    assert len(found) == len(rows) > 5
    for line, row in zip(found, rows, strict=True):
        text = squeezed(line.text_content() or "").replace(",", "")
        assert squeezed(row["statement"]) in text
        assert squeezed(row["display"] or "").lstrip("=><≥≤≈") in text


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("target", TARGETS)
def test_on_the_page_of_a_promise_a_mark_stands_where_its_value_is(
    page: Page, site: str, target: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/targets/{target}")
    fact = read(site, f"/api/targets/{target}")
    (line,) = page.evaluate(LINES)
    assert fact["value"] in [pytest.approx(value, rel=0.01) for value in values_on(line)]


@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_comparison_every_mark_stands_where_its_value_is(
    page: Page, site: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/compare?{COMPARE}")
    answer = read(site, f"/api/compare?{COMPARE}")
    lines = [values_on(line) for line in page.evaluate(LINES)]
    for column in answer["columns"]:
        cells = [cell for row in answer["rows"] for cell in row["cells"].get(column["id"], [])]
        values = sorted(cell["base_value"] for cell in cells)
        scale = 1 if column["base_unit"] == "percent" else 1e8  # axes of money are in 亿元
        expected = [pytest.approx(value / scale, rel=0.01, abs=0.05) for value in values]
        assert expected in lines, column["id"]


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_comparison_has_every_district_and_every_claims_words(
    page: Page, site: str, language: str
) -> None:
    page.goto(f"{language}/compare?{COMPARE}")
    text = shown(page)
    for row in read(site, f"/api/compare?{COMPARE}")["rows"]:
        assert language or row["district"]["short_name"] in text
        for cells in row["cells"].values():
            for cell in cells:
                assert squeezed(cell["citations"][0]["quote"]) in text
