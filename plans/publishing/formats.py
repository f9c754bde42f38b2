"""The formats of other systems in which a fact can be had."""

from typing import Any

import orjson

from plans.publishing.annotations import fact_as_jsonld
from plans.publishing.dcat import dataset_as_dcat
from plans.publishing.stratml import plan_as_stratml
from policyapi.row_formats import RowFormat


def jsonld(kind: str) -> RowFormat:
    """JSON-LD of a type of fact."""

    def render(row: dict[str, Any], root: str, _data_version: str) -> bytes:
        return orjson.dumps(fact_as_jsonld(kind, row, root))

    described = (
        "JSON-LD: a graph of the fact, a schema.org Claim, and of its citations as W3C Web "
        "Annotations with a TextQuoteSelector and a TextPositionSelector each."
    )
    return RowFormat("jsonld", "application/ld+json", described, render)


def _stratml(row: dict[str, Any], root: str, data_version: str) -> bytes:
    return plan_as_stratml(row["id"], root, data_version)


STRATML = RowFormat(
    "stratml",
    "application/xml",
    "StratML Part 2 (ISO 17469-2): the plan as PerformancePlanOrReport, with the unit, slogans, "
    "components, targets and reported results.",
    _stratml,
)


def _dcat(payload: dict[str, Any], root: str, _data_version: str) -> bytes:
    return orjson.dumps(dataset_as_dcat(payload, root))


DCAT = RowFormat(
    "jsonld",
    "application/ld+json",
    "JSON-LD: a dcat:Dataset with its distributions, licence, years, units and sources.",
    _dcat,
)
