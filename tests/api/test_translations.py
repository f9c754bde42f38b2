"""The API's description in Chinese: complete, chosen strictly, and otherwise the same."""

from typing import Any

import orjson
import pytest
from django.test import Client

from policyapi import catalogue
from policyapi.documentation import described
from policyapi.translating import READ, language_asked, texts_of, translations
from tests.api.asking import get

pytestmark = pytest.mark.django_db

ENGLISH = orjson.loads(described("json", None))
CHINESE = orjson.loads(described("json", None, "zh"))


def chinese(text: str) -> bool:
    """Whether a text has a Chinese character."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def test_every_text_of_the_description_has_its_chinese_and_no_other_is_kept() -> None:
    assert catalogue.problems() == []
    assert len(catalogue.texts()) > 400


def test_every_text_of_the_chinese_description_is_chinese() -> None:
    said = list(texts_of(CHINESE))
    assert len(said) == len(list(texts_of(ENGLISH)))
    assert [text for text in said if not chinese(text)] == []


def test_a_new_text_fails_the_check_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "texts", lambda: {*translations(), "Quite new."})
    assert catalogue.problems() == ["no translation of 'Quite new.' (the API's description)"]


def test_nothing_but_texts_is_translated() -> None:
    def bare(part: Any) -> Any:
        if isinstance(part, dict):
            return {
                key: None if key in READ and isinstance(value, str) else bare(value)
                for key, value in part.items()
            }
        return [bare(value) for value in part] if isinstance(part, list) else part

    assert bare(CHINESE) == bare(ENGLISH)


def test_the_codes_that_a_text_explains_stay_with_it() -> None:
    verdict = CHINESE["components"]["schemas"]["Outcome"]["properties"]["verdict"]
    text = str(verdict.get("description") or verdict["allOf"])
    assert "* `met` - 已兑现" in text
    assert text.startswith("后来怎样")


@pytest.mark.parametrize("path", ["/api/openapi.json", "/api/schema"])
def test_the_language_is_chosen_by_name_or_by_header_with_validators_of_its_own(path: str) -> None:
    english, named = get(path), get(path, "lang=zh")
    header: Any = Client(headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.5"}).get(path)
    assert english["Content-Language"] == "en"
    assert named["Content-Language"] == header["Content-Language"] == "zh-Hans"
    assert named.content == header.content != english.content
    assert named["ETag"] == header["ETag"] != english["ETag"]
    assert english["Vary"] == named["Vary"]
    assert "Accept-Language" in english["Vary"]
    again: Any = Client(headers={"if-none-match": english["ETag"]}).get(path, {"lang": "zh"})
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "en"), ("zh", "zh"), ("zh-Hans-CN", "zh"), ("en-GB,zh;q=0.9", "en"), ("de", "en"),
     ("de,zh;q=0.2", "zh"), ("*", "en"), ("zh;q=0,*", "en"), ("zh;q=x", "zh"), (",;,", "en")],
)  # fmt: skip
def test_languages_weigh_as_the_header_says(rf: Any, header: str, language: str) -> None:
    assert language_asked(rf.get("/", headers={"accept-language": header})) == language


@pytest.mark.parametrize("query", ["lang=de", "lang=", "lang=zh&lang=en", "langs=zh"])
@pytest.mark.parametrize("path", ["/api/openapi.json", "/api/docs", "/api/redoc"])
def test_any_other_language_is_refused(path: str, query: str) -> None:
    response: Any = get(path, query)
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] in ("lang", "langs")


@pytest.mark.parametrize("path", ["/api/docs", "/api/redoc"])
def test_the_documentation_leads_back_and_to_the_other_language(path: str) -> None:
    english = get(path, accept="text/html").content.decode()
    assert 'href="/en"' in english
    assert f'href="{path}?lang=zh"' in english
    assert 'data-schema="/api/openapi.json?lang=en"' in english
    chinese_page = get(path, "lang=zh", accept="text/html").content.decode()
    assert '<html lang="zh-Hans">' in chinese_page
    assert f'href="{path}?lang=en"' in chinese_page
    assert 'data-schema="/api/openapi.json?lang=zh"' in chinese_page
