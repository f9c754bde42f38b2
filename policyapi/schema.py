"""How drf-spectacular describes the lists: envelope, parameters, errors, examples."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse, inline_serializer
from rest_framework import serializers

from policyapi.asking import FORMATS, LIST_FORMATS
from policyapi.documented import (
    filter_parameters,
    id_parameter,
    paging_parameters,
    problems,
    shared_parameters,
)
from policyapi.exporting.describing import WHOLE, export_parameters, exports
from policyapi.row_formats import format_answers, format_parameter


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
        return {**listed, **problems(400, 404, 405, 406, 409, 500, 503)}


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
