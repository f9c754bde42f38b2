"""The Chinese catalogue: every text that the pages say has its Chinese, with the same places."""

import re
from pathlib import Path

import pytest

from pages import catalogue
from policyapi import po


def test_every_text_of_the_pages_has_its_chinese_and_no_other_is_kept() -> None:
    assert catalogue.problems() == []


def test_a_translation_fills_in_what_its_text_does() -> None:
    for message in po.read(catalogue.CATALOGUE):
        text = message.id if isinstance(message.id, str) else message.id[0]
        found = re.findall(r"%\((\w+)\)([sd])", text)
        said = str(message.string if isinstance(message.string, str) else message.string[0])
        assert not text or set(re.findall(r"%\((\w+)\)([sd])", said)) <= set(found), text


def test_a_text_without_chinese_and_chinese_without_a_text_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    texts = catalogue.texts()
    gone = next(text for text in texts if isinstance(text, str))
    del texts[gone]
    monkeypatch.setattr(catalogue, "texts", lambda: texts | {"Quite new": ["x.html"]})
    found = catalogue.problems()
    assert any("no translation of 'Quite new'" in problem for problem in found)
    assert any(repr(gone) in problem for problem in found)


def test_texts_of_templates_and_of_python_are_found() -> None:
    texts = catalogue.texts()
    assert "sources.py" in texts["Sources"]
    assert "templates/pages/base.html" in texts["Skip to content"]
    assert any("%(n)s" in text for text in texts)
