"""Ways through the pages: by keyboard, without JavaScript, in another language, past a mistake."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import PATIENCE

LONGEST = 150
"""Stops of the keyboard that are followed."""

FOLLOW = """() => {
  window.stops = [];
  addEventListener("focusin", ({ target }) => {
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const all = [...document.querySelectorAll("*")];
    const html = target.outerHTML.slice(0, 100);
    const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    stops.push({ place: all.indexOf(target), seen: ringed && box.width > 0, html });
  });
}"""
"""Notes what has the focus: its place in the document, and whether a ring is drawn around it."""

FOCUSABLE = """() => [...document.querySelectorAll(
  "a[href], button, input, select, summary, pre[tabindex]")]
  .filter((part) => part.checkVisibility() && part.type !== "hidden").length"""


@pytest.mark.parametrize("path", ["/", "/en/districts/jinan-shizhong", "/targets", "/about/marks"])
def test_the_keyboard_goes_through_a_page_in_its_order_and_is_seen(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate(FOLLOW)
    count = min(LONGEST, page.evaluate(FOCUSABLE))
    for _ in range(count):
        page.keyboard.press("Tab")
    stops: list[dict[str, Any]] = page.evaluate("stops")
    assert len(stops) >= count
    assert 'class="skip"' in stops[0]["html"]
    places = [stop["place"] for stop in stops[:count]]
    assert places == sorted(places)
    assert [stop["html"] for stop in stops if not stop["seen"]] == []


def test_the_first_link_skips_to_the_content(page: Page) -> None:
    page.goto("/en/targets")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.fixture
def plain(browser: Browser, site: str) -> Any:
    """A page of a browser without JavaScript."""
    with browser.new_context(java_script_enabled=False, base_url=site) as context:
        context.set_default_timeout(PATIENCE)
        yield context.new_page()


def test_a_comparison_is_found_changed_and_followed_without_javascript(plain: Page) -> None:
    plain.goto("/en")
    plain.locator("header nav a", has_text="Compare").click()
    expect(plain).to_have_url(re.compile(r"/en/compare\?"))
    form = plain.locator("main form").first
    form.locator("[name=year]").select_option("2020")
    form.locator("button").first.click()
    expect(plain).to_have_url(re.compile("indicator=gdp&year=2020"))
    expect(plain.locator("main table").first).to_be_attached()
    plain.locator("main section a[lang='zh-Hans']").first.click()
    expect(plain.locator("main blockquote").first).to_be_visible()
    plain.locator("a.lang").click()
    expect(plain.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert "/en/" not in plain.url


def test_a_list_is_filtered_and_leafed_through_without_javascript(plain: Page) -> None:
    plain.goto("/targets?page_size=5")
    first = plain.locator("main tbody tr").all_text_contents()
    plain.locator(".pages a").last.click()
    second = plain.locator("main tbody tr").all_text_contents()
    assert len(first) == len(second) == 5
    assert not set(first) & set(second)
    plain.locator("form.filters [name=q]").fill("口袋公园")
    plain.locator("form.filters button").click()
    rows = plain.locator("main tbody tr")
    expect(rows.first).to_contain_text("口袋公园")


def test_a_search_without_javascript_marks_what_was_asked_for(plain: Page) -> None:
    plain.goto("/")
    plain.locator("#q").fill("口袋公园")
    plain.locator("form.search button").click()
    expect(plain.locator("main mark").first).to_have_text("口袋公园")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    ("path", "status", "nearest"),
    [
        ("/targets?distrct=市中", 400, "district"),
        ("/targets?district=市忠", 400, "市中"),
        ("/targets/shizhong-2019-budget-revenu", 404, "shizhong-2019-budget-revenue"),
        ("/distrcts", 404, "/districts"),
    ],
)
def test_a_mistake_is_a_page_that_leads_on(
    page: Page, site: str, language: str, path: str, status: int, nearest: str
) -> None:
    response = page.goto(language + path)
    assert response is not None
    assert response.status == status
    assert page.locator("h1").count() == 1
    expect(page.locator("html")).to_have_attribute("lang", "en" if language else "zh-Hans")
    way_on = page.locator("main a", has_text=nearest).first.get_attribute("href")
    assert way_on
    found = page.goto(way_on)
    assert found is not None
    assert found.status == 200
    assert page.url.removeprefix(site).startswith("/en/") == bool(language)
