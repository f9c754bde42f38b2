"""The base of all paths that answer a question: strict like the lists, in one snapshot."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter
from rest_framework.views import APIView

from plans.models import Dataset
from policyapi.answering import answer, root_of
from policyapi.asking import FORMATS, LIST_FORMATS, Asked, read_question_request
from policyapi.documented import (
    filter_parameters,
    page_parameters,
    problems,
    shared_parameters,
)
from policyapi.errors import ParameterError
from policyapi.exporting.describing import export_parameters, exports
from policyapi.exporting.formats import EXPORTS
from policyapi.exporting.responding import respond
from policyapi.exporting.tables import Table
from policyapi.filtering import Chosen, StrictFilterSet
from policyapi.linking import refuse_other_versions
from policyapi.renderers import JSONRenderer
from policyapi.row_formats import RowFormat, format_answers, format_parameter
from policyapi.schema import Schema
from policyapi.views import AnyFormat


def export_format_parameter() -> OpenApiParameter:
    """`format` of an answer that is exported."""
    return shared_parameters((), LIST_FORMATS)[1]


class QuestionSchema(Schema):
    """A question's parameters, its answer, and every error."""

    view: Any

    def get_operation_id(self) -> str:
        """search, compare."""
        return self.get_tags()[0]

    def get_summary(self) -> str:
        """The first line of the description."""
        return self.get_description().split(".", maxsplit=1)[0]

    def get_override_parameters(self) -> list[Any]:
        """The filters, and the page where there are pages."""
        parameters: list[OpenApiParameter] = filter_parameters(self.view.filterset_class)
        for parameter in parameters:
            parameter.required = parameter.name in self.view.needed
        if self.view.paged:
            parameters += page_parameters()
        if self.view.exported:
            return [*parameters, export_format_parameter(), *export_parameters()]
        return [*parameters, format_parameter(self.view.formats)]

    def get_response_serializers(self) -> Any:
        """The answer's shape in every format, and the errors."""
        answers = {(200, FORMATS["json"]): self.view.serializer_class}
        answers |= format_answers(self.view.formats)
        if self.view.exported:
            answers |= exports()
        return {**answers, **problems(400, 404, 405, 406, 409, 500, 503)}


class QuestionView(APIView):
    """A question, answered by one GET.

    A subclass declares its parameters, which of them are needed, whether it has pages, and the
    shape of its answer, and says in `payload` what the answer is.
    """

    content_negotiation_class = AnyFormat
    schema = QuestionSchema()
    filterset_class: ClassVar[type[StrictFilterSet]]
    serializer_class: ClassVar[type[Any]]
    needed: ClassVar[tuple[str, ...]] = ()
    paged: ClassVar[bool] = False
    exported: ClassVar[bool] = False
    formats: ClassVar[tuple[RowFormat, ...]] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Straight to the answer, as of lists."""
        return self.get(request, *args, **kwargs)

    def get(self, http: HttpRequest) -> HttpResponseBase:
        """The answer, or all its rows as a file."""
        media_types = LIST_FORMATS if self.exported else FORMATS
        media_types = media_types | {chosen.name: chosen.media_type for chosen in self.formats}
        asked = self.read(http, media_types)
        if asked.format in EXPORTS:
            name = http.path_info.rpartition("/")[2]
            return respond(http, asked, name, lambda dataset: self.table(http, asked, dataset))
        media_type = media_types.get(asked.format, FORMATS["json"])
        return answer(http, lambda dataset: self.body(http, asked, dataset), media_type)

    def options(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        """What may be done here."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:
        """The answer without its data version. Raises Problem."""
        raise NotImplementedError

    def table(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> Table:
        """All rows of the answer, for a file. Raises Problem. Only where it is exported."""
        raise NotImplementedError

    def chosen(self, asked: Asked) -> Chosen:
        """The values asked with. Raises Problem 400 with everything that is wrong."""
        return asked.filtered(self.filterset_class)

    def read(self, request: HttpRequest, media_types: Mapping[str, str]) -> Asked:
        """What it is asked with. Raises Problem for what cannot be read at all."""
        asked = read_question_request(request, self.filterset_class, media_types, paged=self.paged)
        asked.errors += [missing(name) for name in self.needed if name not in asked.query]
        return asked

    def body(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> bytes:
        """The answer in the format asked for. Raises Problem."""
        refuse_other_versions(request, asked, dataset)
        body = {"data_version": dataset.data_version} | self.payload(request, asked, dataset)
        for chosen in self.formats:
            if chosen.name == asked.format:
                return chosen.render(body, root_of(request), dataset.data_version)
        return JSONRenderer().render(body)


class NothingAsked(StrictFilterSet):
    """No parameters but the format."""


def missing(name: str) -> ParameterError:
    """What is wrong with a request that lacks a parameter."""
    detail = f"The parameter {name} is needed."
    return ParameterError(name, None, detail, code="missing-parameter")


__all__ = ["Asked", "NothingAsked", "QuestionView", "missing", "root_of"]
