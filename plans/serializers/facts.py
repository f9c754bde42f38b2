"""What all facts show: unit, programme, period, citations, and a line to cite them by."""

from typing import Any, ClassVar, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from districts.models import District
from plans.models import Basis, Citation, Fact, Plan, PlanElement
from policyapi.serializing import PUBLIC_URL, ReadOnlySerializer

FACT_FIELDS: Final = ("id", "district", "plan", "element", "period")
CLOSING_FIELDS: Final = ("speaker", "citations", "cite_as", "note")


class DistrictRefSerializer(ReadOnlySerializer):
    """A unit, in short."""

    class Meta:
        model = District
        fields = ("id", "code", "name", "short_name")


class PlanRefSerializer(ReadOnlySerializer):
    """A programme, in short."""

    class Meta:
        model = Plan
        fields = ("id", "code", "theme")


class ElementRefSerializer(ReadOnlySerializer):
    """A component of a programme, in short."""

    class Meta:
        model = PlanElement
        fields = ("id", "group", "name")


class CitationSerializer(ReadOnlySerializer):
    """A span of a document: `text[start:end] == quote`, in Unicode code points."""

    document = serializers.CharField(source="document_id", help_text="Id of the document.")

    class Meta:
        model = Citation
        fields = ("document", "line", "start", "end", "quote")


class PeriodSerializer(serializers.Serializer[Fact]):
    """The years that a fact speaks of."""

    start = serializers.IntegerField(source="period_start", help_text="First year.")
    end = serializers.IntegerField(source="period_end", help_text="Last year.")
    basis = serializers.ChoiceField(
        Basis.choices, source="period_basis", help_text="Whether the text states it."
    )
    reason = serializers.SerializerMethodField(help_text="Why that period, where it is inferred.")

    def get_reason(self, fact: Fact) -> str | None:
        """Null where the text states it."""
        return fact.period_reason or None


class FactSerializer(ReadOnlySerializer):
    """The fields that all facts share; a subclass says what the fact is called in a sentence."""

    noun: ClassVar[str] = "事实"

    district = DistrictRefSerializer(help_text="The unit that it is a fact of.")
    plan = PlanRefSerializer(allow_null=True, help_text="The programme that it belongs to.")
    element = ElementRefSerializer(
        allow_null=True, help_text="The component of the programme that the text puts it under."
    )
    period = PeriodSerializer(source="*", help_text="The years that it speaks of.")
    citations = serializers.SerializerMethodField(
        help_text="The spans that state it, by the documents' dates and then by place; never none."
    )
    cite_as = serializers.SerializerMethodField(
        help_text="One line ready to paste: the fact, its source with date and line, the data "
        "version, and the URL of the fact."
    )

    @extend_schema_field(CitationSerializer(many=True))
    def get_citations(self, fact: Any) -> list[dict[str, Any]]:
        """All spans, in order."""
        return citations_of(fact)

    def get_cite_as(self, fact: Any) -> str:
        """Fact, source, version, URL."""
        return cite_as(fact, self.statement(fact), self.noun, self.context["data_version"])

    def statement(self, fact: Any) -> str:
        """What the fact says, in words."""
        return str(fact.statement)


def district_shape(district: District) -> dict[str, Any]:
    """A unit in short; the same shape as DistrictRefSerializer, without its cost."""
    return {
        "id": district.pk,
        "code": district.code or None,
        "name": district.name,
        "short_name": district.short_name,
    }


def in_order(citations: Any) -> list[Citation]:
    """Citations by their documents' dates, then by place."""
    found = list(citations)
    if len(found) < 2:
        return found
    return sorted(
        found,
        key=lambda c: (
            str(c.document.published_on or c.document.event_on or ""),
            c.document_id,
            c.start,
            c.end,
        ),
    )


def citations_of(fact: Any) -> list[dict[str, Any]]:
    """A fact's citations as shown."""
    return [citation_shape(citation) for citation in in_order(fact.citations.all())]


def citation_shape(citation: Citation) -> dict[str, Any]:
    """One citation as shown; the same shape as CitationSerializer, without its cost."""
    return {
        "document": citation.document_id,
        "line": citation.line,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def cite_as(fact: Any, statement: str, noun: str, data_version: str) -> str:
    """One line for a reference list."""
    citation = in_order(fact.citations.all())[0]
    document = citation.document
    date, basis = document.published_on, document.published_on_basis
    if date is None:
        date, basis = document.event_on, document.event_on_basis
    dated = f"{date}{'（推断）' if basis == Basis.INFERRED else ''}" if date else "日期不详"
    publisher = f"{document.publisher}，" if document.publisher else ""
    speaker = f"，{fact.speaker}" if fact.speaker else ""
    years = str(fact.period_start)
    if fact.period_end != fact.period_start:
        years += f"–{fact.period_end}"
    plural = f"{fact._meta.model_name}s"
    return (
        f"{fact.district.name}：{statement}（{noun}，{years}年{speaker}）。“{citation.quote}”，"
        f"{publisher}《{document.title}》，{dated}，第{citation.line}行。"
        f"policyapi，数据版本 {data_version}，{PUBLIC_URL}/api/{plural}/{fact.pk}"
    )
