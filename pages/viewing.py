"""How a page is made: in its language, in one snapshot, with the validators of an answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from pages import data
from pages.frames import for_frames
from pages.language import LANGUAGES, PREFIXES, local, other, without_language
from plans.models import Dataset
from policyapi.answering import answer, root_of
from policyapi.asking import refuse_parameters

HTML: Final = "text/html; charset=utf-8"
FILES: Final = ("json", "csv", "xlsx")


@dataclass
class Visit:
    """One look at a page: the request, the data, and what the page says of itself.

    `title` and `description` are plain texts in the page's language; `files` are the answers behind
    it, by format; `image` is the chart that stands for it elsewhere; `crumbs` lead to it.
    """

    request: HttpRequest
    dataset: Dataset
    language: str
    title: str = ""
    description: str = ""
    files: dict[str, str] = field(default_factory=dict)
    image: str = ""
    crumbs: list[tuple[str, str]] = field(default_factory=list)
    framed: bool = False

    def listed(self, name: str, **query: Any) -> dict[str, Any]:
        """A list of the API, filtered."""
        return data.listed(self.request, self.dataset, name, _several(query))

    def row(self, name: str, key: str) -> dict[str, Any]:
        """A row of the API."""
        return data.row(self.request, self.dataset, name, key)

    def answered(self, name: str, **query: Any) -> dict[str, Any]:
        """An answer of the API."""
        return data.asked(self.request, self.dataset, name, _several(query))

    def question(self, name: str) -> dict[str, Any]:
        """An answer of the API to the page's own parameters, and the files behind it."""
        formats = FILES if data.QUESTIONS[name].exported else FILES[:1]
        query = self.request.META.get("QUERY_STRING", "")
        self.files = files_of(f"/api/{name}", query, formats)
        return data.asked(self.request, self.dataset, name)

    def refuse_parameters(self) -> None:
        """Raises Problem 400 for any parameter: the page takes none."""
        refuse_parameters(self.request)


Make = Callable[..., dict[str, Any]]
"""Takes the visit and the parts of the path; gives the template's context. May raise Problem."""


def page(template: str, make: Make) -> Callable[..., HttpResponse]:
    """A view of a page, in the language that its URL names."""

    def view(request: HttpRequest, lang: str, **parts: str) -> HttpResponse:
        def render(dataset: Dataset) -> bytes:
            visit = Visit(request, dataset, lang)
            with translation.override(LANGUAGES[lang]):
                return shown(visit, template, make(visit, **parts))

        response = answer(request, render, HTML)
        return for_frames(response) if template.startswith("pages/embed/") else response

    return view


def shown(visit: Visit, template: str, context: dict[str, Any]) -> bytes:
    """A page as it is sent."""
    path = without_language(visit.request.path_info)
    query = quoted(visit.request.META.get("QUERY_STRING", ""))
    tail = f"?{query}" if query else ""
    root = root_of(visit.request)
    both = {language: root + local(path, language) + tail for language in LANGUAGES}
    context |= {
        "visit": visit,
        "lang": "zh-Hans" if visit.language == "zh" else "en",
        "zh": visit.language == "zh",
        "prefix": SafeString(PREFIXES[visit.language]),
        "root": root,
        "canonical": both[visit.language],
        "alternates": both,
        "switch": local(path, other(visit.language)) + tail,
        "data_version": visit.dataset.data_version,
    }
    return render_to_string(template, context).encode()


def files_of(path: str, query: str, formats: tuple[str, ...] = FILES) -> dict[str, str]:
    """URLs of the answer behind a page, by format."""
    parts = quoted(query).split("&")
    kept = "&".join(p for p in parts if p and p.split("=")[0] not in _OF_A_PAGE)
    asked = f"{kept}&" if kept else ""
    return {name: f"{path}?{asked}format={name}" for name in formats}


def quoted(query: str) -> str:
    """A query string as a link has it, whatever a client sent as bytes."""
    return quote(query.encode("latin-1"), safe="%&=+,;:@!*'()$/?~")


_OF_A_PAGE: Final = {"page", "page_size", "after", "before", "data_version", "format"}


def _several(query: dict[str, Any]) -> dict[str, list[str]]:
    return {
        name: [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]
        for name, value in query.items()
    }


def with_query(path: str, **query: Any) -> str:
    """A path with parameters, in the page's language."""
    return f"{local(path)}?{urlencode(query, doseq=True)}"
