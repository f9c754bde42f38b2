"""The one base of all lists and rows: a queryset, a serializer, a filter set, and no methods."""

import hashlib
from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from rest_framework import viewsets
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from plans.loading.finishing import NotFinished, current_dataset, finish_load
from plans.models import Dataset
from policyapi.asking import Asked, read_list_request, read_row_request
from policyapi.errors import ParameterError, Problem, bad_parameters, did_you_mean, nearest
from policyapi.filtering import StrictFilterSet
from policyapi.paging import behind, decode_cursor, encode_cursor
from policyapi.serializing import PUBLIC_URL
from policyapi.snapshot import snapshot

CACHE_CONTROL = "public, max-age=0, must-revalidate"
"""Any cache may keep an answer, and asks whether the data version is still the same."""


Rows = list[Any]


class AnyFormat(BaseContentNegotiation):
    """Formats are read by `policyapi.asking`, with errors that say what there is."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:  # noqa: ARG002
        """The first renderer; it is not used."""
        return renderers[0], renderers[0].media_type

    def select_parser(self, request: Any, parsers: Any) -> Any:  # noqa: ARG002
        """Nothing is parsed."""
        return None


class ReadOnlyViewSet(viewsets.GenericViewSet[Any]):
    """A list and its rows, for reading, from bodies that were rendered at load."""

    content_negotiation_class = AnyFormat
    filterset_class: ClassVar[type[StrictFilterSet]]
    filter_backends: ClassVar[list[Any]] = []
    pagination_class = None

    def list(self, request: Request) -> HttpResponse:
        """One page of the rows that match, in one snapshot."""
        asked = read_list_request(request._request, self.filterset_class, self.columns())  # noqa: SLF001
        return answer(request._request, lambda dataset: self._page(request, asked, dataset))  # noqa: SLF001

    def retrieve(self, request: Request, pk: str) -> HttpResponse:
        """One row."""
        asked = read_row_request(request._request, self.columns())  # noqa: SLF001
        return answer(request._request, lambda _: self._row(request, asked, pk))  # noqa: SLF001

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        """What may be done here."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def columns(self) -> tuple[str, ...]:
        """Names of the fields of a row."""
        serializer: Any = self.get_serializer_class()
        return tuple(serializer.Meta.fields)

    def _rows(self) -> QuerySet[Any]:
        assert self.queryset is not None  # noqa: S101 - every view set declares one
        return self.queryset.all()

    def _row(self, request: Request, asked: Asked, pk: str) -> bytes:
        body = self._rows().filter(pk=pk).values_list("body", flat=True).first()
        if body is None:
            raise self._no_row(pk)
        return trimmed(body, asked.fields).replace(PUBLIC_URL, root_of(request._request)).encode()  # noqa: SLF001

    def _no_row(self, pk: str) -> Problem:
        model: type[Model] = self._rows().model
        name = str(model._meta.verbose_name)  # noqa: SLF001
        ids = list(self._rows().order_by().values_list("pk", flat=True)[:5000])
        near = nearest(pk, ids)
        detail = f"There is no {name} {pk[:100]!r}.{did_you_mean(near)}"
        return Problem(404, "not-found", detail, nearest=near)

    def _page(self, request: Request, asked: Asked, dataset: Dataset) -> bytes:
        self._refuse_other_versions(request, asked, dataset)
        filterset = asked.filtered(self.filterset_class, self._rows())
        rows = filterset.qs
        count = rows.count()
        page = self._slice(rows, asked, count)
        root = root_of(request._request)  # noqa: SLF001
        results = ",".join(trimmed(row[0], asked.fields) for row in page[: asked.page_size])
        envelope = {
            "data_version": dataset.data_version,
            "count": count,
            "next": self._next(request, asked, page, dataset),
            "previous": self._previous(request, asked, dataset),
        }
        matched = several_matches(filterset)
        if matched:
            envelope["matched"] = matched
        head = orjson.dumps(envelope)[:-1]
        return head + b',"results":[' + results.replace(PUBLIC_URL, root).encode() + b"]}"

    def _slice(self, rows: QuerySet[Any], asked: Asked, count: int) -> Rows:
        """Bodies and sort values of a page's rows, and of one more if there is one."""
        ordered = rows.order_by(*(column.order() for column in asked.sort))
        columns = [column.column for column in asked.sort]
        if asked.after:
            try:
                place = decode_cursor(asked.after, asked.sort, rows)
            except ValueError as error:
                detail = f"The parameter after is wrong: {error}. Take it from a `next` link."
                raise bad_parameters([ParameterError("after", asked.after, detail)]) from error
            ordered = ordered.filter(behind(asked.sort, place))
            start = 0
        else:
            start = (asked.page - 1) * asked.page_size
            last = max(1, -(-count // asked.page_size))
            if asked.page > last:
                detail = f"The parameter page is wrong: the last page of these {count} rows is {last}."
                error = ParameterError("page", str(asked.page), detail, [str(last)])
                raise bad_parameters([error])
        return list(ordered.values_list("body", *columns)[start : start + asked.page_size + 1])

    def _next(
        self, request: Request, asked: Asked, page: Rows, dataset: Dataset
    ) -> str | None:
        if len(page) <= asked.page_size:
            return None
        place = encode_cursor(list(page[asked.page_size - 1][1:]))
        return self._link(request, asked, dataset, page=asked.page + 1, after=place)

    def _previous(self, request: Request, asked: Asked, dataset: Dataset) -> str | None:
        return self._link(request, asked, dataset, page=asked.page - 1) if asked.page > 1 else None

    def _link(self, request: Request, asked: Asked, dataset: Dataset, **paging: Any) -> str:
        kept = [
            (name, value)
            for name, values in asked.query.items()
            if name not in {"page", "after", "data_version"}
            for value in values
        ]
        query = urlencode([*kept, *paging.items(), ("data_version", dataset.data_version)])
        return f"{root_of(request._request)}{request._request.path_info}?{query}"  # noqa: SLF001

    def _refuse_other_versions(self, request: Request, asked: Asked, dataset: Dataset) -> None:
        if not asked.data_version or asked.data_version == dataset.data_version:
            return
        kept = {n: v for n, v in asked.query.items() if n not in {"page", "after", "data_version"}}
        query = urlencode(kept, doseq=True)
        path = f"{root_of(request._request)}{request._request.path_info}"  # noqa: SLF001
        first = f"{path}?{query}" if query else path
        detail = (
            f"The data have changed: this link is of version {asked.data_version[:40]}, the data are "
            f"now {dataset.data_version}. Begin again at the first page: {first}"
        )
        raise Problem(
            409, "data-changed", detail, data_version=dataset.data_version, first_page=first
        )


def answer(request: HttpRequest, render: Callable[[Dataset], bytes]) -> HttpResponse:
    """A JSON body made inside one snapshot, with its validators; 304 where the client has it."""
    try:
        with snapshot():
            dataset = current_dataset()
            body = render(dataset)
    except NotFinished:
        finish_load()
        return answer(request, render)
    response = HttpResponse(body, content_type="application/json")
    etag = f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    response["Data-Version"] = dataset.data_version
    response["Vary"] = "Accept"
    conditional: HttpResponse = get_conditional_response(request, etag=etag, response=response)
    return conditional


def root_of(request: HttpRequest) -> str:
    """Scheme and host under which the API is reached, without a slash."""
    return settings.POLICYAPI_PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")


def trimmed(body: str, fields: list[str]) -> str:
    """A stored body with only some of its fields, in the order asked for."""
    if not fields:
        return body
    row = orjson.loads(body)
    return orjson.dumps({name: row[name] for name in fields}).decode()


def several_matches(filterset: StrictFilterSet) -> dict[str, dict[str, list[str]]]:
    """Which rows a value named where it named more than one, by parameter."""
    matched = {}
    for name, parameter in filterset.parameters().items():
        named = filterset.form.cleaned_data.get(name) if parameter.several else None
        many = {value: ids for value, ids in (named or {}).items() if len(ids) > 1}
        if many:
            matched[name] = many
    return matched
