"""The paths of all pages: Chinese at the root, English under /en."""

from collections.abc import Callable
from typing import Any, Final

from django.urls import URLPattern, path

from pages import (
    about,
    claims,
    claims_differing,
    comparing,
    embeds,
    front,
    oembed,
    programmes,
    searching,
    sources,
    suggesting,
    undertakings,
)
from pages.units import listing, profile

Routes = list[tuple[str, Callable[..., Any], str]]

ROUTES: Final[Routes] = [
    ("", front.view, "front"),
    ("districts", listing.view, "districts"),
    ("districts/<str:key>", profile.view, "district"),
    ("compare", comparing.view, "compare"),
    ("targets", claims.targets_view, "targets"),
    ("targets/<str:key>", claims.target_view, "target"),
    ("achievements", claims.achievements_view, "achievements"),
    ("achievements/<str:key>", claims.achievement_view, "achievement"),
    ("discrepancies", claims_differing.list_view, "discrepancies"),
    ("discrepancies/<str:key>", claims_differing.view, "discrepancy"),
    ("projects", undertakings.projects_view, "projects"),
    ("projects/<str:key>", undertakings.project_view, "project"),
    ("slogans", undertakings.slogans_view, "slogans"),
    ("slogans/<str:key>", undertakings.slogan_view, "slogan"),
    ("plans", programmes.plans_view, "plans"),
    ("plans/<str:key>", programmes.plan_view, "plan"),
    ("search", searching.view, "search"),
    ("suggest", suggesting.suggest, "suggest"),
    ("sources", sources.list_view, "sources"),
    ("sources/<str:key>", sources.view, "source"),
    ("embed/compare", embeds.compare_view, "embed-compare"),
    ("embed/targets/<str:key>", embeds.target_view, "embed-target"),
    ("embed/districts/<str:key>", embeds.district_view, "embed-district"),
    ("about/marks", about.marks_view, "about-marks"),
    ("about/data", about.data_view, "about-data"),
]
"""Path without language, view, name."""


def _in(language: str, prefix: str) -> list[URLPattern]:
    return [
        path(prefix + route if route else prefix.rstrip("/"), view, {"lang": language}, name)
        for route, view, name in ROUTES
    ]


urlpatterns = [*_in("zh", ""), *_in("en", "en/"), path("oembed", oembed.view, name="oembed")]
