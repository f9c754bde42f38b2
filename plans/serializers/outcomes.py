"""The shapes of outcomes and discrepancies."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.models import Achievement, Discrepancy, Outcome, Target
from plans.serializers.facts import (
    CitationSerializer,
    DistrictRefSerializer,
    citations_of,
    district_shape,
)
from plans.serializers.quantities import display
from policyapi.serializing import ReadOnlySerializer


class ClaimSerializer(serializers.Serializer[Any]):
    """A target or an achievement, in short, with its words."""

    id = serializers.CharField(help_text="Its id.")
    district = DistrictRefSerializer(help_text="The unit.")
    statement = serializers.CharField(help_text="What it says.")
    display = serializers.CharField(allow_null=True, help_text="Its quantity in one text.")
    citations = CitationSerializer(many=True, help_text="The spans that state it.")


def claim_shape(claim: Target | Achievement) -> dict[str, Any]:
    """A claim as shown in an outcome."""
    return {
        "id": claim.pk,
        "district": district_shape(claim.district),
        "statement": claim.statement,
        "display": display(
            claim.comparator, claim.value, claim.unit, claim.value_high, claim.threshold
        ),
        "citations": citations_of(claim),
    }


class OutcomeSerializer(ReadOnlySerializer):
    """What a later document reports of a target, with the reasoning and both sides' words."""

    target = serializers.SerializerMethodField(help_text="The commitment.")
    achievement = serializers.SerializerMethodField(
        help_text="The result; null where `verdict` is none."
    )

    class Meta:
        model = Outcome
        fields = ("id", "target", "achievement", "verdict", "directness", "reasoning")

    @extend_schema_field(ClaimSerializer)
    def get_target(self, outcome: Outcome) -> dict[str, Any]:
        """With its words."""
        return claim_shape(outcome.target)

    @extend_schema_field(ClaimSerializer(allow_null=True))
    def get_achievement(self, outcome: Outcome) -> dict[str, Any] | None:
        """With its words; null where nothing is reported."""
        return claim_shape(outcome.achievement) if outcome.achievement else None


class FactRefSerializer(serializers.Serializer[Any]):
    """A fact, by type and id."""

    type = serializers.CharField(help_text="plan, target, achievement, project or slogan.")
    id = serializers.CharField(help_text="Its id.")


class SideSerializer(serializers.Serializer[Any]):
    """One of the passages that differ."""

    claim = serializers.CharField(help_text="What this side says.")
    facts = FactRefSerializer(many=True, help_text="The facts made of it.")
    citations = CitationSerializer(many=True, help_text="Its words.")


class DiscrepancySerializer(ReadOnlySerializer):
    """Passages that speak of the same thing and do not say the same, side by side."""

    districts = serializers.SerializerMethodField(help_text="Ids of the units it concerns.")
    sides = serializers.SerializerMethodField(help_text="The passages, in order.")

    class Meta:
        model = Discrepancy
        fields = ("id", "kind", "subject", "districts", "sides", "reading")

    def get_districts(self, discrepancy: Discrepancy) -> list[str]:
        """Ids, sorted."""
        return sorted(district.pk for district in discrepancy.districts.all())

    @extend_schema_field(SideSerializer(many=True))
    def get_sides(self, discrepancy: Discrepancy) -> list[dict[str, Any]]:
        """Claim, facts and words of each."""
        return [
            {
                "claim": side.claim,
                "facts": [{"type": fact["type"], "id": fact["id"]} for fact in side.facts],
                "citations": citations_of(side),
            }
            for side in sorted(discrepancy.sides.all(), key=lambda side: side.position)
        ]
