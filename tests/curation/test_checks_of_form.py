"""The checks of fields, citations and ids, each failing and passing."""

import pytest

from plans.curation.checks.form import (
    every_fact_has_a_citation,
    fields_are_known,
    ids_are_slugs_and_unique,
    required_fields_are_there,
)
from tests.curation.cases import (
    Kept,
    Refused,
    add,
    assert_kept,
    assert_refused,
    both,
    drop,
    put,
    refused,
)
from tests.curation.workshop import Workshop

TARGET = "plan-2030/targets.yaml targets[0] yungang-2030-growth"
MEMBERS = "plan-2030/plans.yaml plans[0] yungang-2030 elements[0] yungang-2030-engines members"

REFUSED = [
    refused(
        fields_are_known,
        put("yungang-2030-growth", domian="economy"),
        f"{TARGET}: no field 'domian'; did you mean 'domain'?",
    ),
    refused(
        fields_are_known,
        put("yungang-slogan-do", colour="red"),
        "plan-2030/slogans.yaml slogans[1] yungang-slogan-do: no field 'colour'; known: district, "
        "domain, element, id, kind, note, period, plan, quote, quotes, speaker, text",
    ),
    refused(
        fields_are_known,
        put("yungang-2030-port", nmae="港口"),
        f"{MEMBERS}[0] yungang-2030-port: no field 'nmae'; did you mean 'name'?",
    ),
    refused(
        fields_are_known,
        lambda w: w.files["review-2030/projects.yaml"]["projects"][0].update(alias=["会展"]),
        "review-2030/projects.yaml projects[0] yungang-expo: no field 'alias'; "
        "did you mean 'aliases'?",
    ),
    refused(
        fields_are_known,
        lambda w: w.files["review-2030/achievements.yaml"]["defaults"].update(modality="strive"),
        *(
            f"review-2030/achievements.yaml achievements[{index}] {id}: no field 'modality'; "
            "known: certainty, comparator, district, domain, element, id, indicator, kind, "
            "measure, note, number, period, plan, quote, quotes, speaker, statement, "
            "threshold, unit, value, value_high, wording"
            for index, id in enumerate(
                ["yungang-2030-growth-reached", "yungang-2030-demolition-reached"]
            )
        ),
    ),
    refused(
        fields_are_known,
        put("新一年", every="true"),
        "plan-2030/ignored.yaml ignored[0]: `every` is `yes` or left out",
    ),
    refused(
        required_fields_are_there,
        drop("yungang-2030-growth", "statement", "domain"),
        f"{TARGET}: needs `domain`, `statement`",
    ),
    refused(
        required_fields_are_there,
        drop("yungang-2030-new", "id", "name"),
        f"{MEMBERS}[1]: needs `id`",
        f"{MEMBERS}[1]: needs a `name`, or as a group a `label`",
    ),
    refused(
        required_fields_are_there,
        lambda w: w.files["plan-2030/projects.yaml"]["projects"][0].update(mentions=[]),
        "plan-2030/projects.yaml projects[0] yungang-expo: needs `mentions`",
    ),
    refused(
        required_fields_are_there,
        drop("一流", "reason"),
        "not_numbers.yaml not_numbers[0] 一流: needs `reason`",
    ),
    refused(
        every_fact_has_a_citation,
        drop("yungang-2030-trail", "quote"),
        "plan-2030/targets.yaml targets[3] yungang-2030-trail: has no quote; give the shortest "
        "stretch that states it",
    ),
    refused(
        every_fact_has_a_citation,
        lambda w: w.files["plan-2030/projects.yaml"]["projects"][0]["mentions"][0].pop("quote"),
        "plan-2030/projects.yaml projects[0] yungang-expo mentions[0]: has no quote; give the "
        "shortest stretch that states it",
    ),
    refused(
        every_fact_has_a_citation,
        lambda w: w.files["discrepancies.yaml"]["discrepancies"][0]["sides"][1].update(quotes=[]),
        "discrepancies.yaml discrepancies[0] yungang-2030-demolition-area sides[1]: has no quote; "
        "give the shortest stretch that states it",
    ),
    refused(
        ids_are_slugs_and_unique,
        put("yungang-2030-growth", id="Yungang 2030"),
        "plan-2030/targets.yaml targets[0] Yungang 2030: the id 'Yungang 2030' is not a slug: "
        "a-z, 0-9 and single hyphens",
    ),
    refused(
        ids_are_slugs_and_unique,
        put("yungang-slogan-do", id="yungang-2030-growth"),
        f"{TARGET}: the id 'yungang-2030-growth' is taken by fixtures/sources/plan-2030/"
        "slogans.yaml slogans[1] yungang-2030-growth",
    ),
    refused(
        ids_are_slugs_and_unique,
        put("yungang-2030-new", id="yungang-2030-port"),
        f"{MEMBERS}[1] yungang-2030-port: the id 'yungang-2030-port' is taken by fixtures/sources/"
        f"{MEMBERS}[0] yungang-2030-port",
    ),
    refused(
        ids_are_slugs_and_unique,
        put("demolition", id="gdp"),
        "indicators.yaml indicators[1] gdp: the id 'gdp' is taken by fixtures/sources/"
        "indicators.yaml indicators[0] gdp",
    ),
]

KEPT = [
    Kept(fields_are_known, put("新一年", every="yes"), "a flag that is yes"),
    Kept(fields_are_known, put("yungang-2030-engines", note="Two of two."), "a component's note"),
    Kept(
        required_fields_are_there,
        both(drop("yungang-2030-port", "name"), put("yungang-2030-port", label="港口引擎")),
        "a component with a label",
    ),
    Kept(
        every_fact_has_a_citation,
        both(
            drop("yungang-2030-trail", "quote"),
            put("yungang-2030-trail", quotes=["建成健身", "步道"]),
        ),
        "a fact with several quotes",
    ),
    Kept(
        ids_are_slugs_and_unique,
        put("gdp", id="yungang-2030-growth"),
        "an indicator is no fact and may share a fact's id",
    ),
    Kept(
        ids_are_slugs_and_unique,
        add("outcomes.yaml", id="yungang-2030-growth", target="yungang-2030-growth"),
        "an outcome is no fact and may share a fact's id",
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.check.__name__)
def test_what_breaks_a_rule_of_form_is_named_with_its_place_and_tip(
    case: Refused, workshop: Workshop
) -> None:
    assert_refused(case, workshop)


@pytest.mark.parametrize("case", KEPT, ids=lambda case: f"{case.check.__name__}-{case.why}")
def test_what_keeps_a_rule_of_form_passes(case: Kept, workshop: Workshop) -> None:
    assert_kept(case, workshop)
