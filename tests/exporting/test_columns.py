"""Columns come from the serializers, are named after the fields, and are all documented."""

from typing import Any

import pytest
from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from policyapi.exporting.columns import shape_of_rows
from policyapi.exporting.describing import with_tables
from policyapi.exporting.shapes import Column, Kind
from tests.api.asking import LISTS, NAMES

PROMISED = """
id district_id district_code district_name district_short_name plan_id plan_code plan_theme
element_id element_group element_name period_start period_end period_basis deadline_date
deadline_text domain indicator_id indicator_name statement checkability wording modality comparator
measure value value_high unit base_value base_unit threshold_base_value display outcome_count
outcome_verdict outcomes speaker citation_count citation_document citation_line citation_start
citation_end citation_quote citations cite_as note
"""


def columns_of(name: str) -> list[Column]:
    return shape_of_rows(LISTS[name].serializer_class).columns()


def test_the_document_lists_every_column_of_every_list() -> None:
    text = (settings.BASE_DIR / "docs" / "exports.md").read_text(encoding="utf-8")
    shapes = {name: shape_of_rows(view.serializer_class) for name, view in LISTS.items()}
    assert text == with_tables(text, shapes), "run `manage.py document_exports`"
    for name in NAMES:
        section = text.partition(f"### {name}\n")[2].partition("\n### ")[0]
        assert [f"| `{c.name}` | {c.kind} |" in section for c in columns_of(name)].count(False) == 0


@pytest.mark.parametrize("name", NAMES)
def test_column_names_are_unique_and_each_says_what_it_holds(name: str) -> None:
    columns = columns_of(name)
    assert len({column.name for column in columns}) == len(columns)
    assert [column.name for column in columns if not column.help.strip()] == []
    assert columns[0].name == "id"


@pytest.mark.parametrize("name", NAMES)
def test_columns_stand_in_the_order_of_the_fields(name: str) -> None:
    shape = shape_of_rows(LISTS[name].serializer_class)
    assert list(shape.fields) == list(LISTS[name].serializer_class.Meta.fields)
    apart = [c.name for field in shape.fields for c in shape.only([field]).columns()]
    assert apart == [column.name for column in columns_of(name)]


def test_the_columns_of_a_target_are_those_that_people_build_on() -> None:
    names = [column.name for column in columns_of("targets")]
    promised = PROMISED.split()
    assert [name for name in names if name in promised] == promised


@pytest.mark.parametrize(
    ("name", "column", "kind"),
    [
        ("targets", "base_value", Kind.NUMBER),
        ("targets", "deadline_date", Kind.DATE),
        ("targets", "period_start", Kind.INTEGER),
        ("targets", "plan_code", Kind.TEXT),
        ("targets", "wording", Kind.LIST),
        ("targets", "threshold_value", Kind.NUMBER),
        ("documents", "published_on_date", Kind.DATE),
        ("documents", "facts_targets", Kind.INTEGER),
        ("projects", "is_group", Kind.BOOLEAN),
        ("projects", "mentions", Kind.JSON),
        ("districts", "code", Kind.TEXT),
        ("outcomes", "target_citation_line", Kind.INTEGER),
    ],
)
def test_a_column_has_the_type_of_its_field(name: str, column: str, kind: Kind) -> None:
    [found] = [one for one in columns_of(name) if one.name == column]
    assert found.kind is kind


class Place(serializers.Serializer[Any]):
    """Where something is."""

    city = serializers.CharField(help_text="A city.")
    height = serializers.FloatField(help_text="In m.")


class Thing(serializers.Serializer[Any]):
    """Fields of every sort that a serializer may have."""

    id = serializers.CharField(help_text="Id.")
    place = Place(help_text="Where.")
    visits = serializers.SerializerMethodField(help_text="Visits.")
    names = serializers.SerializerMethodField(help_text="Names.")
    count = serializers.SerializerMethodField(help_text="Count.")

    @extend_schema_field(Place(many=True))
    def get_visits(self, thing: Any) -> list[Any]:
        """Two places."""
        return list(thing)

    def get_names(self, thing: Any) -> list[str]:
        """Some texts."""
        return list(thing)

    def get_count(self, thing: Any) -> int | None:
        """A number or none."""
        return thing and len(thing)


def test_a_new_serializer_needs_no_columns_of_its_own() -> None:
    shape = shape_of_rows(Thing)
    found = [(column.name, column.kind.value) for column in shape.columns()]
    assert found == [
        ("id", "text"),
        ("place_city", "text"),
        ("place_height", "number"),
        ("visit_count", "integer"),
        ("visit_city", "list"),
        ("visit_height", "list"),
        ("visits", "JSON"),
        ("names", "list"),
        ("count", "integer"),
    ]
    places = [{"city": "济南;", "height": 1.5}, {"city": "a\\", "height": None}]
    row = {"id": "x", "place": None, "visits": places, "names": ["甲", "乙"], "count": 0}
    assert shape.cells(row) == [
        "x",
        None,
        None,
        2,
        "济南\\;;a\\\\",
        "1.5;",
        '[{"city":"济南;","height":1.5},{"city":"a\\\\","height":null}]',
        "甲;乙",
        0,
    ]


class Unknown(serializers.Serializer[Any]):
    """A field whose kind nobody has decided."""

    when = serializers.DurationField()


class Undescribed(serializers.Serializer[Any]):
    """A method whose shape nobody has said."""

    thing = serializers.SerializerMethodField()

    def get_thing(self, row: Any) -> dict[str, Any]:
        """Anything."""
        return dict(row)


@pytest.mark.parametrize("serializer", [Unknown, Undescribed])
def test_a_field_that_no_column_fits_is_refused_and_not_left_out(serializer: type[Any]) -> None:
    with pytest.raises(TypeError, match="No column is known"):
        shape_of_rows(serializer)
