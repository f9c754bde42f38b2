"""How drf-spectacular describes the lists: envelope, parameters, errors, examples."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from policyapi.asking import FORMATS, LIST_FORMATS
from policyapi.exporting.describing import WHOLE, export_parameters, exports
from policyapi.filtering import StrictFilterSet
from policyapi.paging import DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE, LAST_PAGE, START_CURSOR
from policyapi.row_formats import format_answers, format_parameter
from policyapi.values import DATA_VERSION


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
        404: "There is no such row; the nearest ids.",
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
            {"type": "string", "minLength": 1, "example": START_CURSOR},
            description="Place behind which the page begins: opaque, comes with `next`, fits only "
            f"the `sort` that it was made for. {START_CURSOR} is the place before the first row in "
            "any order.",
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
        parameters.append(
            OpenApiParameter(
                name,
                {**described.schema, "example": example},
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


class Schema(AutoSchema):  # type: ignore[no-untyped-call]
    """Lists in their envelope, every parameter with bounds and example, every error."""

    view: Any

    def get_tags(self) -> list[str]:
        """The resource."""
        return [self.path.strip("/").split("/")[1]]

    def get_auth(self) -> list[Any]:
        """Nobody needs to say who they are."""
        return []

    def get_operation_id(self) -> str:
        """list_targets, get_target."""
        plural = self.get_tags()[0]
        if self._action() == "list":
            return f"list_{plural}"
        return f"get_{self.view.basename.replace('-', '_')}"

    def _action(self) -> str:
        return str(getattr(self.view, "action", ""))

    def _is_list_view(self, serializer: Any = None) -> bool:  # noqa: ARG002
        return False

    def get_summary(self) -> str:
        """One line."""
        noun = self.get_tags()[0]
        return f"List {noun}" if self._action() == "list" else f"One of the {noun}"

    def get_description(self) -> str:  # type: ignore[override]
        """What the rows are: the view set's docstring."""
        return str(self.view.__class__.__doc__ or "").strip()

    def get_override_parameters(self) -> list[Any]:
        """All parameters but those of the path."""
        columns, filterset_class = self.view.columns(), self.view.filterset_class
        if self._action() != "list":
            fields, _ = shared_parameters(columns)
            chosen = format_parameter(self.view.row_formats)
            return [id_parameter(filterset_class.example_id), fields, chosen]
        return [
            *filter_parameters(filterset_class),
            *paging_parameters(list(filterset_class.sorts)),
            *shared_parameters(columns, LIST_FORMATS),
            *export_parameters(),
        ]

    def get_filter_backends(self) -> list[Any]:
        """The filters are described here."""
        return []

    def get_response_serializers(self) -> Any:
        """The answer and the errors."""
        row = self.view.get_serializer_class()
        if self._action() != "list":
            others = format_answers(self.view.row_formats)
            wrong = problems(400, 404, 405, 406, 500, 503)
            return {(200, "application/json"): row, **others, **wrong}
        name = row.__name__.removesuffix("Serializer")
        envelope = inline_serializer(
            f"{name}List",
            {
                "data_version": serializers.CharField(help_text="Hash of the data that answered."),
                "count": serializers.IntegerField(help_text="Rows that match, on all pages."),
                "next": serializers.CharField(allow_null=True, help_text="URL of the next page."),
                "previous": serializers.CharField(
                    allow_null=True, help_text="URL of the page before."
                ),
                "matched": serializers.DictField(
                    required=False,
                    help_text="Values that named several rows, with the ids that each named, "
                    "by parameter; left out where every value named one.",
                ),
                "results": row(many=True, help_text="The rows of this page."),
            },
        )
        listed = {(200, FORMATS["json"]): OpenApiResponse(envelope, WHOLE), **exports()}
        return {**listed, **problems(400, 405, 406, 409, 500, 503)}


def keep_the_contract(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """A post-processing hook: say what the serializers alone do not.

    A parameter's example stands beside its schema, as 3.1 wants it. No field of a row is required,
    because `fields` can leave it out.
    """
    rows = result["components"]["schemas"]
    for path, operations in result["paths"].items():
        if path.endswith("/{id}"):
            answer = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            rows[answer["$ref"].rpartition("/")[2]].pop("required", None)
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                schema = parameter.get("schema", {})
                if "example" in schema:
                    parameter["example"] = schema.pop("example")
    return result
