"""Checks of what entries refer to, and of what joins documents."""

from collections.abc import Iterator

from plans.curation.drafts import Annotation, Draft
from plans.curation.fields import FACT_KINDS
from plans.curation.problems import Problem, did_you_mean

PARENTS = ("projects", "plans", "districts")


def references_exist(annotation: Annotation) -> Iterator[Problem]:
    """What an entry refers to is defined, and of the right type."""
    known = {kind: [d.id for d in annotation.of(kind)] for kind in annotation.drafts}
    known["projects"] = [d.id for d in annotation.of("projects") if d.kind == "projects"]
    elements = [p.id for d in annotation.of("plans") for p in d.walk() if p is not d]
    facts = [i for kind in FACT_KINDS for i in known.get(kind, [])]
    tables = {
        "district": known.get("districts", []),
        "districts": known.get("districts", []),
        "plan": known.get("plans", []),
        "element": elements,
        "indicator": known.get("indicators", []),
        "aligned_with": known.get("plans", []),
        "predecessor": known.get("plans", []),
        "of": known["projects"],
        "fact": facts + elements,
        "facts": facts,
        "target": known.get("targets", []),
        "achievement": known.get("achievements", []),
    }
    for draft in annotation.everything():
        for name, table in tables.items():
            yield from _missing(draft, name, table)
        if draft.kind in PARENTS:
            yield from _missing(draft, "parent", known[draft.kind])


def _missing(draft: Draft, name: str, table: list[str]) -> Iterator[Problem]:
    written = draft.data.get(name, [])
    for value in written if isinstance(written, list) else [written]:
        if value not in table:
            yield draft.problem(f"`{name}`: no {value!r}{did_you_mean(value, table)}")


def elements_belong_to_the_plan(annotation: Annotation) -> Iterator[Problem]:
    """A fact's component is one of its own plan, and the plan is one of its district."""
    owner = {p.id: d.id for d in annotation.of("plans") for p in d.walk() if p is not d}
    district = {d.id: d.data.get("district") for d in annotation.of("plans")}
    for draft in annotation.of(*FACT_KINDS):
        element, plan = draft.data.get("element"), draft.data.get("plan")
        if element and owner.get(element) not in (None, plan):
            yield draft.problem(f"the element {element!r} is one of the plan {owner[element]!r}")
        if plan in district and district[plan] != draft.data.get("district"):
            yield draft.problem(f"the plan {plan!r} is of the district {district[plan]!r}")


def parents_form_no_circle(annotation: Annotation) -> Iterator[Problem]:
    """Nothing is a part of itself, nor its own predecessor, however many steps away."""
    for kind in PARENTS:
        for name in ("parent", "predecessor"):
            above = {d.id: d.data.get(name) for d in annotation.of(kind) if d.kind == kind}
            for draft in annotation.of(kind):
                if draft.kind == kind and draft.id in _chain(draft.id, above):
                    yield draft.problem(f"`{name}` leads back to itself")


def _chain(start: str, above: dict[str, str | None]) -> set[str]:
    reached: set[str] = set()
    step = above.get(start)
    while step is not None and step not in reached:
        reached.add(step)
        step = above.get(step)
    return reached


def outcomes_are_reported_later(annotation: Annotation) -> Iterator[Problem]:
    """A result is printed after its target, by the dates of their documents."""
    dates = annotation.dates()
    printed = {
        draft.id: dates.get(draft.entry.document, "")
        for draft in annotation.of("targets", "achievements")
    }
    for draft in annotation.of("outcomes"):
        target, result = (printed.get(draft.data.get(n, "")) for n in ("target", "achievement"))
        if target and result and result <= target:
            message = f"its achievement ({result}) is not from a later document than its target"
            yield draft.problem(f"{message} ({target})")


def discrepancies_have_sides(annotation: Annotation) -> Iterator[Problem]:
    """It takes two to disagree."""
    for draft in annotation.of("discrepancies"):
        if len(draft.parts) < 2:
            yield draft.problem("needs at least two `sides`, each with its quotes")
