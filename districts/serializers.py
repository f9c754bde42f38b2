"""The shape of a unit."""

from rest_framework import serializers

from districts.models import District
from policyapi.serializing import ReadOnlySerializer


class FormerCodeSerializer(serializers.Serializer[District]):
    """An earlier code of a unit."""

    code = serializers.CharField(help_text="Code of GB/T 2260 as it then was.")
    name = serializers.CharField(help_text="Name as it then was.")
    until = serializers.IntegerField(help_text="Last year in which it held.")


class DistrictSerializer(ReadOnlySerializer):
    """A unit that issues plans, with every name and code by which it is found."""

    parent = serializers.CharField(  # type: ignore[assignment]
        source="parent_id", allow_null=True, help_text="Id of the unit that it belongs to."
    )
    aliases = serializers.ListField(
        child=serializers.CharField(), help_text="Other names under which it is found."
    )
    former_codes = FormerCodeSerializer(many=True, help_text="Earlier codes and names.")

    class Meta:
        model = District
        fields = (
            "id",
            "code",
            "name",
            "short_name",
            "name_en",
            "kind",
            "parent",
            "aliases",
            "former_codes",
        )
