"""Pictures of the main pages, whole, kept in `var/pictures` for people to look at."""

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from pages.language import LANGUAGES, local
from tests.browser.looking import context_of, look

PAGES: Final = {
    "front": "/",
    "district": "/districts/jinan-shizhong",
    "districts": "/districts",
    "compare": "/compare?indicator=gdp&year=2019",
    "compare-fai": "/compare?indicator=fixed-asset-investment&year=2019",
    "promise": "/targets/shizhong-2019-budget-revenue",
    "promise-disputed": "/targets/shizhong-2020-old-estate-area",
    "promises": "/targets",
    "plan": "/plans/shizhong-2019",
    "differences": "/discrepancies",
    "difference": "/discrepancies/shizhong-2020-schools",
    "source": "/sources/shizhong-2019-plenum",
    "search": "/search?q=公园",
    "marks": "/about/marks",
}
"""What is pictured, by the name of its picture."""
LIGHT: Final = ((1280, "light"), (390, "light"))
DARK: Final = {"front": (1280, "dark"), "district": (1280, "dark")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_looked_at(
    browser: Browser, site: str, pictures: Path, name: str, language: str
) -> None:
    looks = [*LIGHT, DARK[name]] if name in DARK else LIGHT
    with context_of(browser) as context:
        seen = look(context, site + local(PAGES[name], language))
        assert seen.status == 200
        for width, theme in looks:
            seen.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            seen.resize(width)
            picture = pictures / f"{name}-{language}-{width}-{theme}.png"
            seen.page.screenshot(path=picture, full_page=True)
            assert picture.stat().st_size > 20_000
