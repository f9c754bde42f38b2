"""What a request asks for: format, page, order, columns, filters; everything else is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest

from policyapi.errors import (
    ParameterError,
    Problem,
    bad_parameters,
    did_you_mean,
    nearest,
    shown,
)
from policyapi.exporting.formats import EXPORTS, bom_errors
from policyapi.filtering import Chosen, StrictFilterSet
from policyapi.negotiating import preferred
from policyapi.paging import (
    DEFAULT_PAGE_SIZE,
    LARGEST_PAGE_SIZE,
    LAST_PAGE,
    SortColumn,
    read_sort,
    read_whole_number,
)
from policyapi.query import Query, read_query
from policyapi.values import DATA_VERSION, MOST_VALUES

PAGING: Final = ("page", "page_size", "sort", "after", "before", "data_version")
OF_A_PAGE: Final = ("page", "after", "before", "data_version")
SHARED: Final = ("fields", "format")
FORMATS: Final = {"json": "application/json"}
XML: Final = "application/xml"
LIST_FORMATS: Final = FORMATS | EXPORTS
"""Of lists and of answers that are tables, which take `bom` too."""


@dataclass
class Asked:
    """A request, read and found right, but for what only the data can tell."""

    query: Query
    filters: Query = field(default_factory=dict)
    page: int = 1
    page_size: int = DEFAULT_PAGE_SIZE
    sort: list[SortColumn] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    after: str = ""
    before: str = ""
    data_version: str = ""
    format: str = "json"
    bom: bool = True
    errors: list[ParameterError] = field(default_factory=list)

    @cached_property
    def elsewhere(self) -> str:
        """The same question on other pages: its query string without the page and the version."""
        kept = {name: values for name, values in self.query.items() if name not in OF_A_PAGE}
        return urlencode(kept, doseq=True)

    def filtered(self, filterset_class: type[StrictFilterSet]) -> Chosen:
        """The values asked with. Raises Problem 400 with everything that is wrong."""
        chosen = filterset_class.read(self.filters)
        self.errors += chosen.errors
        if self.errors:
            raise bad_parameters(self.errors)
        return chosen


def read_list_request(
    request: HttpRequest,
    filterset_class: type[StrictFilterSet],
    columns: tuple[str, ...],
    query: Query | None = None,
) -> Asked:
    """What a list is asked for, by the request's query string or a query that was read already.

    Raises Problem for what cannot be read at all.
    """
    filters = filterset_class.parameters()
    asked = _read_known(request, [*filters, *PAGING, *SHARED, "bom"], query)
    asked.filters = {name: values for name, values in asked.query.items() if name in filters}
    _read_pages(asked)
    asked.sort, errors = read_sort(_single(asked, "sort"), filterset_class.sorts)
    asked.errors += errors
    asked.after = _single(asked, "after")
    asked.before = _single(asked, "before")
    _read_shared(request, asked, columns, LIST_FORMATS)
    return asked


def read_question_request(
    request: HttpRequest,
    filterset_class: type[StrictFilterSet],
    formats: Mapping[str, str],
    *,
    paged: bool,
) -> Asked:
    """What a question is asked with; `page`, `page_size` and `data_version` where it has pages.

    Raises Problem for what cannot be read at all.
    """
    filters = filterset_class.parameters()
    paging = ("page", "page_size", "data_version") if paged else ()
    bom = ("bom",) if "csv" in formats else ()
    asked = _read_known(request, [*filters, *paging, "format", *bom])
    asked.filters = {name: values for name, values in asked.query.items() if name in filters}
    _read_pages(asked)
    _read_format(request, asked, formats)
    return asked


def _read_pages(asked: Asked) -> None:
    bounds = {"page": LAST_PAGE, "page_size": LARGEST_PAGE_SIZE}
    for name, highest in bounds.items():
        if given := _single(asked, name):
            number, errors = read_whole_number(name, given, 1, highest)
            setattr(asked, name, number)
            asked.errors += errors
    asked.data_version = _single(asked, "data_version")
    if asked.data_version and not re.fullmatch(DATA_VERSION, asked.data_version):
        detail = (
            f"The parameter data_version is wrong: {shown(asked.data_version)} is no data version, "
            "which has 16 hexadecimal digits. Take it from an answer, or leave it out."
        )
        asked.errors.append(ParameterError("data_version", asked.data_version, detail))


def read_row_request(
    request: HttpRequest, columns: tuple[str, ...], row_formats: Mapping[str, str] | None = None
) -> Asked:
    """What one row is asked for, as JSON or in a format of its own, by the format's name.

    Raises Problem 400 with everything that is wrong.
    """
    asked = _read_known(request, list(SHARED))
    _read_shared(request, asked, columns, FORMATS | dict(row_formats or {}))
    if asked.errors:
        raise bad_parameters(asked.errors)
    return asked


def read_format_request(
    request: HttpRequest, formats: Mapping[str, str], others: tuple[str, ...] = ()
) -> str:
    """The format asked for, of a path that takes no parameter but these. Raises Problem."""
    asked = _read_known(request, ["format", *others])
    _read_format(request, asked, formats)
    if asked.errors:
        raise bad_parameters(asked.errors)
    return asked.format


def refuse_parameters(request: HttpRequest, but: tuple[str, ...] = ()) -> None:
    """Raises Problem 400 for any parameter but these."""
    errors = _read_known(request, list(but)).errors
    if errors:
        raise bad_parameters(errors)


def _read_known(request: HttpRequest, known: list[str], query: Query | None = None) -> Asked:
    asked = Asked(read_query(request.META.get("QUERY_STRING", "")) if query is None else query)
    for name in asked.query:
        if name not in known:
            near = nearest(name, known)
            detail = f"There is no parameter {shown(name)} here.{did_you_mean(near)}"
            asked.errors.append(ParameterError(name[:60], None, detail, near, "unknown-parameter"))
    return asked


def _single(asked: Asked, name: str) -> str:
    """The one value of a parameter, or an empty text."""
    values = asked.query.get(name, [])
    if len(values) > 1:
        detail = f"The parameter {name} is given {len(values)} times; it takes one value."
        asked.errors.append(ParameterError(name, values[1], detail))
    elif values and not values[0]:
        detail = f"The parameter {name} is empty; leave it out or give a value."
        asked.errors.append(ParameterError(name, "", detail))
    return values[0] if values else ""


def _read_shared(
    request: HttpRequest,
    asked: Asked,
    columns: tuple[str, ...],
    formats: Mapping[str, str] = FORMATS,
) -> None:
    named = _single(asked, "fields")
    names = named.split(",") if named else []
    if len(names) > MOST_VALUES:
        detail = f"The parameter fields names {len(names)} fields; at most {MOST_VALUES} are read."
        asked.errors.append(ParameterError("fields", named, detail))
        names = []
    for name in names:
        column = name.strip()
        if column not in columns:
            near = nearest(column, columns)
            detail = f"The parameter fields is wrong: there is no field {shown(column)} here."
            asked.errors.append(ParameterError("fields", column, detail + did_you_mean(near), near))
        elif column not in asked.fields:
            asked.fields.append(column)
    _read_format(request, asked, formats)


def _read_format(request: HttpRequest, asked: Asked, formats: Mapping[str, str] = FORMATS) -> None:
    named = _single(asked, "format")
    if named and named not in formats:
        near = nearest(named, formats)
        detail = f"The parameter format is wrong: {shown(named)} is none of {', '.join(formats)}."
        asked.errors.append(ParameterError("format", named, detail + did_you_mean(near), near))
    asked.format = named or _accepted(request, formats)
    if "csv" in formats:
        asked.errors += bom_errors(asked.query)
        asked.bom = asked.format == "csv" and asked.query.get("bom") != ["0"]


def _accepted(request: HttpRequest, formats: Mapping[str, str]) -> str:
    """The format that the Accept header asks for. Raises Problem 406 where there is none."""
    header = request.META.get("HTTP_ACCEPT", "")
    # A browser names application/xml beside text/html; a person reads JSON more easily.
    offered = {n: m for n, m in formats.items() if "text/html" not in header or m != XML}
    name = preferred(header, offered) or preferred(header, formats)
    if name is not None:
        return name
    known = ", ".join(formats.values())
    detail = f"Nothing here is {header[:100]}; there is {known}."
    raise Problem(406, "not-acceptable", detail)
