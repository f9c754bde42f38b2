"""The quantity that targets and achievements share."""

from typing import Any, Final

from django.db import models

from policyapi.served import sorted_by


class Comparator(models.TextChoices):
    """How the number bounds what is claimed."""

    GT = "gt", "大于"
    GTE = "gte", "不小于"
    APPROX = "approx", "约"
    LTE = "lte", "不大于"
    LT = "lt", "小于"
    EQ = "eq", "等于"
    BETWEEN = "between", "介于"


class Measure(models.TextChoices):
    """What kind of number it is."""

    LEVEL = "level", "总量"
    GROWTH = "growth", "增速"
    COUNT = "count", "数量"
    SHARE = "share", "占比"
    CHANGE = "change", "增减量"
    RANK = "rank", "位次"
    MULTIPLE = "multiple", "倍数"


class Modality(models.TextChoices):
    """How firmly a target is promised."""

    ENSURE = "ensure", "确保"
    STRIVE = "strive", "力争"
    REQUIRE = "require", "要求"
    EXPECT = "expect", "预计"


def number(help_text: str) -> "models.DecimalField[Any, Any]":
    """A number, exact to the sixth decimal place, or null."""
    return models.DecimalField(
        max_digits=24, decimal_places=6, null=True, blank=True, help_text=help_text
    )


class Quantified(models.Model):
    """A number as printed, its bounds, and the same number in a base unit. All null without one."""

    indicator = models.ForeignKey(
        "plans.Indicator",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        help_text="What is measured.",
    )
    wording = models.JSONField(
        default=list, blank=True, help_text="The qualifying words as printed, in their order."
    )
    modality = models.CharField(
        max_length=8,
        choices=Modality,
        blank=True,
        help_text="How firmly: ensure 确保, strive 力争, require 要 实现 完成, expect 预计.",
    )
    comparator = models.CharField(
        max_length=8,
        choices=Comparator,
        blank=True,
        help_text="gt 过 超 突破 余 多; gte 以上 不低于 级; approx 左右 约 近; "
        "lte 以内 前; lt 低于; eq a plain number; between a range.",
    )
    measure = models.CharField(
        max_length=8,
        choices=Measure,
        blank=True,
        help_text="level, growth (percent), count, share, change, rank or multiple.",
    )
    value = number("The number as printed, in `unit`.")
    value_high = number("Upper end of a range, in `unit`.")
    unit = models.CharField(
        max_length=20, blank=True, help_text="The unit as printed: 亿元, 万户, %."
    )
    base_value = number("The number in `base_unit`.")
    base_unit = models.CharField(
        max_length=20,
        blank=True,
        help_text="CNY, USD, m2, m, percent, percentage_point, household, dwelling, person, count, "
        "rank, multiple, workday, minute or year.",
    )
    threshold = models.JSONField(
        null=True,
        blank=True,
        help_text="A size that qualifies what is counted: "
        "its comparator, value, unit and base value.",
    )

    class Meta:
        abstract = True


QUANTIFIED_INDEXES: Final = sorted_by(
    "%(class)s", "indicator", "measure", "comparator", "value", "base_value"
)
