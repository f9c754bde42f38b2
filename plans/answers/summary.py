"""`/api/summary`: counts of facts by one or two of their properties, zero included."""

from collections.abc import Iterable
from typing import Any, ClassVar, Final

import orjson
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework import serializers

from plans.answers.grouping import (
    KINDS,
    MODELS,
    OF,
    counted,
    dimension,
    dimensions_of,
    groups_of,
    measures_of,
)
from plans.models import Dataset
from policyapi.asking import Asked
from policyapi.errors import (
    ParameterError,
    Problem,
    bad_parameters,
    did_you_mean,
    nearest,
    shown,
)
from policyapi.exporting.shapes import Group, Kind, Scalar, Shape
from policyapi.exporting.tables import Table
from policyapi.filtering import ChoiceFilter, ParameterFilter, StrictFilterSet
from policyapi.parameters import Description
from policyapi.questions import QuestionView

MOST_GROUPS: Final = 20_000


class NamesFilter(ParameterFilter):
    """A name, or names by comma, that are not filters of rows."""

    field_class = forms.CharField

    def __init__(self, *, schema: dict[str, Any], **kwargs: Any) -> None:
        self.schema = schema
        super().__init__(**kwargs)

    def describe(self) -> Description:
        """The names."""
        return Description(self.schema, self.example)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:  # noqa: ARG002
        """All rows."""
        return qs


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


class GroupSerializer(serializers.Serializer[Any]):
    """Counts of one group. The properties of `by` come first, each under its name."""

    count = serializers.IntegerField(help_text="Facts in the group.")
    valued = serializers.IntegerField(
        required=False, help_text="Of targets and achievements: those with a number."
    )
    followed_up = serializers.IntegerField(
        required=False, help_text="Of targets: those of which a later document reports."
    )
    met = serializers.IntegerField(
        required=False, help_text="Of targets: those reported as met, directly or by indication."
    )


class SummarySerializer(serializers.Serializer[Any]):
    """Counts by group."""

    data_version = serializers.CharField(help_text="Hash of the data that answered.")
    of = serializers.CharField(help_text="What is counted.")
    by = serializers.ListField(child=serializers.CharField(), help_text="By what.")
    count = serializers.IntegerField(help_text="Facts that match, each counted once.")
    results = GroupSerializer(
        many=True,
        help_text="Every group, those with zero too. A fact of several years or documents is in "
        "the group of each.",
    )


ALL_KINDS: Final = list(dict.fromkeys(kind for kinds in KINDS.values() for kind in kinds.values))


def _together() -> type[StrictFilterSet]:
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


class SummaryView(QuestionView):
    """Count facts by one or two of their properties.

    The filters are those of the list that is counted. Groups without a fact are there with zero, so
    that a unit that promised nothing is seen.
    """

    filterset_class = _together()
    serializer_class = SummarySerializer
    needed: ClassVar = ("of", "by")
    exported = True

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:  # noqa: ARG002
        """The groups."""
        of, by = self._what(asked)
        filters = {n: v for n, v in asked.filters.items() if n not in {"of", "by"}}
        refuse_other_types(of, by, filters)
        asked.filters = filters
        filterset = asked.filtered(OF[of], MODELS[of].objects.all())
        rows = MODELS[of].objects.filter(pk__in=filterset.qs.order_by().values("pk"))
        dimensions = [dimension(name, of, rows, asked, filterset.form) for name in by]
        groups = 1
        for found in dimensions:
            groups *= max(1, len(found.values))
        if groups > MOST_GROUPS:
            detail = f"by={','.join(by)} makes {groups} groups; at most {MOST_GROUPS}. Filter more."
            raise Problem(404, "no-such-summary", detail)
        counts = counted(rows, dimensions, measures_of(of))
        return {
            "of": of,
            "by": by,
            "count": rows.count(),
            "results": [
                {
                    **{n: d.shape(v) for n, d, v in zip(by, dimensions, key, strict=True)},
                    **counts.get(key, dict.fromkeys(measures_of(of), 0)),
                }
                for key in groups_of(dimensions, counts)
            ],
        }

    def table(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> Table:
        """A row a group."""
        answer = self.payload(request, asked, dataset)
        rows = [orjson.dumps(row).decode() for row in answer["results"]]
        return Table(shape_of_groups(answer["by"], measures_of(answer["of"])), iter([rows]))

    @staticmethod
    def _what(asked: Asked) -> tuple[str, list[str]]:
        """The type and the properties. Raises Problem 400 for what is none of any type."""
        of = asked.filters.get("of", [""])[0]
        by = [name.strip() for name in asked.filters.get("by", [""])[0].split(",")]
        if "of" in asked.filters and of not in OF:
            near = nearest(of, OF)
            detail = f"The parameter of is wrong: {shown(of)} is none of {', '.join(OF)}."
            asked.errors.append(ParameterError("of", of, detail + did_you_mean(near), near))
        wrong = [name for name in by if name not in ALL_DIMENSIONS]
        if "by" in asked.filters and (wrong or len(by) > 2 or len(set(by)) < len(by)):
            near = nearest((wrong or by)[0], ALL_DIMENSIONS) if wrong else []
            known = ", ".join(ALL_DIMENSIONS)
            detail = f"The parameter by is wrong: it takes one or two of {known}, each once."
            asked.errors.append(
                ParameterError("by", ",".join(by), detail + did_you_mean(near), near)
            )
        if asked.errors:
            raise bad_parameters(asked.errors)
        return of, by


def refuse_other_types(of: str, by: list[str], filters: dict[str, list[str]]) -> None:
    """Raise Problem 404 for properties and filters that only other types of facts have."""
    absent = [
        ParameterError("by", name, f"There is no {name} of {of} to count by.", dimensions_of(of))
        for name in by
        if name not in dimensions_of(of)
    ]
    known = OF[of].parameters()
    for name, values in filters.items():
        if name not in known:
            near = nearest(name, known)
            detail = f"There is no filter {name} of {of}.{did_you_mean(near)}"
            absent.append(ParameterError(name, values[0], detail, near))
    kinds = list(KINDS[of].values) if of in KINDS else []
    kind = filters.get("kind", [""])[0]
    if kind in ALL_KINDS and "kind" in known and kind not in kinds:
        detail = f"There is no kind {kind} of {of}: they are {', '.join(kinds)}."
        absent.append(ParameterError("kind", kind, detail, kinds))
    if absent:
        detail = " ".join(error.detail for error in absent)
        raise Problem(404, "no-such-summary", detail, absent)


def shape_of_groups(by: list[str], measures: Iterable[str]) -> Group:
    """The columns of an exported summary: the properties, then the counts."""
    helps = {name: str(field.help_text) for name, field in GroupSerializer().fields.items()}
    named = Group({n: Scalar(Kind.TEXT, f"Its {n}.") for n in ("id", "name")})
    fields: dict[str, Shape] = {
        name: named
        if name in {"district", "plan", "document"}
        else Scalar(Kind.INTEGER if name == "year" else Kind.TEXT, f"The {name} of the group.")
        for name in by
    }
    return Group(fields | {name: Scalar(Kind.INTEGER, helps[name]) for name in measures})
