"""What every served row carries besides its facts: its rendered body and its searched text."""

from django.db import models


class Served(models.Model):
    """A row that the API serves.

    `body` and `searched` are written by the load from the row's serializer and are no part of the
    fixtures; an empty body means that the load has not finished the row.
    """

    body = models.TextField(default="", editable=False, help_text="The row as JSON, as served.")
    searched = models.TextField(
        default="",
        editable=False,
        help_text="Statement, aliases, indicator and quotes, case-folded, a line each.",
    )

    class Meta:
        abstract = True
