"""Named undertakings and what each document says of them."""

from django.db import models

from plans.models.facts import Fact
from policyapi.served import sorted_by


class Stage(models.TextChoices):
    """How far an undertaking had come when it was spoken of, in order."""

    PLANNED = "planned", "谋划"
    PROMOTED = "promoted", "推进"
    STARTED = "started", "开工"
    UNDER_CONSTRUCTION = "under_construction", "在建"
    COMPLETED = "completed", "建成"
    OPENED = "opened", "启用"
    ATTRACTED = "attracted", "落户"
    HELD = "held", "举办"


class Project(Fact):
    """A named undertaking: a park, a road, a building, a platform, an event, or a counted batch."""

    class Kind(models.TextChoices):
        PARK = "park", "园区"
        AREA = "area", "片区"
        ROAD = "road", "道路"
        BUILDING = "building", "楼宇场馆"
        SITE = "site", "地块"
        HOUSING = "housing", "住区"
        PLATFORM = "platform", "平台机构"
        BASE = "base", "基地"
        EVENT = "event", "活动"
        CAMPAIGN = "campaign", "行动工程"
        ENTERPRISE = "enterprise", "企业"
        OTHER = "other", "其他"

    name = models.CharField(max_length=120, help_text="Name, in its fullest printed form.")
    aliases = models.JSONField(default=list, blank=True, help_text="Other printed forms.")
    kind = models.CharField(
        max_length=12, choices=Kind, help_text="What sort of undertaking it is."
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The undertaking or the batch that it is part of.",
    )
    is_group = models.BooleanField(default=False, help_text="A counted batch, not one undertaking.")
    is_partial = models.BooleanField(
        default=False,
        help_text="The text names only some members of the batch (its list ends in 等).",
    )
    stage = models.CharField(max_length=20, choices=Stage, help_text="Stage at the latest mention.")
    quantity = models.JSONField(null=True, blank=True, help_text="Of a batch: how many it counts.")
    investment = models.JSONField(null=True, blank=True, help_text="Investment, where printed.")
    area = models.JSONField(null=True, blank=True, help_text="Area, where printed.")

    class Meta(Fact.Meta):
        indexes = (*Fact.Meta.indexes, *sorted_by("%(class)s", "name", "kind", "stage"))


class ProjectMention(models.Model):
    """What one passage says of an undertaking: its year and its stage."""

    id = models.CharField(primary_key=True, max_length=200, help_text="project@citation.")
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="mentions", help_text="The undertaking."
    )
    citation = models.ForeignKey(
        "plans.Citation", on_delete=models.CASCADE, related_name="mentions", help_text="The span."
    )
    year = models.PositiveSmallIntegerField(help_text="The year that the stage belongs to.")
    stage = models.CharField(max_length=20, choices=Stage, help_text="How far it had come.")
    stage_text = models.CharField(max_length=40, help_text="The word that says so, as printed.")

    class Meta:
        ordering = ("year", "citation_id", "id")

    def __str__(self) -> str:
        return self.id
