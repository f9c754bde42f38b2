"""Rows that are written out hold any text of the data as text."""

from types import SimpleNamespace
from typing import Any, Final

import pytest
from django.utils import translation

from pages import marks
from pages.templatetags import following, programmes, rows
from pages.templatetags.pages import inferred, stage, stages
from tests.pages.drawn import parsed

HOSTILE: Final = '<script>alert(\'1\')</script>" onload="x" & ]]>'
PERIOD: Final = {"start": 2019, "end": 2020, "basis": "inferred", "reason": HOSTILE}
TARGET: Final[dict[str, Any]] = {
    "id": HOSTILE,
    "statement": HOSTILE,
    "comparator": "gt",
    "value": 100,
    "value_high": None,
    "unit": HOSTILE,
    "base_value": 100,
    "base_unit": HOSTILE,
    "modality": "ensure",
    "wording": ["确保", HOSTILE],
    "outcomes": [{"verdict": "met", "directness": "indicative"}],
    "period": PERIOD,
    "until": "2021",
    "differs": HOSTILE,
    "deadline": {"basis": "inferred", "reason": HOSTILE},
}
RESULT: Final = TARGET | {"certainty": "estimated"}
PROJECT: Final[dict[str, Any]] = {
    "id": HOSTILE,
    "name": HOSTILE,
    "told": [{"year": 2019, "drawn": "", "printed": HOSTILE}],
}
SLOGAN: Final = {"id": HOSTILE, "text": HOSTILE, "kind": HOSTILE, "period": PERIOD}
PLAN: Final = {"id": HOSTILE, "title": HOSTILE, "kind": HOSTILE, "code": HOSTILE, "period": PERIOD}
GROUP: Final[dict[str, Any]] = {
    "digit": HOSTILE,
    "count": 4,
    "label": HOSTILE,
    "items": [HOSTILE],
    "mapping": "inferred",
    "reason": HOSTILE,
}
CARD: Final[dict[str, Any]] = {
    "plan": PLAN | {"theme": None, "aligned_with": {"id": HOSTILE, "code": None, "theme": HOSTILE}},
    "years": HOSTILE,
    "groups": [GROUP],
    "goal": HOSTILE,
    "reasons": [HOSTILE],
}
DIFFERENCE: Final[dict[str, Any]] = {
    "id": HOSTILE,
    "subject": HOSTILE,
    "kind": HOSTILE,
    "sides": [{"claim": HOSTILE}],
    "reading": HOSTILE,
}
LATER: Final[dict[str, Any]] = {
    "year": 2019,
    "count": 2,
    "documents": [
        {
            "id": HOSTILE,
            "title": HOSTILE,
            "published_on": {"date": "2020-01-02", "basis": "inferred", "reason": HOSTILE},
        },
        {"id": HOSTILE, "title": HOSTILE, "published_on": None},
    ],
    "more": 3,
}
CELL: Final = {"label": HOSTILE, "stages": PROJECT["told"]}
PART: Final = {"name": HOSTILE, "citation": {"quote": HOSTILE, "line": 7}}


def context(language: str) -> dict[str, Any]:
    """As much of a page's as rows look at."""
    lang = "zh-Hans" if language == "zh" else "en"
    return {"visit": SimpleNamespace(language=language), "lang": lang, "zh": language == "zh"}


def written(language: str) -> list[str]:
    """What every tag makes of hostile texts."""
    on, project = context(language), {"project": PROJECT, "cells": [CELL, CELL | {"stages": []}]}
    return [
        rows.target_rows(on, [TARGET]),
        rows.target_items(on, [TARGET]),
        rows.result_rows(on, [RESULT]),
        rows.claim_rows(on, "targets", [TARGET]),
        rows.claim_rows(on, "achievements", [RESULT]),
        programmes.plan_rows(on, [PLAN]),
        programmes.plan_cards(on, [CARD]),
        rows.differences(on, [DIFFERENCE]),
        following.tally_items([{"disc": "", "count": 2, "words": HOSTILE}]),
        following.later_items(on, [LATER, LATER | {"documents": [], "more": 0}]),
        rows.project_rows(on, [project]),
        rows.told_rows(on, [PROJECT]),
        rows.slogan_items(on, [SLOGAN]),
        rows.slogan_links(on, [SLOGAN]),
        programmes.components(on, [GROUP, GROUP | {"digit": None, "items": []}]),
        programmes.phrases([PART]),
        programmes.reasons_told(on, [HOSTILE]),
        stages(PROJECT["told"]),
        inferred(HOSTILE, "inferred", HOSTILE),
        inferred(HOSTILE, "stated"),
        marks.unit_chart([marks.Followed(HOSTILE, HOSTILE)]),
    ]


@pytest.mark.parametrize(("language", "code"), [("zh", "zh-hans"), ("en", "en")])
def test_no_text_of_the_data_becomes_markup(language: str, code: str) -> None:
    with translation.override(code):
        for markup in written(language):
            tree = parsed(f"<table>{markup}</table>")
            texts = [*tree.itertext(), *(v for one in tree.iter() for v in one.attrib.values())]
            assert any(HOSTILE in text for text in texts)
            assert not [one for one in tree.iter() if one.tag.endswith("script")]
            assert not [one for one in tree.iter() if "onload" in one.attrib]


def test_every_tag_of_rows_is_given_hostile_texts() -> None:
    assert {*rows.register.tags, *programmes.register.tags, *following.register.tags} == {
        "target_rows", "target_items", "result_rows", "claim_rows", "project_rows", "told_rows",
        "slogan_items", "slogan_links", "differences",
        "plan_rows", "plan_cards", "components", "phrases", "reasons_told",
        "tally_items", "later_items",
    }  # fmt: skip


def test_a_card_says_what_a_plan_lacks() -> None:
    lacking = {"code": None, "aligned_with": None}
    bare = CARD | {"plan": CARD["plan"] | lacking, "groups": [], "goal": None, "reasons": []}
    without_parts = CARD | {"groups": []}
    with translation.override("en"):
        nothing, undeclared = (
            programmes.plan_cards(context("en"), [card]) for card in (bare, without_parts)
        )
    assert '<article class="plan nocode">' in nothing
    assert "<small>no code</small>" in nothing
    for part in ("exploded", "goal", "aligned", "<details"):
        assert part not in nothing
    assert "The data do not say what the digits stand for." in undeclared


def test_rows_are_in_the_language_and_the_folder_of_their_page() -> None:
    with translation.override("en"):
        english = rows.claim_rows(context("en"), "targets", [TARGET | {"id": "a"}])
    with translation.override("zh-hans"):
        chinese = rows.claim_rows(context("zh"), "targets", [TARGET | {"id": "a"}])
    assert 'href="/en/targets/a"' in english
    assert "reported as met" in english
    assert 'href="/targets/a"' in chinese
    assert "见报已达到" in chinese
    assert stage("planned", "zh") != stage("planned", "en")
