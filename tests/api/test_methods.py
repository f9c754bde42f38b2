"""Reading only: GET, HEAD and OPTIONS; two forms of a path; a constant number of queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls.resolvers import RoutePattern

from policyapi.urls import urlpatterns
from tests.api.asking import LISTS, NAMES, filters_of, get, problem_in

pytestmark = pytest.mark.django_db

ROWS = {name: filters_of(name).example_id for name in NAMES}
PLAIN = [
    "/",
    "/livez",
    "/readyz",
    "/api",
    "/api/schema",
    "/api/openapi.json",
    "/api/docs",
    "/api/redoc",
]
QUESTIONS = {
    "/api/search": "q=学校",
    "/api/compare": "indicator=gdp&year=2019",
    "/api/summary": "of=targets&by=district",
    "/api/timeline": "district=市中",
}
PATHS = [
    *PLAIN,
    *(f"/api/{name}" for name in NAMES),
    *(f"/api/{name}/{pk}" for name, pk in ROWS.items()),
]
ROUTED = sorted(
    {f"/{pattern.pattern}" for pattern in urlpatterns if isinstance(pattern.pattern, RoutePattern)}
    - {"/api/"}
)
"""Every path of urls.py that stands there whole."""
EVERY = [*ROUTED, *(path for path in PATHS if path not in ROUTED)]
VERBS = ["POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "BREW"]


@pytest.mark.parametrize("path", EVERY)
def test_every_verb_but_reading_is_405_and_says_what_is_allowed(path: str) -> None:
    for verb in VERBS:
        response = Client().generic(verb, path, b'{"id": "x"}', content_type="application/json")
        assert response.status_code == 405, verb
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        problem = problem_in(response)
        assert problem["code"] == "method-not-allowed"
        assert verb in problem["detail"]


@pytest.mark.parametrize("path", EVERY)
def test_options_says_what_is_allowed(path: str) -> None:
    response = Client().options(path)
    assert (response.status_code, response.content) == (204, b"")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", [*PATHS, *QUESTIONS])
def test_head_is_get_without_its_body(path: str) -> None:
    query = QUESTIONS.get(path, "").encode().decode("latin-1")
    whole = Client().get(path, QUERY_STRING=query)
    head = Client().head(path, QUERY_STRING=query)
    assert whole.status_code == head.status_code == 200
    assert head.content == b""
    assert whole.content
    assert dict(head.items()) | {"Content-Length": ""} == dict(whole.items()) | {
        "Content-Length": ""
    }


def test_head_of_a_wrong_question_is_the_same_error() -> None:
    response = Client().head("/api/targets", QUERY_STRING="distrct=1")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", [path for path in PATHS if path.startswith("/api")])
def test_a_path_is_the_same_with_a_slash_at_its_end_without_a_redirect(path: str) -> None:
    with_slash = get(f"{path}/")
    assert with_slash.status_code == 200
    assert with_slash.content == get(path).content


def test_links_have_no_slash_whichever_form_was_asked() -> None:
    answer: Any = get("/api/targets/", "page_size=1")
    assert answer.json()["next"].startswith("http://testserver/api/targets?")


def queries(path: str, query: str) -> int:
    """How many queries a request takes."""
    with CaptureQueriesContext(connection) as captured:
        assert get(path, query).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_takes_the_same_few_queries_at_any_page_size(name: str) -> None:
    sizes = [queries(f"/api/{name}", f"page_size={size}") for size in (1, 2, 10, 1000)]
    assert len(set(sizes)) == 1
    assert sizes[0] <= 3
    assert queries(f"/api/{name}/{ROWS[name]}", "") <= 2


@pytest.mark.parametrize("name", NAMES)
def test_a_filtered_list_takes_the_same_few_queries_at_any_page_size(name: str) -> None:
    query = "q=市&sort=-id&fields=id"
    queries(f"/api/{name}", query)  # The count is found once for each version of the data.
    sizes = [queries(f"/api/{name}", f"{query}&page_size={size}") for size in (1, 1000)]
    assert sizes[0] == sizes[1] <= 3


def test_all_ten_lists_are_there() -> None:
    assert set(LISTS) == {
        "districts", "documents", "plans", "indicators", "targets", "achievements", "outcomes",
        "projects", "slogans", "discrepancies",
    }  # fmt: skip
