"""The shape of `/api/compare`: units as rows, kinds of numbers as columns."""

from typing import Any, Final

from rest_framework import serializers

from plans.models import Achievement, Comparator, Measure, Target
from plans.serializers.facts import CitationSerializer, DistrictRefSerializer

ROLES: Final = {"target": Target, "achievement": Achievement}

MEASURES: Final = {
    "level": "a level is an amount",
    "growth": "growth is a change in percent",
    "count": "a count is a number of things",
    "share": "a share is a part of a whole in percent",
    "change": "a change is an increase or decrease in the unit itself",
    "rank": "a rank is a place in an order",
    "multiple": "a multiple compares with another number",
}


class ColumnSerializer(serializers.Serializer[Any]):
    """One kind of number that units claim; never two measures or two units."""

    id = serializers.CharField(help_text="role:measure:base_unit, as in target:level:CNY.")
    role = serializers.ChoiceField(list(ROLES), help_text="Promised, or reported.")
    measure = serializers.ChoiceField(Measure.choices, help_text="What kind of number.")
    base_unit = serializers.CharField(help_text="Unit of `base_value`.")


class PeriodShapeSerializer(serializers.Serializer[Any]):
    """The years that a claim speaks of."""

    start = serializers.IntegerField(help_text="First year.")
    end = serializers.IntegerField(help_text="Last year.")
    basis = serializers.CharField(help_text="stated or inferred.")
    reason = serializers.CharField(allow_null=True, help_text="Why, where it is inferred.")


class CellSerializer(serializers.Serializer[Any]):
    """One claim."""

    id = serializers.CharField(help_text="Id of the target or achievement.")
    statement = serializers.CharField(help_text="What it says.")
    display = serializers.CharField(help_text="Comparator, number and unit in one text.")
    comparator = serializers.ChoiceField(Comparator.choices, help_text="How the number bounds.")
    wording = serializers.ListField(
        child=serializers.CharField(), help_text="The qualifying words as printed."
    )
    modality = serializers.CharField(allow_null=True, help_text="How firmly it is promised.")
    base_value = serializers.FloatField(help_text="The number in `base_unit` of the column.")
    period = PeriodShapeSerializer(help_text="The years that it speaks of.")
    citations = CitationSerializer(many=True, help_text="Its words.")


class CompareRowSerializer(serializers.Serializer[Any]):
    """One unit."""

    district = DistrictRefSerializer(help_text="The unit.")
    claims = serializers.IntegerField(help_text="How many claims it has here; zero is an answer.")
    cells = serializers.DictField(
        child=CellSerializer(many=True),
        help_text="Claims by column; a column of which the unit claims nothing is left out.",
    )


class IndicatorNameSerializer(serializers.Serializer[Any]):
    """What is measured."""

    id = serializers.CharField(help_text="Its id.")
    name = serializers.CharField(help_text="Its Chinese name.")
    name_en = serializers.CharField(help_text="Its English name.")


class CompareSerializer(serializers.Serializer[Any]):
    """Units as rows, kinds of numbers as columns."""

    data_version = serializers.CharField(help_text="Hash of the data that answered.")
    indicator = IndicatorNameSerializer(help_text="What is measured.")
    year = serializers.IntegerField(help_text="The year.")
    columns = ColumnSerializer(many=True, help_text="Promised ones first.")
    rows = CompareRowSerializer(many=True, help_text="Every unit, in the order of ids.")
    notes = serializers.ListField(
        child=serializers.CharField(), help_text="Why two columns are not one."
    )


class ClaimRowSerializer(serializers.Serializer[Any]):
    """A row of the exported comparison: one claim, or a unit that has none."""

    district = DistrictRefSerializer(help_text="The unit.")
    indicator = IndicatorNameSerializer(help_text="What is measured.")
    year = serializers.IntegerField(help_text="The year.")
    column = ColumnSerializer(help_text="The kind of number; empty for a unit without a claim.")
    claim = CellSerializer(help_text="The claim; empty for a unit without one.")
