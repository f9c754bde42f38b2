"""What every served row carries besides its facts: its place in the order of its list."""

from django.db import models


class Served(models.Model):
    """A row that the API serves; what it is served as stands in `plans.ServedRow`.

    `number` is written by the load and is no part of the fixtures.
    """

    number = models.PositiveIntegerField(
        default=0,
        editable=False,
        db_index=True,
        help_text="Place in the order of ids, from 1; 0 until the load has finished the row.",
    )

    class Meta:
        abstract = True


def sorted_by(prefix: str, *columns: str) -> tuple[models.Index, ...]:
    """Indexes by which a list is walked in the order of a column, equals in the order of ids."""
    return tuple(
        models.Index(fields=(column, "number"), name=f"{prefix}_by_{column}"[:30])
        for column in columns
    )
