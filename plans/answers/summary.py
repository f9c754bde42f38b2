"""`/api/summary`: counts of facts by one or two of their properties, zero included."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, ClassVar, Final

import orjson
from django.http import HttpRequest
from rest_framework import serializers

from plans.answers.columns import MEASURES, Columns
from plans.answers.counting import counts_in, numbers_of, tallied, weights_of
from plans.answers.grouping import (
    KINDS,
    MODELS,
    OF,
    Dimension,
    Grid,
    dimension,
    dimensions_of,
    measures_of,
    size,
)
from plans.answers.summary_filters import ALL_DIMENSIONS, ALL_KINDS, summary_parameters
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
from policyapi.index.finding import Found
from policyapi.questions import QuestionView

MOST_GROUPS: Final = 100_000
"""All units of the country by policy field or by year, and no more: some ten megabytes."""
BATCH: Final = 2_000
"""Groups that are written at a time."""


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


class SummaryView(QuestionView):
    """Count facts by one or two of their properties.

    The filters are those of the list that is counted. Groups without a fact are there with zero, so
    that a unit that promised nothing is seen.
    """

    filterset_class = summary_parameters()
    serializer_class = SummarySerializer
    needed: ClassVar = ("of", "by")
    exported = True

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:  # noqa: ARG002
        """The groups."""
        summary = self._summary(asked, dataset)
        return {
            "of": summary.of,
            "by": summary.by,
            "count": summary.found.count,
            "results": orjson.Fragment(b"[%b]" % b",".join(summary.groups())),
        }

    def table(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> Table:  # noqa: ARG002
        """A row a group."""
        summary = self._summary(asked, dataset)
        return Table(shape_of_groups(summary.by, measures_of(summary.of)), summary.batches())

    def _summary(self, asked: Asked, dataset: Dataset) -> "Summary":
        of, by = self._what(asked)
        asked.filters = {n: v for n, v in asked.filters.items() if n not in {"of", "by"}}
        refuse_other_types(of, by, asked.filters)
        chosen = asked.filtered(OF[of])
        return Summary(of, by, Found(MODELS[of], chosen.wanted(), dataset), chosen.values)

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


class Summary:
    """The groups of one question, counted. Raises Problem 404 where they are too many."""

    def __init__(self, of: str, by: list[str], found: Found, wanted: dict[str, Any]) -> None:
        self.of, self.by, self.found = of, by, found
        self._measures = measures_of(of)
        dimensions = [dimension(name, of, wanted) for name in by]
        self._refuse_too_many(dimensions)
        columns = Columns(found.model, [*by, MEASURES])
        *meanings, held = columns.values
        dimensions = [d.among(m) for d, m in zip(dimensions, meanings, strict=True)]
        self._grid = Grid(dimensions)
        self._totals = tallied(
            columns.chosen(numbers_of(found)),
            self._grid.places(meanings),
            weights_of(held, self._measures),
        )
        self._shown = self._grid.shown(self._totals)
        self._refuse_too_many(self._shown)

    def groups(self) -> Iterator[bytes]:
        """Every group as JSON.

        A hundred thousand of them as objects would take ten times as much memory, and time.
        """
        none, known = self._counts(0), dict[int, bytes]()
        for first, second, group in self._grid.groups(self._shown, self._totals):
            total = self._totals.get(group)
            if total is None:
                yield b"{%b%b%b" % (first, second, none)
                continue
            counts = known.get(total)
            if counts is None:
                counts = known[total] = self._counts(total)
            yield b"{%b%b%b" % (first, second, counts)

    def _counts(self, total: int) -> bytes:
        return orjson.dumps(counts_in(total, self._measures))[1:]

    def batches(self) -> Iterator[list[str]]:
        """The groups as JSON texts, some at a time."""
        groups = map(bytes.decode, self.groups())
        while some := list(islice(groups, BATCH)):
            yield some

    def _refuse_too_many(self, dimensions: list[Dimension]) -> None:
        groups = size(dimensions)
        if groups > MOST_GROUPS:
            detail = f"by={','.join(self.by)} makes {groups} groups; at most {MOST_GROUPS}. "
            raise Problem(404, "no-such-summary", detail + "Filter more.")


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
