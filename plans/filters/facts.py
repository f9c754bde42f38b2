"""The filters that all lists of facts share."""

from typing import Any, ClassVar

from districts.naming import district_names, named_districts
from plans.models import Domain
from policyapi.filtering import (
    ChoiceFilter,
    KnownFilter,
    LinkedFilter,
    SeveralFilter,
    StrictFilterSet,
    WordsFilter,
    YearFilter,
)
from policyapi.values import MOST_WORDS

DISTRICT_HELP = (
    "Unit, by id, code, name, short name, alias, former code or former name; several by comma or "
    "repetition. "
    "A name that fits several units answers for all of them and says so in `matched`."
)
Q_HELP = (
    "Rows whose searched text contains every word, as a plain substring after NFKC and case "
    "folding; words are split at white space, at most "
    f"{MOST_WORDS}. One character is a word too."
)
FACT_SORTS = {
    "id": "id",
    "district": "district_id",
    "plan": "plan_id",
    "domain": "domain",
    "period_start": "period_start",
    "period_end": "period_end",
    "speaker": "speaker",
}


def district_filter(field_name: str = "district") -> SeveralFilter:
    """By any name of a unit."""
    return SeveralFilter(
        field_name=field_name,
        resolve=named_districts,
        names=district_names,
        example="市中",
        help_text=DISTRICT_HELP,
    )


def words_filter(example: str, help_text: str = Q_HELP) -> WordsFilter:
    """By words."""
    return WordsFilter(example=example, help_text=help_text)


def document_filter(field_name: str = "citations__document") -> LinkedFilter:
    """By the document that is cited."""
    return LinkedFilter(
        "plans.Document",
        "id",
        noun="document",
        field_name=field_name,
        lookup_expr="exact",
        example="shizhong-2019-plenum",
        help_text="Id of a document that is cited.",
    )


class FactFilterSet(StrictFilterSet):
    """By unit, year, programme, document, policy field, speaker and words."""

    sorts: ClassVar[dict[str, str]] = FACT_SORTS

    district = district_filter()
    year = YearFilter(
        example=2019,
        help_text="Facts whose period holds this year (first year ≤ year ≤ last year).",
    )
    plan = KnownFilter(
        "plans.Plan",
        "id",
        noun="plan",
        field_name="plan_id",
        lookup_expr="exact",
        example="shizhong-2019",
        help_text="Id of the programme.",
    )
    document = document_filter()
    domain = ChoiceFilter(
        field_name="domain",
        lookup_expr="exact",
        choices=Domain.choices,
        example="economy",
        help_text="Policy field.",
    )
    q = words_filter("小区")


def speaker_filter(model: str, example: str) -> Any:
    """By the person to whom the words are attributed."""
    return KnownFilter(
        model,
        "speaker",
        noun="speaker",
        field_name="speaker",
        lookup_expr="exact",
        example=example,
        help_text="The person to whom the text attributes the words.",
    )
