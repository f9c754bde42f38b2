"""`/llms.txt`: what is here, for a language model that was given the address."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.http import urlencode

from pages.feeds.sending import text
from policyapi.answering import root_of
from policyapi.documentation import ANSWERS, LISTS

ABOUT: Final = (
    "# policyapi",
    "",
    "> What districts have promised, done and proclaimed in print, as data: each fact typed, "
    "normalised, and carried with the words it was printed in and the place where they stand.",
    "",
    "- Reading only: GET, JSON, no key. Facts are in Chinese; names and codes have English ones.",
    "- A question that is misspelt is refused with 400 and the nearest right values in `nearest`; "
    "it is never answered wrongly. Read the error and ask again.",
    "- A number has its comparator (`gt` 过, `gte` 以上, `approx` 左右, `eq`) and modality "
    "(`ensure` 确保, `strive` 力争): 以上 is not 左右. Repeat them with the number.",
    "- Two documents may claim different numbers of one thing; both are kept. A target without a "
    "later report is unknown, not missed.",
    "- Cite: every fact has `citations` (quote, document, line) and `cite_as`, a line to paste.",
    "- `district=市中` takes an id, code, name or short name; `q=` finds words exactly, from one "
    "character. `page_size` is at most 1000; follow `next`.",
    "- `data_version` names the state of the data; say which one you used.",
)
EXAMPLE: Final = "/api/targets?district=%E5%B8%82%E4%B8%AD&year=2019"


def llms(request: HttpRequest) -> HttpResponse:
    """The whole of it, with the address of the tools where the operator offers them."""
    root = root_of(request)
    lines = [*ABOUT, "", "## Lists", "", *(_line(root, name) for name in LISTS)]
    lines += ["", "A row is at its list's address, a slash, and its id.", ""]
    lines += ["## Questions", "", *(_line(root, name) for name in ANSWERS), ""]
    lines += [
        "## More",
        "",
        f"- [OpenAPI 3.1]({root}/api/openapi.json): every parameter and field.",
        f"- [Example]({root}{EXAMPLE}): targets of 市中区 for 2019.",
        f"- [Changes]({root}/changes.atom): an Atom feed of the releases of the data.",
    ]
    if settings.POLICYAPI_MCP:
        lines.append(f"- [Tools]({root}/mcp): Model Context Protocol, streamable HTTP, no key.")
    return text(request, lines)


def _line(root: str, name: str) -> str:
    """A list or a question that answers, and the first sentence of its own description."""
    view = resolve(f"/api/{name}").func.cls  # type: ignore[attr-defined]
    sentence = " ".join((view.__doc__ or "").split()).partition(". ")[0].rstrip(".")
    known = view.filterset_class.parameters()
    needed = {key: known[key].describe().example for key in getattr(view, "needed", ())}
    asked = f"?{urlencode(needed, doseq=True)}" if needed else ""
    return f"- [{name}]({root}/api/{name}{asked}): {sentence}."
