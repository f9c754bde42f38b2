"""What pages show: the API's own answers, asked inside the page's snapshot."""

from copy import copy
from typing import Any

import orjson
from django.http import HttpRequest
from django.utils.http import urlencode

from plans.answers.changes import ChangesView
from plans.answers.compare import CompareView
from plans.answers.coverage import CoverageView
from plans.answers.dataset import DatasetView
from plans.answers.search import SearchView
from plans.answers.summary import SummaryView
from plans.answers.timeline import TimelineView
from plans.models import Dataset
from policyapi.answering import root_of
from policyapi.asking import FORMATS, Asked, read_list_request
from policyapi.direct import JSON, Question
from policyapi.questions import QuestionView

Query = dict[str, list[str]]

QUESTIONS: dict[str, type[QuestionView]] = {
    "changes": ChangesView,
    "compare": CompareView,
    "coverage": CoverageView,
    "dataset": DatasetView,
    "search": SearchView,
    "summary": SummaryView,
    "timeline": TimelineView,
}


def listed(
    request: HttpRequest, dataset: Dataset, name: str, query: Query | None = None
) -> dict[str, Any]:
    """A list's answer to a query, or to that of the page itself, whose paths its links keep.

    Raises Problem for whatever the API refuses.
    """
    view = _view(name)
    inner = _own(request) if query is None else _asking(request, name)
    asked = read_list_request(inner, view.filterset_class, view.columns(), query)
    found: dict[str, Any] = orjson.loads(view.page(inner, asked, dataset))
    return found


def row(request: HttpRequest, dataset: Dataset, name: str, key: str) -> dict[str, Any]:
    """A row of a list. Raises Problem 404, with the nearest ids."""
    found: dict[str, Any] = orjson.loads(_view(name).row(request, Asked({}), key, dataset))
    return found


def asked(
    request: HttpRequest, dataset: Dataset, name: str, query: Query | None = None
) -> dict[str, Any]:
    """The answer to a question with a query, or with that of the page itself. Raises Problem."""
    view = QUESTIONS[name]()
    asks = None if query is None else urlencode(query, doseq=True)
    inner = _own(request) if asks is None else _asking(request, name, asks)
    found: dict[str, Any] = orjson.loads(view.body(inner, view.read(inner, FORMATS), dataset))
    return found


def _view(name: str) -> Any:
    from policyapi.urls import router  # which has the pages' own paths too

    return next(viewset for prefix, viewset, _ in router.registry if prefix == name)()


def _own(request: HttpRequest) -> HttpRequest:
    """The request of the page, for JSON."""
    inner = copy(request)
    inner.META = dict(request.META) | {"HTTP_ACCEPT": JSON}
    inner.__dict__.pop("headers", None)
    return inner


def _asking(request: HttpRequest, name: str, query: str = "") -> HttpRequest:
    """A request to the API from the same origin."""
    asked = {"PATH_INFO": f"/api/{name}", "QUERY_STRING": query, "HTTP_ACCEPT": JSON}
    return Question(asked, root_of(request))
