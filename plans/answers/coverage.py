"""`/api/coverage`: what was read in each document, and what was ignored and why."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from rest_framework import serializers

from districts.models import District
from plans.answers.facts import FACTS, plural
from plans.loading.rendering import facts_by_document
from plans.models import Dataset, Document, IgnoredSpan
from policyapi.asking import Asked
from policyapi.questions import NothingAsked, QuestionView


class CountsSerializer(serializers.Serializer[Any]):
    """Numbers or phrases of a document, all accounted for."""

    total = serializers.IntegerField(help_text="In all.")
    cited = serializers.IntegerField(help_text="Inside a citation of a fact.")
    ignored = serializers.IntegerField(help_text="Listed as no fact, with a reason.")


class IgnoredSerializer(serializers.Serializer[Any]):
    """A number or phrase that is no fact."""

    quote = serializers.CharField(help_text="As printed.")
    line = serializers.IntegerField(help_text="Its line, from 1.")
    reason = serializers.CharField(help_text="Why it is no fact.")


class DocumentCoverageSerializer(serializers.Serializer[Any]):
    """What was read of a document."""

    id = serializers.CharField(help_text="Id of the document.")
    title = serializers.CharField(help_text="Its headline.")
    characters = serializers.IntegerField(help_text="Its length in code points.")
    numbers = CountsSerializer(help_text="Numbers, Arabic and Chinese.")
    phrases = CountsSerializer(help_text="Phrases in quotation marks, of up to 30 characters.")
    facts = serializers.DictField(child=serializers.IntegerField(), help_text="Facts by type.")
    districts = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="Facts by unit; zero where it speaks of one without a fact.",
    )
    ignored = IgnoredSerializer(many=True, help_text="What is no fact, and why, in its order.")


class CoverageSerializer(serializers.Serializer[Any]):
    """What was read, and what was ignored and why."""

    data_version = serializers.CharField(help_text="Hash of the data that answered.")
    documents = DocumentCoverageSerializer(many=True, help_text="Every document.")
    districts = serializers.JSONField(help_text="Every unit: facts by type, and its documents.")


class CoverageView(QuestionView):
    """What was read in each document and of each unit.

    Numbers and quoted phrases are accounted for one by one: cited by a fact, or ignored with a
    reason.
    """

    filterset_class = NothingAsked
    serializer_class = CoverageSerializer

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:  # noqa: ARG002
        """Documents and units."""
        self.chosen(asked, Document.objects.all())
        facts, ignored = facts_by_document(), _ignored()
        units = _facts_by_unit()
        documents = Document.objects.prefetch_related("districts").order_by("id")
        return {
            "documents": [
                {
                    "id": document.pk,
                    "title": document.title,
                    "characters": document.characters,
                    "numbers": document.account["numbers"],
                    "phrases": document.account["phrases"],
                    "facts": {
                        plural(k): facts.get(document.pk, Counter())[plural(k)] for k in FACTS
                    },
                    "districts": {
                        unit.pk: units.get((document.pk, unit.pk), 0)
                        for unit in sorted(document.districts.all(), key=lambda unit: unit.pk)
                    },
                    "ignored": ignored.get(document.pk, []),
                }
                for document in documents
            ],
            "districts": _units(),
        }


def _ignored() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    rows = IgnoredSpan.objects.order_by("document_id", "start", "end")
    for document, quote, line, reason in rows.values_list("document_id", "quote", "line", "reason"):
        found.setdefault(document, []).append({"quote": quote, "line": line, "reason": reason})
    return found


def _facts_by_unit() -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for model in FACTS.values():
        rows = model._default_manager.order_by().values_list(
            "citations__document_id", "district_id"
        )
        for document, unit, count in rows.annotate(rows=Count("pk", distinct=True)):
            counts[document, unit] = counts.get((document, unit), 0) + count
    return counts


def _units() -> list[dict[str, Any]]:
    counts: dict[str, dict[str, int]] = {}
    for kind, model in FACTS.items():
        rows = model._default_manager.order_by().values_list("district_id")
        for unit, count in rows.annotate(rows=Count("pk")):
            counts.setdefault(unit, {})[plural(kind)] = count
    units = District.objects.prefetch_related("documents").order_by("id")
    return [
        {
            "id": unit.pk,
            "name": unit.name,
            "facts": {plural(kind): counts.get(unit.pk, {}).get(plural(kind), 0) for kind in FACTS},
            "documents": sorted(document.pk for document in unit.documents.all()),
        }
        for unit in units
    ]
