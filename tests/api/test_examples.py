"""The examples of the schema run as they stand: alone, and all of a list together."""

from typing import Any

import pytest

from tests.api.asking import NAMES, filters_of, get, query_of

pytestmark = pytest.mark.django_db


def examples(path: str) -> dict[str, dict[str, Any]]:
    """The parameters of a path that have an example, by name."""
    schema: Any = get("/api/openapi.json")
    parameters = schema.json()["paths"][path]["get"]["parameters"]
    return {p["name"]: p for p in parameters if "example" in p}


def written(parameter: dict[str, Any]) -> list[str]:
    """The values of an example as they stand in a query string."""
    value = parameter["example"]
    if isinstance(value, list):
        return list(map(str, value)) if parameter.get("explode", True) else [",".join(value)]
    return [str(value).lower() if isinstance(value, bool) else str(value)]


@pytest.mark.parametrize("name", NAMES)
def test_each_example_alone_finds_a_row(name: str) -> None:
    found = examples(f"/api/{name}")
    assert set(found) >= {*filters_of(name).parameters(), "page", "sort", "after", "data_version"}
    for parameter in found.values():
        query = query_of({parameter["name"]: written(parameter)})
        response: Any = get(f"/api/{name}", query)
        assert response.status_code == 200, (query, response.content.decode())
        assert response.json()["count"] > 0, query


@pytest.mark.parametrize("name", NAMES)
def test_all_examples_of_a_list_together_find_the_row_of_its_example(name: str) -> None:
    query = query_of({n: written(parameter) for n, parameter in examples(f"/api/{name}").items()})
    response: Any = get(f"/api/{name}", query)
    assert response.status_code == 200, response.content.decode()
    assert filters_of(name).example_id in [row["id"] for row in response.json()["results"]]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_a_row_answer(name: str) -> None:
    found = examples(f"/api/{name}/{{id}}")
    key = found.pop("id")["example"]
    query = query_of({n: written(parameter) for n, parameter in found.items()})
    response: Any = get(f"/api/{name}/{key}", query)
    assert response.status_code == 200, response.content.decode()
    assert response.json()["id"] == key
