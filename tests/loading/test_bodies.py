"""What the load writes of each row: its body, and the text that `q` searches."""

import unicodedata
from typing import Any

import orjson
import pytest

from plans.loading.rendering import SERIALIZERS, facts_by_document, rows_to_render
from plans.models import Dataset
from policyapi.renderers import JSONRenderer
from policyapi.served import Served
from tests.conftest import Records

MODELS = [pytest.param(model, id=str(model._meta.model_name)) for model in SERIALIZERS]


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_the_stored_body_of_every_row_is_what_its_serializer_makes(model: type[Served]) -> None:
    dataset = Dataset.objects.get()
    context = {"data_version": dataset.data_version, "facts_by_document": facts_by_document()}
    rows = list(rows_to_render(model))
    assert rows
    for row in rows:
        shape = SERIALIZERS[model](row, context=context).data
        assert row.body.encode() == JSONRenderer().render(shape)
        assert list(orjson.loads(row.body)) == list(SERIALIZERS[model].Meta.fields)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_rows_are_fetched_for_rendering_in_a_constant_number_of_queries(
    model: type[Served], django_assert_max_num_queries: Any
) -> None:
    context = {"data_version": "x", "facts_by_document": facts_by_document()}
    with django_assert_max_num_queries(8):
        for row in rows_to_render(model):
            assert SERIALIZERS[model](row, context=context).data


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
    searched = dict(model._default_manager.values_list("pk", "searched"))
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
    searched = dict(model._default_manager.values_list("pk", "searched"))
    for row in records["districts"]:
        former = [part for old in row["former_codes"] for part in (old["code"], old["name"])]
        texts = [row[field] for field in ("name", "short_name", "name_en", "code")]
        texts += row["aliases"] + former
        assert set(searched[row["id"]].split("\n")) == {plain(text or "") for text in texts} - {""}


def plain(text: str) -> str:
    """As a reader compares: NFKC, case-folded, white space as one space."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
