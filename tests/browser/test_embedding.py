"""Frames and files for other sites: what may be framed is, and nothing else."""

from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import LISTEN
from tests.pages.test_charts_pictures import needs_font

CHARTS = {
    "compare": "indicator=gdp&year=2019",
    "target": "id=shizhong-2019-budget-revenue",
    "timeline": "district=jinan-shizhong",
    "follow": "district=jinan-shizhong",
}
EMBEDS = (
    "/embed/compare?indicator=gdp&year=2019",
    "/embed/targets/shizhong-2019-budget-revenue",
    "/embed/districts/jinan-shizhong",
)
INK = """async (url) => {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const drawing = canvas.getContext("2d");
  drawing.drawImage(image, 0, 0);
  const pixels = drawing.getImageData(0, 0, image.width, image.height).data;
  let dark = 0;
  for (let at = 0; at < pixels.length; at += 4) dark += pixels[at] < 128;
  return [image.width, image.height, dark / (pixels.length / 4)];
}"""
"""Width and height of a picture, and which share of it is ink."""


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", EMBEDS)
def test_another_site_frames_what_is_made_to_be_framed(
    page: Page, site: str, elsewhere: str, path: str, language: str
) -> None:
    said: list[str] = []
    page.add_init_script(LISTEN)
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{elsewhere}/?{quote(site + language + path)}")
    frame = page.frame_locator("iframe")
    expect(frame.locator("svg").first).to_be_attached()
    expect(frame.locator("a[href]").first).to_be_attached()
    assert page.frames[1].evaluate("violations") == []
    assert said == []


@pytest.mark.parametrize(
    "path", ["/", "/en/targets", "/targets/shizhong-2019-budget-revenue", "/api/docs", "/nowhere"]
)
def test_another_site_frames_no_other_page(
    page: Page, site: str, elsewhere: str, path: str
) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{elsewhere}/?{quote(site + path)}")
    page.wait_for_load_state("networkidle")
    assert page.frames[1].url.startswith("chrome-error:")
    assert any("frame" in text.lower() for text in said)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_is_well_formed_and_needs_nothing_from_elsewhere(
    page: Page, site: str, name: str, language: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(f"{message.location} {message.text}"))
    url = f"{site}/charts/{name}.svg?{CHARTS[name]}&lang={language}&w=720"
    response = page.goto(url)
    assert response is not None
    assert response.status == 200
    text = response.text()
    ET.fromstring(text)  # noqa: S314 - made by the server under test
    names = set(page.evaluate("[...document.querySelectorAll('*')].map((part) => part.localName)"))
    assert "text" in names
    assert not names & {"parsererror", "style", "script", "image", "foreignObject", "use"}
    assert "href" not in text
    assert " style=" not in text
    assert [found for found in asked if not found.startswith(site)] == []
    assert [text for text in said if "favicon" not in text] == []  # a browser's own question


@needs_font
@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_drawn_as_the_browser_draws_its_drawing(
    page: Page, site: str, name: str
) -> None:
    page.goto("/robots.txt")
    url = f"{site}/charts/{name}.%s?{CHARTS[name]}&w=720"
    wide, high, ink = page.evaluate(INK, url % "png")
    assert wide == 1440
    drawn_wide, drawn_high, drawn_ink = page.evaluate(INK, url % "svg")
    assert high == pytest.approx(drawn_high * wide / drawn_wide, abs=2)
    # Empty boxes in place of characters would have much less ink, or much more.
    assert ink == pytest.approx(drawn_ink, rel=0.35)
