"""Passages that disagree or differ."""

from django.db import models

from policyapi.served import Served


class Discrepancy(Served):
    """Two or more passages that speak of the same thing and do not say the same."""

    class Kind(models.TextChoices):
        CONFLICT = "conflict", "相互矛盾"
        PRECISION = "precision", "精度不同"
        WORDING = "wording", "措辞不同"

    id = models.SlugField(primary_key=True, max_length=100, help_text="Stable id.")
    kind = models.CharField(
        max_length=10,
        choices=Kind,
        help_text="conflict: they cannot both hold; precision: one is more exact; "
        "wording: words differ.",
    )
    subject = models.CharField(max_length=200, help_text="What the passages speak of.")
    reading = models.TextField(help_text="What a reader should make of it.")
    districts = models.ManyToManyField(
        "districts.District", related_name="discrepancies", help_text="Units that it concerns."
    )

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "discrepancies"

    def __str__(self) -> str:
        return self.subject


class DiscrepancySide(models.Model):
    """One of the passages: its claim, the facts made of it, and its quotes."""

    id = models.CharField(primary_key=True, max_length=120, help_text="discrepancy:position.")
    discrepancy = models.ForeignKey(
        Discrepancy, on_delete=models.CASCADE, related_name="sides", help_text="The discrepancy."
    )
    position = models.PositiveSmallIntegerField(help_text="Order among the sides, from 1.")
    claim = models.CharField(max_length=200, help_text="What this side says.")
    facts = models.JSONField(
        default=list, blank=True, help_text="The facts of this side: [{type, id}]."
    )
    citations = models.ManyToManyField("plans.Citation", help_text="The spans of this side.")

    class Meta:
        ordering = ("discrepancy_id", "position")

    def __str__(self) -> str:
        return self.claim
