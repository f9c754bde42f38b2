"""Checks of form: fields, citations, ids."""

import re
from collections.abc import Iterator

from plans.curation.drafts import Annotation, Draft
from plans.curation.fields import ALLOWED, FACT_KINDS, FLAGS, REQUIRED
from plans.curation.problems import Problem, did_you_mean

CITING = frozenset({*FACT_KINDS, "elements", "mentions", "sides", "also", "ignored"})
ONE_NAMESPACE_EACH = ("indicators", "districts", "outcomes", "discrepancies")
"""They are no facts: their ids are unique among their own."""


def fields_are_known(annotation: Annotation) -> Iterator[Problem]:
    """No field is misspelt, and flags are `yes`."""
    for draft in annotation.everything():
        known = ALLOWED[draft.kind]
        for name in draft.data:
            if name not in known:
                tip = did_you_mean(name, sorted(known)) or f"; known: {', '.join(sorted(known))}"
                yield draft.problem(f"no field {name!r}{tip}")
        for name in FLAGS:
            if draft.data.get(name, "yes") != "yes":
                yield draft.problem(f"`{name}` is `yes` or left out")


def required_fields_are_there(annotation: Annotation) -> Iterator[Problem]:
    """Each entry has the fields without which it says nothing."""
    for draft in annotation.everything():
        required = REQUIRED[draft.kind]
        missing = sorted(name for name in required if draft.data.get(name) in (None, "", []))
        if missing:
            yield draft.problem(f"needs {', '.join(f'`{name}`' for name in missing)}")
        if draft.kind == "elements" and not (draft.data.get("name") or draft.data.get("label")):
            yield draft.problem("needs a `name`, or as a group a `label`")


def every_fact_has_a_citation(annotation: Annotation) -> Iterator[Problem]:
    """A fact, a component, a mention, a side without a quote does not exist.

    The quotes of a project are those of its mentions. One that is given but not found is a problem
    of its own.
    """
    for draft in annotation.everything():
        if draft.kind == "projects" and draft.parts:
            continue
        written = draft.data.get("quote") or draft.data.get("quotes")
        if draft.kind in CITING and not written:
            yield draft.problem("has no quote; give the shortest stretch that states it")


def ids_are_slugs_and_unique(annotation: Annotation) -> Iterator[Problem]:
    """An id names one thing over all types of facts, and over the components of plans."""
    owners: dict[tuple[str, str], Problem] = {}
    for draft in annotation.everything():
        if not draft.data.get("id"):
            continue
        here = draft.problem("")
        owner = owners.setdefault((_namespace(draft), draft.id), here)
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", draft.id):
            yield draft.problem(f"the id {draft.id!r} is not a slug: a-z, 0-9 and single hyphens")
        if owner is not here:
            yield draft.problem(f"the id {draft.id!r} is taken by {owner.file} {owner.place}")


def _namespace(draft: Draft) -> str:
    return draft.kind if draft.kind in ONE_NAMESPACE_EACH else "facts"
