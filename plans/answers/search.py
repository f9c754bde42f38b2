"""`/api/search`: facts of all types that contain every word."""

from collections import Counter
from itertools import chain, repeat
from typing import Any, ClassVar, Final

import orjson
from django import forms
from django.db.models import Model
from django.http import HttpRequest
from rest_framework import serializers

from plans.answers.counting import counted_each
from plans.answers.facts import FACTS, path_of, title_of
from plans.answers.matching import matches
from plans.filters.facts import FactFilterSet, words_filter
from plans.models import Dataset
from plans.serializers.facts import DistrictRefSerializer, PeriodSerializer
from policyapi.errors import did_you_mean, nearest, shown
from policyapi.exporting.columns import shape_of_rows
from policyapi.exporting.tables import Table
from policyapi.filtering import NotKnown, ParameterFilter, SeveralFilter
from policyapi.index.finding import BY_ID, Found
from policyapi.index.ordering import Order
from policyapi.linking import page_link, refuse_pages_behind, refuse_pages_of_files
from policyapi.questions import Asked, QuestionView, root_of
from policyapi.vocabulary import values_like

BATCH: Final = 100
"""Hits of an export that are in memory at a time."""


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

    def facets(self, row: Any) -> list[str]:  # noqa: ARG002
        """None: the choice is made of the types."""
        return []

    def alternatives(self, value: Any) -> list[str]:  # noqa: ARG002
        """None."""
        return []


class SpeakerField(forms.Field):
    """A person whom some fact names as speaker."""

    def clean(self, value: Any) -> str:
        """The name. Raises NotKnown for whom no fact names."""
        name = str(value or "")
        if name and not any(_speaks(model, name) for model in FACTS.values()):
            near = nearest(name, speakers(name))
            raise NotKnown(f"There is no speaker {shown(name)}.{did_you_mean(near)}", near)
        return name


class SpeakerFilter(ParameterFilter):
    """Facts whose words are attributed to a person that some fact names."""

    field_class = SpeakerField

    def values_now(self) -> list[str]:
        """All speakers."""
        return sorted(speakers(""))


def speakers(like: str) -> set[str]:
    """The persons whom facts of any type name; of very many, those named much the same."""
    return {name for model in FACTS.values() for name in values_like(model, "speaker", like)}


def _speaks(model: type[Model], name: str) -> bool:
    return bool(model._default_manager.filter(speaker=name).exists())


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
        chosen = self.hits(asked, dataset)
        total = sum(found.count for found in chosen.values())
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
            "facets": facets(chosen),
            "results": [
                hit(kind, orjson.loads(body), words, root)
                for kind, body in _slice(chosen, start, asked.page_size)
            ],
        }

    def table(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> Table:
        """All hits, of all types."""
        chosen = self.hits(asked, dataset)
        refuse_pages_of_files(asked)
        words, root = words_of(asked), root_of(request)
        batches = (
            [orjson.dumps(hit(kind, orjson.loads(body), words, root)).decode() for body in batch]
            for kind, found in chosen.items()
            for batch in found.batches(_by_id(found), BATCH)
        )
        return Table(shape_of_rows(HitSerializer), batches)

    def hits(self, asked: Asked, dataset: Dataset) -> dict[str, Found]:
        """Matching rows by type."""
        chosen = self.chosen(asked)
        types = chosen.values.get("type") or dict.fromkeys(FACTS)
        wanted = chosen.wanted()
        return {
            kind: Found(model, wanted, dataset) for kind, model in FACTS.items() if kind in types
        }


def words_of(asked: Asked) -> list[str]:
    """The words of a search, case-folded."""
    return asked.filters["q"][0].casefold().split()


def _by_id(found: Found) -> Order:
    return Order(found.model, (BY_ID,))


def _slice(chosen: dict[str, Found], start: int, size: int) -> list[tuple[str, bytes]]:
    """Kinds and bodies of the rows from a place in the joined list of all types."""
    page: list[tuple[str, bytes]] = []
    kinds, counts = list(chosen), [found.count for found in chosen.values()]
    while kinds and len(page) < size:
        together = 1
        if start < counts[0]:
            found = chosen[kinds[0]]
            together = found.adjacent([chosen[kind] for kind in kinds])
            lines, _ = found.across(together, size - len(page), start)
            rows = chain.from_iterable(map(repeat, kinds, [counts[0] - start, *counts[1:]]))
            page += zip(rows, lines.splitlines(), strict=False)
        start = max(0, start - counts[0])
        kinds, counts = kinds[together:], counts[together:]
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


def facets(chosen: dict[str, Found]) -> dict[str, dict[str, int]]:
    """Counts by type, unit, year and policy field, over the rows of all types."""
    types = {kind: found.count for kind, found in chosen.items() if found.count}
    totals: dict[str, Counter[str]] = {name: Counter() for name in ("district", "year", "domain")}
    for kind in types:
        for name, counts in counted_each(chosen[kind], tuple(totals)).items():
            totals[name].update({str(value): rows for value, rows in counts.items()})
    return {"type": types} | {name: dict(sorted(found.items())) for name, found in totals.items()}
