"""Rows as they are served: written once by the load, joined as bytes by every answer."""

from typing import Final

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

KINDS: Final = (
    "target",
    "achievement",
    "project",
    "slogan",
    "plan",
    "district",
    "document",
    "indicator",
    "outcome",
    "discrepancy",
)
"""All types of rows; facts first, in the order in which a search shows them."""

LIST_SIZE: Final = 1 << 32
"""Places that each list has: the places of a list lie between those of the one before and after."""


def first_place(model: type[models.Model]) -> int:
    """The place before the first row of a list; row number n has this place plus n."""
    return (KINDS.index(str(model._meta.model_name)) + 1) * LIST_SIZE


class PlaceField(models.BigIntegerField):
    """A key that SQLite keeps its rows by: as `bigint` it would be an index that leads to them."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """The one type that SQLite takes for the number of a row."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class ServedRow(models.Model):
    """A row of a list as it is served.

    Apart from the facts, which stay narrow: filtering and sorting never drag bodies along, and a
    page is read by consecutive integers.
    """

    place = PlaceField(primary_key=True, help_text="Type and number of the row: see `first_place`.")
    key = models.CharField(max_length=200, help_text="Id of the row.")
    body = models.TextField(help_text="The row as JSON.")
    line = models.TextField(help_text="The row as a line of CSV, without the line break.")
    searched = models.TextField(
        help_text="Statement, aliases, indicator and quotes, case-folded, a line each."
    )
    fingerprint = models.CharField(
        max_length=32, help_text="Hash of the body without the data version in it."
    )

    class Meta:
        ordering = ("place",)

    def __str__(self) -> str:
        return self.key
