"""Lists of facts as pages: the API's parameters in a form, its pages, and why a list is empty."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from pages import data
from pages.naming import CHOICES, named
from pages.viewing import Visit, files_of
from policyapi.errors import ParameterError, bad_parameters
from policyapi.query import Query, read_query

Shape = dict[str, Any]
Options = list[tuple[str, str]]
Fields = Iterable[tuple[str, str, str, Options]]

MOST_ROWS: Final = 50
"""Rows that a page shows, and shows where it is not asked for fewer."""
OF_FILES: Final = ("fields", "format", "bom")
"""Parameters of the API that a page, which shows every row whole, has no use for."""
NOT_KEPT: Final = ("page", "after", "before", "data_version")
"""Of a page: a new question begins at the first one."""


@dataclass(frozen=True)
class Field:
    """A field of a form: a choice where it has options, else `text`, `number` or `search`."""

    name: str
    label: str
    kind: str
    options: Options
    value: str


@dataclass(frozen=True)
class Form:
    """The fields, and the other filters that are on: name, value, and the path without them."""

    fields: list[Field]
    others: list[tuple[str, str, str]]


def listing(visit: Visit, name: str, most: int = MOST_ROWS) -> Shape:
    """The API's list for the page's own parameters, at most so many rows at once.

    Raises Problem for whatever the API refuses, for more rows, and for parameters of files.
    """
    found = data.listed(asking(visit, most), visit.dataset, name)
    visit.files = files_of(f"/api/{name}", _in_ascii(visit.request.META.get("QUERY_STRING", "")))
    return found


def asking(visit: Visit, most: int = MOST_ROWS) -> HttpRequest:
    """The page's own question, for at most so many rows.

    Raises Problem for more rows, and for parameters of files.
    """
    raw = visit.request.META.get("QUERY_STRING", "")
    query = read_query(raw)
    _refuse(query, most)
    inner = copy(visit.request)
    if "page_size" not in query:
        raw = f"{raw}&page_size={most}".lstrip("&")
    inner.META = dict(visit.request.META) | {"QUERY_STRING": raw}
    return inner


def _refuse(query: Query, most: int) -> None:
    errors = [
        ParameterError(
            name,
            None,
            f"There is no parameter {name!r} of a page: it is one of the files that it links to.",
            [],
            "unknown-parameter",
        )
        for name in OF_FILES
        if name in query
    ]
    size = query.get("page_size", [""])[0]
    if size.isdecimal() and len(size) < 10 and int(size) > most:
        detail = f"A page shows at most {most} rows; the files that it links to have all."
        errors.append(ParameterError("page_size", size, detail, [str(most)]))
    if errors:
        raise bad_parameters(errors)


def of_facts(visit: Visit, name: str, fields: Fields) -> Shape:
    """What the pages of lists of facts share: rows, form, ways to other pages, or why none is."""
    found = listing(visit, name)
    visit.crumbs = [(visit.title, "")]
    return {
        "found": found,
        "form": form_of(visit, fields),
        "paths": paths(visit, found),
        "absent": None if found["results"] else absence(visit),
    }


def paths(visit: Visit, found: Shape) -> Shape:
    """Paths of the pages before and behind; empty where there is none."""
    return {
        name: f"{visit.request.path_info}?{urlsplit(found[name]).query}" if found[name] else ""
        for name in ("previous", "next")
    }


def form_of(visit: Visit, fields: Fields) -> Form:
    """The form that asks the page anew, filled in as it was asked."""
    query = read_query(visit.request.META.get("QUERY_STRING", ""))
    made = [
        Field(name, label, kind, options, ",".join(query.pop(name, [])))
        for name, label, kind, options in fields
    ]
    own = {field.name: field.value for field in made if field.value}
    others = {name: values for name, values in query.items() if name not in NOT_KEPT}
    return Form(
        made,
        [
            (name, ",".join(values), _without(visit, own | others, name))
            for name, values in others.items()
        ],
    )


def _without(visit: Visit, query: Shape, name: str) -> str:
    left = {key: value for key, value in query.items() if key != name}
    path = visit.request.path_info
    return f"{path}?{urlencode(left, doseq=True)}" if left else path


def choices(kind: str) -> Options:
    """The codes of a kind with what the page calls them."""
    return [(code, named(kind, code)) for code in CHOICES[kind].values]


View = Callable[..., HttpResponse]


def unfilled(view: View) -> View:
    """A view that a form asks: fields that were left empty are left out, and the URL says so.

    A browser sends every field of a form; the API refuses an empty parameter, and rightly.
    """

    def filled(request: HttpRequest, lang: str, **parts: str) -> HttpResponse:
        asked = [part for part in request.META.get("QUERY_STRING", "").split("&") if part]
        left = [part for part in asked if not part.endswith("=")]
        if len(left) == len(asked):
            return view(request, lang, **parts)
        query = _in_ascii("&".join(left))
        return HttpResponseRedirect(f"{request.path_info}?{query}" if left else request.path_info)

    return filled


def absence(visit: Visit) -> Shape:
    """Why nothing was found: `unread`, `unannotated` or `none`, with the documents that were read.

    Which documents there are is only asked of a unit: for all of them there always are some.
    """
    query = read_query(visit.request.META.get("QUERY_STRING", ""))
    asked = {name: query[name] for name in ("district", "year") if name in query}
    if "district" not in asked:
        return {"kind": "none", "documents": []}
    documents = visit.listed("documents", **asked, page_size=5)["results"]
    if not documents:
        return {"kind": "unread", "documents": []}
    noted = any(any(document["facts"].values()) for document in documents)
    return {"kind": "none" if noted else "unannotated", "documents": documents}


def _in_ascii(raw: str) -> str:
    """A query string as URLs have it; a client may have sent its bytes as they are."""
    return quote(raw.encode("latin-1"), safe="%&=+,;:@!*'()$/?~")
