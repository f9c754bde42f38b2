"""Every path: the only router."""

from typing import Final

from django.conf import settings
from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

from districts.views import DistrictViewSet
from pages.charts.views import chart
from pages.feeds import changes, llms, sitemap, standing
from pages.urls import urlpatterns as page_patterns
from plans.answers.changes import ChangesView
from plans.answers.compare import CompareView
from plans.answers.coverage import CoverageView
from plans.answers.dataset import DatasetView
from plans.answers.search import SearchView
from plans.answers.summary import SummaryView
from plans.answers.timeline import TimelineView
from plans.publishing.serving import DownloadView
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
from policyapi.views import ReadOnlyViewSet

router = SimpleRouter(trailing_slash=False)
# The lists most asked for come first: a path is compared with one pattern after the other.
router.register("targets", TargetViewSet, basename="target")
router.register("districts", DistrictViewSet, basename="district")
router.register("documents", DocumentViewSet, basename="document")
router.register("plans", PlanViewSet, basename="plan")
router.register("indicators", IndicatorViewSet, basename="indicator")
router.register("achievements", AchievementViewSet, basename="achievement")
router.register("outcomes", OutcomeViewSet, basename="outcome")
router.register("projects", ProjectViewSet, basename="project")
router.register("slogans", SloganViewSet, basename="slogan")
router.register("discrepancies", DiscrepancyViewSet, basename="discrepancy")

LISTS: Final = {
    name: view() for name, view, _ in router.registry if issubclass(view, ReadOnlyViewSet)
}
"""What makes the answers of each list, by its name."""

urlpatterns = [
    path("api/", include(router.urls)),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("api", documentation.index, name="index"),
    path("api/schema", documentation.schema, name="schema"),
    path("api/openapi.json", documentation.openapi, name="openapi"),
    path("api/docs", documentation.docs, name="docs"),
    path("api/redoc", documentation.redoc, name="redoc"),
    path("api/search", SearchView.as_view(), name="search"),
    path("api/compare", CompareView.as_view(), name="compare"),
    path("api/summary", SummaryView.as_view(), name="summary"),
    path("api/timeline", TimelineView.as_view(), name="timeline"),
    path("api/coverage", CoverageView.as_view(), name="coverage"),
    path("api/dataset", DatasetView.as_view(), name="dataset"),
    path("api/changes", ChangesView.as_view(), name="changes"),
    path("api/downloads/<str:name>", DownloadView.as_view(), name="download"),
]
urlpatterns += [
    path("charts/<str:name>.<str:extension>", chart, name="chart"),
    path("changes.atom", changes.feed, {"lang": "zh"}, name="changes-feed"),
    path("en/changes.atom", changes.feed, {"lang": "en"}, name="changes-feed"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<str:name>.xml", sitemap.part, name="sitemap-part"),
    path("robots.txt", standing.robots, name="robots"),
    path(".well-known/security.txt", standing.security, name="security"),
    path("llms.txt", llms.llms, name="llms"),
    *page_patterns,
]
if settings.POLICYAPI_MCP:
    urlpatterns.append(path("", include("agents.urls")))
if settings.POLICYAPI_ADMIN:
    from django.contrib import admin

    urlpatterns.append(path("admin/", admin.site.urls))

# Of any path: `.*` would leave one with a line break to Django's own page.
urlpatterns.append(re_path("", pages.nothing_here, name="nothing-here"))

handler400 = "policyapi.pages.bad_request"
handler500 = "policyapi.pages.server_error"
