"""The examples of every operation in the schema run as they stand, as the docs' forms send them.

Those of the lists, alone and together, and of rows together are in `tests/api/test_examples.py`.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.asking import NAMES, get, query_of, refused
from tests.api.test_examples import written
from tests.trust.paths import body_of

pytestmark = pytest.mark.django_db

LISTS = {f"/api/{name}" for name in NAMES}


@pytest.fixture
def operations() -> dict[str, dict[str, Any]]:
    """Every operation of the schema as served, by path."""
    response: Any = get("/api/openapi.json")
    return {path: methods["get"] for path, methods in response.json()["paths"].items()}


def needed(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters without which there is no answer."""
    return [p for p in operation["parameters"] if p.get("required")]


def url(path: str, parameters: list[dict[str, Any]], **chosen: str) -> tuple[str, str]:
    """Path and query with the examples of some parameters, but the values that are chosen."""
    query: dict[str, list[str]] = {}
    for parameter in parameters:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", parameter["example"])
        elif "example" in parameter:
            query[parameter["name"]] = written(parameter)
    return path, query_of(query | {name: [value] for name, value in chosen.items()})


def answered(path: str, query: str) -> Any:
    """The answer, which must be one."""
    response = get(path, query)
    content = body_of(response)
    assert response.status_code == 200, (path, query, content[:500])
    assert content
    return response


def formats(operation: dict[str, Any]) -> list[str]:
    """The formats that an operation can be asked for."""
    found: Iterator[list[str]] = (
        p["schema"]["enum"] for p in operation["parameters"] if p["name"] == "format"
    )
    return next(found, [])


def test_every_operation_is_there_and_has_examples_for_its_form(
    operations: dict[str, dict[str, Any]],
) -> None:
    questions = {"search", "compare", "summary", "timeline", "coverage", "dataset", "changes"}
    rows = {f"{path}/{{id}}" for path in LISTS}
    others = {f"/api/{name}" for name in questions} | {"/api/downloads/{name}"}
    assert LISTS | rows | others <= set(operations)
    for path, operation in operations.items():
        apart = {p["name"] for p in operation["parameters"] if "example" not in p} - {"before"}
        assert bool(apart) == (path == "/api/summary"), path


def test_each_example_alone_with_what_is_needed_answers(
    operations: dict[str, dict[str, Any]],
) -> None:
    for path, operation in operations.items():
        if path in LISTS:
            continue
        answered(*url(path, needed(operation)))
        for parameter in operation["parameters"]:
            answered(*url(path, [*needed(operation), parameter]))


def test_all_examples_of_an_operation_together_answer(
    operations: dict[str, dict[str, Any]],
) -> None:
    for path, operation in operations.items():
        if path not in LISTS:
            answered(*url(path, operation["parameters"]))


def test_the_example_of_a_filter_of_one_type_only_answers_for_that_type(
    operations: dict[str, dict[str, Any]],
) -> None:
    parameters = operations["/api/summary"]["parameters"]
    [of] = [p for p in parameters if p["name"] == "of"]
    apart = [p for p in parameters if "example" not in p]
    assert {p["name"] for p in apart} >= {"kind", "code", "stage", "certainty"}
    for parameter in apart:
        [example] = parameter["schema"]["examples"]
        asked = {"by": ["district"], parameter["name"]: written({"example": example})}
        counts = []
        for name in of["schema"]["enum"]:
            response: Any = get("/api/summary", query_of({**asked, "of": name}))
            assert response.status_code in (200, 404), response.content.decode()
            counts.append(response.json().get("count", 0))
        assert any(counts), parameter["name"]


def test_the_examples_of_questions_find_something(operations: dict[str, dict[str, Any]]) -> None:
    """An answer that shows nothing explains nothing."""
    for path, key in (
        ("/api/search", "results"),
        ("/api/compare", "rows"),
        ("/api/summary", "results"),
        ("/api/timeline", "years"),
    ):
        parameters = operations[path]["parameters"]
        alone = [url(path, [*needed(operations[path]), p]) for p in parameters]
        for asked in (url(path, parameters), *alone):
            assert answered(*asked).json()[key], asked


def test_every_format_of_every_operation_answers_in_its_media_type(
    operations: dict[str, dict[str, Any]],
) -> None:
    tried = 0
    for path, operation in operations.items():
        documented = {m.partition(";")[0] for m in operation["responses"]["200"]["content"]}
        found = set()
        for format_name in formats(operation):
            response = answered(*url(path, needed(operation), format=format_name))
            found.add(response["Content-Type"].partition(";")[0])
            tried += 1
        assert found in (documented, set()), path
    assert tried > len(NAMES) * 6


def test_all_examples_of_an_operation_answer_in_each_of_its_formats(
    operations: dict[str, dict[str, Any]],
) -> None:
    """A form is filled in with the examples; a person changes the format and sends it."""
    for path, operation in operations.items():
        for format_name in formats(operation):
            answered(*url(path, operation["parameters"], format=format_name))


def test_fields_that_leave_something_out_do_not_go_with_a_format_of_the_whole_row() -> None:
    for format_name in ("jsonld", "stratml"):
        problem = refused("/api/plans/shizhong-2019", f"format={format_name}&fields=id", 404)
        assert [error["parameter"] for error in problem["errors"]] == ["fields"]
