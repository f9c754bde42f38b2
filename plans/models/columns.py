"""Properties of facts as columns of small numbers: what a summary counts millions of rows by."""

from typing import Final

from django.db import models

STRETCH: Final = 1 << 14
"""Rows whose codes stand together: a few of them are read for a question about one unit."""


class ColumnValues(models.Model):
    """What the codes of a column stand for. Written by the load."""

    list = models.CharField(max_length=20, help_text="Type of the rows: target, plan.")
    name = models.CharField(max_length=20, help_text="The property: district, year, document.")
    values = models.JSONField(
        help_text="By code, the values that a row has: one, several years or documents, or none."
    )

    class Meta:
        ordering = ("list", "name")
        constraints = (
            models.UniqueConstraint(fields=("list", "name"), name="one_meaning_a_column"),
        )

    def __str__(self) -> str:
        return f"{self.list} {self.name}"


class ColumnCodes(models.Model):
    """The codes of a stretch of rows in one column, in the order of their numbers."""

    list = models.CharField(max_length=20, help_text="Type of the rows.")
    name = models.CharField(max_length=20, help_text="The property.")
    stretch = models.PositiveIntegerField(
        help_text=f"Which rows: from number {STRETCH} × stretch + 1 on, at most {STRETCH}."
    )
    width = models.PositiveSmallIntegerField(help_text="Bytes of a code: 1, 2 or 4.")
    codes = models.BinaryField(help_text="The codes, in the byte order of the machine.")

    class Meta:
        ordering = ("list", "stretch", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("list", "stretch", "name"), name="one_stretch_of_a_column"
            ),
        )

    def __str__(self) -> str:
        return f"{self.list} {self.name} {self.stretch}"
