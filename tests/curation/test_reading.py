"""Reading what curators write: scalars as text, shapes, file names. Every slip is named."""

from pathlib import Path
from typing import Any

import pytest

from plans.curation.reading import Entry, Sources, read_sources

DOCUMENT = "document: {filename: a.txt}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """`fixtures/sources` with one document, `a`."""
    folder = tmp_path / "fixtures" / "sources"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "document.yaml").write_text(DOCUMENT, encoding="utf-8")
    return folder


def read(root: Path, content: str | bytes, name: str = "a/targets.yaml") -> Sources:
    """The sources with one more file."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_sources(root)


def problems(root: Path, content: str | bytes, name: str = "a/targets.yaml") -> list[str]:
    """The problems with one more file, from below `fixtures/sources/`."""
    found = sorted(map(str, read(root, content, name).problems))
    return [problem.removeprefix("fixtures/sources/") for problem in found]


def only(sources: Sources, kind: str) -> Entry:
    """The one entry of a kind."""
    (entry,) = sources.of(kind)
    return entry


@pytest.mark.parametrize("written", ["1.10", "no", "null", "2019-12-31", "0123", "1e3", "~", "off"])
def test_every_scalar_is_text(root: Path, written: str) -> None:
    sources = read(root, f"targets:\n- {{id: t, unit: {written}}}\n")
    assert only(sources, "targets").data["unit"] == written


def test_defaults_fill_what_an_entry_leaves_out(root: Path) -> None:
    sources = read(root, "defaults: {domain: rural, plan: p}\ntargets:\n- {id: t, plan: q}\n")
    entry = only(sources, "targets")
    assert entry.data == {"domain": "rural", "plan": "q", "id": "t"}
    assert (entry.file, entry.index, entry.document) == ("fixtures/sources/a/targets.yaml", 0, "a")


def test_a_further_mention_takes_no_defaults(root: Path) -> None:
    content = "defaults: {domain: rural}\nprojects:\n- {of: p, mentions: []}\n"
    assert only(read(root, content, "a/projects.yaml"), "projects").data == {
        "of": "p",
        "mentions": [],
    }


def test_a_district_s_folder_belongs_to_its_document(root: Path) -> None:
    sources = read(root, "slogans:\n- {id: s}\n", "a/yungang/slogans.yaml")
    assert only(sources, "slogans").document == "a"


def test_what_begins_with_an_underscore_or_a_dot_is_left_alone(root: Path) -> None:
    assert problems(root, "nonsense: [", "_template/targets.yaml") == []
    assert problems(root, "nonsense: [", "a/.targets.yaml.swp") == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("a/target.yaml", "a/target.yaml : no file has this name; did you mean 'targets.yaml'?"),
        ("a/targets.yml", "a/targets.yml : no file has this name; did you mean 'targets.yaml'?"),
        ("a/outcomes.yaml", "a/outcomes.yaml : belongs into fixtures/sources itself"),
        ("plans.yaml", "plans.yaml : belongs into the folder of a document"),
        (
            "zzz.yaml",
            "zzz.yaml : no file has this name; known: districts.yaml, indicators.yaml, "
            "not_numbers.yaml, outcomes.yaml, discrepancies.yaml",
        ),
    ],
)
def test_a_file_with_another_name_is_refused(root: Path, name: str, problem: str) -> None:
    assert problems(root, "targets: []", name) == [problem]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            "targets:\n- {id: t, id: u}\n",
            "cannot be read: the key 'id' is given twice line 2, column",
        ),
        ("targets: []\ntargets: []\n", "cannot be read: the key 'targets' is given twice"),
        ("targets: [", "cannot be read: while parsing a flow"),
        ("targets:\n- {id: a: b}\n", "cannot be read: "),
        ("targets:\n- {[a, b]: c}\n", "cannot be read: a field's name is a plain word line 2"),
        ("--- {}\n--- {}\n", "cannot be read: expected a single document"),
        ("targets: &x [*x]", "cannot be read: found unconstructable recursive node"),
        ("targets: " + "[" * 2000, "cannot be read: "),
        (b"targets: \xff", "cannot be read: 'utf-8' codec can't decode byte 0xff"),
        ("", "holds `targets:`, and above it at most `defaults:`"),
        ("- {id: t}\n", "holds `targets:`, and above it at most `defaults:`"),
        ("target:\n- {id: t}\n", "holds `targets:`, and above it at most `defaults:`"),
        ("targets: []\nslogans: []\n", "holds `targets:`, and above it at most `defaults:`"),
        ("targets: {id: t}\n", "`targets:` is a list of entries, each with named fields"),
        ("targets:\n- t\n", "`targets:` is a list of entries, each with named fields"),
        ("targets:\n", "`targets:` is a list of entries, each with named fields"),
        ("defaults:\ntargets: []\n", "`defaults:` has named fields, as in {district: …, plan: …}"),
        ("defaults: [a]\ntargets: []\n", "`defaults:` has named fields"),
    ],
)
def test_a_file_of_another_form_is_refused(root: Path, content: str | bytes, problem: str) -> None:
    (found,) = problems(root, content)
    assert found.startswith(f"a/targets.yaml : {problem}")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ("wording: 力争", "`wording` is a list of texts, as in `wording: [one, another]`"),
        ("wording: ['']", "`wording` is a list of texts, as in `wording: [one, another]`"),
        ("statement: [a]", "`statement` is a text; put it in quotation marks if it holds [ ] { }"),
        ("quotes: a", "`quotes` is a list; each is a text or {text, occurrence}"),
        ("quotes: [{txt: a}]", "`quotes` is a list; each is a text or {text, occurrence}"),
        ("quote: [a]", "`quote` is a text or {text, occurrence}"),
        ("quote: a, quotes: [b]", "has `quote` and `quotes`; one of them is enough"),
        ("period: 2019", "`period` has named parts: {start, end, basis, reason}"),
        ("period: {start: 2019}", "`period` needs `basis`"),
        (
            "period: {from: 2019}",
            "`period` has no part 'from'; quote a text that has a comma in it",
        ),
        (
            "period: {start: 2019, basis: inferred, reason: one, and two}",
            "`period` has no part 'and two'; quote a text that has a comma in it",
        ),
        (
            "period: {start: 19年, basis: stated}",
            "`period.start` is a year of four digits, not '19年'",
        ),
        (
            "period: {start: 2019, end: '', basis: stated}",
            "`period.end` is a year of four digits, not ''",
        ),
        ("period: {start: [a], basis: stated}", "`period.start` is a text"),
        (
            "deadline: {date: 2019-02-30, basis: stated}",
            "`deadline.date` is a day, as in 2019-12-31, not '2019-02-30'",
        ),
        ("threshold: 过亿元", "`threshold` has named parts: {number, unit}"),
        ("threshold: {unit: 亿元}", "`threshold` needs `number`"),
        ("year: 十九", "`year` is a year of four digits, not '十九'"),
        ("count: 五", "`count` is a whole number in Arabic digits, not '五'"),
        ("elements: x", "`elements` is a list of entries, each with named fields"),
        (
            "former_codes: {code: '1', name: a}",
            "`former_codes` needs `until`",
        ),
    ],
)
def test_a_field_of_another_shape_is_refused(root: Path, fields: str, problem: str) -> None:
    (found,) = problems(root, f"targets:\n- {{id: t, {fields}}}\n")
    assert found.startswith(f"a/targets.yaml targets[0] t: {problem}")


def test_a_wrong_shape_inside_a_part_is_named_with_its_place(root: Path) -> None:
    content = "plans:\n- id: p\n  elements:\n  - id: e\n    members:\n    - {id: m, count: many}\n"
    assert problems(root, content, "a/plans.yaml") == [
        "a/plans.yaml plans[0] p elements[0] e members[0] m: `count` is a whole number in Arabic "
        "digits, not 'many'"
    ]


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [("b/targets.yaml", "targets: []", 0), ("a/yungang/document.yaml", DOCUMENT, 2)],
)
def test_a_folder_has_one_document(root: Path, name: str, content: str, count: int) -> None:
    found = problems(root, content, name)
    assert found == [f"{name[0]} : needs one document.yaml, and has {count}"]


def test_sources_that_are_not_there_are_a_problem(tmp_path: Path) -> None:
    (problem,) = read_sources(tmp_path / "fixtures" / "sources").problems
    assert str(problem) == "fixtures/sources : there is no such folder"


def test_a_file_that_cannot_be_opened_is_a_problem(root: Path, monkeypatch: Any) -> None:
    (root / "a" / "targets.yaml").symlink_to(root / "nowhere.yaml")
    (problem,) = read_sources(root).problems
    assert "fixtures/sources/a/targets.yaml" in str(problem)
    assert "cannot be read" in str(problem)
