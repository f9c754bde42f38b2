"""Every path of the router in every format that it has, with a question that has an answer."""

from typing import Any, Final

from django.http import HttpResponse
from django.test import Client

from policyapi.exporting.formats import EXPORTS
from tests.api.asking import LISTS, NAMES, filters_of, query_of

QUESTIONS: Final[dict[str, dict[str, str]]] = {
    "/api/search": {"q": "学校"},
    "/api/compare": {"indicator": "gdp", "year": "2019"},
    "/api/summary": {"of": "targets", "by": "district"},
}
"""Answers that are tables, and so have files too."""
OF_THE_DATA: Final[dict[tuple[str, str], str]] = {
    **{(f"/api/{name}", ""): "application/json" for name in NAMES},
    **{(f"/api/{name}", f): EXPORTS[f] for name in NAMES for f in EXPORTS},
    **{(f"/api/{name}/{filters_of(name).example_id}", ""): "application/json" for name in NAMES},
    **{
        (f"/api/{name}/{filters_of(name).example_id}", row_format.name): row_format.media_type
        for name in NAMES
        for row_format in LISTS[name].row_formats
    },
    **{(path, ""): "application/json" for path in QUESTIONS},
    **{(path, f): EXPORTS[f] for path in QUESTIONS for f in EXPORTS},
    ("/api/timeline", ""): "application/json",
    ("/api/coverage", ""): "application/json",
    ("/api/changes", ""): "application/json",
    ("/api/dataset", ""): "application/json",
    ("/api/dataset", "jsonld"): "application/ld+json",
}
"""Media types of the answers made from the data, by path and format; no format is JSON."""
DOWNLOADS: Final = ("/api/downloads/policyapi.zip", "/api/downloads/policyapi.sqlite")
DESCRIPTIONS: Final = (
    ("/api/schema", ""),
    ("/api/schema", "json"),
    ("/api/schema", "yaml"),
    ("/api/openapi.json", ""),
)
PAGES: Final = ("/", "/api", "/api/docs", "/api/redoc", "/livez", "/readyz")


def fetch(path: str, format_name: str = "", method: str = "get", **headers: str) -> HttpResponse:
    """The answer to the path's question in a format, by name."""
    query = dict(QUESTIONS.get(path, {})) | ({"format": format_name} if format_name else {})
    if path == "/api/timeline":
        query["district"] = "市中"
    asked: Any = getattr(Client(), method)
    response: Any = asked(path, headers=headers, QUERY_STRING=query_of(query))
    return response  # type: ignore[no-any-return]


def body_of(response: Any) -> bytes:
    """The whole body, of a file too."""
    return b"".join(response.streaming_content) if response.streaming else response.content
