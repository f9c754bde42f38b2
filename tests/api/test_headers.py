"""What every answer carries: validators, version, CORS, and the headers that keep browsers safe."""

from typing import Any

import pytest
from django.test import Client

from plans.models import Dataset
from tests.api.asking import NAMES, ask, filters_of, get

pytestmark = pytest.mark.django_db

PATHS = ["/api/targets", "/api/targets/shizhong-2019-gdp", "/api/openapi.json"]
PAGES = ["/", "/api/docs", "/api/redoc"]
EVERYWHERE = [*PATHS, *PAGES, "/livez", "/readyz", "/api", "/nothing", "/api/targets?x=1"]


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_the_client_has_is_304_without_a_body(name: str) -> None:
    for path in (f"/api/{name}", f"/api/{name}/{filters_of(name).example_id}"):
        first = get(path)
        again = get(path, **{"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        for header in ("ETag", "Cache-Control", "Vary"):
            assert again[header] == first[header]
        assert get(path, **{"If-None-Match": f'"other", W/{first["ETag"]}'}).status_code == 304
        assert get(path, **{"If-None-Match": "*"}).status_code == 304
        assert get(path, **{"If-None-Match": '"other"'}).status_code == 200


def test_another_question_or_another_version_has_another_etag() -> None:
    questions = ["", "page_size=1", "district=市中", "fields=id", "sort=-id"]
    etags = {get("/api/targets", question)["ETag"] for question in questions}
    assert len(etags) == len(questions)
    Dataset.objects.update(data_version="d" * 16, finished_version="d" * 16)
    assert get("/api/targets")["ETag"] not in etags


def test_the_schema_has_validators_too() -> None:
    first = get("/api/openapi.json")
    assert get("/api/openapi.json", **{"If-None-Match": first["ETag"]}).status_code == 304


def test_any_cache_may_keep_an_answer_and_asks_again() -> None:
    for path in PATHS:
        response = get(path)
        assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert "Accept" in response["Vary"]
    assert get("/api/targets")["Data-Version"] == ask("targets")["data_version"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_the_version_of_the_api_is_on_every_answer(path: str) -> None:
    assert Client().get(path)["API-Version"] == "1.0"


@pytest.mark.parametrize("path", EVERYWHERE)
def test_no_answer_can_be_sniffed_framed_or_made_to_load_something_else(path: str) -> None:
    response = Client().get(path)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    # Redoc makes its style sheet while it runs; scripts are never let in like that.
    unsafe = {name for name, sources in policy.items() if "unsafe" in sources}
    assert unsafe == ({"style-src"} if path == "/api/redoc" else set())
    assert "http" not in response["Content-Security-Policy"]
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("path", ["/api/targets", "/api/targets?x=1", "/api/nothing"])
def test_a_page_of_any_other_site_may_read(path: str) -> None:
    response = Client(headers={"origin": "https://example.org"}).get(path)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    exposed = response["Access-Control-Expose-Headers"]
    assert {"API-Version", "ETag", "Retry-After"} <= set(exposed.split(", "))


def test_another_site_is_told_that_it_may_only_read() -> None:
    asking = {"origin": "https://example.org", "access-control-request-method": "DELETE"}
    response: Any = Client(headers=asking).options("/api/targets")
    assert response.status_code == 200
    allowed = response["Access-Control-Allow-Methods"].split(", ")
    assert sorted(allowed) == ["GET", "HEAD", "OPTIONS"]


@pytest.mark.parametrize(
    ("accept", "status", "content_type"),
    [
        ("*/*", 200, "application/json"),
        ("application/json", 200, "application/json"),
        ("application/*", 200, "application/json"),
        (
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            200,
            "application/json",
        ),
        ("application/json;q=0.1, image/png", 200, "application/json"),
        ("text/html", 406, "application/problem+json"),
        ("application/json;q=0", 406, "application/problem+json"),
    ],
)
def test_the_accept_header_chooses_or_is_refused(
    accept: str, status: int, content_type: str
) -> None:
    response = get("/api/targets/shizhong-2019-gdp", accept=accept)
    assert (response.status_code, response["Content-Type"]) == (status, content_type)
