"""`/api/search`: facts of all types that contain every word."""

from typing import Any, ClassVar

import orjson
from django import forms
from django.db.models import Count, F, Max, Min, QuerySet
from django.http import HttpRequest
from rest_framework import serializers

from plans.answers.facts import FACTS, path_of, title_of
from plans.answers.matching import matches
from plans.filters.facts import FactFilterSet, words_filter
from plans.models import Dataset
from plans.serializers.facts import DistrictRefSerializer, PeriodSerializer
from policyapi.errors import did_you_mean, nearest, shown
from policyapi.exporting.columns import shape_of_rows
from policyapi.exporting.reading import stored_bodies
from policyapi.exporting.tables import Table
from policyapi.filtering import NotKnown, ParameterFilter, SeveralFilter
from policyapi.linking import page_link, refuse_pages_behind, refuse_pages_of_files
from policyapi.paging import read_sort
from policyapi.questions import Asked, QuestionView, root_of

Rows = list[dict[str, Any]]


def named_type(text: str) -> list[str]:
    """A type of facts. Raises NotKnown with the nearest types."""
    if text in FACTS:
        return [text]
    near = nearest(text, FACTS)
    raise NotKnown(f"{shown(text)} is none of {', '.join(FACTS)}.{did_you_mean(near)}", near)


class TypeFilter(SeveralFilter):
    """Chooses among the types; it filters no rows of one type."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(resolve=named_type, names=lambda: list(FACTS), noun="type", **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:  # noqa: ARG002
        """All rows: the choice is made of the types."""
        return qs


class SpeakerField(forms.Field):
    """A person whom some fact names as speaker."""

    def clean(self, value: Any) -> str:
        """The name. Raises NotKnown for whom no fact names."""
        name = str(value or "")
        if name and name not in speakers():
            near = nearest(name, speakers())
            raise NotKnown(f"There is no speaker {shown(name)}.{did_you_mean(near)}", near)
        return name


class SpeakerFilter(ParameterFilter):
    """Facts whose words are attributed to a person that some fact names."""

    field_class = SpeakerField

    def values_now(self) -> list[str]:
        """All speakers."""
        return sorted(speakers())


def speakers() -> set[str]:
    """The persons whom facts of any type name."""
    found: set[str] = set()
    for model in FACTS.values():
        rows = model._default_manager.order_by().exclude(speaker="")
        found.update(rows.values_list("speaker", flat=True).distinct())
    return found


class SearchFilterSet(FactFilterSet):
    """The words, the types, and the filters that all facts have."""

    q = words_filter("预算收入")
    type = TypeFilter(
        example="target",
        help_text="Types of facts: target, achievement, project, slogan, plan; several by comma or "
        "repetition. Left out: all.",
    )
    speaker = SpeakerFilter(
        field_name="speaker",
        lookup_expr="exact",
        example="韩永军",
        help_text="The person to whom the text attributes the words.",
    )


class MatchSerializer(serializers.Serializer[Any]):
    """A text of a fact that holds words of the search."""

    field = serializers.CharField(
        help_text="statement, name, text, title, theme, goal, alias, indicator, element or quote."
    )
    text = serializers.CharField(help_text="The whole text as printed.")
    spans = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="[start, end] of each occurrence, in code points of the text.",
    )


class HitSerializer(serializers.Serializer[Any]):
    """A fact that contains every word."""

    type = serializers.ChoiceField(list(FACTS), help_text="Type of the fact.")
    id = serializers.CharField(help_text="Its id.")
    url = serializers.CharField(help_text="Where the whole fact is.")
    district = DistrictRefSerializer(help_text="The unit.")
    period = PeriodSerializer(help_text="The years that it speaks of.")
    domain = serializers.CharField(help_text="Policy field.")
    title = serializers.CharField(help_text="What it says.")
    matches = MatchSerializer(many=True, help_text="Where the words stand.")


class FacetsSerializer(serializers.Serializer[Any]):
    """How many hits there are by value; values without a hit are left out."""

    type = serializers.DictField(child=serializers.IntegerField(), help_text="By type.")
    district = serializers.DictField(
        child=serializers.IntegerField(), help_text="By id of the unit."
    )
    year = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="By year; a fact counts in each year of its period.",
    )
    domain = serializers.DictField(child=serializers.IntegerField(), help_text="By policy field.")


class SearchSerializer(serializers.Serializer[Any]):
    """The hits of a search, a page of them, and counts over all of them."""

    data_version = serializers.CharField(help_text="Hash of the data that answered.")
    count = serializers.IntegerField(help_text="Hits in all.")
    next = serializers.CharField(allow_null=True, help_text="URL of the next page.")
    previous = serializers.CharField(allow_null=True, help_text="URL of the page before.")
    facets = FacetsSerializer(help_text="Counts over all hits.")
    results = HitSerializer(many=True, help_text="Hits, by type and then by id.")


class SearchView(QuestionView):
    """Search facts of all types for words, exactly, from one character.

    A hit is a fact whose statement (name, text, title, theme, goal), aliases, indicator name or
    quotes contain every word of `q`, as a plain substring after NFKC and case folding.
    """

    filterset_class = SearchFilterSet
    serializer_class = SearchSerializer
    needed: ClassVar = ("q",)
    paged = True
    exported = True

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:
        """Hits of one page, and facets."""
        chosen = self.hits(asked)
        counts = {kind: rows.count() for kind, rows in chosen.items()}
        total = sum(counts.values())
        refuse_pages_behind(asked, total)
        words = words_of(asked)
        start = (asked.page - 1) * asked.page_size
        root = root_of(request)

        def link(page: int) -> str:
            return page_link(request, asked, dataset, page=page)

        return {
            "count": total,
            "next": link(asked.page + 1) if start + asked.page_size < total else None,
            "previous": link(asked.page - 1) if asked.page > 1 else None,
            "facets": facets(chosen, counts),
            "results": [
                hit(kind, orjson.loads(body), words, root)
                for kind, body in _slice(chosen, counts, start, asked.page_size)
            ],
        }

    def table(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> Table:  # noqa: ARG002
        """All hits, of all types."""
        chosen = self.hits(asked)
        refuse_pages_of_files(asked)
        words, root = words_of(asked), root_of(request)
        batches = (
            [orjson.dumps(hit(kind, orjson.loads(body), words, root)).decode() for body in batch]
            for kind, rows in chosen.items()
            for batch in stored_bodies(rows, read_sort("", {})[0])
        )
        return Table(shape_of_rows(HitSerializer), batches)

    def hits(self, asked: Asked) -> dict[str, QuerySet[Any]]:
        """Matching rows by type."""
        first = self.chosen(asked, FACTS["target"]._default_manager.all())
        types = first.form.cleaned_data.get("type") or dict.fromkeys(FACTS)
        return {
            kind: self.filterset_class.read(asked.filters, model._default_manager.all())[0].qs
            for kind, model in FACTS.items()
            if kind in types
        }


def words_of(asked: Asked) -> list[str]:
    """The words of a search, case-folded."""
    return asked.filters["q"][0].casefold().split()


def _slice(
    chosen: dict[str, QuerySet[Any]], counts: dict[str, int], start: int, size: int
) -> list[tuple[str, str]]:
    """Kinds and bodies of the rows from a place in the joined list of all types."""
    page: list[tuple[str, str]] = []
    for kind, rows in chosen.items():
        if start < counts[kind] and len(page) < size:
            end = start + size - len(page)
            bodies = rows.order_by("id").values_list("body", flat=True)[start:end]
            page += [(kind, body) for body in bodies]
        start = max(0, start - counts[kind])
    return page


def hit(kind: str, body: dict[str, Any], words: list[str], root: str) -> dict[str, Any]:
    """A rendered fact as a hit."""
    return {
        "type": kind,
        "id": body["id"],
        "url": f"{root}{path_of(kind, body['id'])}",
        "district": body["district"],
        "period": body["period"],
        "domain": body["domain"],
        "title": title_of(kind, body),
        "matches": matches(body, words),
    }


def facets(chosen: dict[str, QuerySet[Any]], counts: dict[str, int]) -> dict[str, dict[str, int]]:
    """Counts by type, unit, year and policy field, over the rows of all types."""
    found: dict[str, dict[str, int]] = {
        "type": {kind: count for kind, count in counts.items() if count},
        "district": {},
        "year": {},
        "domain": {},
    }
    for kind, rows in chosen.items():
        if not counts[kind]:
            continue
        for name, column in (("district", "district_id"), ("domain", "domain")):
            grouped = rows.order_by().values_list(column).annotate(rows=Count("pk"))
            for value, count in grouped:
                found[name][value] = found[name].get(value, 0) + count
        for year, count in years(rows).items():
            found["year"][str(year)] = found["year"].get(str(year), 0) + count
    return {name: dict(sorted(values.items())) if name != "type" else values
            for name, values in found.items()}  # fmt: skip


def years(rows: QuerySet[Any]) -> dict[int, int]:
    """How many rows speak of each year."""
    bounds = rows.aggregate(first=Min("period_start"), last=Max("period_end"))
    if bounds["first"] is None:
        return {}
    grouped = (
        rows.order_by().values_list(F("period_start"), F("period_end")).annotate(rows=Count("pk"))
    )
    counts = dict.fromkeys(range(bounds["first"], bounds["last"] + 1), 0)
    for start, end, count in grouped:
        for year in range(start, end + 1):
            counts[year] += count
    return {year: count for year, count in counts.items() if count}
