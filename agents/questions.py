"""What each tool takes; a model reads the descriptions."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from plans.models import Domain as Domains
from plans.models import Modality, Outcome

# Choices stand in the schema, but are checked by the API, which names the nearest.

Words = Annotated[
    str, Meta(min_length=1, max_length=100, description="Chinese words, found exactly: 教育 小区.")
]
Districts = Annotated[
    list[Annotated[str, Meta(min_length=1, max_length=40)]],
    Meta(max_length=20, description="Ids, codes, names or short names: 市中, 莱芜, jinan-lixia."),
]
Year = Annotated[int, Meta(ge=1900, le=2100, description="A year inside the period: 2019.")]
Indicator = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=60,
        description="What is measured: an id or any printed name, as gdp, 地区生产总值.",
    ),
]
Limit = Annotated[int, Meta(ge=1, le=25, description="Rows of one answer.")]
Page = Annotated[int, Meta(ge=1, le=1000, description="The next rows are on the next page.")]
Key = Annotated[str, Meta(min_length=1, max_length=200, description="Id, as an answer gave it.")]
Domain = Annotated[
    str, Meta(description="Policy field.", extra_json_schema={"enum": list(Domains.values)})
]
Firmness = Annotated[
    str,
    Meta(
        description="How firmly: ensure 确保, strive 力争, require 要 实现, expect 预计.",
        extra_json_schema={"enum": list(Modality.values)},
    ),
]
Verdict = Annotated[
    str,
    Meta(
        description="What was later reported; none: no document reports a result.",
        extra_json_schema={"enum": list(Outcome.Verdict.values)},
    ),
]
FACTS: Final = ("target", "achievement", "project", "slogan", "plan")
CITED: Final = (*FACTS, "outcome", "discrepancy")
Types = Annotated[
    list[Annotated[str, Meta(extra_json_schema={"enum": list(FACTS)})]],
    Meta(max_length=5, description="Only these types of facts."),
]


class FindDistrict(Struct):
    """A name, or part of one."""

    name: Annotated[
        str, Meta(min_length=1, max_length=40, description="Any name, part of one, code or id.")
    ]


class SearchTargets(Struct):
    """Conditions; all that are given hold together."""

    words: Words | None = None
    district: Districts = []
    year: Year | None = None
    indicator: Indicator | None = None
    domain: Domain | None = None
    modality: Firmness | None = None
    verdict: Verdict | None = None
    has_value: Annotated[bool, Meta(description="With a number, or without.")] | None = None
    limit: Limit = 10
    page: Page = 1


class Compare(Struct):
    """One indicator in one year."""

    indicator: Indicator
    year: Year
    district: Districts = []


class FollowPromise(Struct):
    """A target."""

    target: Key


class Evidence(Struct):
    """A fact."""

    type: Annotated[str, Meta(extra_json_schema={"enum": list(CITED)})]
    id: Key


class TraceSlogan(Struct):
    """Words of a slogan."""

    words: Words
    district: Districts = []
    limit: Limit = 10


class Coverage(Struct):
    """A document, or none for an account of all."""

    document: Key | None = None
    page: Page = 1


class Search(Struct):
    """Words in facts of all types."""

    words: Words
    type: Types = []
    district: Districts = []
    year: Year | None = None
    domain: Domain | None = None
    limit: Limit = 10
    page: Page = 1
