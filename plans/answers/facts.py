"""The five types of facts: their models, their titles, their order in mixed answers."""

from typing import Any, Final

from django.db.models import Model

from plans.models import Achievement, Plan, Project, Slogan, Target

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


def plural(kind: str) -> str:
    """The list of a type: targets."""
    return f"{kind}s"


def path_of(kind: str, pk: str) -> str:
    """The path of a fact."""
    return f"/api/{plural(kind)}/{pk}"


def title_of(kind: str, body: dict[str, Any]) -> str:
    """What a rendered fact says, in words."""
    return str(body[TITLES[kind]])
