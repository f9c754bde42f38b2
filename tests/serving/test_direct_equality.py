"""What is answered in front of Django is what Django answers, header by header."""

from typing import Any, Final

import pytest
from django.core.handlers.wsgi import WSGIHandler

from plans.views import TargetViewSet
from policyapi.direct import CONDITIONS, MOST_ORIGINS, ORIGIN, Direct
from policyapi.urls import LISTS
from tests.api.asking import NAMES, filters_of
from tests.serving.test_store_equality import URLS, conditions
from tests.serving.wsgi import ask

pytestmark = pytest.mark.django_db

ANY: Final = "/api/districts?page_size=1"


class Django:
    """Django, and how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self._handler = WSGIHandler()

    def __call__(self, *request: Any) -> Any:
        """Count, and answer."""
        self.asked += 1
        return self._handler(*request)


@pytest.fixture(scope="module")
def django() -> Django:
    return Django()


def direct(django: Django, **headers: str) -> Direct:
    """Direct answers that know the origin of these headers."""
    made = Direct(django, LISTS)
    ask(made, ANY, **headers)
    return made


@pytest.mark.parametrize("url", URLS)
def test_every_answer_is_that_of_django(django: Django, url: str) -> None:
    first = ask(django, url)
    for headers in conditions(first):
        given = ask(direct(django, **headers), url, **headers)
        plain = ask(django, url, **headers)
        assert (given.status, given.body) == (plain.status, plain.body)
        assert list(given.headers.items()) == list(plain.headers.items())


@pytest.mark.parametrize("name", NAMES)
def test_lists_and_rows_do_not_reach_django(django: Django, name: str) -> None:
    made = direct(django)
    asked = django.asked
    row = filters_of(name).example_id
    for url in (f"/api/{name}", f"/api/{name}?page_size=3&sort=-id", f"/api/{name}/{row}"):
        assert ask(made, url).status == 200
    assert django.asked == asked


@pytest.mark.parametrize(
    ("url", "headers"),
    [
        ("/api/targets?format=csv", {}),
        ("/api/targets", {"accept": "text/csv"}),
        ("/api/targets", {"accept": "image/png"}),
        ("/api/targets?x=1", {}),
        ("/api/targets/", {}),
        ("/api/targets/none", {}),
        ("/api/targets/shizhong-2019-gdp?format=jsonld", {}),
        ("/api/summary?of=targets&by=district", {}),
        ("/", {}),
        *(("/api/targets", {name.removeprefix("HTTP_").lower(): "x"}) for name in CONDITIONS),
    ],
)
def test_everything_else_is_djangos(django: Django, url: str, headers: dict[str, str]) -> None:
    made = direct(django)
    asked = django.asked
    ask(made, url, **headers)
    assert django.asked == asked + 1


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS"])
def test_what_is_not_read_by_get_is_djangos(django: Django, method: str) -> None:
    made = direct(django)
    asked = django.asked
    assert ask(made, ANY, method).status == {"HEAD": 200, "POST": 405, "OPTIONS": 204}[method]
    assert django.asked == asked + 1


def test_a_host_that_is_refused_is_refused_again(django: Django) -> None:
    made = Direct(django, LISTS)
    for _ in range(3):
        assert ask(made, ANY, host="evil.example").status == 400


def test_an_origin_is_known_by_what_the_middlewares_look_at(django: Django) -> None:
    made = direct(django)
    asked = django.asked
    ask(made, ANY, origin="https://example.org")
    assert django.asked == asked + 1
    again = ask(made, ANY, origin="https://example.org")
    assert django.asked == asked + 1
    assert again.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in ask(made, ANY).headers
    assert {"HTTP_HOST", "HTTP_ORIGIN", "wsgi.url_scheme"} <= set(ORIGIN)


def test_many_origins_take_no_more_room(django: Django) -> None:
    made = Direct(django, LISTS)
    for number in range(MOST_ORIGINS + 5):
        assert ask(made, ANY, origin=f"https://{number}.example").status == 200
    assert len(made._sites) <= MOST_ORIGINS


@pytest.mark.parametrize("header", [("Set-Cookie", "a=b"), ("Vary", "Accept, Cookie")])
def test_headers_that_are_one_clients_are_given_to_nobody_else(
    django: Django, header: tuple[str, str]
) -> None:
    def personal(environ: Any, start: Any) -> Any:
        def started(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            kept = [pair for pair in headers if pair[0] != header[0]]
            return start(status, [*kept, header])

        return django(environ, started)

    made = Direct(personal, LISTS)
    asked = django.asked
    for _ in range(3):
        assert ask(made, ANY).headers[header[0]] == header[1]
    assert django.asked == asked + 3


def test_an_error_is_looked_for_once(django: Django, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    row = TargetViewSet.row

    def counted(view: TargetViewSet, request: Any, read: Any, pk: str, dataset: Any) -> bytes:
        asked.append(pk)
        return row(view, request, read, pk, dataset)

    monkeypatch.setattr(TargetViewSet, "row", counted)
    assert ask(direct(django), "/api/targets/none").status == 404
    assert asked == ["none"]
