"""The one base of all lists and rows: a queryset, a serializer, a filter set, and no methods."""

from typing import Any, ClassVar

import orjson
from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseBase
from rest_framework import viewsets
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from plans.models import Dataset
from policyapi.answering import answer, root_of
from policyapi.asking import Asked, read_list_request, read_row_request
from policyapi.errors import (
    LIKE_AN_ID,
    Problem,
    did_you_mean,
    nearest,
    shown,
)
from policyapi.exporting.columns import shape_of_rows
from policyapi.exporting.formats import EXPORTS
from policyapi.exporting.reading import stored_bodies
from policyapi.exporting.responding import respond
from policyapi.exporting.tables import Table
from policyapi.filtering import StrictFilterSet
from policyapi.linking import (
    no_such_format,
    no_such_place,
    page_link,
    refuse_other_versions,
    refuse_pages_behind,
    refuse_pages_of_files,
)
from policyapi.paging import behind, decode_cursor, encode_cursor, in_order
from policyapi.row_formats import RowFormat
from policyapi.serializing import PUBLIC_URL
from policyapi.values import MOST_KNOWN

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
    filter_backends = ()
    row_formats: ClassVar[tuple[RowFormat, ...]] = ()
    lookup_value_regex = "[^/]+"
    pagination_class = None

    def list(self, request: Request) -> HttpResponseBase:
        """One page of the rows that match, or all of them as a file, in one snapshot."""
        asked = read_list_request(request._request, self.filterset_class, self.columns())
        if asked.format in EXPORTS:
            name = request._request.path_info.rpartition("/")[2]
            return respond(
                request._request, asked, name, lambda dataset: self._table(request, asked, dataset)
            )
        return answer(request._request, lambda dataset: self._page(request, asked, dataset))

    def retrieve(self, request: Request, pk: str) -> HttpResponse:
        """One row."""
        media_types = {chosen.name: chosen.media_type for chosen in self.row_formats}
        asked = read_row_request(request._request, self.columns(), media_types)
        return answer(
            request._request,
            lambda dataset: self._row(request, asked, pk, dataset),
            media_types.get(asked.format, "application/json"),
        )

    def columns(self) -> tuple[str, ...]:
        """Names of the fields of a row."""
        serializer: Any = self.get_serializer_class()
        return tuple(serializer.Meta.fields)

    def _rows(self) -> QuerySet[Any]:
        return self.get_queryset()

    def _row(self, request: Request, asked: Asked, pk: str, dataset: Dataset) -> bytes:
        # PostgreSQL refuses a NUL in a text; no id has one.
        rows = self._rows().filter(pk=pk) if "\0" not in pk else self._rows().none()
        body = rows.values_list("body", flat=True).first()
        if body is None:
            raise self._no_row(pk)
        # All fields in any order leave nothing out, and so go with every format.
        some = asked.fields and set(asked.fields) != set(self.columns())
        if some and asked.format != "json":
            raise no_such_format(asked.format)
        root = root_of(request._request)
        whole = trimmed(body, asked.fields).replace(PUBLIC_URL, root)
        for chosen in self.row_formats:
            if chosen.name == asked.format:
                return chosen.render(orjson.loads(whole), root, dataset.data_version)
        return whole.encode()

    def _no_row(self, pk: str) -> Problem:
        model: type[Model] = self._rows().model
        name = str(model._meta.verbose_name)
        ids = list(self._rows().order_by().values_list("pk", flat=True)[:MOST_KNOWN])
        near = nearest(pk, ids, LIKE_AN_ID)
        detail = f"There is no {name} {shown(pk)}.{did_you_mean(near)}"
        return Problem(404, "not-found", detail, nearest=near)

    def _page(self, request: Request, asked: Asked, dataset: Dataset) -> bytes:
        refuse_other_versions(request._request, asked, dataset)
        filterset = asked.filtered(self.filterset_class, self._rows())
        rows = filterset.qs
        count = rows.count()
        page = self._slice(rows, asked, count)
        root = root_of(request._request)
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

    def _table(self, request: Request, asked: Asked, dataset: Dataset) -> Table:
        refuse_other_versions(request._request, asked, dataset)
        filterset = asked.filtered(self.filterset_class, self._rows())
        refuse_pages_of_files(asked)
        shape = shape_of_rows(self.get_serializer_class())
        batches = stored_bodies(filterset.qs, asked.sort)
        if asked.fields:
            shape = shape.only(asked.fields)
            batches = ([trimmed(body, asked.fields) for body in batch] for batch in batches)
        count = filterset.qs.count() if asked.format == "xlsx" else None
        return Table(shape, batches, count, several_matches(filterset))

    def _slice(self, rows: QuerySet[Any], asked: Asked, count: int) -> Rows:
        """Bodies and sort values of a page's rows, and of one more if there is one."""
        ordered = in_order(rows, asked.sort)
        columns = [column.key for column in asked.sort]
        if asked.after:
            try:
                place = decode_cursor(asked.after, asked.sort, rows)
            except ValueError as error:
                raise no_such_place(asked.after, str(error)) from error
            ordered = ordered.filter(behind(asked.sort, place))
            start = 0
        else:
            start = (asked.page - 1) * asked.page_size
            refuse_pages_behind(asked, count)
        return list(ordered.values_list("body", *columns)[start : start + asked.page_size + 1])

    def _next(self, request: Request, asked: Asked, page: Rows, dataset: Dataset) -> str | None:
        if len(page) <= asked.page_size:
            return None
        place = encode_cursor(list(page[asked.page_size - 1][1:]))
        return page_link(request._request, asked, dataset, page=asked.page + 1, after=place)

    def _previous(self, request: Request, asked: Asked, dataset: Dataset) -> str | None:
        if asked.page == 1:
            return None
        return page_link(request._request, asked, dataset, page=asked.page - 1)


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
