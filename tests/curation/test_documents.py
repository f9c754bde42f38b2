"""The five documents themselves: rebuilt, accounted for, quoted verbatim, annotated in full."""

import json
from collections import Counter
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from plans.curation.building import build, differing
from plans.curation.checks import problems_of
from plans.curation.drafts import Annotation, annotate
from plans.curation.fields import FACT_KINDS
from plans.curation.reading import read_sources

DOCUMENTS = settings.POLICYAPI_DOCUMENTS
pytestmark = [
    pytest.mark.documents,
    pytest.mark.skipif(
        not any(DOCUMENTS.glob("*.txt")),
        reason="the press documents are not on this machine; set POLICYAPI_DOCUMENTS",
    ),
]

AT_LEAST = {
    "jinan-2019-districts": {
        "plans": 20,
        "targets": 82,
        "achievements": 8,
        "projects": 46,
        "slogans": 57,
    },
    "shizhong-2019-plenum": {"plans": 3, "targets": 14, "projects": 20, "slogans": 6},
    "shizhong-2020-feature": {"plans": 3, "targets": 24, "projects": 53, "slogans": 16},
    "shizhong-2020-mobilisation": {"plans": 3, "targets": 20, "projects": 21, "slogans": 4},
    "shizhong-2022-congress": {
        "plans": 4,
        "targets": 3,
        "achievements": 56,
        "projects": 25,
        "slogans": 5,
    },
}
"""Entries of each folder: a lost file shows here, the merging of two facts does not."""


@pytest.fixture(scope="module")
def annotation() -> Annotation:
    """The annotation of the five documents."""
    return annotate(read_sources(settings.POLICYAPI_SOURCES), DOCUMENTS)


def fixture(name: str) -> list[dict[str, Any]]:
    """The records of a committed fixture file."""
    rows: list[dict[str, Any]] = json.loads((settings.POLICYAPI_FIXTURES / name).read_bytes())
    return rows


def test_the_annotation_has_no_problem(annotation: Annotation) -> None:
    assert list(map(str, problems_of(annotation))) == []


def test_a_rebuild_makes_the_committed_fixtures_byte_for_byte() -> None:
    files = build(settings.POLICYAPI_SOURCES, DOCUMENTS)
    assert differing(files, settings.POLICYAPI_FIXTURES) == []


def test_every_number_and_quoted_phrase_is_accounted_for(capsys: Any) -> None:
    call_command("coverage")
    lines = capsys.readouterr().out.splitlines()
    accounts = [line for line in lines if line.startswith("  ")]
    assert len(lines) == 3 * len(AT_LEAST)
    assert len(accounts) == 2 * len(AT_LEAST)
    assert all(line.endswith("0 missing: 100.0 %") for line in accounts)


def test_every_citation_is_what_stands_there(annotation: Annotation) -> None:
    for name in ("citations.json", "ignored.json"):
        for row in fixture(name):
            fields = row["fields"]
            text = annotation.texts[fields["document"]].text
            assert text[fields["start"] : fields["end"]] == fields["quote"]
            assert text.count("\n", 0, fields["start"]) + 1 == fields["line"]
            assert row["pk"] == "{document}:{start}-{end}".format(**fields)
            assert 1 <= len(fields["quote"]) <= 80


def test_every_fact_is_cited_and_every_citation_is_of_something() -> None:
    facts = ("plans", "plan_elements", "targets", "achievements", "projects", "slogans")
    cited: set[str] = set()
    for name in (*facts, "discrepancy_sides"):
        for row in fixture(f"{name}.json"):
            assert row["fields"]["citations"], f"{name} {row['pk']} has no citation"
            cited |= set(row["fields"]["citations"])
    for row in fixture("documents.json"):
        cited |= set(row["fields"]["citations_of_dates"])
    assert {row["pk"] for row in fixture("citations.json")} == cited


@pytest.mark.parametrize("document", sorted(AT_LEAST))
def test_a_document_has_the_facts_that_it_was_found_to_have(
    annotation: Annotation, document: str
) -> None:
    found = Counter(
        draft.entry.kind for draft in annotation.of(*FACT_KINDS) if draft.entry.document == document
    )
    few = {kind: found[kind] for kind, count in AT_LEAST[document].items() if found[kind] < count}
    assert few == {}, f"fewer than the expected {AT_LEAST[document]}"
