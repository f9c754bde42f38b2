"""Documents, the spans of them that facts cite, and the data set that they make up."""

from django.db import models

from policyapi.served import Served


class Basis(models.TextChoices):
    """How a date or a period is known."""

    STATED = "stated", "原文所述"
    INFERRED = "inferred", "推断"


class Document(Served):
    """A press document as published: the source of facts. Only quotes of its text are served."""

    id = models.SlugField(primary_key=True, max_length=60, help_text="Stable id of the document.")
    filename = models.CharField(max_length=120, unique=True, help_text="Name of the source file.")
    sha256 = models.CharField(max_length=64, help_text="SHA-256 of the source file, hexadecimal.")
    characters = models.PositiveIntegerField(help_text="Length in Unicode code points.")
    lines = models.PositiveIntegerField(help_text="Number of lines.")
    title = models.CharField(max_length=200, help_text="Headline as printed.")
    publisher = models.CharField(
        max_length=80, blank=True, help_text="Publisher as printed; empty where it is not printed."
    )
    authors = models.JSONField(
        default=list, blank=True, help_text="Reporters and correspondents as printed."
    )
    published_on = models.DateField(null=True, blank=True, help_text="Date of publication.")
    published_on_basis = models.CharField(
        max_length=8,
        choices=Basis,
        blank=True,
        help_text="Whether that date is stated or inferred.",
    )
    published_on_reason = models.TextField(
        blank=True, help_text="Why that date, where it is inferred."
    )
    event_on = models.DateField(null=True, blank=True, help_text="Date of the event it reports.")
    event_on_basis = models.CharField(
        max_length=8,
        choices=Basis,
        blank=True,
        help_text="Whether that date is stated or inferred.",
    )
    event_on_reason = models.TextField(blank=True, help_text="Why that date, where it is inferred.")
    districts = models.ManyToManyField(
        "districts.District",
        related_name="documents",
        help_text="Units that it speaks of in their own right.",
    )
    citations_of_dates = models.ManyToManyField(
        "plans.Citation",
        related_name="dated_documents",
        blank=True,
        help_text="Where the document prints its own dates.",
    )
    note = models.TextField(blank=True, help_text="What a reader must know of the source.")
    account = models.JSONField(
        default=dict,
        help_text="Numbers and quoted phrases found in it: in all, cited by facts, and ignored.",
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class Citation(models.Model):
    """A span of a document: `text[start:end] == quote`, counted in Unicode code points."""

    id = models.CharField(primary_key=True, max_length=80, help_text="document:start-end.")
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="citations", help_text="Where it stands."
    )
    start = models.PositiveIntegerField(help_text="Offset of its first code point.")
    end = models.PositiveIntegerField(help_text="Offset behind its last code point.")
    line = models.PositiveIntegerField(help_text="Line in which it begins, counted from 1.")
    quote = models.CharField(max_length=80, help_text="The words as printed.")

    class Meta:
        ordering = ("document_id", "start", "end")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "start", "end"), name="one_citation_a_span"
            ),
        )

    def __str__(self) -> str:
        return self.quote


class IgnoredSpan(models.Model):
    """A number or a quoted phrase that is no fact, with the reason."""

    id = models.CharField(primary_key=True, max_length=80, help_text="document:start-end.")
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="ignored", help_text="Where it stands."
    )
    start = models.PositiveIntegerField(help_text="Offset of its first code point.")
    end = models.PositiveIntegerField(help_text="Offset behind its last code point.")
    line = models.PositiveIntegerField(help_text="Line in which it begins, counted from 1.")
    quote = models.CharField(max_length=80, help_text="The words as printed.")
    reason = models.CharField(max_length=200, help_text="Why it is no fact.")

    class Meta:
        ordering = ("document_id", "start", "end")

    def __str__(self) -> str:
        return self.quote


class Dataset(models.Model):
    """The version of the data in this database. One row, written by the load."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, help_text="Always 1.")
    data_version = models.CharField(max_length=16, help_text="Hash of the loaded fixtures.")
    loaded_at = models.DateTimeField(null=True, blank=True, help_text="When the load ended.")
    rendering = models.CharField(
        max_length=32,
        blank=True,
        default="",
        help_text="Hash of the code that rendered the bodies: a load renders anew after a change.",
    )
    finished_version = models.CharField(
        max_length=16,
        blank=True,
        default="",
        help_text="The version whose bodies and search are in place.",
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.data_version
