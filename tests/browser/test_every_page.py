"""Every page, in both languages, at three widths, light and dark."""

from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import HEIGHT, THEMES, WIDTHS, Look, context_of, look
from tests.browser.measures import SMALL, WIDE, audit, hover_everything
from tests.browser.paths import Place, path_of, places

HEAVIEST = 30 * 1024
"""Bytes over the wire, of a page with all that it loads."""
MOST = 4
"""Requests of a page."""


@pytest.fixture(scope="module", params=places(), ids=str)
def place(request: pytest.FixtureRequest) -> Place:
    """A route in a language."""
    found: Place = request.param
    return found


@pytest.fixture(scope="module")
def seen(browser: Browser, site: str, place: Place) -> Iterator[Look]:
    """The page, loaded once; its tests resize and repaint it."""
    with context_of(browser) as context:
        yield look(context, site + path_of(site, place))


def test_a_page_answers_in_its_language_without_a_word_in_the_console(
    seen: Look, place: Place
) -> None:
    assert seen.status == 200
    assert seen.page.get_attribute("html", "lang") == {"zh": "zh-Hans", "en": "en"}[place.language]
    assert seen.page.locator("h1").count() == 1
    assert seen.complaints() == []


def test_a_page_weighs_little_and_asks_for_little(seen: Look, site: str) -> None:
    icon = seen.page.get_attribute("link[rel=icon]", "href")
    if icon and site + icon not in seen.weights:  # without a window there is no tab to show it in
        asked = Request(site + icon, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own
        with urlopen(asked) as response:  # noqa: S310 - our own
            seen.weights[site + icon] = len(response.read()) + len(str(response.headers))
    assert len(seen.weights) <= MOST, seen.weights
    assert all(url.startswith(site) for url in seen.weights)
    assert sum(seen.weights.values()) <= HEAVIEST, seen.weights


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window_or_too_small_to_be_met(seen: Look, width: int) -> None:
    for theme in THEMES:
        seen.page.emulate_media(color_scheme=theme)
        seen.resize(width)
        found = seen.page.evaluate(WIDE) + seen.page.evaluate(SMALL)
        assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "theme"), [(WIDTHS[0], "light"), (WIDTHS[-1], "dark")])
def test_axe_finds_nothing(seen: Look, width: int, theme: str) -> None:
    seen.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    seen.resize(width)
    found = audit(seen.page)
    assert not found, "\n".join(found)


def test_the_pointer_over_everything_breaks_no_policy(seen: Look) -> None:
    seen.page.emulate_media(color_scheme="light")
    seen.resize(WIDTHS[0])
    seen.resize(WIDTHS[0], max(HEIGHT, seen.page.evaluate("document.documentElement.scrollHeight")))
    assert hover_everything(seen.page) > 20
    assert seen.complaints() == []
