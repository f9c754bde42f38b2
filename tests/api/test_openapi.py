"""The schema: valid OpenAPI 3.1 in which everything is described, bounded and shown by example."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.core.management import call_command

from tests.api.asking import LISTS, NAMES, ask, filters_of, get

pytestmark = pytest.mark.django_db

ERRORS = {400, 404, 405, 406, 409, 500, 503}


@pytest.fixture
def schema() -> dict[str, Any]:
    """The schema as served."""
    response: Any = get("/api/openapi.json")
    assert response.status_code == 200
    return dict(response.json())


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation with its path."""
    for path, methods in schema["paths"].items():
        assert set(methods) == {"get"}, path
        yield path, methods["get"]


def resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """What a reference refers to."""
    if "$ref" not in part:
        return part
    found: dict[str, Any] = schema["components"]["schemas"][part["$ref"].rpartition("/")[2]]
    return found


def test_the_schema_is_valid_and_made_without_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json")
    captured = capsys.readouterr()
    assert captured.err == ""
    assert '"openapi": "3.1' in captured.out


def test_the_schema_comes_as_yaml_and_as_json_by_name_and_by_accept() -> None:
    described = get("/api/openapi.json").content
    assert get("/api/schema", "format=json").content == described
    assert get("/api/schema", accept="application/json").content == described
    for yaml in (get("/api/schema"), get("/api/schema", "format=yaml", accept="application/json")):
        assert yaml["Content-Type"] == "application/yaml"
        assert yaml.content.startswith(b"openapi: 3.1")


def test_every_list_and_every_row_is_described_without_a_slash(schema: dict[str, Any]) -> None:
    expected = {f"/api/{name}" for name in NAMES} | {f"/api/{name}/{{id}}" for name in NAMES}
    assert expected <= set(schema["paths"])
    assert not any(path.endswith("/") for path in schema["paths"])


def test_every_operation_says_what_it_gives(schema: dict[str, Any]) -> None:
    seen = set()
    for path, operation in operations(schema):
        assert operation["summary"], path
        assert operation["description"].endswith("."), path
        assert operation["tags"], path
        assert operation["operationId"] not in seen
        seen.add(operation["operationId"])


def test_every_parameter_is_described_bounded_and_shown_by_example(schema: dict[str, Any]) -> None:
    for path, operation in operations(schema):
        for parameter in operation["parameters"]:
            where = f"{path} {parameter['name']}"
            assert parameter["description"].endswith("."), where
            # What does not go with the other parameters' examples has its own in the schema.
            examples = parameter["schema"].get("examples", [])
            assert ("example" in parameter) != bool(examples), where
            for example in examples or [parameter["example"]]:
                assert_fits(example, parameter["schema"], where)
            assert is_bounded(parameter["schema"]), where


def is_bounded(schema: dict[str, Any]) -> bool:
    """Whether a schema says what may be given."""
    kind = schema["type"]
    if kind == "array":
        return "minItems" in schema and is_bounded(schema["items"])
    if kind in ("integer", "number"):
        return {"minimum", "maximum"} <= set(schema)
    return kind == "boolean" or bool({"enum", "format", "pattern", "minLength"} & set(schema))


def assert_fits(value: Any, schema: dict[str, Any], where: str) -> None:
    """An example is right by its own schema."""
    assert jsonschema_rs.is_valid(schema, value), f"{where}: {value!r} is no {schema}"


def test_the_parameters_are_those_that_a_list_takes(schema: dict[str, Any]) -> None:
    for name in NAMES:
        described = [p["name"] for p in schema["paths"][f"/api/{name}"]["get"]["parameters"]]
        assert len(described) == len(set(described))
        pages = {"page", "page_size", "sort", "after", "before", "data_version"}
        shared = {"fields", "format", "bom"}
        assert set(described) == set(filters_of(name).parameters()) | pages | shared
        sort = next(
            p for p in schema["paths"][f"/api/{name}"]["get"]["parameters"] if p["name"] == "sort"
        )
        columns = {order.lstrip("-") for order in sort["schema"]["items"]["enum"]}
        assert columns == set(filters_of(name).sorts)


def test_every_error_is_documented(schema: dict[str, Any]) -> None:
    for path, operation in operations(schema):
        documented = {int(status) for status in operation["responses"]} - {200}
        expected = ERRORS - ({409} if "{id}" in path else set())
        assert documented >= {400, 405, 500, 503}, path
        if path.split("/")[2] in LISTS:
            assert documented == expected, path
        for status in documented:
            answer = operation["responses"][str(status)]
            assert answer["description"]
            content = answer["content"]["application/problem+json"]["schema"]
            assert content == {"$ref": "#/components/schemas/Problem"}


def test_every_field_of_every_answer_is_described(schema: dict[str, Any]) -> None:
    silent = []
    for name, component in schema["components"]["schemas"].items():
        for field, described in component.get("properties", {}).items():
            text = described.get("description") or resolved(schema, described).get("description")
            if not text:
                silent.append(f"{name}.{field}")
    assert silent == []


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_is_right_by_the_schema(name: str, schema: dict[str, Any]) -> None:
    """Each row of each list, and each field of it; nothing is there that is not described."""
    answers = schema["paths"][f"/api/{name}"]["get"]["responses"]["200"]["content"]
    envelope = resolved(schema, answers["application/json"]["schema"])
    validator = jsonschema_rs.validator_for(
        {**envelope, "components": schema["components"]}, validate_formats=True
    )
    answer = ask(name, page_size=1000)
    assert [str(error) for error in validator.iter_errors(answer)] == []
    row = resolved(schema, envelope["properties"]["results"]["items"])
    for found in answer["results"]:
        assert list(found) == list(row["properties"]), found["id"]


@pytest.mark.parametrize("query", ["x=1", "year=x", "page=99"])
def test_every_error_is_right_by_the_schema(query: str, schema: dict[str, Any]) -> None:
    problem = schema["components"]["schemas"]["Problem"]
    validator = jsonschema_rs.validator_for({**problem, "components": schema["components"]})
    for answer in (get("/api/targets", query), get("/api/nothing"), get("/api/targets/x")):
        found = answer.json()  # type: ignore[attr-defined]
        assert [str(error) for error in validator.iter_errors(found)] == []
        assert set(found) <= set(problem["properties"])
