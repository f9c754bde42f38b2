"""The routes of plain DRF."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from bench.contenders.plain_drf.views import EmptyView, TargetViewSet

router = SimpleRouter(trailing_slash=False)
router.register("targets", TargetViewSet)
urlpatterns = [path("api/", include(router.urls)), path("empty", EmptyView.as_view())]
