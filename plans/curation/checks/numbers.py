"""Checks of quantities and counts."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from plans.curation.drafts import Annotation
from plans.curation.problems import Problem
from plans.curation.quantities import Quantity

CROSS_CHECKS = ("value", "value_high", "comparator")
FIXED_UNITS = {
    "growth": frozenset({"percent", "multiple"}),
    "share": frozenset({"percent"}),
    "multiple": frozenset({"multiple"}),
}
OF_THE_INDICATOR = ("level", "count", "rank")


def quantities_are_complete(annotation: Annotation) -> Iterator[Problem]:
    """A number has a measure and an indicator, and `quantified` means that there is a number."""
    for draft in annotation.of("targets", "achievements"):
        has_number = "number" in draft.data
        for name in ("measure", "indicator"):
            if has_number and not draft.data.get(name):
                yield draft.problem(f"has a number and so needs `{name}`")
        for name in ("measure", "unit", "threshold"):
            if not has_number and draft.data.get(name):
                yield draft.problem(f"`{name}` says nothing without a `number`")
        quantified = draft.data.get("checkability") == "quantified"
        if draft.kind == "targets" and has_number != quantified:
            yield draft.problem("`checkability: quantified` and `number` go together")


def stated_values_agree_with_the_print(annotation: Annotation) -> Iterator[Problem]:
    """Where a person states a value or a comparator, it is what was read from the quote."""
    for draft in annotation.of("targets", "achievements", "projects"):
        quantity = draft.quantities.get("number")
        for name in CROSS_CHECKS:
            stated = draft.data.get(name)
            if stated is None:
                continue
            if "number" not in draft.data:
                yield draft.problem(f"`{name}` says nothing without a `number`")
            elif quantity is not None and not _agrees(stated, quantity, name):
                message = f"`{name}` is stated as {stated!r}, but the quote reads "
                yield draft.problem(message + _shown(quantity, name))


def _agrees(stated: str, quantity: Quantity, name: str) -> bool:
    read = getattr(quantity, name)
    if not isinstance(read, Decimal):
        return bool(stated == read)
    try:
        return Decimal(stated) == read
    except InvalidOperation:
        return False


def _shown(quantity: Quantity, name: str) -> str:
    read = getattr(quantity, name)
    return repr(format(read, "f") if isinstance(read, Decimal) else read or "")


def measures_fit_their_units(annotation: Annotation) -> Iterator[Problem]:
    """Growth and share are percent, ranks are ranks, and a level is in its indicator's unit."""
    base = {d.id: str(d.data.get("base_unit")) for d in annotation.of("indicators")}
    for draft in annotation.of("targets", "achievements"):
        quantity, measure = draft.quantities.get("number"), draft.data.get("measure", "")
        indicator = draft.data.get("indicator", "")
        if quantity is None:
            continue
        if measure in FIXED_UNITS:
            expected = FIXED_UNITS[measure]
        elif measure in OF_THE_INDICATOR and indicator in base:
            expected = frozenset({base[indicator]})
        else:
            continue
        if quantity.base_unit not in expected:
            wanted = " or ".join(sorted(expected))
            yield draft.problem(f"`{measure}` in {quantity.base_unit}; expected {wanted}")


def groups_count_their_members(annotation: Annotation) -> Iterator[Problem]:
    """A group names as many members as it says, or none, or a note says why not."""
    for draft in annotation.everything():
        if "count" not in draft.data or not draft.parts or draft.data.get("note"):
            continue
        if int(draft.data["count"]) != len(draft.parts):
            said, named = draft.data["count"], len(draft.parts)
            yield draft.problem(f"says {said} members but names {named}; mend or note it")
