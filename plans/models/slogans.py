"""Words meant to be repeated."""

from django.db import models

from plans.models.facts import Fact
from policyapi.served import sorted_by


class Slogan(Fact):
    """Words meant to be repeated: a year's name, a goal, motto, brand, principle or campaign."""

    class Kind(models.TextChoices):
        THEME = "theme", "年度主题"
        GOAL = "goal", "总目标"
        MOTTO = "motto", "口号"
        BRAND = "brand", "品牌"
        PRINCIPLE = "principle", "理念"
        CAMPAIGN = "campaign", "行动"

    text = models.CharField(max_length=120, help_text="The words, without quotation marks.")
    kind = models.CharField(max_length=10, choices=Kind, help_text="What sort of words they are.")

    class Meta(Fact.Meta):
        indexes = (*Fact.Meta.indexes, *sorted_by("%(class)s", "text", "kind"))
