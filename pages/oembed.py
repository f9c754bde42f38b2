"""`/oembed?url=`: how another site embeds a page, as oEmbed 1.0 says it."""

from collections.abc import Callable
from copy import copy
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext

from pages import embeds, frames
from pages.charts.parameters import OneOf
from pages.language import LANGUAGES, language_of, local, without_language
from pages.viewing import Visit
from plans.models import Dataset
from policyapi.answering import answer, root_of
from policyapi.errors import ParameterError, Problem, bad_parameters, did_you_mean, nearest, shown
from policyapi.filtering import PlainParameter, StrictFilterSet
from policyapi.query import read_query
from policyapi.questions import missing
from policyapi.values import WholeNumberField

_SAFE: Final = "%&=+,;:@!*'()$/?~"

Shape = dict[str, Any]


class Kind(NamedTuple):
    """A kind of page that can be embedded: what makes its frame, and how tall that is in px.

    `height` is told the frame's context and width.
    """

    make: Callable[..., Shape]
    height: Callable[[Shape, int], int]


KINDS: Final = {
    "compare": Kind(embeds.make_compare, frames.height_of_comparison),
    "targets": Kind(embeds.make_target, frames.height_of_promise),
    "districts": Kind(embeds.make_district, frames.height_of_unit),
}
"""Pages that can be embedded, by the first part of their path."""
ROWS: Final = ("targets", "districts")
"""Of those, the ones of one row each."""


class SizeParameter(PlainParameter):
    """A greatest size in px."""

    field_class = WholeNumberField


class OembedParameters(StrictFilterSet):
    """What a site asks with."""

    url = PlainParameter(example="", help_text="Address of a page, percent-encoded.")
    format = OneOf(
        choices=[("json", "json"), ("xml", "xml")],
        example="json",
        help_text="json, which is the default; xml is answered with 501.",
    )
    maxwidth = SizeParameter(lowest=1, highest=frames.GREATEST, example=640, help_text="In px.")
    maxheight = SizeParameter(lowest=1, highest=frames.GREATEST, example=480, help_text="In px.")


def view(request: HttpRequest) -> HttpResponse:
    """How to embed the page at an address.

    Raises Problem 400 for wrong parameters, 404 for an address that is no such page, 501 for xml.
    """
    values = _read(request)
    if values.get("format") == "xml":
        raise Problem(501, "not-implemented", "Only json is made here, not xml.")

    def render(dataset: Dataset) -> bytes:
        return orjson.dumps(_described(request, dataset, values))

    return answer(request, render)


def _read(request: HttpRequest) -> Shape:
    query = read_query(request.META.get("QUERY_STRING", ""))
    known = OembedParameters.parameters()
    errors = [_unknown(name, list(known)) for name in query if name not in known]
    chosen = OembedParameters.read({name: query[name] for name in query if name in known})
    errors += chosen.errors
    if "url" not in query:
        errors.append(missing("url"))
    if errors:
        raise bad_parameters(errors)
    return chosen.values


def _unknown(name: str, known: list[str]) -> ParameterError:
    near = nearest(name, known)
    detail = (
        f"There is no parameter {shown(name)} here.{did_you_mean(near)} An address that has "
        "parameters of its own is percent-encoded as a whole."
    )
    return ParameterError(name[:60], None, detail, near, "unknown-parameter")


def _described(request: HttpRequest, dataset: Dataset, values: Shape) -> Shape:
    path, query = _own_path(request, values["url"])
    language = language_of(path)
    folder, _, key = without_language(path).strip("/").partition("/")
    inner = copy(request)
    inner.META = dict(request.META) | {"QUERY_STRING": query}
    inner.path_info = path
    kind, visit = KINDS[folder], Visit(inner, dataset, language)
    width = min(frames.WIDTH, values.get("maxwidth", frames.WIDTH))
    with translation.override(LANGUAGES[language]):
        context = kind.make(visit, key) if folder in ROWS else kind.make(visit)
        provider = gettext("District promises")
    height = min(
        kind.height(context, max(width, frames.NARROWEST)), values.get("maxheight", frames.GREATEST)
    )
    tail = f"?{query}" if query else ""
    source = root_of(request) + quote(local(f"/embed{without_language(path)}", language)) + tail
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": provider,
        "provider_url": root_of(request) + local("/", language),
        "title": visit.title,
        "width": width,
        "height": height,
        "html": format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy">'
            "</iframe>",
            source, visit.title, width, height,
        ),
    }  # fmt: skip


def _own_path(request: HttpRequest, url: str) -> tuple[str, str]:
    """Path and query of a page of ours that can be embedded. Raises Problem 404 for another."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    root = urlsplit(root_of(request))
    path = unquote(parts.path).rstrip("/")
    folder, _, key = without_language(path).strip("/").partition("/")
    fits = folder in KINDS and bool(key) == (folder in ROWS) and "/" not in key
    if parts.netloc != root.netloc or parts.scheme not in ("http", "https") or not fits:
        shapes = ", ".join(f"{root.geturl()}/{name}{'/<id>' * (name in ROWS)}" for name in KINDS)
        detail = f"Nothing at {shown(url)} can be embedded; pages that can are {shapes}."
        raise Problem(404, "not-found", detail)
    return path, quote(parts.query, safe=_SAFE)
