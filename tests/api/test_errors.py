"""A wrong question is refused, with what was wrong in it and what would be right."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from tests.api.asking import NAMES, filters_of, problem_in, query_of, refused

pytestmark = pytest.mark.django_db


def only_error(query: str, path: str = "/api/targets") -> dict[str, Any]:
    """The one wrong parameter of a question."""
    [error] = refused(path, query)["errors"]
    return dict(error)


@pytest.mark.parametrize("name", NAMES)
def test_a_misspelt_parameter_is_refused_with_the_nearest_name(name: str) -> None:
    for right in [*filters_of(name).parameters(), "page", "page_size", "sort", "fields", "format"]:
        if len(right) > 3:
            wrong = right[:2] + right[3:]
            error = only_error(f"{wrong}=x", f"/api/{name}")
            assert error["parameter"] == wrong
            assert error["value"] is None
            assert right in error["nearest"]


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("distrct=市中", ["district"]),
        ("limit=10", []),
        ("pagesize=5", ["page_size"]),
        ("District=市中", ["district"]),
        ("x=1", []),
        ("=1", []),
    ],
)
def test_only_likely_names_are_suggested(query: str, nearest: list[str]) -> None:
    assert only_error(query)["nearest"] == nearest


def test_a_single_valued_parameter_is_refused_twice() -> None:
    for query, value in (("year=2019&year=2020", "2020"), ("page=1&page=2", "2"), ("q=a&q=b", "b")):
        error = only_error(query)
        assert error["parameter"] == query.split("=")[0]
        assert error["value"] == value
        assert "2 times" in error["detail"]


def test_an_empty_value_is_refused() -> None:
    names = ["district", "year", "q", "has_value", "page", "sort", "fields", "format", "after"]
    for name in names:
        for query in (f"{name}=", name, f"{name}=%20%20", f"{name}=%E2%80%8B"):
            error = only_error(query)
            assert error["parameter"] == name
            assert error["value"] == ""
    assert only_error("district=市中,,历下")["parameter"] == "district"


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("district=市忠", "district", ["市中"]),
        ("district=历成区", "district", ["历下区", "历城区"]),
        ("district=shizhng", "district", ["shizhong"]),
        ("district=北京", "district", []),
        ("indicator=国内生产总量", "indicator", ["国内生产总值"]),
        ("indicator=gpd", "indicator", ["gdp"]),
        ("plan=shizhong-2091", "plan", ["shizhong-2019"]),
        ("document=shizhong-2019-plenun", "document", ["shizhong-2019-plenum"]),
        ("speaker=韩永均", "speaker", ["韩永军"]),
        ("domain=econmy", "domain", ["economy"]),
        ("comparator=gtt", "comparator", ["gt"]),
        ("measure=grows", "measure", ["growth"]),
        ("verdict=unmet", "verdict", ["met"]),
        ("has_value=yes", "has_value", ["true", "false"]),
        ("has_value=True", "has_value", ["true", "false"]),
        ("format=jsn", "format", ["json"]),
        ("fields=id,statment", "fields", ["statement"]),
    ],
)
def test_an_unknown_value_is_refused_with_the_nearest(
    query: str, parameter: str, nearest: list[str]
) -> None:
    error = only_error(query)
    assert error["parameter"] == parameter
    assert error["nearest"][: len(nearest)] == nearest
    assert bool(error["nearest"]) == bool(nearest)


@pytest.mark.parametrize(
    "query",
    [
        "year=two", "year=1899", "year=2101", "year=2_019", "year=2019.0", "year=2019.5",
        "value_min=many", "value_min=1_000", "value_min=NaN", "value_min=Infinity",
        "value_max=1e999", "value_max=1e18", "value_max=0x10", "value_min=1,000",
        "deadline_before=2019", "deadline_before=2019-1-1", "deadline_after=2019-02-30",
        "deadline_after=20190101", "deadline_after=2019-12-31T00:00:00",
    ],
)  # fmt: skip
def test_a_number_or_a_day_that_is_none_is_refused(query: str) -> None:
    error = only_error(query)
    assert [error["parameter"], error["value"]] == query.split("=")


def test_all_that_is_wrong_is_said_at_once() -> None:
    problem = refused(
        "/api/targets", "distrct=1&year=x&district=市忠,历夏&page=0&sort=foo&fields=bar"
    )
    wrong = [(error["parameter"], error["value"]) for error in problem["errors"]]
    assert wrong == [
        ("distrct", None),
        ("page", "0"),
        ("sort", "foo"),
        ("fields", "bar"),
        ("district", "市忠"),
        ("district", "历夏"),
        ("year", "x"),
    ]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("district=%CA%D0%D6%D0", "not-utf-8"),
        ("district=%FF", "not-utf-8"),
        ("q=%E5%B8", "not-utf-8"),
        ("q=%ED%A0%80", "not-utf-8"),
        ("%FF=1", "not-utf-8"),
        ("q=a%00b", "control-character"),
        ("district=%00", "control-character"),
        ("q=%1B", "control-character"),
        ("q=%C2%85", "control-character"),
        ("q=" + "%E5%B8%82" * 900, "query-too-long"),
    ],
)
def test_bytes_that_are_no_text_are_refused(query: str, code: str) -> None:
    for path in ("/api/targets", "/api/targets/shizhong-2019-gdp", "/api", "/api/docs"):
        assert refused(path, query)["code"] == code


def test_gbk_bytes_sent_raw_are_refused_with_the_right_encoding() -> None:
    response = Client().get(
        "/api/targets", QUERY_STRING="district=市中".encode("gbk").decode("latin-1")
    )
    problem = problem_in(response)
    assert problem["code"] == "not-utf-8"
    assert "%E5%B8%82%E4%B8%AD" in problem["detail"]


def test_an_over_long_text_is_refused_and_not_repeated_whole() -> None:
    assert only_error("q=" + "a" * 201)["parameter"] == "q"
    assert refused("/api/targets", "q=" + "a" * 7000)["errors"][0]["value"] == "a" * 200
    assert only_error("district=" + "a" * 201)["parameter"] == "district"
    assert only_error("district=" + ",".join(["市中"] * 51))["parameter"] == "district"
    assert len(only_error("indicator=" + "gdp" * 2000)["detail"]) < 300


@pytest.mark.parametrize(
    "path", ["/api", "/api/docs", "/api/redoc", "/api/openapi.json", "/api/schema"]
)
def test_paths_without_parameters_refuse_one(path: str) -> None:
    assert only_error("district=市中", path)["parameter"] == "district"


def test_a_row_takes_no_filter() -> None:
    assert only_error("district=市中", "/api/targets/shizhong-2019-gdp")["parameter"] == "district"


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/api/targts", ["/api/targets"]),
        ("/api/target", ["/api/targets"]),
        ("/target", ["/targets"]),
        ("/en/target", ["/en/targets"]),
        ("/timelin", ["/api/timeline"]),
        ("/api/v1/targets", ["/api/targets"]),
        ("/api/targets/a/b", ["/api/targets"]),
        ("/api/openapi", ["/api/openapi.json"]),
        ("/api/targets//", ["/api/targets"]),
        ("/nothing/of/the/kind", []),
        ("/favicon.ico", []),
    ],
)  # fmt: skip
def test_an_unknown_path_is_404_with_the_nearest(path: str, nearest: list[str]) -> None:
    problem = refused(path, "", 404)
    assert (problem["nearest"], problem["instance"]) == (nearest, path)


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/api/targets/shizhong-2019-gpd", ["shizhong-2019-gdp"]),
        ("/api/districts/shizhong", ["jinan-shizhong"]),
        ("/api/districts/zzz", []),
        ("/api/plans/shizhong-2019.json", ["shizhong-2019"]),
        ("/api/plans/%00", []),
        ("/api/plans/%FF", []),
        ("/api/plans/" + "x" * 3000, []),
    ],
)
def test_an_unknown_id_is_404_with_the_ids_that_are_really_near(
    path: str, nearest: list[str]
) -> None:
    assert refused(path, "", 404)["nearest"] == nearest


def test_another_media_type_is_406_with_those_that_there_are() -> None:
    for path in ("/api/targets", "/api/targets/shizhong-2019-gdp", "/api", "/api/openapi.json"):
        problem = refused(path, "", 406, accept="image/png")
        assert problem["code"] == "not-acceptable"
        assert "application/json" in problem["detail"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a b", "[::1", "x/y"])
def test_a_request_for_another_host_is_refused(host: str) -> None:
    for path in ("/api/targets", "/", "/nothing"):
        response = Client(headers={"host": host}).get(path)
        assert response.status_code == 400
        assert problem_in(response)["code"] == "bad-request"


def test_a_database_that_is_away_is_503_with_a_time_to_try_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("connection refused by 10.0.0.7")

    monkeypatch.setattr("policyapi.index.memory.fetched", away)
    for path in ("/api/targets", "/api/targets/x", "/readyz"):
        response = Client().get(path)
        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0
        assert "10.0.0.7" not in problem_in(response)["detail"]


def test_an_unforeseen_error_is_500_and_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr("policyapi.index.memory.fetched", fail)
    for path in ("/api/targets", "/"):
        response = Client(raise_request_exception=False).get(path)
        assert response.status_code == 500
        problem = problem_in(response)
        assert problem["code"] == "internal-error"
        assert "secret" not in response.content.decode()


def test_several_districts_that_are_wrong_are_each_named() -> None:
    query = query_of({"district": ["市忠", "历下", "张丘"]})
    errors = refused("/api/targets", query)["errors"]
    assert [error["value"] for error in errors] == ["市忠", "张丘"]
