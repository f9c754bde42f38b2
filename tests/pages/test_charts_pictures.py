"""PNG of charts: real characters, or a plain refusal; never empty boxes."""

import struct
import zlib
from pathlib import Path

import pytest
from django.test import Client

from pages.charts import fonts as fonts_module
from pages.charts.fonts import NoFont, families, fonts
from pages.charts.pictures import SCALE, png
from tests.api.asking import get, problem_in

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def has_font() -> bool:
    try:
        fonts()
    except NoFont:
        return False
    return True


needs_font = pytest.mark.skipif(
    not has_font(), reason="no font with Chinese characters is installed (fonts-noto-cjk has one)"
)


def svg(content: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" '
        f'font-family="Arial,sans-serif"><text x="4" y="30" font-size="30">{content}</text></svg>'
    )


def size(picture: bytes) -> tuple[int, int]:
    """Width and height that a PNG says it has."""
    assert picture[:8] == SIGNATURE
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def pixels(picture: bytes) -> bytes:
    """The pixels of a PNG, still filtered by line: alike only where the pictures are."""
    data, place = b"", 8
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        if picture[place + 4 : place + 8] == b"IDAT":
            data += picture[place + 8 : place + 8 + length]
        place += length + 12
    return zlib.decompress(data)


@needs_font
def test_different_characters_give_different_pictures_and_none_is_empty() -> None:
    shown = [pixels(png(svg(char))) for char in ("市", "中", "区", "确", "·", "8")]
    empty = pixels(png(svg(" ")))
    assert len(set(shown)) == len(shown)
    assert empty not in shown


@needs_font
def test_quotes_are_set_in_another_face_than_readings_where_the_host_has_one() -> None:
    song = svg("市").replace("Arial,sans-serif", "STZhongsong,serif")
    alike = pixels(png(song)) == pixels(png(svg("市")))
    assert alike == (fonts().song == fonts().sans)


@needs_font
def test_a_picture_has_twice_the_pixels_of_its_drawing() -> None:
    assert size(png(svg("市"))) == (60 * SCALE, 40 * SCALE)


@needs_font
@pytest.mark.django_db
@pytest.mark.urls("tests.pages.routes")
def test_a_chart_is_there_as_png() -> None:
    response = get("/charts/compare.png", "indicator=gdp&year=2019&w=360")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert size(response.content)[0] == 720


@pytest.fixture
def host_without_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: object) -> Path:
    """A host whose folders of fonts are empty."""
    monkeypatch.setattr(fonts_module, "HOST", (str(tmp_path / "none"),))
    settings.POLICYAPI_FONTS = [tmp_path]  # type: ignore[attr-defined]
    fonts.cache_clear()
    yield tmp_path  # type: ignore[misc]
    fonts.cache_clear()


@pytest.mark.django_db
@pytest.mark.urls("tests.pages.routes")
def test_without_a_chinese_font_a_picture_is_503_and_says_what_helps(
    host_without_fonts: Path,
) -> None:
    query = "indicator=gdp&year=2019"
    response = get("/charts/compare.png", query)
    assert response.status_code == 503
    problem = problem_in(response)
    assert problem["code"] == "no-font"
    assert "POLICYAPI_FONTS" in problem["detail"]
    assert Client().get(f"/charts/compare.svg?{query}").status_code == 200


@needs_font
def test_a_font_in_a_folder_that_the_operator_names_is_found(
    monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path
) -> None:
    chosen = fonts()
    for place, name in enumerate(chosen.files):
        (tmp_path / f"{place}{Path(name).suffix}").symlink_to(name)
    monkeypatch.setattr(fonts_module, "HOST", ())
    settings.POLICYAPI_FONTS = [tmp_path]  # type: ignore[attr-defined]
    fonts.cache_clear()
    assert fonts().sans == chosen.sans
    fonts.cache_clear()


def test_a_file_that_is_no_font_has_no_families(tmp_path: Path) -> None:
    for content in (b"", b"ttcf", b"ttcf" + b"\xff" * 40, b"no font at all, only words" * 9):
        path = tmp_path / "broken.ttf"
        path.write_bytes(content)
        assert families(path) == set()
