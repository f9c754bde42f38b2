"""The parameters of `/api/summary`: what is counted and by what, and the filters of every list."""

from typing import Any, Final

from django import forms

from plans.answers.grouping import KINDS, OF, dimensions_of
from policyapi.filtering import ChoiceFilter, PlainParameter, StrictFilterSet
from policyapi.parameters import Description


class NamesFilter(PlainParameter):
    """A name, or names by comma, that are not filters of rows."""

    field_class = forms.CharField

    def __init__(self, *, schema: dict[str, Any], **kwargs: Any) -> None:
        self.schema = schema
        super().__init__(**kwargs)

    def describe(self) -> Description:
        """The names."""
        return Description(self.schema, self.example)


ALL_DIMENSIONS: Final = list(dict.fromkeys(name for of in OF for name in dimensions_of(of)))


class SummaryFilterSet(StrictFilterSet):
    """What is counted, and by what; the filters of its list come on top."""

    of = NamesFilter(
        schema={"type": "string", "enum": list(OF)},
        example="targets",
        help_text=f"What is counted: {', '.join(OF)}. It brings its filters along.",
    )
    by = NamesFilter(
        schema={
            "type": "array",
            "items": {"type": "string", "enum": ALL_DIMENSIONS},
            "minItems": 1,
            "maxItems": 2,
            "uniqueItems": True,
        },
        example=["district", "domain"],
        help_text=f"One or two of {', '.join(ALL_DIMENSIONS)}, by comma; checkability only of "
        "targets, stage only of projects, kind not of targets, modality of targets and "
        "achievements.",
    )


ALL_KINDS: Final = list(dict.fromkeys(kind for kinds in KINDS.values() for kind in kinds.values))


def summary_parameters() -> type[StrictFilterSet]:
    """All filters of all types, and `of` and `by`: what the schema shows."""
    declared: dict[str, Any] = dict(SummaryFilterSet.base_filters)
    for filterset in OF.values():
        for name, parameter in filterset.base_filters.items():
            declared.setdefault(name, parameter)
    declared["kind"] = ChoiceFilter(
        field_name="kind",
        lookup_expr="exact",
        choices=[(kind, kind) for kind in ALL_KINDS],
        example="result",
        help_text="A kind of the facts that are counted, as their own list has it.",
    )
    counted_in_example = OF[str(SummaryFilterSet.base_filters["of"].example)]
    go_together = {*SummaryFilterSet.base_filters, *counted_in_example.base_filters}
    examples = counted_in_example.examples
    apart = frozenset(declared.keys() - go_together)
    return type(
        "SummaryParameters", (StrictFilterSet,), {**declared, "examples": examples, "apart": apart}
    )
