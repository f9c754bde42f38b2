"""`/api/compare`: what every unit claims of one indicator for one year, side by side."""

from itertools import combinations
from typing import Any, ClassVar, Final

import orjson
from django.http import HttpRequest
from rest_framework import serializers

from districts.models import District
from districts.naming import district_names, named_districts
from plans.filters.facts import DISTRICT_HELP
from plans.filters.indicators import IndicatorFilter
from plans.models import Achievement, Comparator, Dataset, Domain, Indicator, Measure, Target
from plans.serializers.facts import CitationSerializer, DistrictRefSerializer
from policyapi.exporting.columns import shape_of_rows
from policyapi.exporting.tables import Table
from policyapi.filtering import ChoiceFilter, SeveralFilter, StrictFilterSet, YearFilter
from policyapi.questions import Asked, QuestionView

ROLES: Final = {"target": Target, "achievement": Achievement}

MEASURES: Final = {
    "level": "a level is an amount",
    "growth": "growth is a change in percent",
    "count": "a count is a number of things",
    "share": "a share is a part of a whole in percent",
    "change": "a change is an increase or decrease in the unit itself",
    "rank": "a rank is a place in an order",
    "multiple": "a multiple compares with another number",
}


class CompareFilterSet(StrictFilterSet):
    """One indicator, one year, and which units."""

    indicator = IndicatorFilter(
        field_name="indicator_id",
        lookup_expr="exact",
        example="gdp",
        help_text="What is measured: id, name or any synonym (gdp, 地区生产总值, 国内生产总值).",
    )
    year = YearFilter(example=2019, help_text="Claims whose period holds this year.")
    district = SeveralFilter(
        field_name="district",
        resolve=named_districts,
        names=district_names,
        example="市中",
        help_text=DISTRICT_HELP,
    )
    domain = ChoiceFilter(
        field_name="domain",
        lookup_expr="exact",
        choices=Domain.choices,
        example="economy",
        help_text="Only claims of this policy field.",
    )


class ColumnSerializer(serializers.Serializer[Any]):
    """One kind of number that units claim; never two measures or two units."""

    id = serializers.CharField(help_text="role:measure:base_unit, as in target:level:CNY.")
    role = serializers.ChoiceField(list(ROLES), help_text="Promised, or reported.")
    measure = serializers.ChoiceField(Measure.choices, help_text="What kind of number.")
    base_unit = serializers.CharField(help_text="Unit of `base_value`.")


class PeriodShapeSerializer(serializers.Serializer[Any]):
    """The years that a claim speaks of."""

    start = serializers.IntegerField(help_text="First year.")
    end = serializers.IntegerField(help_text="Last year.")
    basis = serializers.CharField(help_text="stated or inferred.")
    reason = serializers.CharField(allow_null=True, help_text="Why, where it is inferred.")


class CellSerializer(serializers.Serializer[Any]):
    """One claim."""

    id = serializers.CharField(help_text="Id of the target or achievement.")
    statement = serializers.CharField(help_text="What it says.")
    display = serializers.CharField(help_text="Comparator, number and unit in one text.")
    comparator = serializers.ChoiceField(Comparator.choices, help_text="How the number bounds.")
    wording = serializers.ListField(
        child=serializers.CharField(), help_text="The qualifying words as printed."
    )
    modality = serializers.CharField(allow_null=True, help_text="How firmly it is promised.")
    base_value = serializers.FloatField(help_text="The number in `base_unit` of the column.")
    period = PeriodShapeSerializer(help_text="The years that it speaks of.")
    citations = CitationSerializer(many=True, help_text="Its words.")


class CompareRowSerializer(serializers.Serializer[Any]):
    """One unit."""

    district = DistrictRefSerializer(help_text="The unit.")
    claims = serializers.IntegerField(help_text="How many claims it has here; zero is an answer.")
    cells = serializers.DictField(
        child=CellSerializer(many=True),
        help_text="Claims by column; a column of which the unit claims nothing is left out.",
    )


class IndicatorNameSerializer(serializers.Serializer[Any]):
    """What is measured."""

    id = serializers.CharField(help_text="Its id.")
    name = serializers.CharField(help_text="Its Chinese name.")
    name_en = serializers.CharField(help_text="Its English name.")


class CompareSerializer(serializers.Serializer[Any]):
    """Units as rows, kinds of numbers as columns."""

    data_version = serializers.CharField(help_text="Hash of the data that answered.")
    indicator = IndicatorNameSerializer(help_text="What is measured.")
    year = serializers.IntegerField(help_text="The year.")
    columns = ColumnSerializer(many=True, help_text="Promised ones first.")
    rows = CompareRowSerializer(many=True, help_text="Every unit, in the order of ids.")
    notes = serializers.ListField(
        child=serializers.CharField(), help_text="Why two columns are not one."
    )


class ClaimRowSerializer(serializers.Serializer[Any]):
    """A row of the exported comparison: one claim, or a unit that has none."""

    district = DistrictRefSerializer(help_text="The unit.")
    indicator = IndicatorNameSerializer(help_text="What is measured.")
    year = serializers.IntegerField(help_text="The year.")
    column = ColumnSerializer(help_text="The kind of number; empty for a unit without a claim.")
    claim = CellSerializer(help_text="The claim; empty for a unit without one.")


def dumps(row: dict[str, Any]) -> str:
    """A row as JSON text."""
    return orjson.dumps(row).decode()


class CompareView(QuestionView):
    """Compare what all units claim of one indicator for one year.

    Promises and results stand side by side, each with comparator, wording and words. Level, growth
    and share are separate columns, and so are units that cannot be converted; a sentence says why.
    Units that claim nothing are there with zero.
    """

    filterset_class = CompareFilterSet
    serializer_class = CompareSerializer
    needed: ClassVar = ("indicator", "year")
    exported = True

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:  # noqa: ARG002
        """Columns, rows and notes."""
        chosen = self.chosen(asked, Target.objects.all())
        wanted = chosen.form.cleaned_data
        indicator = Indicator.objects.get(pk=wanted["indicator"])
        claims = self._claims(asked)
        columns = sorted({_column(role, body) for role, body in claims}, key=_order)
        cells: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for role, body in claims:
            column = ":".join(_column(role, body))
            cells.setdefault(body["district"]["id"], {}).setdefault(column, []).append(_cell(body))
        units = District.objects.order_by("id")
        if wanted.get("district"):
            named = [pk for ids in wanted["district"].values() for pk in ids]
            units = units.filter(pk__in=named)
        return {
            "indicator": {"id": indicator.pk, "name": indicator.name, "name_en": indicator.name_en},
            "year": int(wanted["year"]),
            "columns": [
                {"id": ":".join(c), "role": c[0], "measure": c[1], "base_unit": c[2]}
                for c in columns
            ],
            "rows": [_row(unit, cells.get(unit.pk, {})) for unit in units],
            "notes": notes(columns),
        }

    def table(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> Table:
        """A row a claim, and one for each unit without a claim."""
        answer = self.payload(request, asked, dataset)
        columns = {column["id"]: column for column in answer["columns"]}
        rows = [
            {
                "district": row["district"],
                "indicator": answer["indicator"],
                "year": answer["year"],
                "column": columns.get(column),
                "claim": claim,
            }
            for row in answer["rows"]
            for column, claims in (row["cells"] or {"": [None]}).items()
            for claim in claims
        ]
        return Table(shape_of_rows(ClaimRowSerializer), iter([[dumps(row) for row in rows]]))

    def _claims(self, asked: Asked) -> list[tuple[str, dict[str, Any]]]:
        """Role and body of every claim that has a number, in the order of ids."""
        found = []
        for role, model in ROLES.items():
            rows = self.filterset_class.read(asked.filters, model._default_manager.all())[0].qs
            bodies = rows.filter(value__isnull=False).order_by("id").values_list("body", flat=True)
            found += [(role, orjson.loads(body)) for body in bodies]
        return found


def _column(role: str, body: dict[str, Any]) -> tuple[str, str, str]:
    return role, body["measure"], body["base_unit"]


def _order(column: tuple[str, str, str]) -> tuple[int, int, str]:
    return list(ROLES).index(column[0]), list(MEASURES).index(column[1]), column[2]


def _cell(body: dict[str, Any]) -> dict[str, Any]:
    names = "id statement display comparator wording modality base_value period citations"
    return {name: body[name] for name in names.split()}


def _row(unit: District, cells: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return {
        "district": dict(DistrictRefSerializer(unit).data),
        "claims": sum(len(claims) for claims in cells.values()),
        "cells": dict(sorted(cells.items())),
    }


def notes(columns: list[tuple[str, str, str]]) -> list[str]:
    """A sentence for each two columns of one role that are kept apart, and one on roles."""
    sentences = []
    for one, other in combinations(columns, 2):
        if one[0] != other[0]:
            continue
        names = f"{':'.join(one)} and {':'.join(other)} are two columns"
        if one[1] != other[1]:
            why = f"{MEASURES[one[1]]}, {MEASURES[other[1]]}, and the documents give no figure"
            sentences.append(f"{names}: {why} by which one could be turned into the other.")
        else:
            sentences.append(f"{names}: {one[2]} cannot be converted into {other[2]}.")
    if len({column[0] for column in columns}) > 1:
        sentences.append(
            "Targets and achievements are never one column: the first are promised, the second "
            "reported; a reported period may be longer than the year."
        )
    return sentences
