"""The shape of a source."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.models import Basis, Document
from plans.serializers.facts import CitationSerializer, citation_shape
from policyapi.serializing import ReadOnlySerializer


class DatedSerializer(serializers.Serializer[Document]):
    """A date, and how it is known."""

    date = serializers.DateField(help_text="ISO 8601.")
    basis = serializers.ChoiceField(Basis.choices, help_text="Whether the text states it.")
    reason = serializers.CharField(allow_null=True, help_text="Why that date, where inferred.")


class FactCountsSerializer(serializers.Serializer[Document]):
    """How many facts cite a document, by type."""

    plans = serializers.IntegerField(help_text="Programmes.")
    targets = serializers.IntegerField(help_text="Targets.")
    achievements = serializers.IntegerField(help_text="Achievements.")
    projects = serializers.IntegerField(help_text="Projects.")
    slogans = serializers.IntegerField(help_text="Slogans.")


class DocumentSerializer(ReadOnlySerializer):
    """A press document as published. Its text is not served: the quotes of facts are."""

    published_on = serializers.SerializerMethodField(help_text="Date of publication.")
    event_on = serializers.SerializerMethodField(help_text="Date of the event it reports.")
    districts = serializers.SerializerMethodField(
        help_text="Ids of the units that it speaks of in their own right."
    )
    facts = serializers.SerializerMethodField(help_text="How many facts cite it, by type.")
    citations = serializers.SerializerMethodField(help_text="Where it prints its own dates.")

    class Meta:
        model = Document
        fields = (
            "id",
            "filename",
            "sha256",
            "characters",
            "lines",
            "title",
            "publisher",
            "authors",
            "published_on",
            "event_on",
            "districts",
            "facts",
            "citations",
            "note",
        )

    @extend_schema_field(DatedSerializer(allow_null=True))
    def get_published_on(self, document: Document) -> dict[str, Any] | None:
        """Null where nothing tells it."""
        return _dated(
            document.published_on, document.published_on_basis, document.published_on_reason
        )

    @extend_schema_field(DatedSerializer(allow_null=True))
    def get_event_on(self, document: Document) -> dict[str, Any] | None:
        """Null where there is none."""
        return _dated(document.event_on, document.event_on_basis, document.event_on_reason)

    def get_districts(self, document: Document) -> list[str]:
        """Ids, sorted."""
        return sorted(district.pk for district in document.districts.all())

    @extend_schema_field(FactCountsSerializer)
    def get_facts(self, document: Document) -> dict[str, int]:
        """Counts made at load."""
        counts: dict[str, int] = self.context["facts_by_document"].get(document.pk, {})
        return {name: counts.get(name, 0) for name in FactCountsSerializer().get_fields()}

    @extend_schema_field(CitationSerializer(many=True))
    def get_citations(self, document: Document) -> list[dict[str, Any]]:
        """In their order."""
        return [citation_shape(citation) for citation in document.citations_of_dates.all()]


def _dated(date: Any, basis: str, reason: str) -> dict[str, Any] | None:
    return {"date": date.isoformat(), "basis": basis, "reason": reason or None} if date else None
