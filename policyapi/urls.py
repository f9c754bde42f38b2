"""Every path: the only router."""

from django.conf import settings
from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from districts.views import DistrictViewSet
from plans.views import (
    AchievementViewSet,
    DiscrepancyViewSet,
    DocumentViewSet,
    IndicatorViewSet,
    OutcomeViewSet,
    PlanViewSet,
    ProjectViewSet,
    SloganViewSet,
    TargetViewSet,
)
from policyapi import documentation, health, pages

router = SimpleRouter(trailing_slash=False)
router.register("districts", DistrictViewSet, basename="district")
router.register("documents", DocumentViewSet, basename="document")
router.register("plans", PlanViewSet, basename="plan")
router.register("indicators", IndicatorViewSet, basename="indicator")
router.register("targets", TargetViewSet, basename="target")
router.register("achievements", AchievementViewSet, basename="achievement")
router.register("outcomes", OutcomeViewSet, basename="outcome")
router.register("projects", ProjectViewSet, basename="project")
router.register("slogans", SloganViewSet, basename="slogan")
router.register("discrepancies", DiscrepancyViewSet, basename="discrepancy")

urlpatterns = [
    path("", pages.front, name="front"),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("api", documentation.index, name="index"),
    path("api/schema", documentation.SchemaView.as_view(), name="schema"),
    path("api/openapi.json", documentation.JSONSchemaView.as_view(), name="openapi"),
    path("api/docs", documentation.SwaggerView.as_view(), name="docs"),
    path("api/redoc", documentation.RedocView.as_view(), name="redoc"),
    path("api/", include(router.urls)),
]
if settings.POLICYAPI_ADMIN:
    from django.contrib import admin

    urlpatterns.append(path("admin/", admin.site.urls))

urlpatterns.append(re_path(r"^.*$", pages.nothing_here, name="nothing-here"))

handler400 = "policyapi.pages.bad_request"
handler500 = "policyapi.pages.server_error"
