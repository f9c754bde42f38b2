"""The checks of wording, periods, dates and the account, each failing and passing."""

from typing import Any

import pytest

from plans.curation.checks.accounts import every_number_and_phrase_is_accounted_for
from plans.curation.checks.time import (
    facts_have_a_period,
    inferred_things_have_reasons,
    periods_run_forward,
    stated_years_are_printed,
)
from plans.curation.checks.wording import (
    codes_are_printed,
    modality_agrees_with_wording,
    wording_stands_in_the_line,
)
from tests.curation.annotated import PLAN
from tests.curation.cases import (
    Kept,
    Refused,
    assert_kept,
    assert_refused,
    both,
    drop,
    put,
    refused,
)
from tests.curation.workshop import Change, Workshop

GROWTH = "plan-2030/targets.yaml targets[0] yungang-2030-growth"
AREA = "plan-2030/targets.yaml targets[1] yungang-2030-demolition"
TRAIL = "plan-2030/targets.yaml targets[3] yungang-2030-trail"
PLAN_FILE = "plan-2030/plans.yaml plans[0] yungang-2030"
PLAN_LINE_5 = "plan-2030/document.yaml document[0]: line 5"
LOST = "is in no citation; make it a fact, or list it in ignored.yaml with a reason"


def deadline(**parts: str) -> Change:
    """A change that replaces parts of the one printed deadline."""
    return lambda w: w.entry("yungang-2030-demolition")["deadline"].update(parts)


def published(**parts: Any) -> Change:
    """A change that replaces the date of the plan."""
    return lambda w: w.files["plan-2030/document.yaml"]["document"].update(published_on=parts)


def printed(more: str) -> Change:
    """A change that adds a line to the first document."""
    return lambda w: w.texts.update({"plan.txt": PLAN + more})


REFUSED = [
    refused(
        wording_stands_in_the_line,
        put("yungang-2030-growth", wording=["力争", "确保"]),
        f"{GROWTH}: '确保' stands in no line that it quotes",
    ),
    refused(
        wording_stands_in_the_line,
        lambda w: w.files["review-2030/projects.yaml"]["projects"][0]["mentions"][0].update(
            stage_text="开街"
        ),
        "review-2030/projects.yaml projects[0] yungang-expo mentions[0]: '开街' stands in no line "
        "that it quotes",
    ),
    refused(
        wording_stands_in_the_line,
        deadline(text="6月底前"),
        f"{AREA}: '6月底前' stands in no line that it quotes",
    ),
    refused(
        modality_agrees_with_wording,
        put("yungang-2030-growth", wording=[]),
        f"{GROWTH}: `modality: strive` needs its word in `wording`",
    ),
    refused(
        modality_agrees_with_wording,
        drop("yungang-2030-growth", "modality"),
        f"{GROWTH}: '力争' in `wording` makes `modality: strive`",
    ),
    refused(
        modality_agrees_with_wording,
        both(
            lambda w: w.texts.update({"plan.txt": PLAN.replace("完成拆迁", "力促拆迁")}),
            put("yungang-2030-demolition", quote="力促拆迁80万平方米"),
        ),
        f"{AREA}: `modality: require` needs 要, 实现, 完成 or 达到 in its line",
    ),
    refused(
        codes_are_printed,
        put("yungang-2030", code="1+3"),
        f"{PLAN_FILE}: the code '1+3' stands in none of its quotes",
    ),
    refused(
        inferred_things_have_reasons,
        put("yungang-2030-trail", period={"start": "2030", "basis": "inferred"}),
        f"{TRAIL}: `period` is inferred and needs a `reason`",
    ),
    refused(
        inferred_things_have_reasons,
        both(deadline(basis="guessed"), drop("yungang-2030-engines", "reason", "digit")),
        f"{PLAN_FILE} elements[0] yungang-2030-engines: `mapping: inferred` needs a `reason`",
        f"{PLAN_FILE} elements[0] yungang-2030-engines: `digit` and `mapping` go together: how is "
        "the digit known?",
        f"{AREA}: `deadline` has a basis, stated or inferred, not 'guessed'",
    ),
    refused(
        inferred_things_have_reasons,
        both(deadline(text=""), published(date="2030-01-10", basis="stated")),
        "plan-2030/document.yaml document[0]: `published_on` is stated and needs the `quote` that "
        "prints it",
        f"{AREA}: `deadline` is stated and needs the `text` that prints it",
    ),
    refused(
        stated_years_are_printed,
        put("yungang-2030-trail", period={"start": "2031", "basis": "stated"}),
        f"{TRAIL}: 2031 is not printed; the period is inferred",
    ),
    refused(
        facts_have_a_period,
        put("yungang-2030-trail", plan=""),
        f"{TRAIL}: has no `plan` and so needs a `period`",
    ),
    refused(
        periods_run_forward,
        put("yungang-2030-trail", period={"start": "2030", "end": "2029", "basis": "stated"}),
        f"{TRAIL}: the period ends in 2029, before 2030",
    ),
    refused(
        every_number_and_phrase_is_accounted_for,
        printed("再建三处“口袋书屋”，投入5万元。"),
        f"{PLAN_LINE_5}: '三' (…一年。 再建三处“口袋书屋…) {LOST}",
        f"{PLAN_LINE_5}: '5' (…书屋”，投入5万元。…) {LOST}",
        f"{PLAN_LINE_5}: '万' (…屋”，投入5万元。…) {LOST}",
        f"{PLAN_LINE_5}: '“口袋书屋”' (…。 再建三处“口袋书屋”，投入5万元…) {LOST}",
    ),
]

KEPT = [
    Kept(
        wording_stands_in_the_line,
        put("yungang-2030-trail", wording=["年底前"]),
        "a word elsewhere in the line",
    ),
    Kept(
        wording_stands_in_the_line, deadline(basis="inferred", text="明年"), "no printed deadline"
    ),
    Kept(
        modality_agrees_with_wording,
        put("yungang-2030-growth", wording=["争取"], modality="strive"),
        "another word of the same force",
    ),
    Kept(
        codes_are_printed,
        put("yungang-2030", quotes=["以“1 +2”体系为纲"]),
        "a printed code with a stray space",
    ),
    Kept(
        inferred_things_have_reasons,
        put("yungang-2030-trail", period={"start": "2030", "basis": "inferred", "reason": "So."}),
        "an inferred period with its reason",
    ),
    Kept(
        inferred_things_have_reasons,
        drop("yungang-2030-engines", "reason", "digit", "mapping"),
        "a group that expands no digit",
    ),
    Kept(
        stated_years_are_printed,
        put("yungang-2030-trail", period={"start": "2031", "basis": "inferred", "reason": "So."}),
        "a year that is inferred need not be printed",
    ),
    Kept(
        facts_have_a_period,
        both(
            drop("yungang-2030-growth", "element"),
            put("yungang-2030-trail", plan="", period={"start": "2030", "basis": "stated"}),
        ),
        "a period of its own",
    ),
    Kept(
        periods_run_forward,
        put("yungang-2030-trail", period={"start": "2030", "end": "2030", "basis": "stated"}),
        "one year",
    ),
    Kept(
        every_number_and_phrase_is_accounted_for,
        printed("创一流，做到一流。"),
        "a word that counts nothing wherever it stands",
    ),
    Kept(
        every_number_and_phrase_is_accounted_for,
        printed("“这句话在引号里面写得很长很长很长，所以它是讲话，不是短语，也不用逐句交代。”"),
        "a speech is no phrase",
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.check.__name__)
def test_what_the_text_does_not_bear_out_is_named(case: Refused, workshop: Workshop) -> None:
    assert_refused(case, workshop)


@pytest.mark.parametrize("case", KEPT, ids=lambda case: f"{case.check.__name__}-{case.why}")
def test_what_the_text_bears_out_passes(case: Kept, workshop: Workshop) -> None:
    assert_kept(case, workshop)
