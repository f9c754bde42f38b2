"""The one base of all lists and rows: a queryset, a serializer, a filter set, and no methods."""

from functools import partial
from typing import Any, ClassVar, Final

import orjson
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework import viewsets
from rest_framework.negotiation import BaseContentNegotiation

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
from policyapi.exporting.responding import respond
from policyapi.exporting.tables import Table
from policyapi.filtering import Chosen, StrictFilterSet
from policyapi.index.finding import Found
from policyapi.index.ordering import Order
from policyapi.index.wanted import Wanted
from policyapi.linking import no_such_format, refuse_other_versions, refuse_pages_of_files
from policyapi.pages_of_lists import Page
from policyapi.row_formats import RowFormat
from policyapi.serializing import PUBLIC_BYTES
from policyapi.vocabulary import values_like

BATCH: Final = 100
"""Rows of an export that are read and sent at a time: as much as room is cheaply made for."""


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

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Straight to the answer.

        What REST framework does before and after (authentication, permissions, throttles, parsers,
        renderers) is none of a path's that only reads; errors become problems in the middleware.
        """
        action: str = self.action_map[str(request.method).lower()]
        answered: HttpResponseBase = getattr(self, action)(request, *args, **kwargs)
        return answered

    def list(self, request: HttpRequest) -> HttpResponseBase:
        """One page of the rows that match, or all of them as a file, in one snapshot."""
        asked = self.asked_for_list(request)
        if asked.format in EXPORTS:
            name = request.path_info.rpartition("/")[2]
            return respond(
                request, asked, name, lambda dataset: self._table(request, asked, dataset)
            )
        return answer(request, lambda dataset: self.page(request, asked, dataset))

    def retrieve(self, request: HttpRequest, pk: str) -> HttpResponse:
        """One row."""
        asked = self.asked_for_row(request)
        return answer(
            request,
            lambda dataset: self.row(request, asked, pk, dataset),
            self._media_types().get(asked.format, "application/json"),
        )

    def asked_for_list(self, request: HttpRequest) -> Asked:
        """What a request asks of the list. Raises Problem for what cannot be read at all."""
        return read_list_request(request, self.filterset_class, self.columns())

    def asked_for_row(self, request: HttpRequest) -> Asked:
        """What a request asks of a row. Raises Problem."""
        return read_row_request(request, self.columns(), self._media_types())

    def columns(self) -> tuple[str, ...]:
        """Names of the fields of a row."""
        serializer: Any = self.get_serializer_class()
        return tuple(serializer.Meta.fields)

    def row(self, request: HttpRequest, asked: Asked, pk: str, dataset: Dataset) -> bytes:
        """One row, in the format asked for. Raises Problem."""
        # PostgreSQL refuses a NUL in a text; no id has one.
        body = self._found(Wanted(), dataset).body_of(pk) if "\0" not in pk else None
        if body is None:
            raise self._no_row(pk)
        # All fields in any order leave nothing out, and so go with every format.
        some = asked.fields and set(asked.fields) != set(self.columns())
        if some and asked.format != "json":
            raise no_such_format(asked.format)
        root = root_of(request)
        whole = trimmed(body, asked.fields).replace(PUBLIC_BYTES, root.encode())
        for chosen in self.row_formats:
            if chosen.name == asked.format:
                return chosen.render(orjson.loads(whole), root, dataset.data_version)
        return whole

    def _media_types(self) -> dict[str, str]:
        return {chosen.name: chosen.media_type for chosen in self.row_formats}

    def _model(self) -> type[Model]:
        serializer: Any = self.serializer_class
        model: type[Model] = serializer.Meta.model
        return model

    def _found(self, wanted: Wanted, dataset: Dataset) -> Found:
        return Found(self._model(), wanted, dataset)

    def _no_row(self, pk: str) -> Problem:
        model = self._model()
        name = str(model._meta.verbose_name)
        near = nearest(pk, values_like(model, "id", pk), LIKE_AN_ID) if "\0" not in pk else []
        detail = f"There is no {name} {shown(pk)}.{did_you_mean(near)}"
        return Problem(404, "not-found", detail, nearest=near)

    def page(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> bytes:
        """One page, as JSON. Raises Problem."""
        refuse_other_versions(request, asked, dataset)
        chosen = asked.filtered(self.filterset_class)
        found = self._found(chosen.wanted(), dataset)
        page = Page(found, asked)
        links = page.links(request, dataset)
        envelope = {"data_version": dataset.data_version, "count": found.count, **links}
        matched = several_matches(chosen)
        if matched:
            envelope["matched"] = matched
        lines = page.lines
        if asked.fields and lines:
            lines = b"\n".join(trimmed(line, asked.fields) for line in lines.split(b"\n"))
        results = lines.replace(b"\n", b",").replace(PUBLIC_BYTES, root_of(request).encode())
        return b"".join((orjson.dumps(envelope)[:-1], b',"results":[', results, b"]}"))

    def _table(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> Table:
        refuse_other_versions(request, asked, dataset)
        chosen = asked.filtered(self.filterset_class)
        refuse_pages_of_files(asked)
        shape = shape_of_rows(self.get_serializer_class())
        found = self._found(chosen.wanted(), dataset)
        order = Order(found.model, tuple(asked.sort))
        batches = found.batches(order, BATCH)
        count = found.count if asked.format == "xlsx" else None
        fields, matched = asked.fields, several_matches(chosen)
        if fields and tuple(fields) != self.columns():
            batches = ([trimmed(body, fields).decode() for body in batch] for batch in batches)
            return Table(shape.only(fields), batches, count, matched)
        return Table(shape, batches, count, matched, partial(found.encoded, order, BATCH))


def trimmed(body: str | bytes, fields: list[str]) -> bytes:
    """A stored body with only some of its fields, in the order asked for; with all for none."""
    if not fields:
        return body if isinstance(body, bytes) else body.encode()
    row = orjson.loads(body)
    return orjson.dumps({name: row[name] for name in fields})


def several_matches(chosen: Chosen) -> dict[str, dict[str, list[str]]]:
    """Which rows a value named where it named more than one, by parameter."""
    matched = {}
    for name, named in chosen.values.items():
        if chosen.filterset.parameters()[name].several:
            many = {value: ids for value, ids in named.items() if len(ids) > 1}
            if many:
                matched[name] = many
    return matched
