"""`/api/dataset`: the data set as a whole."""

from typing import Any, Final

from django.http import HttpRequest
from rest_framework import serializers

from plans.answers.facts import plural
from plans.loading.rendering import SERIALIZERS
from plans.models import Dataset, Document, Download
from plans.publishing.formats import DCAT
from plans.publishing.terms import LICENSE
from policyapi.asking import Asked
from policyapi.index.finding import Found
from policyapi.index.wanted import Wanted
from policyapi.questions import NothingAsked, QuestionView, root_of

MOST_SOURCES: Final = 1000
"""Documents that are listed here; the list of documents has them all."""


class SourceSerializer(serializers.Serializer[Any]):
    """A document that the data come from."""

    id = serializers.CharField(help_text="Its id.")
    filename = serializers.CharField(help_text="Name of the source file.")
    sha256 = serializers.CharField(help_text="SHA-256 of the source file.")
    title = serializers.CharField(help_text="Its headline.")
    publisher = serializers.CharField(allow_null=True, help_text="Publisher as printed.")
    published_on = serializers.DateField(allow_null=True, help_text="Date of publication.")


class DownloadSerializer(serializers.Serializer[Any]):
    """A file with the whole data set."""

    name = serializers.CharField(help_text="File name.")
    url = serializers.CharField(help_text="Where it is.")
    media_type = serializers.CharField(help_text="Media type.")
    bytes = serializers.IntegerField(help_text="Size in bytes.")
    sha256 = serializers.CharField(help_text="SHA-256, hexadecimal.")
    description = serializers.CharField(help_text="What it is.")


class DatasetSerializer(serializers.Serializer[Any]):
    """The data set as a whole."""

    data_version = serializers.CharField(help_text="Hash of the data.")
    loaded_at = serializers.DateTimeField(help_text="When it was loaded.")
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="Rows by list.")
    sources = SourceSerializer(
        many=True, help_text=f"The documents; of more than {MOST_SOURCES} the first."
    )
    sources_count = serializers.IntegerField(
        required=False, help_text="How many documents there are, where not all are listed."
    )
    sources_url = serializers.CharField(
        required=False, help_text="Where all of them are, where not all are listed."
    )
    license = serializers.JSONField(help_text="Licence and terms of the data.")
    downloads = DownloadSerializer(many=True, help_text="The whole data set as files.")


class DatasetView(QuestionView):
    """The data set as a whole: version, counts, sources with hashes, licence, downloads."""

    filterset_class = NothingAsked
    serializer_class = DatasetSerializer
    formats = (DCAT,)

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:
        """All of it."""
        self.chosen(asked)
        counts = {
            plural(str(model._meta.model_name)): Found(model, Wanted(), dataset).count
            for model in SERIALIZERS
        }
        downloads = Download.objects.filter(data_version=dataset.data_version).order_by("name")
        shown = "name media_type bytes sha256 description"
        return {
            "loaded_at": dataset.loaded_at,
            "counts": counts,
            **_sources(counts["documents"], root_of(request)),
            "license": LICENSE,
            "downloads": [
                {"url": f"{root_of(request)}/api/downloads/{row['name']}"} | row
                for row in downloads.values(*shown.split())
            ],
        }


def _sources(count: int, root: str) -> dict[str, Any]:
    """The documents; of very many the first, their number, and where all of them are."""
    names = "id filename sha256 title publisher published_on"
    rows = Document.objects.order_by("number").values(*names.split())[:MOST_SOURCES]
    sources = [row | {"publisher": row["publisher"] or None} for row in rows]
    if count <= MOST_SOURCES:
        return {"sources": sources}
    return {"sources": sources, "sources_count": count, "sources_url": f"{root}/api/documents"}
