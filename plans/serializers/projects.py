"""The shape of an undertaking with its mentions."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.models import Project, ProjectMention
from plans.serializers.facts import (
    CLOSING_FIELDS,
    FACT_FIELDS,
    CitationSerializer,
    FactSerializer,
    citation_shape,
)
from plans.serializers.quantities import (
    AmountSerializer,
    CountedAmountSerializer,
    amount_shape,
    counted_amount_shape,
)
from policyapi.serializing import ReadOnlySerializer


class ProjectRefSerializer(ReadOnlySerializer):
    """An undertaking, in short."""

    class Meta:
        model = Project
        fields = ("id", "name")


class MentionSerializer(ReadOnlySerializer):
    """What one passage says of an undertaking."""

    document = serializers.CharField(source="citation.document_id", help_text="Id of the document.")
    citation = CitationSerializer(help_text="The passage.")

    class Meta:
        model = ProjectMention
        fields = ("document", "year", "stage", "stage_text", "citation")


class ProjectSerializer(FactSerializer):
    """A named undertaking, or a counted batch of them, with what each document says of it."""

    noun = "项目"

    parent = ProjectRefSerializer(allow_null=True, help_text="What it is part of.")
    quantity = serializers.SerializerMethodField(help_text="Of a batch: how many it counts.")
    investment = serializers.SerializerMethodField(help_text="Investment, where it is printed.")
    area = serializers.SerializerMethodField(help_text="Area, where it is printed.")
    mentions = serializers.SerializerMethodField(
        help_text="What each passage says of it, by year and then by date of the document."
    )

    class Meta:
        model = Project
        fields = (
            *FACT_FIELDS,
            "domain",
            "name",
            "aliases",
            "kind",
            "parent",
            "is_group",
            "is_partial",
            "stage",
            "quantity",
            "investment",
            "area",
            "mentions",
            *CLOSING_FIELDS,
        )

    def statement(self, fact: Any) -> str:
        """Its name."""
        return str(fact.name)

    @extend_schema_field(CountedAmountSerializer(allow_null=True))
    def get_quantity(self, project: Project) -> dict[str, Any] | None:
        """With the size that qualifies what is counted."""
        return counted_amount_shape(project.quantity)

    @extend_schema_field(AmountSerializer(allow_null=True))
    def get_investment(self, project: Project) -> dict[str, Any] | None:
        """Null where it is not printed."""
        return amount_shape(project.investment)

    @extend_schema_field(AmountSerializer(allow_null=True))
    def get_area(self, project: Project) -> dict[str, Any] | None:
        """Null where it is not printed."""
        return amount_shape(project.area)

    @extend_schema_field(MentionSerializer(many=True))
    def get_mentions(self, project: Project) -> list[dict[str, Any]]:
        """Each passage with its year and stage."""
        mentions = sorted(
            project.mentions.all(),
            key=lambda m: (
                m.year,
                str(m.citation.document.published_on or m.citation.document.event_on or ""),
                m.citation.document_id,
                m.citation.start,
            ),
        )
        return [
            {
                "document": mention.citation.document_id,
                "year": mention.year,
                "stage": mention.stage,
                "stage_text": mention.stage_text,
                "citation": citation_shape(mention.citation),
            }
            for mention in mentions
        ]
