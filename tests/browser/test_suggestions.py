"""Suggestions: what is being composed with an input method is not asked for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, Request, expect

LONG_ENOUGH = 500
"""Milliseconds after which a question would have been asked."""


class Asked(list[str]):
    """The questions that the page asked, decoded."""

    def note(self, request: Request) -> None:
        """Keep it if it is one."""
        if "/suggest?" in request.url:
            self.append(request.url)


@pytest.fixture
def asked(page: Page) -> Asked:
    """The questions of the front page, whose field has the focus."""
    found = Asked()
    page.on("request", found.note)
    page.goto("/")
    page.locator("#q").focus()
    return found


@pytest.fixture
def keys(page: Page, asked: Asked) -> Iterator[CDPSession]:
    """An input method, as the browser has it below its events."""
    session = page.context.new_cdp_session(page)
    yield session
    session.detach()


def compose(keys: CDPSession, text: str) -> None:
    """What stands in the field while an input method composes."""
    keys.send(
        "Input.imeSetComposition",
        {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
    )


def test_nothing_is_asked_while_an_input_method_composes(
    page: Page, asked: Asked, keys: CDPSession
) -> None:
    for text in ("s", "sh", "shi z", "shi zhong"):
        compose(keys, text)
    assert page.input_value("#q") == "shi zhong"
    page.wait_for_timeout(LONG_ENOUGH)
    assert asked == []
    keys.send("Input.insertText", {"text": "市中"})
    page.wait_for_timeout(LONG_ENOUGH)
    assert page.input_value("#q") == "市中"
    assert len(asked) == 1
    assert asked[0].endswith("/suggest?q=%E5%B8%82%E4%B8%AD")


def test_what_is_typed_in_one_go_is_asked_for_once(page: Page, asked: Asked) -> None:
    page.clock.install()  # how fast keys follow each other is not left to the machine
    page.keyboard.type("2019")
    with page.expect_request("**/suggest?q=2019"):
        page.clock.run_for(LONG_ENOUGH)
    assert len(asked) == 1


def test_a_suggestion_is_chosen_by_keyboard(page: Page, asked: Asked) -> None:
    field = page.locator("#q")
    field.fill("市中")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("市中区")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("市中")
