"""A look at a page: what it said, what it weighed, and what stands where."""

from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page

WIDTHS: Final = (1280, 390, 320)
THEMES: Final = ("light", "dark")
HEIGHT: Final = 900
PATIENCE: Final = 10_000
"""Milliseconds in which a page does what it does, on a machine that does much else."""

LISTEN: Final = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(
  `${event.effectiveDirective} refuses ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Look:
    """A page that was loaded once, into an empty cache.

    `said` is all that a console would show in warning; `weights` are the bytes that came over the
    wire, headers included, by URL.
    """

    page: Page
    status: int = 0
    said: list[str] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)

    def resize(self, width: int, height: int = HEIGHT) -> None:
        """Another window; the page answers by its style sheet alone."""
        self.page.set_viewport_size({"width": width, "height": height})

    def complaints(self) -> list[str]:
        """What went wrong so far, as the page and its policy tell."""
        found: list[str] = self.page.evaluate("violations")
        return self.said + found


def look(context: BrowserContext, url: str) -> Look:
    """Load a page."""
    page = context.new_page()
    seen = Look(page)
    page.add_init_script(LISTEN)
    page.on("console", lambda message: _note(seen, message.type, message.text))
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.on("requestfailed", lambda request: seen.said.append(f"{request.url}: {request.failure}"))
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    urls: dict[str, str] = {}
    wire.on(
        "Network.requestWillBeSent", lambda e: urls.update({e["requestId"]: e["request"]["url"]})
    )
    wire.on("Network.loadingFinished", lambda e: _weigh(seen, urls, e))
    response = page.goto(url, wait_until="load")
    assert response is not None
    seen.status = response.status
    page.wait_for_load_state("networkidle")
    return seen


def context_of(browser: Browser, **options: Any) -> BrowserContext:
    """A context with nothing kept, as wide as a desk."""
    return browser.new_context(viewport={"width": WIDTHS[0], "height": HEIGHT}, **options)


def _note(seen: Look, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        seen.said.append(f"{kind}: {text}")


def _weigh(seen: Look, urls: dict[str, str], event: dict[str, Any]) -> None:
    seen.weights[urls[event["requestId"]]] = event["encodedDataLength"]
