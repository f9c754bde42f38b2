"""`/api/coverage`: what was read in each document, and what was ignored and why."""

from collections import Counter
from functools import partial
from typing import Any, Final

import orjson
from django.db.models import Model
from django.http import HttpRequest
from rest_framework import serializers

from districts.naming import district_shapes
from plans.answers.facts import FACTS, plural
from plans.filters.facts import district_filter
from plans.models import Citation, Dataset, Document, IgnoredSpan
from plans.models.rows import LIST_SIZE, first_place
from policyapi.asking import Asked
from policyapi.filtering import ColumnFilter, StrictFilterSet
from policyapi.index.database import fetched
from policyapi.index.finding import Found
from policyapi.index.ordering import Order, table_of
from policyapi.index.statements import Statement
from policyapi.index.tokens import facet
from policyapi.linking import page_link, refuse_pages_behind
from policyapi.paging import SortColumn
from policyapi.questions import QuestionView

_CITED: Final = """
SELECT c.document_id, f.district_id, COUNT(DISTINCT f.id)
FROM {citations} c JOIN {links} l ON l.{citation} = c.id JOIN {facts} f ON f.id = l.{key}
WHERE c.document_id IN ({documents}) GROUP BY c.document_id, f.district_id
"""
"""Facts of a type by document and unit."""
BY_ID: Final = Order(Document, (SortColumn("id", "id", descending=False),))


class CoverageFilterSet(StrictFilterSet):
    """Which documents, and which units."""

    district = district_filter("districts")
    document = ColumnFilter(
        "plans.Document",
        "id",
        noun="document",
        field_name="id",
        lookup_expr="exact",
        example="shizhong-2019-plenum",
        help_text="Id of a document: it, and the units that it speaks of.",
    )


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
    documents = DocumentCoverageSerializer(many=True, help_text="Every document, a page of them.")
    districts = serializers.JSONField(
        help_text="Every unit, a page of them: facts by type, and its documents."
    )
    next = serializers.CharField(
        required=False, allow_null=True, help_text="URL of the next page, where there are several."
    )
    previous = serializers.CharField(
        required=False,
        allow_null=True,
        help_text="URL of the page before, where there are several.",
    )


class CoverageView(QuestionView):
    """What was read in each document and of each unit.

    Numbers and quoted phrases are accounted for one by one: cited by a fact, or ignored with a
    reason. Documents and units are cut into pages alike; `next` and `previous` are there where
    there is more than one page.
    """

    filterset_class = CoverageFilterSet
    serializer_class = CoverageSerializer
    paged = True

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:
        """Documents and units of one page."""
        chosen = self.chosen(asked)
        documents = Found(Document, chosen.wanted(), dataset)
        units = _units_asked_for(chosen.values)
        count = max(documents.count, len(units))
        refuse_pages_behind(asked, count)
        start, end = (asked.page - 1) * asked.page_size, asked.page * asked.page_size
        lines, _ = documents.page(BY_ID, asked.page_size, start=start)
        answer: dict[str, Any] = {
            "documents": _documents(lines),
            "districts": _units(units[start:end]),
        }
        if count > asked.page_size:
            link = partial(page_link, request, asked, dataset)
            answer["next"] = link(page=asked.page + 1) if end < count else None
            answer["previous"] = link(page=asked.page - 1) if start else None
        return answer


def _documents(lines: bytes) -> list[dict[str, Any]]:
    bodies = [orjson.loads(line) for line in lines.splitlines()]
    ids = [body["id"] for body in bodies]
    ignored, facts = _ignored(ids), _facts_by_unit(ids)
    accounts = dict(Document.objects.filter(pk__in=ids).values_list("pk", "account"))
    return [
        {
            "id": body["id"],
            "title": body["title"],
            "characters": body["characters"],
            **{name: _counts(accounts[body["id"]][name]) for name in ("numbers", "phrases")},
            "facts": {plural(kind): body["facts"][plural(kind)] for kind in FACTS},
            "districts": {unit: facts.get((body["id"], unit), 0) for unit in body["districts"]},
            "ignored": ignored.get(body["id"], []),
        }
        for body in bodies
    ]


def _counts(account: dict[str, int]) -> dict[str, int]:
    # PostgreSQL keeps JSON in an order of its own.
    return {name: account[name] for name in ("total", "cited", "ignored")}


def _ignored(documents: list[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    rows = IgnoredSpan.objects.filter(document_id__in=documents)
    rows = rows.order_by("document_id", "start", "end")
    for document, quote, line, reason in rows.values_list("document_id", "quote", "line", "reason"):
        found.setdefault(document, []).append({"quote": quote, "line": line, "reason": reason})
    return found


def _facts_by_unit(documents: list[str]) -> dict[tuple[str, str], int]:
    """In one statement: a page of one document asks it, and it is most of what that takes."""
    counts: Counter[tuple[str, str]] = Counter()
    if not documents:
        return counts
    models: list[Any] = list(FACTS.values())
    asked = [_CITED.format(facts=table_of(model), links=table_of(model.citations.through),
                           key=model.citations.field.m2m_column_name(),
                           citation=model.citations.field.m2m_reverse_name(),
                           citations=table_of(Citation), documents=",".join("?" * len(documents)))
             for model in models]  # fmt: skip
    for document, unit, count in fetched(" UNION ALL ".join(asked), documents * len(models)):
        counts[document, unit] += count
    return counts


def _units_asked_for(values: dict[str, Any]) -> list[str]:
    """Ids in their order: of the units that are named, of which a document speaks, or all."""
    if values.get("district"):
        asked = {pk for ids in values["district"].values() for pk in ids}
    elif values.get("document"):
        links = Document.districts.through.objects.filter(document_id=values["document"])
        asked = set(links.values_list("district_id", flat=True))
    else:
        return list(district_shapes())
    return [pk for pk in district_shapes() if pk in asked]


def _units(units: list[str]) -> list[dict[str, Any]]:
    if not units:
        return []
    counts = {plural(kind): _facts_of(model, units) for kind, model in FACTS.items()}
    documents: dict[str, list[str]] = {unit: [] for unit in units}
    links = Document.districts.through.objects.filter(district_id__in=units)
    for unit, document in links.values_list("district_id", "document_id"):
        documents[unit].append(document)
    return [
        {
            "id": unit,
            "name": district_shapes()[unit]["name"],
            "facts": {name: of_type.get(unit, 0) for name, of_type in counts.items()},
            "documents": sorted(documents[unit]),
        }
        for unit in units
    ]


def _facts_of(model: type[Model], units: list[str]) -> dict[str, int]:
    """How many facts of a type units have, as the load has counted them."""
    tokens = {facet("district", unit): unit for unit in units}
    found = Statement(["plans_frequency"])
    found.where("list = ?", [first_place(model) // LIST_SIZE])
    found.where(f"token IN ({','.join('?' * len(tokens))})", list(tokens))
    return {tokens[token]: rows for token, rows in found.select("token, rows")}
