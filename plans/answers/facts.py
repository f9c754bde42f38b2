"""The five types of facts: their models, their titles, their order in mixed answers."""

from collections.abc import Iterator
from typing import Any, Final

import orjson
from django.db.models import Model

from plans.models import Achievement, Plan, Project, Slogan, Target
from policyapi.index.finding import Found
from policyapi.index.ordering import Order
from policyapi.paging import SortColumn

FACTS: Final[dict[str, type[Model]]] = {
    "target": Target,
    "achievement": Achievement,
    "project": Project,
    "slogan": Slogan,
    "plan": Plan,
}
"""Types of facts, in the order in which a search shows them."""

TITLES: Final = {
    "target": "statement",
    "achievement": "statement",
    "project": "name",
    "slogan": "text",
    "plan": "title",
}
"""The field of a type that says what the fact is."""

BATCH: Final = 500
"""Rows that are read together."""


def rows_of(found: Found) -> Iterator[dict[str, Any]]:
    """The rows as they are served, in the order of ids."""
    order = Order(found.model, (SortColumn("id", "id", descending=False),))
    return (orjson.loads(body) for batch in found.batches(order, BATCH) for body in batch)


def plural(kind: str) -> str:
    """The list of a type: targets."""
    return "discrepancies" if kind == "discrepancy" else f"{kind}s"


def path_of(kind: str, pk: str) -> str:
    """The path of a fact."""
    return f"/api/{plural(kind)}/{pk}"


def title_of(kind: str, body: dict[str, Any]) -> str:
    """What a rendered fact says, in words."""
    return str(body[TITLES[kind]])
