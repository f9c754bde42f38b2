"""Chromium as the host has it, and the real server with the real data.

The browser is given up where this folder's tests end: its event loop would stay in the way of the
tests that come after it in the same process.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from tests.browser.looking import PATIENCE
from tests.browser.serving import framing, serving
from tests.loading.databases import migrated_sqlite

PATHS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("POLICYAPI_CHROMIUM") or next(filter(None, map(shutil.which, PATHS)), "")
QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder need Chromium, and say so where there is none."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                reason = "no Chromium is installed (Debian's package: chromium)"
                item.add_marker(pytest.mark.skip(reason=reason))
            elif os.environ.get("POLICYAPI_BROWSER") != "1":
                reason = "minutes in a real browser: `make browser` runs these"
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The plugin's, for this folder only."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests; each looks through a context of its own."""
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield running
    running.close()


@pytest.fixture(scope="package")
def browser_context_args(site: str) -> dict[str, Any]:
    """Contexts of single tests know where the site is, and look as wide as a desk."""
    return {"base_url": site, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """The plugin's, but that what is not there is not waited for as long."""
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, over a database of its own with the real data."""
    database = migrated_sqlite(tmp_path_factory.mktemp("browsed"))
    database.manage("load_data", "--without-downloads")
    with serving(database) as address:
        yield address


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[str]:
    """The address of another site, whose page `/?<url>` frames that URL."""
    with framing() as address:
        yield address


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where pictures of the pages are kept for people to look at.

    Not in `test-results`, which the plugin empties whenever any test is run.
    """
    folder = Path(os.environ.get("POLICYAPI_PICTURES") or ROOT / "var" / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
