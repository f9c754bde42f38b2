"""A change that breaks one rule, and one that keeps it."""

from typing import Any, NamedTuple

from plans.curation.checks import Check
from tests.curation.workshop import Change, Workshop


class Refused(NamedTuple):
    """A change of the right annotation, and all that the check then says."""

    check: Check
    change: Change
    problems: tuple[str, ...]


class Kept(NamedTuple):
    """A change of the right annotation with which it is still right."""

    check: Check
    change: Change
    why: str


def refused(check: Check, change: Change, *problems: str) -> Refused:
    """A broken rule. Each problem is written from below `fixtures/sources/`."""
    return Refused(check, change, tuple(f"fixtures/sources/{problem}" for problem in problems))


def name(value: object) -> str | None:
    """The name of a test's case: the check, or why it is right."""
    return getattr(value, "__name__", None) or (value if isinstance(value, str) else None)


def put(entry: str, **fields: Any) -> Change:
    """A change that sets fields of an entry."""
    return lambda workshop: workshop.entry(entry).update(fields)


def drop(entry: str, *fields: str) -> Change:
    """A change that takes fields out of an entry."""

    def change(workshop: Workshop) -> None:
        found = workshop.entry(entry)
        for field in fields:
            del found[field]

    return change


def both(*changes: Change) -> Change:
    """One change after the other."""

    def change(workshop: Workshop) -> None:
        for one in changes:
            one(workshop)

    return change


def add(file: str, **fields: Any) -> Change:
    """A change that adds an entry at the end of a file's list."""

    def change(workshop: Workshop) -> None:
        kind = file.rsplit("/", 1)[-1].removesuffix(".yaml")
        workshop.files.setdefault(file, {kind: []})[kind].append(fields)

    return change


def assert_refused(case: Refused, workshop: Workshop) -> None:
    """The check, and so the build, names what is wrong: these problems and no others."""
    case.change(workshop)
    assert [str(problem) for problem in case.check(workshop.annotation())] == list(case.problems)
    assert set(case.problems) <= set(workshop.problems())


def assert_kept(case: Kept, workshop: Workshop) -> None:
    """The check finds nothing."""
    case.change(workshop)
    assert [str(problem) for problem in case.check(workshop.annotation())] == []
