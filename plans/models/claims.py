"""Targets, achievements, what they measure, and which achievement is a target's result."""

from typing import Final

from django.db import models

from plans.models.facts import Domain, Fact
from plans.models.quantities import QUANTIFIED_INDEXES, Quantified
from plans.models.sources import Basis
from policyapi.served import Served, sorted_by


class Indicator(Served):
    """What is measured, the same across documents: 地区生产总值, by whatever name it is printed."""

    class Direction(models.TextChoices):
        UP = "up", "越高越好"
        DOWN = "down", "越低越好"
        NONE = "none", "无方向"

    id = models.SlugField(primary_key=True, max_length=80, help_text="Stable id, as in gdp.")
    name = models.CharField(max_length=80, unique=True, help_text="Chinese name.")
    name_en = models.CharField(max_length=120, help_text="English name.")
    synonyms = models.JSONField(default=list, blank=True, help_text="Other names it is printed by.")
    base_unit = models.CharField(max_length=20, help_text="Base unit of its level or count.")
    direction = models.CharField(max_length=4, choices=Direction, help_text="Which way is better.")
    domain = models.CharField(max_length=20, choices=Domain, help_text="Policy field.")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class Target(Fact, Quantified):
    """A commitment that can be checked, seen from the date of the document that prints it."""

    class Checkability(models.TextChoices):
        QUANTIFIED = "quantified", "有数字"
        DEADLINE = "deadline", "有期限"
        TITLE_BID = "title_bid", "争创称号"
        STANDARD = "standard", "有标准"
        QUALITATIVE = "qualitative", "可查证的举措"

    statement = models.CharField(max_length=200, help_text="The commitment, readable alone.")
    checkability = models.CharField(
        max_length=12, choices=Checkability, help_text="By what it can be checked."
    )
    deadline_date = models.DateField(help_text="Last day that keeps the promise.")
    deadline_text = models.CharField(
        max_length=40, blank=True, help_text="The deadline as printed; empty where it is inferred."
    )
    deadline_basis = models.CharField(
        max_length=8, choices=Basis, help_text="Whether the text states the deadline."
    )
    deadline_reason = models.TextField(blank=True, help_text="Why that deadline, where inferred.")

    class Meta(Fact.Meta):
        indexes = (
            *Fact.Meta.indexes,
            *QUANTIFIED_INDEXES,
            *sorted_by("%(class)s", "statement", "deadline_date", "checkability", "modality"),
        )


class Achievement(Fact, Quantified):
    """A result already reached when the document was printed, or an honour received."""

    class Certainty(models.TextChoices):
        FINAL = "final", "确定"
        ESTIMATED = "estimated", "预计"

    class Kind(models.TextChoices):
        RESULT = "result", "成果"
        HONOUR = "honour", "荣誉"

    statement = models.CharField(max_length=200, help_text="The result, readable alone.")
    kind = models.CharField(max_length=8, choices=Kind, help_text="A result or an honour.")
    certainty = models.CharField(
        max_length=10, choices=Certainty, help_text="Final, or estimated (预计)."
    )

    class Meta(Fact.Meta):
        indexes = (
            *Fact.Meta.indexes,
            *QUANTIFIED_INDEXES,
            *sorted_by("%(class)s", "statement", "kind", "certainty"),
        )


NO_LATER_DOCUMENT: Final = "No later document in the data set speaks of this unit."
NO_REPORT: Final = "None of the later documents that speak of this unit reports a result: {}."
"""The reasoning of outcomes that the load adds; the second names the documents."""


class Outcome(Served):
    """What later documents report of a target.

    The load adds one with the verdict none for each target of which they report nothing.
    """

    class Verdict(models.TextChoices):
        MET = "met", "已兑现"
        PARTLY_MET = "partly_met", "部分兑现"
        NOT_MET = "not_met", "未兑现"
        NOT_COMPARABLE = "not_comparable", "不可比"
        NONE = "none", "未见报道"

    class Directness(models.TextChoices):
        DIRECT = "direct", "直接"
        INDICATIVE = "indicative", "间接"

    id = models.SlugField(primary_key=True, max_length=200, help_text="Stable id.")
    target = models.ForeignKey(
        Target,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="outcomes",
        help_text="The commitment.",
    )
    achievement = models.ForeignKey(
        Achievement,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_index=False,
        related_name="outcomes",
        help_text="The result; null where the verdict is none.",
    )
    verdict = models.CharField(max_length=16, choices=Verdict, help_text="What became of it.")
    directness = models.CharField(
        max_length=10,
        choices=Directness,
        blank=True,
        help_text="direct: the same indicator over the target's time; "
        "indicative: it makes it likely.",
    )
    reasoning = models.TextField(help_text="Why that verdict, in one sentence.")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("target", "achievement"), name="one_outcome_a_pair"),
        )
        indexes = sorted_by("outcome", "target", "achievement", "verdict", "directness")

    def __str__(self) -> str:
        return self.id
