"""`build_fixtures` and `coverage`: what they print, write and refuse."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.curation.cases import put
from tests.curation.workshop import Workshop


@pytest.fixture
def commanded(workshop: Workshop, settings: Any) -> Workshop:
    """The workshop, with the settings of the commands pointing to it."""
    workshop.write()
    settings.POLICYAPI_SOURCES = workshop.sources
    settings.POLICYAPI_DOCUMENTS = workshop.documents
    settings.POLICYAPI_FIXTURES = workshop.sources.parent
    return workshop


def test_the_command_writes_once_and_checks(commanded: Workshop, capsys: Any) -> None:
    with pytest.raises(CommandError, match=r"A rebuild differs in achievements\.json, citations"):
        call_command("build_fixtures", "--check")
    assert not list(commanded.sources.parent.glob("*.json"))
    call_command("build_fixtures")
    call_command("build_fixtures")
    call_command("build_fixtures", "--check")
    written, unchanged, checked = capsys.readouterr().out.splitlines()
    assert written.startswith("Written: achievements.json, citations.json, dataset.json")
    assert (unchanged, checked) == (
        "Nothing has changed.",
        "The fixtures are what the sources make.",
    )


def test_a_refused_build_writes_nothing(commanded: Workshop) -> None:
    put("yungang-2030-trail", plan="nowhere")(commanded)
    commanded.write()
    with pytest.raises(CommandError, match=r"no 'nowhere'\n1 problem; nothing was written\."):
        call_command("build_fixtures")
    assert not list(commanded.sources.parent.glob("*.json"))


def test_a_stale_fixture_file_is_a_difference(commanded: Workshop) -> None:
    call_command("build_fixtures", verbosity=0)
    (commanded.sources.parent / "old.json").write_text("[]\n")
    with pytest.raises(CommandError, match=r"A rebuild differs in old\.json; run `make data`"):
        call_command("build_fixtures", "--check")


def test_without_documents_the_command_fails_or_says_so(commanded: Workshop, capsys: Any) -> None:
    for path in commanded.documents.iterdir():
        path.unlink()
    with pytest.raises(CommandError, match="No documents in "):
        call_command("build_fixtures")
    with pytest.raises(CommandError, match="No documents in "):
        call_command("coverage")
    call_command("build_fixtures", "--check", "--if-documents")
    assert capsys.readouterr().out.startswith("Not checked against the documents. No documents in ")


def test_the_account_is_printed_and_what_is_missing_named(commanded: Workshop, capsys: Any) -> None:
    call_command("coverage")
    assert capsys.readouterr().out.splitlines() == [
        "plan-2030 (plan.txt)",
        "  numbers    14 in all,   11 cited,    3 ignored,   0 missing: 100.0 %",
        "  phrases     3 in all,    3 cited,    0 ignored,   0 missing: 100.0 %",
        "review-2030 (review.txt)",
        "  numbers     9 in all,    7 cited,    2 ignored,   0 missing: 100.0 %",
        "  phrases     1 in all,    1 cited,    0 ignored,   0 missing: 100.0 %",
    ]
    commanded.files["plan-2030/ignored.yaml"]["ignored"].pop()
    commanded.write()
    with pytest.raises(CommandError, match="1 numbers and phrases are not accounted for"):
        call_command("coverage")
    assert "    line 4: 一" in capsys.readouterr().out.splitlines()


def test_an_account_of_sources_that_cannot_be_read_is_no_success(
    commanded: Workshop, capsys: Any
) -> None:
    commanded.raw["plan-2030/slogans.yaml"] = "slogans: ["
    commanded.write()
    with pytest.raises(
        CommandError, match="The sources have problems, so the account may be short"
    ):
        call_command("coverage")
    assert "    line 4: “干就干好”" in capsys.readouterr().out.splitlines()
