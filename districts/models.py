"""Units that issue plans: a province, a city, districts, counties and functional areas."""

from django.db import models

from policyapi.served import Served


class District(Served):
    """A unit of government that issues plans and makes promises in its own name."""

    class Kind(models.TextChoices):
        PROVINCE = "province", "省"
        CITY = "city", "市"
        DISTRICT = "district", "区"
        COUNTY = "county", "县"
        FUNCTIONAL_AREA = "functional_area", "功能区"

    id = models.SlugField(
        primary_key=True, max_length=60, help_text="Stable id, as in jinan-shizhong."
    )
    code = models.CharField(
        max_length=6,
        unique=True,
        null=True,
        blank=True,
        help_text="Six-digit code of GB/T 2260; null for a functional area, which has none.",
    )
    name = models.CharField(max_length=40, help_text="Official name: 市中区.")
    short_name = models.CharField(max_length=20, help_text="Name as texts shorten it: 市中.")
    name_en = models.CharField(max_length=80, help_text="English name.")
    kind = models.CharField(max_length=20, choices=Kind, help_text="What sort of unit it is.")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="The unit that it belongs to.",
    )
    aliases = models.JSONField(
        default=list, blank=True, help_text="Other names under which it is found."
    )
    former_codes = models.JSONField(
        default=list,
        blank=True,
        help_text="Earlier codes and names: [{code, name, until}], the last year it held.",
    )

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    def names(self) -> list[str]:
        """Every text that identifies the unit: id, codes, names and aliases."""
        former = [value for row in self.former_codes for value in (row["code"], row["name"])]
        known = [self.id, self.code, self.name, self.short_name, self.name_en]
        return [name for name in (*known, *self.aliases, *former) if name]
