"""The shapes of targets and achievements, and of what they measure."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.models import Achievement, Basis, Indicator, Outcome, Target
from plans.serializers.facts import CLOSING_FIELDS, FACT_FIELDS, FactSerializer
from plans.serializers.quantities import QUANTITY_FIELDS, QuantifiedMixin
from policyapi.serializing import ReadOnlySerializer


class IndicatorSerializer(ReadOnlySerializer):
    """What is measured, the same across documents."""

    class Meta:
        model = Indicator
        fields = ("id", "name", "name_en", "synonyms", "base_unit", "direction", "domain")


class IndicatorRefSerializer(ReadOnlySerializer):
    """What is measured, in short."""

    class Meta:
        model = Indicator
        fields = ("id", "name")


class DeadlineSerializer(serializers.Serializer[Target]):
    """The last day that keeps a promise."""

    date = serializers.DateField(source="deadline_date", help_text="ISO 8601.")
    text = serializers.SerializerMethodField(help_text="As printed; null where it is inferred.")
    basis = serializers.ChoiceField(
        Basis.choices, source="deadline_basis", help_text="Whether the text states it."
    )
    reason = serializers.SerializerMethodField(help_text="Why that date, where it is inferred.")

    def get_text(self, target: Target) -> str | None:
        """Null for none."""
        return target.deadline_text or None

    def get_reason(self, target: Target) -> str | None:
        """Null for none."""
        return target.deadline_reason or None


class TargetResultSerializer(serializers.ModelSerializer[Outcome]):
    """A result of a target."""

    achievement = serializers.CharField(source="achievement_id", help_text="Id of the result.")

    class Meta:
        model = Outcome
        fields = ("achievement", "verdict", "directness")


class AchievementResultSerializer(serializers.ModelSerializer[Outcome]):
    """A target of which an achievement is the result."""

    target = serializers.CharField(source="target_id", help_text="Id of the target.")

    class Meta:
        model = Outcome
        fields = ("target", "verdict", "directness")


class TargetSerializer(QuantifiedMixin, FactSerializer):
    """A commitment that can be checked, with the words that it was printed in."""

    noun = "目标"

    indicator = IndicatorRefSerializer(allow_null=True, help_text="What is measured.")
    deadline = DeadlineSerializer(source="*", help_text="The last day that keeps the promise.")
    outcomes = serializers.SerializerMethodField(
        help_text="What later documents report of it; empty where they report nothing."
    )

    class Meta:
        model = Target
        fields = (
            *FACT_FIELDS,
            "deadline",
            "domain",
            "indicator",
            "statement",
            "checkability",
            *QUANTITY_FIELDS,
            "outcomes",
            *CLOSING_FIELDS,
        )

    @extend_schema_field(TargetResultSerializer(many=True))
    def get_outcomes(self, target: Target) -> list[dict[str, Any]]:
        """Of each result: its id, the verdict, and how direct the evidence is."""
        return [
            {"achievement": o.achievement_id, "verdict": o.verdict, "directness": o.directness}
            for o in sorted(target.outcomes.all(), key=lambda o: o.pk)
            if o.achievement_id
        ]


class AchievementSerializer(QuantifiedMixin, FactSerializer):
    """A result already reached when its document was printed, or an honour."""

    noun = "成果"

    indicator = IndicatorRefSerializer(allow_null=True, help_text="What is measured.")
    outcomes = serializers.SerializerMethodField(help_text="The targets that it is the result of.")

    class Meta:
        model = Achievement
        fields = (
            *FACT_FIELDS,
            "domain",
            "indicator",
            "statement",
            "kind",
            "certainty",
            *QUANTITY_FIELDS,
            "outcomes",
            *CLOSING_FIELDS,
        )

    @extend_schema_field(AchievementResultSerializer(many=True))
    def get_outcomes(self, achievement: Achievement) -> list[dict[str, Any]]:
        """Of each target: its id, the verdict, and how direct the evidence is."""
        return [
            {"target": o.target_id, "verdict": o.verdict, "directness": o.directness}
            for o in sorted(achievement.outcomes.all(), key=lambda o: o.pk)
        ]
