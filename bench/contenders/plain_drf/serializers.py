"""A model serializer a model, nested."""

from rest_framework import serializers

from bench.contenders.plain_drf.models import Citation, District, Indicator, Plan, Target


class DistrictSerializer(serializers.ModelSerializer[District]):
    """As the API nests it."""

    class Meta:
        model = District
        fields = ("id", "code", "name", "short_name")


class PlanSerializer(serializers.ModelSerializer[Plan]):
    """As the API nests it."""

    class Meta:
        model = Plan
        fields = ("id", "code", "theme")


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    """As the API nests it."""

    class Meta:
        model = Indicator
        fields = ("id", "name")


class CitationSerializer(serializers.ModelSerializer[Citation]):
    """As the API nests it."""

    class Meta:
        model = Citation
        fields = ("document_id", "line", "start", "end", "quote")


class TargetSerializer(serializers.ModelSerializer[Target]):
    """About the fields of the API."""

    district = DistrictSerializer()
    plan = PlanSerializer()
    indicator = IndicatorSerializer()
    citations = CitationSerializer(many=True)

    class Meta:
        model = Target
        exclude = ("number",)
