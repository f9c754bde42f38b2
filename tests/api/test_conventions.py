"""What every served type has: a test that walks the models and the router names what is missing."""

from types import FunctionType
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Field, Model
from django.urls import resolve

from pages.about import LISTS as ABOUT
from plans.loading.rendering import SERIALIZERS
from policyapi.documentation import LISTS as DOCUMENTED
from policyapi.filtering import ParameterFilter, StrictFilterSet
from policyapi.served import Served
from policyapi.views import ReadOnlyViewSet
from tests.api.asking import LISTS, NAMES

OURS = [m for app in ("districts", "plans") for m in apps.get_app_config(app).get_models()]
SERVED = [model for model in OURS if issubclass(model, Served)]


def label(value: Any) -> str:
    """How a model is called in a test's name."""
    return str(value._meta.label) if isinstance(value, type) else str(value)


@pytest.mark.parametrize("model", SERVED, ids=label)
def test_a_served_model_has_a_route_a_serializer_and_filters(model: type[Model]) -> None:
    views = [view for view in LISTS.values() if view.queryset.model is model]
    assert len(views) == 1, f"{model.__name__} has no route in policyapi/urls.py"
    [view] = views
    assert issubclass(view, ReadOnlyViewSet)
    assert issubclass(view.filterset_class, StrictFilterSet)
    assert view.serializer_class.Meta.model is model
    assert SERIALIZERS[model] is view.serializer_class, "its bodies are rendered by another one"
    methods = [name for name, value in vars(view).items() if isinstance(value, FunctionType)]
    assert methods == [], f"{view.__name__} has methods; what lists share is in ReadOnlyViewSet"
    assert view.__doc__, f"{view.__name__} has no docstring, which describes it in the API"


@pytest.mark.parametrize("model", OURS, ids=label)
def test_every_field_says_what_it_means(model: type[Model]) -> None:
    own = [field for field in model._meta.get_fields() if isinstance(field, Field)]
    silent = [field.name for field in own if not field.help_text and not automatic(field)]
    assert silent == [], f"fields of {model.__name__} without help_text"


def automatic(field: "Field[Any, Any]") -> bool:
    """Whether Django made the field."""
    return bool(field.auto_created) or field.get_internal_type() == "BigAutoField"


@pytest.mark.parametrize("model", SERVED, ids=label)
def test_every_order_ends_in_what_is_unique(model: type[Model]) -> None:
    order = [str(name).lstrip("-") for name in model._meta.ordering]
    assert order, f"{model.__name__} has no ordering"
    assert order[-1] in {field.name for field in model._meta.fields if field.unique} | {"pk"}


@pytest.mark.parametrize("model", SERVED, ids=label)
def test_a_served_model_has_an_id_that_is_a_text_and_begins_its_body(model: type[Model]) -> None:
    key = model._meta.pk
    assert (key.name, key.get_internal_type()) == ("id", "SlugField")
    assert SERIALIZERS[model].Meta.fields[0] == "id", "links to pages read it there"


@pytest.mark.parametrize("name", NAMES)
def test_every_filter_has_a_help_text_and_an_example_and_every_sort_a_column(name: str) -> None:
    filterset = LISTS[name].filterset_class
    assert filterset.__doc__
    for parameter, declared in filterset.base_filters.items():
        assert isinstance(declared, ParameterFilter), parameter
        assert declared.extra["help_text"].endswith("."), parameter
        assert filterset.examples.get(parameter, declared.example) is not None, parameter
        assert "__" not in parameter
    assert filterset.example_id, "no row that all examples find"
    assert set(filterset.examples) <= set(filterset.base_filters)
    model = LISTS[name].queryset.model
    for column in filterset.sorts.values():
        model._meta.get_field(column)
    assert filterset.sorts["id"] == "id"


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_a_row_is_declared_one_by_one(name: str) -> None:
    fields = LISTS[name].serializer_class.Meta.fields
    assert isinstance(fields, tuple)
    assert fields[0] == "id"
    assert len(fields) == len(set(fields))


def test_the_index_and_the_page_about_the_data_name_every_list() -> None:
    assert set(DOCUMENTED) == {name for name, _, _ in ABOUT} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_lists_and_rows_are_without_a_slash_at_their_end(name: str) -> None:
    assert resolve(f"/api/{name}").func.cls is LISTS[name]  # type: ignore[attr-defined]
    assert resolve(f"/api/{name}/x").func.cls is LISTS[name]  # type: ignore[attr-defined]
    assert resolve(f"/api/{name}/").url_name == "nothing-here"


def test_no_list_is_without_a_served_model() -> None:
    assert {view.queryset.model for view in LISTS.values()} == set(SERVED)
