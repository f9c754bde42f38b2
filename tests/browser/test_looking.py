"""What looks at the pages sees what is wrong: each fault, made on purpose, is found."""

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import context_of, look
from tests.browser.measures import SMALL, WIDE, audit

ADD = "(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)"


@pytest.mark.parametrize(
    ("html", "directive"),
    [
        ("<p style='color: red'>red</p>", "style-src"),
        ("<img src='https://elsewhere.invalid/x.png' alt='x'>", "img-src"),
        ("<a href='/' onmouseover='void 0'>hover</a>", "script-src"),
    ],
)
def test_a_breach_of_the_policy_is_noticed(
    browser: Browser, site: str, html: str, directive: str
) -> None:
    with context_of(browser) as context:
        seen = look(context, f"{site}/")
        assert seen.complaints() == []
        seen.page.evaluate(ADD, html)
        seen.page.wait_for_timeout(200)
        assert any(directive in text for text in seen.complaints())


def test_a_page_wider_than_its_window_and_a_small_target_are_noticed(
    browser: Browser, site: str
) -> None:
    with context_of(browser) as context:
        page = look(context, f"{site}/about/data").page
        page.evaluate(ADD, "<svg width='1400' height='9'></svg><p><a href='/' id='tiny'>·</a></p>")
        assert page.evaluate(WIDE)[0].endswith(" px")
        assert any("tiny" in text for text in page.evaluate(SMALL))


def test_axe_is_there_and_finds_a_picture_without_words(browser: Browser, site: str) -> None:
    with context_of(browser) as context:
        page = look(context, f"{site}/about/data").page
        page.evaluate(ADD, "<img src='/static/policyapi/icon.svg' id='silent'>")
        assert any("image-alt" in text for text in audit(page))
