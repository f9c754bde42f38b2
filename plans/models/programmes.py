"""Programmes of districts and their components."""

from django.db import models

from plans.models.facts import Fact
from plans.models.sources import Basis
from policyapi.served import sorted_by


class Plan(Fact):
    """A programme of a district for a period: a year, five years, a look-back, or a sub-system."""

    class Kind(models.TextChoices):
        ANNUAL = "annual", "年度"
        FIVE_YEAR = "five_year", "五年"
        REVIEW = "review", "回顾"
        SUBSYSTEM = "subsystem", "专项体系"

    kind = models.CharField(max_length=10, choices=Kind, help_text="What sort of programme it is.")
    title = models.CharField(max_length=120, help_text="What the programme is called.")
    theme = models.CharField(max_length=40, blank=True, help_text="Name of the year: 攻坚突破年.")
    code = models.CharField(
        max_length=20, blank=True, help_text="Code of the work system, a string: 1+456."
    )
    goal = models.CharField(max_length=200, blank=True, help_text="The overall goal as printed.")
    aligned_with = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="aligned_plans",
        help_text="The programme that it says it follows.",
    )
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
        help_text="The programme before it.",
    )

    class Meta(Fact.Meta):
        indexes = (*Fact.Meta.indexes, *sorted_by("%(class)s", "kind", "code", "theme"))


class PlanElement(models.Model):
    """One component of a programme: a group (五大动力), or a member of one (党建引领力)."""

    id = models.SlugField(primary_key=True, max_length=100, help_text="Stable id.")
    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="elements", help_text="The programme."
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="members",
        help_text="The group that it is a member of; null for a group of the programme itself.",
    )
    group = models.CharField(
        max_length=60, blank=True, help_text="Label of the group it is a member of: 五大动力."
    )
    digit = models.CharField(
        max_length=4, blank=True, help_text="The digit of the code that its group expands."
    )
    stated_count = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many members the text says that it has."
    )
    position = models.PositiveSmallIntegerField(help_text="Place in its group, from 1.")
    name = models.CharField(max_length=120, help_text="Name as printed.")
    mapping = models.CharField(
        max_length=8,
        choices=Basis,
        blank=True,
        help_text="Whether the text says which digit its group expands, "
        "or order and count imply it.",
    )
    reason = models.TextField(blank=True, help_text="Why that digit, where inferred.")
    note = models.TextField(blank=True, help_text="What a reader must know to read it right.")
    citations = models.ManyToManyField("plans.Citation", help_text="The spans that print it.")

    class Meta:
        ordering = ("plan_id", "parent_id", "position", "id")

    def __str__(self) -> str:
        return self.name
