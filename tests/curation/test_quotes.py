"""Quotes are looked up verbatim; each that is not where it is said to be is named with a tip."""

import hashlib
from typing import Any

import pytest

from tests.curation.annotated import PLAN
from tests.curation.cases import add, put
from tests.curation.workshop import Workshop

TRAIL = "fixtures/sources/plan-2030/targets.yaml targets[3] yungang-2030-trail"


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        (
            "建成健身栈道",
            "quote '建成健身栈道' not found in plan.txt; copy it verbatim, punctuation included",
        ),
        (
            "拆迁80万平方米,新开工30个",
            "quote '拆迁80万平方米,新开工30个' not found in plan.txt; line 3 prints "
            "'拆迁80万平方米，新开工30个'",
        ),
        ("以“1+2”体系为纲", "not found in plan.txt; line 2 prints '以“1 +2”体系为纲'"),
        (
            "会议",
            "quote '会议' occurs 2 times (lines 4, 4); say which, as in "
            "{text: 会议, occurrence: 1}, or lengthen it",
        ),
        (
            {"text": "会议", "occurrence": "3"},
            "quote '会议' has no occurrence 3; there are 2",
        ),
        (
            {"text": "会议", "occurrence": "last"},
            "quote '会议' has no occurrence last; there are 2",
        ),
        (
            {"text": "会议", "document": "plan-2030"},
            "a quote has `text` and `occurrence` and nothing else",
        ),
        (
            "，建成健身步道。\n加快云港会展中心",
            "quote '，建成健身步道。\\n加快云港会展中心'… runs over a line's end; "
            "give each line its own",
        ),
        ({"text": ""}, "a quote is empty; give the shortest stretch that states the fact"),
        (
            PLAN.replace("\n", "")[:81],
            "has 81 characters; the most are 80; shorten it",
        ),
    ],
)
def test_a_quote_that_is_not_there_is_refused_with_a_tip(
    quote: Any, message: str, workshop: Workshop
) -> None:
    workshop.entry("yungang-2030-trail")["quote"] = quote
    (found,) = [problem for problem in workshop.problems() if problem.startswith(TRAIL)]
    assert message in found


def test_a_quote_says_which_occurrence_it_is(workshop: Workshop) -> None:
    workshop.entry("yungang-2030-trail")["quote"] = {"text": "会议", "occurrence": "2"}
    (span,) = next(d for d in workshop.annotation().of("targets") if d.id.endswith("trail")).spans
    assert span.start == PLAN.rindex("会议")
    assert PLAN[span.start : span.end] == "会议"


def test_a_quote_knows_its_line_and_a_document_its_hash(workshop: Workshop) -> None:
    annotation = workshop.annotation()
    spans = [span for d in annotation.of("targets") for span in d.spans]
    assert {span.line for span in spans} == {3}
    text = annotation.texts["plan-2030"]
    assert text.sha256 == hashlib.sha256(PLAN.encode()).hexdigest()
    assert text.lines == 4


@pytest.mark.parametrize(("more", "lines"), [("", 4), ("再", 5), ("\n", 5)])
def test_a_line_break_at_the_end_begins_no_line(workshop: Workshop, more: str, lines: int) -> None:
    workshop.texts["plan.txt"] = PLAN + more
    assert workshop.annotation().texts["plan-2030"].lines == lines


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"every": "yes", "quote": "明年"}, "quote '明年' not found in plan.txt"),
        ({"every": "yes", "quote": "年" * 81}, "has 81 characters; the most are 80; shorten it"),
        ({"every": "yes", "quote": "干\n再"}, "runs over a line's end"),
        ({"quote": "年" * 81}, "has 81 characters; the most are 80; shorten it"),
        ({"quote": "会议"}, "occurs 2 times"),
        (
            {"quote": {"text": "会议", "occurrence": "1"}},
            "`quote` is a text here; `occurrence` and `every` stand beside it",
        ),
    ],
)
def test_what_is_ignored_must_be_there_too(
    workshop: Workshop, fields: dict[str, Any], message: str
) -> None:
    add("plan-2030/ignored.yaml", reason="name", **fields)(workshop)
    (found,) = [problem for problem in workshop.problems() if "ignored[2]" in problem]
    assert message in found


def test_what_is_ignored_may_be_every_occurrence(workshop: Workshop) -> None:
    add("plan-2030/ignored.yaml", quote="会议", every="yes", reason="no number")(workshop)
    spans = next(d for d in workshop.annotation().of("ignored") if d.data["quote"] == "会议").spans
    assert [PLAN[span.start : span.end] for span in spans] == ["会议", "会议"]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("5%左右", "the number '5%左右' stands in none of its quotes"),
        ("6.5", "the number '6.5' stands in none of its quotes"),
        ("7%", "the number '7%' stands in none of its quotes"),
        ("生产总值", "'生产总值' is not one quantity; give the shortest stretch"),
    ],
)
def test_a_number_stands_whole_in_a_quote_and_can_be_read(
    workshop: Workshop, number: str, message: str
) -> None:
    put("yungang-2030-growth", number=number)(workshop)
    assert any(message in problem for problem in workshop.problems())


@pytest.mark.parametrize("cut", ["十个", "二十", "百个"])
def test_a_chinese_numeral_is_not_cut_off(workshop: Workshop, cut: str) -> None:
    workshop.texts["plan.txt"] = PLAN.replace("30个", "一百二十个")
    put("yungang-2030-projects", quote="新开工一百二十个过亿元项目", number=cut)(workshop)
    message = f"the number {cut!r} stands in none of its quotes"
    assert any(message in problem for problem in workshop.problems())


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        ("yungang-expo", {"investment": {"number": "5至12亿元"}}),
        ("yungang-2030-projects", {"threshold": {"number": "5至12亿元"}}),
    ],
)
def test_a_size_is_no_range(workshop: Workshop, entry: str, fields: dict[str, Any]) -> None:
    workshop.entry(entry).update(fields)
    message = "the range '5至12亿元' fits only the `number` of a target or an achievement"
    assert any(message in problem for problem in workshop.problems())


@pytest.mark.parametrize("filename", ["absent.txt", "", "nul\0.txt"])
def test_a_document_that_cannot_be_read_is_a_problem(workshop: Workshop, filename: str) -> None:
    workshop.files["plan-2030/document.yaml"]["document"]["filename"] = filename
    place = "fixtures/sources/plan-2030/document.yaml document[0]: the document "
    (found,) = [problem for problem in workshop.problems() if problem.startswith(place)]
    assert "cannot be read" in found
    assert str(workshop.documents) not in found


def test_a_document_that_is_not_utf_8_is_a_problem(workshop: Workshop) -> None:
    workshop.write()
    del workshop.texts["plan.txt"]
    (workshop.documents / "plan.txt").write_bytes("云港".encode("gb18030"))
    assert any("'plan.txt' cannot be read: 'utf-8' codec" in found for found in workshop.problems())


def test_a_side_names_a_known_document(workshop: Workshop) -> None:
    side = workshop.files["discrepancies.yaml"]["discrepancies"][0]["sides"][0]
    side["quotes"] = [{"document": "plan-2031", "text": "80万平方米"}, "80万平方米"]
    found = [problem for problem in workshop.problems() if "sides[0]" in problem]
    assert found == [
        "fixtures/sources/discrepancies.yaml discrepancies[0] yungang-2030-demolition-area "
        f"sides[0]: each quote of a side is {{document, text}}; no document {tip}"
        for tip in ("''", "'plan-2031'; did you mean 'plan-2030'?")
    ]
