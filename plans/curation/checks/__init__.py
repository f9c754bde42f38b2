"""What must be true of an annotation. A check is one function in CHECKS; its name is the truth."""

from collections.abc import Callable, Iterator
from typing import Final

from plans.curation.checks.accounts import every_number_and_phrase_is_accounted_for
from plans.curation.checks.form import (
    every_fact_has_a_citation,
    fields_are_known,
    ids_are_slugs_and_unique,
    required_fields_are_there,
)
from plans.curation.checks.numbers import (
    groups_count_their_members,
    measures_fit_their_units,
    quantities_are_complete,
    stated_values_agree_with_the_print,
)
from plans.curation.checks.references import (
    discrepancies_have_sides,
    elements_belong_to_the_plan,
    outcomes_are_reported_later,
    parents_form_no_circle,
    references_exist,
)
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
from plans.curation.drafts import Annotation
from plans.curation.problems import Problem

Check = Callable[[Annotation], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    fields_are_known,
    required_fields_are_there,
    every_fact_has_a_citation,
    ids_are_slugs_and_unique,
    references_exist,
    elements_belong_to_the_plan,
    parents_form_no_circle,
    quantities_are_complete,
    stated_values_agree_with_the_print,
    measures_fit_their_units,
    wording_stands_in_the_line,
    modality_agrees_with_wording,
    inferred_things_have_reasons,
    stated_years_are_printed,
    facts_have_a_period,
    periods_run_forward,
    groups_count_their_members,
    codes_are_printed,
    outcomes_are_reported_later,
    discrepancies_have_sides,
    every_number_and_phrase_is_accounted_for,
)


def problems_of(annotation: Annotation) -> list[Problem]:
    """What could not be read or found, and what every check found, sorted."""
    found = [*annotation.problems]
    for check in CHECKS:
        found += check(annotation)
    return sorted(set(found))
