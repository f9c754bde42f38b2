"""The template parses, and is the documentation: it names every field that an entry may have."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from plans.curation.checks.form import fields_are_known, required_fields_are_there
from plans.curation.drafts import Annotation, annotate
from plans.curation.fields import ALLOWED, DOCUMENT_FILES, FLAGS, MAPPINGS, SHARED_FILES
from plans.curation.reading import read_sources

SOURCES = Path(settings.POLICYAPI_SOURCES)
TEMPLATE = SOURCES / "_template"
SHOWN_IN = {
    **{kind: TEMPLATE / f"{kind}.yaml" for kind in DOCUMENT_FILES if kind != "indicators"},
    **{kind: SOURCES / f"{kind}.yaml" for kind in SHARED_FILES},
    "elements": TEMPLATE / "plans.yaml",
    "mentions": TEMPLATE / "projects.yaml",
    "further mentions": TEMPLATE / "projects.yaml",
    "sides": SOURCES / "discrepancies.yaml",
}


@pytest.fixture
def annotation(tmp_path: Path) -> Annotation:
    """The template, as if it were the folder of a document."""
    root = tmp_path / "fixtures" / "sources"
    shutil.copytree(TEMPLATE, root / "template")
    return annotate(read_sources(root), tmp_path)


def named(file: Path) -> set[str]:
    """The words of a file that may be fields, in keys and in comments."""
    return set(re.findall(r"[a-z]+(?:_[a-z]+)*", file.read_text(encoding="utf-8")))


def test_the_template_has_each_file_that_a_document_s_folder_may_have() -> None:
    files = {path.stem for path in TEMPLATE.glob("*.yaml")}
    assert files == {kind for kind in DOCUMENT_FILES if kind != "indicators"}


def test_the_template_parses_and_has_known_fields_and_all_that_are_needed(
    annotation: Annotation,
) -> None:
    assert list(map(str, annotation.sources.problems)) == []
    for draft in annotation.everything():
        assert ("number" in draft.data) == ("number" in draft.quantities)
    assert [str(problem) for problem in fields_are_known(annotation)] == []
    assert [str(problem) for problem in required_fields_are_there(annotation)] == []


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind in sorted(ALLOWED) for field in sorted(ALLOWED[kind])],
)
def test_every_field_is_named_where_a_curator_looks(kind: str, field: str) -> None:
    file = SHOWN_IN[kind]
    where = f"{file.parent.name}/{file.name}"
    assert field in named(file), f"`{field}` of {kind} is not named in {where}; add it or a comment"


@pytest.mark.parametrize("name", sorted(MAPPINGS))
def test_every_part_of_a_field_is_shown_where_the_field_is(name: str) -> None:
    files = [file for kind, file in SHOWN_IN.items() if name in ALLOWED[kind]]
    missing = set(MAPPINGS[name]) - set().union(*map(named, files))
    assert missing == set(), f"parts of `{name}` that neither template nor shared files name"


@pytest.mark.parametrize("flag", FLAGS)
def test_every_flag_is_shown_as_yes(flag: str) -> None:
    texts = [file.read_text(encoding="utf-8") for file in TEMPLATE.glob("*.yaml")]
    assert any(f'{flag}: "yes"' in text for text in texts)
