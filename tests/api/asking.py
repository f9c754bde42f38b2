"""Ask the API as a client does, and know its lists from the router."""

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpResponse
from django.test import Client

from policyapi.filtering import StrictFilterSet
from policyapi.urls import router

LISTS: dict[str, Any] = {prefix: viewset for prefix, viewset, _ in router.registry}
"""View sets by the name of their list."""
NAMES = sorted(LISTS)


def filters_of(name: str) -> type[StrictFilterSet]:
    """The filter set of a list."""
    filterset: type[StrictFilterSet] = LISTS[name].filterset_class
    return filterset


def get(path: str, query: str = "", **headers: str) -> HttpResponse:
    """A GET with the query string exactly as given, as a server hands its bytes on."""
    raw = query.encode().decode("latin-1")
    response: Any = Client().get(path, headers=headers, QUERY_STRING=raw)
    return response  # type: ignore[no-any-return]


def query_of(parameters: dict[str, Any]) -> str:
    """A query string, percent-encoded UTF-8; a list is a repetition."""
    return urlencode(parameters, doseq=True, quote_via=quote)


def ask(path: str, **parameters: Any) -> dict[str, Any]:
    """The parsed answer to a right question."""
    response = get(f"/api/{path}", query_of(parameters))
    assert response.status_code == 200, response.content.decode()
    answer: dict[str, Any] = response.json()  # type: ignore[attr-defined]
    return answer


def ids(name: str, **parameters: Any) -> list[str]:
    """Ids of all rows of a list that match, in the order of the answer."""
    answer = ask(name, page_size=1000, fields="id", **parameters)
    found = [row["id"] for row in answer["results"]]
    assert answer["count"] == len(found)
    return found


def refused(path: str, query: str, status: int = 400, **headers: str) -> dict[str, Any]:
    """The problem that answers a wrong question; its form is checked here, once for all."""
    response = get(path, query, **headers)
    assert response.status_code == status, response.content.decode()
    return problem_in(response)


def problem_in(response: Any) -> dict[str, Any]:
    """A response as the problem that it must be."""
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response["API-Version"] == "1.0"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == response.status_code
    assert problem["type"] == f"urn:policyapi:problem:{problem['code']}"
    assert problem["title"]
    assert problem["detail"]
    for error in problem.get("errors", []):
        assert set(error) == {"parameter", "value", "detail", "nearest"}
        assert error["detail"] in problem["detail"]
    return problem
