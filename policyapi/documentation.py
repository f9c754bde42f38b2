"""The generated documentation: schema, Swagger UI, Redoc, and an index of the API."""

import hashlib
from functools import lru_cache
from typing import Any, Final

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2, OpenApiYamlRenderer2

from pages.language import local
from plans.models import Dataset
from policyapi.answering import CACHE_CONTROL, conditional, root_of
from policyapi.asking import read_format_request, refuse_parameters
from policyapi.renderers import JSONRenderer
from policyapi.translating import LANGUAGES, language_asked, translate

LISTS: Final = (
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
ANSWERS: Final = (
    "search",
    "compare",
    "summary",
    "timeline",
    "coverage",
    "dataset",
    "changes",
)
OF_THE_DATA: Final = ("data_version", "since")
"""Parameters that take a data version."""
MOST_NAMED: Final = 500
"""Values of a parameter that the served schema lists; where there are more, it lists none."""

VARY: Final = "Accept, Accept-Language"
YAML: Final = {"yaml": "application/yaml"}
JSON: Final = {"json": "application/json"}


def schema(request: HttpRequest) -> HttpResponse:
    """The API's description, OpenAPI 3.1, as YAML or (`format=json`, or Accept) as JSON."""
    return _description(request, YAML | JSON)


def openapi(request: HttpRequest) -> HttpResponse:
    """The API's description, OpenAPI 3.1, as JSON."""
    return _description(request, JSON)


def _description(request: HttpRequest, formats: dict[str, str]) -> HttpResponse:
    named = read_format_request(request, formats, ("lang",))
    language = language_asked(request)
    content = described(named, _present_version(), language)
    etag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
    headers = {
        "Cache-Control": CACHE_CONTROL,
        "ETag": etag,
        "Vary": VARY,
        "Content-Language": LANGUAGES[language],
    }
    response = HttpResponse(content, content_type=formats[named], headers=headers)
    answered: HttpResponse = conditional(request, response, etag)
    return answered


def _present_version() -> str | None:
    try:
        return Dataset.objects.values_list("data_version", flat=True).first()
    except DatabaseError:
        return None  # The API is described without its data too.


@lru_cache(maxsize=8)
def described(named: str, data_version: str | None, language: str = "en") -> bytes:
    """The description in a format and a language; examples OF_THE_DATA are the present version."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    result = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    if data_version:
        _name_values(result, generator._get_paths_and_endpoints())  # type: ignore[no-untyped-call]
    for operations in result["paths"].values():
        for parameter in (p for o in operations.values() for p in o.get("parameters", [])):
            if parameter["name"] in OF_THE_DATA and data_version:
                parameter["example"] = data_version
    if language == "zh":
        translate(result)
    renderer: Any = {"yaml": OpenApiYamlRenderer2, "json": OpenApiJsonRenderer2}[named]()
    content: bytes = renderer.render(result, renderer_context={})
    return content


def _name_values(result: dict[str, Any], endpoints: Any) -> None:
    """Say in the schema as served which values the data know, where they are not too many.

    `manage.py spectacular` does not: clients are made from a schema that new data leave as it is.
    """
    for path, _, _, view in endpoints:
        filterset_class = getattr(view, "filterset_class", None)
        for parameter in result["paths"].get(path, {}).get("get", {}).get("parameters", []):
            known = filterset_class and filterset_class.parameters().get(parameter["name"])
            values = known.values_now() if known and parameter["in"] == "query" else []
            if 0 < len(values) <= MOST_NAMED:
                schema = parameter["schema"]
                named = {"type": "string", "enum": values}
                if "examples" in schema:
                    named["examples"] = schema["examples"]
                parameter["schema"] = schema | {"items": named} if "items" in schema else named


def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI, served from here."""
    return _page(request, "policyapi/swagger.html")


# Redoc makes its style sheet while it runs, element by element, and fails without leave to.
@csp_update({"style-src": [UNSAFE_INLINE]})  # type: ignore[untyped-decorator]
def redoc(request: HttpRequest) -> HttpResponse:
    """Redoc, served from here."""
    return _page(request, "policyapi/redoc.html")


def _page(request: HttpRequest, template: str) -> HttpResponse:
    refuse_parameters(request, ("lang",))
    language = language_asked(request)
    context = {
        "zh": language == "zh",
        "lang": LANGUAGES[language],
        "schema_url": f"{reverse('openapi')}?lang={language}",
        "home": local("/", language),
        "data": local("/about/data", language),
    }
    response = render(request, template, context)
    response["Content-Language"] = LANGUAGES[language]
    response["Vary"] = VARY
    return response


def index(request: HttpRequest) -> HttpResponse:
    """The lists and the documentation, by name."""
    read_format_request(request, JSON)
    root = f"{root_of(request)}/api"
    links = {
        name: f"{root}/{name}"
        for name in (*LISTS, *ANSWERS, "docs", "redoc", "schema", "openapi.json")
    }
    headers = {"Cache-Control": CACHE_CONTROL, "Vary": "Accept"}
    content = JSONRenderer().render(links)
    return HttpResponse(content, content_type="application/json", headers=headers)
