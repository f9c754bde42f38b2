"""What the descriptions of paths share: their parameters and their errors."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from policyapi.asking import FORMATS
from policyapi.filtering import StrictFilterSet
from policyapi.paging import DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE, LAST_PAGE, START_CURSOR
from policyapi.values import DATA_VERSION, MOST_VALUES


class ParameterErrorSerializer(serializers.Serializer[Any]):
    """What was wrong with one parameter."""

    parameter = serializers.CharField(help_text="Name of the parameter.")
    value = serializers.CharField(allow_null=True, help_text="Its value; null where it is unknown.")
    detail = serializers.CharField(help_text="What was wrong, in a sentence.")
    nearest = serializers.ListField(
        child=serializers.CharField(), help_text="Nearest right values, the likeliest first."
    )


class ProblemSerializer(serializers.Serializer[Any]):
    """An error, as `application/problem+json` (RFC 9457)."""

    type = serializers.CharField(help_text="URN of the kind of problem.")
    title = serializers.CharField(help_text="The status in words.")
    status = serializers.IntegerField(help_text="The status code.")
    code = serializers.CharField(help_text="The kind of problem, for programs; it stays English.")
    detail = serializers.CharField(help_text="What was wrong and what would be right.")
    instance = serializers.CharField(help_text="The path that was asked for.")
    errors = ParameterErrorSerializer(  # type: ignore[assignment]
        many=True, required=False, help_text="Each wrong parameter, all at once."
    )
    nearest = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Nearest ids or paths, with 404."
    )
    data_version = serializers.CharField(required=False, help_text="The version now, with 409.")
    first_page = serializers.CharField(required=False, help_text="The way back, with 409.")


def _problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(ProblemSerializer, description=description)


def problems(*codes: int) -> dict[tuple[int, str], OpenApiResponse]:
    """Error responses by status."""
    descriptions = {
        400: "A parameter is unknown, repeated, empty or wrong: a name that the data do not "
        "have, a page behind the last, text that is not UTF-8 or holds a control character. The "
        "errors name each parameter, what was wrong, and the nearest right values.",
        404: "There is no such row, page, place, format or combination; the nearest ids.",
        405: "Only GET, HEAD and OPTIONS are allowed.",
        406: "None of the media types that were asked for is there.",
        409: "The data have changed since the link was made; the way back to the first page.",
        500: "Something went wrong here; it was logged.",
        503: "The database is away or empty; try again after `Retry-After` seconds.",
    }
    return {(code, "application/problem+json"): _problem(descriptions[code]) for code in codes}


def shared_parameters(
    columns: tuple[str, ...], formats: Mapping[str, str] = FORMATS
) -> list[OpenApiParameter]:
    """`fields` and `format`, which every path takes."""
    return [
        OpenApiParameter(
            "fields",
            {
                "type": "array",
                "items": {"type": "string", "enum": columns},
                "minItems": 1,
                "maxItems": MOST_VALUES,
                "example": list(columns),
            },
            description="Names of the fields to keep, by comma, in the order wanted; else all.",
            explode=False,
        ),
        OpenApiParameter(
            "format",
            {"type": "string", "enum": list(formats), "example": "json"},
            description="Format of the answer; the Accept header chooses it too.",
        ),
    ]


def paging_parameters(sorts: list[str]) -> list[OpenApiParameter]:
    """How a list is ordered and cut into pages."""
    orders = [order for name in sorts for order in (name, f"-{name}")]
    return [
        OpenApiParameter(
            "page",
            {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1, "example": 1},
            description="Number of the page, from 1. `next` walks on from any page at constant "
            "cost; a page behind the last is refused.",
        ),
        OpenApiParameter(
            "page_size",
            {
                "type": "integer",
                "minimum": 1,
                "maximum": LARGEST_PAGE_SIZE,
                "default": DEFAULT_PAGE_SIZE,
                "example": DEFAULT_PAGE_SIZE,
            },
            description="Rows a page.",
        ),
        OpenApiParameter(
            "sort",
            {
                "type": "array",
                "items": {"type": "string", "enum": orders},
                "minItems": 1,
                "maxItems": len(sorts),
                "example": ["id"],
            },
            description="Columns to sort by, by comma, each once; - before a name sorts downwards, "
            "null comes last, and id is always the last column.",
            explode=False,
        ),
        OpenApiParameter(
            "after",
            {"type": "string", "pattern": "^[-A-Za-z0-9_]+$", "example": START_CURSOR},
            description="Place behind which the page begins: opaque, comes with `next`. "
            f"{START_CURSOR} is the place before the first row.",
        ),
        OpenApiParameter(
            "before",
            {"type": "string", "pattern": "^[-A-Za-z0-9_]+$", "examples": [START_CURSOR]},
            description="Place before which the page ends: opaque, comes with `previous`; not "
            "together with `after`.",
        ),
        OpenApiParameter(
            "data_version",
            {"type": "string", "pattern": f"^{DATA_VERSION}$"},
            description="The data version that the link is of: comes with `next`. Another version "
            "than the present one is answered with 409 and the way back to page 1.",
        ),
    ]


def page_parameters() -> list[OpenApiParameter]:
    """How an answer with pages, but in one fixed order, is cut."""
    kept = {"page", "page_size", "data_version"}
    return [parameter for parameter in paging_parameters(["id"]) if parameter.name in kept]


def filter_parameters(filterset_class: type[StrictFilterSet]) -> list[OpenApiParameter]:
    """The filters of a list."""
    parameters = []
    for name, parameter in filterset_class.parameters().items():
        described = parameter.describe()
        example = filterset_class.examples.get(name, described.example)
        if described.schema.get("type") == "boolean":
            example = example == "true"
        if parameter.several:
            example = [example]
        apart = name in filterset_class.apart
        example = {"examples": [example]} if apart else {"example": example}
        parameters.append(
            OpenApiParameter(
                name,
                described.schema | example,
                description=parameter.extra["help_text"],
                explode=parameter.several,
            )
        )
    return parameters


def id_parameter(example: str) -> OpenApiParameter:
    """Which row."""
    return OpenApiParameter(
        "id",
        {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "example": example},
        OpenApiParameter.PATH,
        required=True,
        description="Id of the row, as lists and links give it.",
    )
