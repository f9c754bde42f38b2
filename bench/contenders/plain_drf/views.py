"""A view set with filters and sorting, and a view that does nothing."""

from typing import Any

import django_filters
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from bench.contenders.plain_drf.models import Target
from bench.contenders.plain_drf.serializers import TargetSerializer


class TargetFilterSet(django_filters.FilterSet):
    """The API's names, so that both answer the same URLs."""

    year = django_filters.NumberFilter(method="in_year")
    value_min = django_filters.NumberFilter(field_name="base_value", lookup_expr="gte")
    value_max = django_filters.NumberFilter(field_name="base_value", lookup_expr="lte")
    deadline_before = django_filters.DateFilter(field_name="deadline_date", lookup_expr="lte")
    q = django_filters.CharFilter(field_name="statement", lookup_expr="contains")

    class Meta:
        model = Target
        fields = ("district", "plan", "domain", "checkability", "comparator", "measure")

    def in_year(self, rows: Any, _name: str, year: Any) -> Any:
        """Targets whose period has that year in it."""
        return rows.filter(period_start__lte=year, period_end__gte=year)


class TargetViewSet(ReadOnlyModelViewSet[Target]):
    """With its relations loaded ahead, as a careful developer has it."""

    queryset = (
        Target.objects.select_related("district", "plan", "indicator")
        .prefetch_related("citations")
        .order_by("number")
    )
    serializer_class = TargetSerializer
    filterset_class = TargetFilterSet
    ordering_fields = ("id", "base_value", "period_start", "statement")


class EmptyView(APIView):
    """What the framework costs by itself."""

    def get(self, _request: Request) -> Response:
        """Two bytes."""
        return Response({})
