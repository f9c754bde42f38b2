"""The generated documentation: schema, Swagger UI, Redoc, and an index of the API."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from drf_spectacular.renderers import OpenApiJsonRenderer2, OpenApiYamlRenderer2
from drf_spectacular.views import SpectacularAPIView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.views import APIView

from policyapi.errors import Problem
from policyapi.renderers import JSONRenderer

LISTS = (
    "districts",
    "documents",
    "plans",
    "indicators",
    "targets",
    "achievements",
    "outcomes",
    "projects",
    "slogans",
    "discrepancies",
)


class LenientNegotiation(DefaultContentNegotiation):
    """The schema comes in its own format, whatever a client says that it accepts."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:  # noqa: ARG002
        """The format asked for with `format`, else by Accept, else the first."""
        named = request.query_params.get("format", "")
        accept = request.headers.get("Accept", "")
        for renderer in renderers:
            if named == renderer.format or (not named and renderer.media_type in accept):
                return renderer, renderer.media_type
        if named:
            detail = f"The parameter format is wrong: {named!r} is none of yaml, json."
            raise Problem(400, "invalid-parameter", detail)
        return renderers[0], renderers[0].media_type


class SchemaView(SpectacularAPIView):
    """The API's description, OpenAPI 3.1, as YAML or (`format=json`) JSON."""

    content_negotiation_class = LenientNegotiation
    renderer_classes = [OpenApiYamlRenderer2, OpenApiJsonRenderer2]


class JSONSchemaView(SpectacularAPIView):
    """The API's description, OpenAPI 3.1, as JSON."""

    content_negotiation_class = LenientNegotiation
    renderer_classes = [OpenApiJsonRenderer2]


class PageView(APIView):
    """A page of documentation made of a template."""

    schema = None
    renderer_classes = [JSONRenderer]
    template: str

    def get(self, request: Any) -> HttpResponse:
        """The page."""
        context = {"schema_url": reverse("openapi")}
        return render(request._request, self.template, context)  # noqa: SLF001


class SwaggerView(PageView):
    """Swagger UI, served from here."""

    template = "policyapi/swagger.html"


class RedocView(PageView):
    """Redoc, served from here."""

    template = "policyapi/redoc.html"


def index(request: HttpRequest) -> HttpResponse:
    """The lists and the documentation, by name."""
    if request.method not in ("GET", "HEAD"):
        detail = f"{request.method} is not allowed: the API is for reading, with GET and HEAD."
        raise Problem(405, "method-not-allowed", detail, headers={"Allow": "GET, HEAD, OPTIONS"})
    root = request.build_absolute_uri("/api")
    links = {name: f"{root}/{name}" for name in (*LISTS, "docs", "redoc", "openapi.json")}
    return HttpResponse(JSONRenderer().render(links), content_type="application/json")
