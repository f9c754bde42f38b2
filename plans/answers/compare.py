"""`/api/compare`: what every unit claims of one indicator for one year, side by side."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any, ClassVar

import orjson
from django.http import HttpRequest

from districts.naming import district_names, district_shapes, named_districts
from plans.answers.comparison import MEASURES, ROLES, ClaimRowSerializer, CompareSerializer
from plans.answers.facts import rows_of
from plans.filters.facts import DISTRICT_HELP
from plans.filters.indicators import IndicatorFilter
from plans.models import Dataset, Domain, Indicator
from policyapi.exporting.columns import shape_of_rows
from policyapi.exporting.tables import Table
from policyapi.filtering import (
    ChoiceFilter,
    Chosen,
    SeveralFilter,
    StrictFilterSet,
    YearFilter,
)
from policyapi.index.finding import Found
from policyapi.index.tokens import facet
from policyapi.parameters import WORDS
from policyapi.questions import Asked, QuestionView
from policyapi.serializing import fitted

Column = tuple[str, str, str]
"""Role, measure and base unit."""


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
        chosen = self.chosen(asked)
        wanted = chosen.values
        indicator = Indicator.objects.get(pk=wanted["indicator"])
        cells: dict[str, dict[Column, list[orjson.Fragment]]] = {}
        for unit, column, cell in self._claims(chosen, dataset):
            cells.setdefault(unit, {}).setdefault(column, []).append(cell)
        columns = sorted({column for of_unit in cells.values() for column in of_unit}, key=_order)
        units = district_shapes()
        if wanted.get("district"):
            named = {pk for ids in wanted["district"].values() for pk in ids}
            units = {pk: unit for pk, unit in units.items() if pk in named}
        return {
            "indicator": {"id": indicator.pk, "name": indicator.name, "name_en": indicator.name_en},
            "year": int(wanted["year"]),
            "columns": [
                {"id": ":".join(c), "role": c[0], "measure": c[1], "base_unit": c[2]}
                for c in columns
            ],
            "rows": [_row(unit, cells.get(pk, {})) for pk, unit in units.items()],
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

    def _claims(
        self, chosen: Chosen, dataset: Dataset
    ) -> Iterator[tuple[str, Column, orjson.Fragment]]:
        """Unit, column and cell of every claim that has a number, in the order of ids."""
        wanted = chosen.wanted()
        wanted.groups.append((facet("has_value", WORDS[True]),))
        names = "id statement display comparator wording modality base_value period citations"
        for role, model in ROLES.items():
            for body in rows_of(Found(model, wanted, dataset)):
                column = role, body["measure"], body["base_unit"]
                cell = orjson.dumps({name: body[name] for name in names.split()})
                # As objects, the claims of all units take ten times as much memory.
                yield body["district"]["id"], column, orjson.Fragment(fitted(cell))


def _order(column: Column) -> tuple[int, int, str]:
    return list(ROLES).index(column[0]), list(MEASURES).index(column[1]), column[2]


def _row(unit: dict[str, Any], cells: dict[Column, list[orjson.Fragment]]) -> dict[str, Any]:
    return {
        "district": unit,
        "claims": sum(len(claims) for claims in cells.values()),
        "cells": dict(sorted((":".join(column), claims) for column, claims in cells.items())),
    }


def notes(columns: list[Column]) -> list[str]:
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
