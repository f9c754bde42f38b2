"""The charts' paths before all others, for tests of the charts."""

from django.urls import path

from pages.charts.views import chart
from policyapi.urls import urlpatterns as others

urlpatterns = [path("charts/<str:name>.<str:extension>", chart), *others]
