"""The list of units and its rows."""

from districts.filters import DistrictFilterSet
from districts.models import District
from districts.serializers import DistrictSerializer
from policyapi.views import ReadOnlyViewSet


class DistrictViewSet(ReadOnlyViewSet):
    """Units that issue plans: the province, the city, districts, counties, functional areas."""

    queryset = District.objects.all()
    serializer_class = DistrictSerializer
    filterset_class = DistrictFilterSet
