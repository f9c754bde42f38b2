"""The checks of what entries refer to and of what joins documents, each failing and passing."""

import pytest

from plans.curation.checks.references import (
    discrepancies_have_sides,
    elements_belong_to_the_plan,
    outcomes_are_reported_later,
    parents_form_no_circle,
    references_exist,
)
from tests.curation.cases import (
    Kept,
    Refused,
    add,
    assert_kept,
    assert_refused,
    both,
    put,
    refused,
)
from tests.curation.workshop import Workshop

TARGET = "plan-2030/targets.yaml targets[0] yungang-2030-growth"
ANOTHER_PLAN = add(
    "plan-2030/plans.yaml",
    id="haidong-2030",
    district="haidong",
    kind="annual",
    title="海东市2030年工作",
    domain="general",
    period={"start": "2030", "basis": "stated"},
    quote="新一年工作",
)


def also_of(fact: str) -> dict[str, str]:
    """A further citation of a fact."""
    return {"fact": fact, "quote": "云港区2030年成绩单"}


REFUSED = [
    refused(
        references_exist,
        put("yungang-2030-growth", district="yungan"),
        f"{TARGET}: `district`: no 'yungan'; did you mean 'yungang'?",
    ),
    refused(
        references_exist,
        put("yungang-2030-growth", plan="yungang-2031", indicator="zzz"),
        f"{TARGET}: `plan`: no 'yungang-2031'; did you mean 'yungang-2030'?",
        f"{TARGET}: `indicator`: no 'zzz'",
    ),
    refused(
        references_exist,
        put("yungang-2030", predecessor="yungang-2029", parent="gdp"),
        "plan-2030/plans.yaml plans[0] yungang-2030: `predecessor`: no 'yungang-2029'; did you "
        "mean 'yungang-2030'?",
        "plan-2030/plans.yaml plans[0] yungang-2030: `parent`: no 'gdp'",
    ),
    refused(
        references_exist,
        add("review-2030/also.yaml", **also_of("yungang-2030-grow")),
        "review-2030/also.yaml also[1] yungang-2030-grow: `fact`: no 'yungang-2030-grow'; did you "
        "mean 'yungang-2030-growth'?",
    ),
    refused(
        references_exist,
        lambda w: w.files["review-2030/projects.yaml"]["projects"][0].update(of="yungang-exp"),
        "review-2030/projects.yaml projects[0] yungang-exp: `of`: no 'yungang-exp'; did you mean "
        "'yungang-expo'?",
    ),
    refused(
        references_exist,
        put("yungang-2030-growth-reviewed", target="yungang-2030-growth-reached"),
        "outcomes.yaml outcomes[0] yungang-2030-growth-reviewed: `target`: no "
        "'yungang-2030-growth-reached'; did you mean 'yungang-2030-growth'?",
    ),
    refused(
        references_exist,
        put("yungang-2030-demolition-area", districts=["yungang", "yunggang"]),
        "discrepancies.yaml discrepancies[0] yungang-2030-demolition-area: `districts`: no "
        "'yunggang'; did you mean 'yungang'?",
    ),
    refused(
        references_exist,
        lambda w: w.files["discrepancies.yaml"]["discrepancies"][0]["sides"][0].update(
            facts=["yungang-2030-port"]
        ),
        "discrepancies.yaml discrepancies[0] yungang-2030-demolition-area sides[0]: `facts`: no "
        "'yungang-2030-port'; did you mean 'yungang-2030-projects'?",
    ),
    refused(
        elements_belong_to_the_plan,
        both(ANOTHER_PLAN, put("yungang-2030-growth", plan="haidong-2030", district="haidong")),
        f"{TARGET}: the element 'yungang-2030-port' is one of the plan 'yungang-2030'",
    ),
    refused(
        elements_belong_to_the_plan,
        both(ANOTHER_PLAN, put("yungang-2030-trail", plan="haidong-2030")),
        "plan-2030/targets.yaml targets[3] yungang-2030-trail: the plan 'haidong-2030' is of the "
        "district 'haidong'",
    ),
    refused(
        parents_form_no_circle,
        both(put("haidong", parent="yungang"), put("yungang-expo", parent="yungang-expo")),
        "plan-2030/projects.yaml projects[0] yungang-expo: `parent` leads back to itself",
        "districts.yaml districts[0] haidong: `parent` leads back to itself",
        "districts.yaml districts[1] yungang: `parent` leads back to itself",
    ),
    refused(
        parents_form_no_circle,
        put("yungang-2030", predecessor="yungang-2030"),
        "plan-2030/plans.yaml plans[0] yungang-2030: `predecessor` leads back to itself",
    ),
    refused(
        outcomes_are_reported_later,
        lambda w: w.files["review-2030/document.yaml"]["document"]["published_on"].update(
            date="2030-01-10"
        ),
        "outcomes.yaml outcomes[0] yungang-2030-growth-reviewed: its achievement (2030-01-10) is "
        "not from a later document than its target (2030-01-10)",
    ),
    refused(
        discrepancies_have_sides,
        lambda w: w.files["discrepancies.yaml"]["discrepancies"][0]["sides"].pop(),
        "discrepancies.yaml discrepancies[0] yungang-2030-demolition-area: needs at least two "
        "`sides`, each with its quotes",
    ),
]

KEPT = [
    Kept(
        references_exist,
        add("review-2030/also.yaml", **also_of("yungang-2030-port")),
        "a further citation of a component",
    ),
    Kept(
        references_exist,
        both(ANOTHER_PLAN, put("yungang-2030", aligned_with="haidong-2030")),
        "a plan of another district to follow",
    ),
    Kept(
        elements_belong_to_the_plan,
        put("yungang-2030-trail", element="yungang-2030-engines"),
        "a component of the fact's own plan",
    ),
    Kept(
        parents_form_no_circle,
        both(
            ANOTHER_PLAN,
            put("haidong-2030", parent="yungang-2030"),
            put("yungang-2030", predecessor="haidong-2030"),
        ),
        "a parent and a predecessor that point at each other are two relations",
    ),
    Kept(
        outcomes_are_reported_later,
        lambda w: w.files["plan-2030/document.yaml"]["document"].pop("published_on"),
        "without a date nothing is known to be earlier",
    ),
    Kept(
        discrepancies_have_sides,
        lambda w: w.files["discrepancies.yaml"]["discrepancies"][0]["sides"].append(
            {"claim": "拆迁", "facts": [], "quotes": [{"document": "review-2030", "text": "拆迁"}]}
        ),
        "three sides",
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.check.__name__)
def test_a_wrong_reference_is_named_with_the_nearest_right_one(
    case: Refused, workshop: Workshop
) -> None:
    assert_refused(case, workshop)


@pytest.mark.parametrize("case", KEPT, ids=lambda case: f"{case.check.__name__}-{case.why}")
def test_a_right_reference_passes(case: Kept, workshop: Workshop) -> None:
    assert_kept(case, workshop)
