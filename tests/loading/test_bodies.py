"""What the load writes of each row: what it is served as, and what it is found by."""

import unicodedata
from collections import Counter
from typing import Any

import orjson
import pytest
from django.db.models import QuerySet

from plans.filters.facts import FactFilterSet
from plans.loading.finishing import BATCH
from plans.loading.indexing import FILTERS, Indexed
from plans.loading.lines import line_writer
from plans.loading.parcels import parcel_of
from plans.loading.releases import fingerprint_of
from plans.loading.rendering import FETCH, SERIALIZERS, facts_by_document, tree_of
from plans.loading.searching import searched_text
from plans.loading.unpacking import unpacked
from plans.models import Dataset, Plan, ServedRow
from plans.models.rows import LIST_SIZE, first_place
from policyapi.exporting.as_csv import line_of
from policyapi.exporting.columns import shape_of_rows
from policyapi.filtering import StrictFilterSet
from policyapi.index.database import ESCAPED
from policyapi.index.tokens import facet, grams
from policyapi.renderers import JSONRenderer
from policyapi.served import Served
from tests.conftest import Records

MODELS = [pytest.param(model, id=str(model._meta.model_name)) for model in SERIALIZERS]


def plain_rows(model: type[Served]) -> QuerySet[Any]:
    """The rows of a list as the ORM gives them, by their numbers."""
    return model._default_manager.order_by("number").prefetch_related(*FETCH[model])


def facets_of(row: Any, filterset: type[StrictFilterSet]) -> set[str]:
    """The facets of a row, as each of a list's parameters says them."""
    return {
        facet(parameter.named or name, value)
        for name, parameter in filterset.parameters().items()
        for value in parameter.facets(row)
    }


def served(model: type[Served]) -> dict[str, ServedRow]:
    first = first_place(model)
    rows = ServedRow.objects.filter(place__gt=first, place__lt=first + LIST_SIZE)
    return {row.key: row for row in rows}


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_the_stored_body_of_every_row_is_what_its_serializer_makes(model: type[Served]) -> None:
    dataset = Dataset.objects.get()
    context = {"data_version": dataset.data_version, "facts_by_document": facts_by_document()}
    rows, stored = list(plain_rows(model)), served(model)
    assert len(rows) == len(stored) > 0
    for row in rows:
        shape = SERIALIZERS[model](row, context=context).data
        body = stored[row.pk].body
        assert body.encode() == JSONRenderer().render(shape)
        assert list(orjson.loads(body)) == list(SERIALIZERS[model].Meta.fields)
        version = dataset.data_version.encode()
        assert stored[row.pk].fingerprint == fingerprint_of(body.encode(), version)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_the_stored_line_of_every_row_is_what_its_body_makes(model: type[Served]) -> None:
    shape = shape_of_rows(SERIALIZERS[model])
    for row in served(model).values():
        assert row.line == line_of(shape, row.body)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "text", ["one\nother", "one\r\nother", "\r", 'a "quote", and more', "=1+1"]
)
def test_a_line_quotes_what_its_body_makes_it_quote(model: type[Served], text: str) -> None:
    serializer = SERIALIZERS[model]
    row = orjson.loads(next(iter(served(model).values())).body)
    names = [name for name, value in row.items() if isinstance(value, str)]
    body = orjson.dumps(row | dict.fromkeys(names, text))
    expected = line_of(shape_of_rows(serializer), body.decode())
    assert line_writer(serializer)(orjson.loads(body)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_numbers_are_places_in_the_byte_order_of_ids(model: type[Served]) -> None:
    numbers = dict(model._default_manager.values_list("pk", "number"))
    assert [numbers[key] for key in sorted(numbers, key=str.encode)] == [
        *range(1, len(numbers) + 1)
    ]
    places = {key: row.place - first_place(model) for key, row in served(model).items()}
    assert places == numbers


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_a_row_has_the_tokens_of_its_text_and_of_what_each_filter_reads(
    model: type[Served],
) -> None:
    parcel = parcel_of(model, tree_of(model), 0, BATCH)
    indexed, counts = Indexed(), Counter[str]()
    for row, plain in zip(unpacked(parcel), plain_rows(model)[:BATCH], strict=True):
        text = searched_text(plain)
        assert searched_text(row) == text
        expected = grams(text) | facets_of(plain, FILTERS[model])
        if model is Plan:
            expected |= facets_of(plain, FactFilterSet)
        kept = indexed.add(row, text).decode()
        assert sorted(kept.split("\t")) == sorted(token.translate(ESCAPED) for token in expected)
        counts.update(expected)
    assert indexed.counts() == counts


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_rows_are_fetched_for_rendering_in_a_constant_number_of_queries(
    model: type[Served], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        assert parcel_of(model, tree_of(model), 0, BATCH).rows


FIELDS = {
    "plans": ("title", "theme", "goal"),
    "targets": ("statement",),
    "achievements": ("statement",),
    "projects": ("name",),
    "slogans": ("text",),
}
"""The statement of each type of fact."""


@pytest.mark.django_db
@pytest.mark.parametrize("name", FIELDS)
def test_the_searched_text_of_a_fact_is_statement_aliases_indicator_and_quotes(
    name: str, records: Records
) -> None:
    quotes = {row["id"]: row["quote"] for row in records["citations"]}
    indicators = {row["id"]: row["name"] for row in records["indicators"]}
    elements = records["plan_elements"] if name == "plans" else []
    model = next(m for m in SERIALIZERS if m._meta.model_name == name.removesuffix("s"))
    searched = {key: row.searched for key, row in served(model).items()}
    assert len(searched) == len(records[name]) > 0
    for row in records[name]:
        texts = [row[field] for field in FIELDS[name]] + row.get("aliases", [])
        texts += [indicators[row["indicator"]]] if row.get("indicator") else []
        texts += [quotes[key] for key in row["citations"]]
        for element in elements:
            if element["plan"] == row["id"]:
                texts += [element["name"], *(quotes[key] for key in element["citations"])]
        assert set(searched[row["id"]].split("\n")) == {plain(text) for text in texts} - {""}


@pytest.mark.django_db
def test_the_searched_text_of_a_unit_is_its_names_codes_and_aliases(records: Records) -> None:
    model = next(m for m in SERIALIZERS if m._meta.model_name == "district")
    searched = {key: row.searched for key, row in served(model).items()}
    for row in records["districts"]:
        former = [part for old in row["former_codes"] for part in (old["code"], old["name"])]
        texts = [row[field] for field in ("name", "short_name", "name_en", "code")]
        texts += row["aliases"] + former
        assert set(searched[row["id"]].split("\n")) == {plain(text or "") for text in texts} - {""}


def plain(text: str) -> str:
    """As a reader compares: NFKC, case-folded, white space as one space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
