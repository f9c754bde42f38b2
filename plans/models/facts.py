"""What all facts share."""

from django.db import models

from plans.models.sources import Basis
from policyapi.served import Served, sorted_by


class Domain(models.TextChoices):
    """The policy field that a fact belongs to, by its object."""

    ECONOMY = "economy", "经济总量与财政"
    INDUSTRY = "industry", "产业发展"
    INVESTMENT = "investment", "招商引资与项目"
    INNOVATION = "innovation", "科技创新与人才"
    BUSINESS = "business", "营商环境"
    REFORM = "reform", "改革开放"
    URBAN = "urban", "城市建设与管理"
    HOUSING = "housing", "住房与老旧小区"
    TRANSPORT = "transport", "交通"
    ENVIRONMENT = "environment", "生态环境"
    RURAL = "rural", "乡村振兴"
    EDUCATION = "education", "教育"
    HEALTH = "health", "医疗与养老"
    WELFARE = "welfare", "民生保障"
    CULTURE = "culture", "文化体育旅游"
    GOVERNANCE = "governance", "社会治理"
    PARTY = "party", "党的建设"
    GENERAL = "general", "总体部署"


class Fact(Served):
    """A statement of a document about a district, with the words that it was printed in."""

    id = models.SlugField(
        primary_key=True,
        max_length=100,
        help_text="Stable id, written by hand; a changed id is a breaking change.",
    )
    district = models.ForeignKey(
        "districts.District",
        on_delete=models.PROTECT,
        db_index=False,  # as of `plan` and `indicator`: the index by which lists are sorted serves
        help_text="The unit that it is a fact of.",
    )
    plan = models.ForeignKey(
        "plans.Plan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="%(class)s_facts",
        help_text="The programme that it belongs to.",
    )
    element = models.ForeignKey(
        "plans.PlanElement",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_facts",
        help_text="The component of the programme that the text puts it under.",
    )
    period_start = models.PositiveSmallIntegerField(help_text="First year that it speaks of.")
    period_end = models.PositiveSmallIntegerField(help_text="Last year that it speaks of.")
    period_basis = models.CharField(
        max_length=8, choices=Basis, help_text="Whether the text states the period."
    )
    period_reason = models.TextField(blank=True, help_text="Why that period, where inferred.")
    domain = models.CharField(max_length=20, choices=Domain, help_text="Policy field.")
    speaker = models.CharField(
        max_length=40, blank=True, help_text="The person to whom the text attributes the words."
    )
    note = models.TextField(blank=True, help_text="What a reader must know to read it right.")
    citations = models.ManyToManyField(
        "plans.Citation", help_text="The spans that state it; never none."
    )

    class Meta:
        abstract = True
        ordering = ("id",)
        indexes = sorted_by(
            "%(class)s", "district", "plan", "domain", "period_start", "period_end", "speaker"
        )

    def __str__(self) -> str:
        return self.id
