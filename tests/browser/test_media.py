"""Paper, colours of the reader's own, and rest for the eye."""

import pytest
from playwright.sync_api import Page

PATHS = ["/", "/districts/jinan-shizhong", "/targets", "/targets/shizhong-2019-budget-revenue"]

TORN = """() => {
  const kept = (part) => {
    for (let at = part; at && at.localName !== "main"; at = at.parentElement)
      if (getComputedStyle(at).breakInside.startsWith("avoid")) return true;
    return false;
  };
  const facts = document.querySelectorAll(
    "main blockquote, main tbody tr, main .fact, main .big, main .quote, main q");
  return [[...facts].filter((part) => part.checkVisibility()).length,
    [...facts].filter((part) => part.checkVisibility() && !kept(part))
      .map((part) => part.outerHTML.slice(0, 140))];
}"""
"""How many facts there are on paper, and those that a page's end may cut in two."""

MOVING = """() => [...document.querySelectorAll("*")].filter((part) => {
  const style = getComputedStyle(part);
  const lasting = (name) => style[name].split(",").some((time) => parseFloat(time) > 0);
  return lasting("transitionDuration") || lasting("animationDuration")
    || style.scrollBehavior === "smooth";
}).map((part) => part.outerHTML.slice(0, 100))"""

PAINTS = """() => {
  const paper = getComputedStyle(document.body).backgroundColor;
  const marks = [...document.querySelectorAll(
    "svg [class*=m-solid], svg [class*=m-open], svg [class*=m-stem]")];
  return marks.filter((part) => part.getBoundingClientRect().width && part.checkVisibility())
    .map((part) => getComputedStyle(part)).map(({ stroke }) => [stroke, paper]);
}"""
"""Of each mark: the colour of its stroke, and that of the paper."""


@pytest.mark.parametrize("path", PATHS)
def test_paper_splits_no_fact_and_has_no_controls(page: Page, path: str) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    count, torn = page.evaluate(TORN)
    assert count > 0
    assert torn == []
    assert page.locator("input:visible, button:visible, header nav:visible").count() == 0
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(255, 255, 255)"


def test_paper_stays_light_where_the_screen_is_dark(page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/targets/shizhong-2019-budget-revenue")
    red, green, blue = page.evaluate(
        "getComputedStyle(document.querySelector('h1')).color.match(/[0-9]+/g).map(Number)"
    )
    assert max(red, green, blue) < 128


@pytest.mark.parametrize("path", PATHS)
def test_nothing_moves_for_those_who_asked_for_rest(page: Page, path: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(path)
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_are_seen_in_the_readers_own_colours(page: Page, path: str, theme: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme=theme)  # type: ignore[arg-type]
    page.goto(path)
    paints = page.evaluate(PAINTS)
    assert paints
    assert [stroke for stroke, paper in paints if stroke == paper] == []
    assert len({stroke for stroke, _ in paints} & {"rgb(31, 75, 142)", "rgb(140, 180, 240)"}) == 0
