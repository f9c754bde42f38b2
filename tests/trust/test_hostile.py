"""Whatever is sent, in whatever place: an answer or a problem, small, soon, and never HTML."""

import logging
import resource
import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

import orjson
import pytest
from django.test import Client

from policyapi.documentation import ANSWERS
from policyapi.query import normalise
from tests.api.asking import NAMES, filters_of, problem_in, query_of
from tests.trust.corpus import CORPUS, STRINGS

pytestmark = pytest.mark.django_db

ROWS = [f"/api/{name}/{filters_of(name).example_id}" for name in NAMES]
LISTS = [f"/api/{name}" for name in NAMES]
BARE = ["/api", "/api/docs", "/api/redoc", "/api/schema", "/api/openapi.json"]
PATHS = [*LISTS, *ROWS, *(f"/api/{n}" for n in ANSWERS), *BARE, "/api/downloads/policyapi.zip"]
SECONDS = 5
"""Far more than any answer takes: what takes longer would let few requests stop all others."""
LARGEST_PROBLEM = 64 * 1024
LARGEST_GROWTH = 256 * 1024
"""By how much the memory may grow while one path is asked everything, in KiB."""
LONGEST_ECHO = 200


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Django logs each refusal."""
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(level)


@lru_cache(maxsize=1)
def described() -> dict[str, Any]:
    """The parameters of each path of the schema."""
    paths = orjson.loads(Client().get("/api/openapi.json").content)["paths"]
    return {path: methods["get"]["parameters"] for path, methods in paths.items()}


def parameters_of(path: str) -> list[dict[str, Any]]:
    """What a path takes in its query; an unknown name where it takes nothing."""
    of_row = f"{path.rpartition('/')[0]}/{{id}}" if path in ROWS else path
    taken = [p for p in described().get(of_row, []) if p["in"] == "query"]
    return taken or [{"name": "district"}]


def needed(parameters: list[dict[str, Any]], but: str) -> str:
    """The other parameters without which a path gives no answer, each with its example."""
    others = {p["name"]: p for p in parameters if p.get("required") and p["name"] != but}
    values = {name: _text(p["example"]) for name, p in others.items()}
    return query_of(values)


def _text(example: Any) -> str:
    return ",".join(example) if isinstance(example, list) else str(example)


def withstands(client: Client, path: str, wire: bytes, query: bytes, **extra: str) -> int:
    """Ask, and check everything that holds for any answer; the status."""
    where = f"{path}?{query[:120]!r} {str(extra)[:120]}"
    began = time.perf_counter()
    response: Any = client.get(path, QUERY_STRING=query.decode("latin-1"), **extra)
    streamed = getattr(response, "streaming", False)
    body = b"".join(response.streaming_content) if streamed else response.content
    assert time.perf_counter() - began < SECONDS, where
    assert response.status_code < 500, f"{where}: {body[:500]!r}"
    assert "text/html" not in response.get("Content-Type", ""), where
    assert response["X-Content-Type-Options"] == "nosniff", where
    if response.status_code not in (200, 304):
        problem = problem_in(response)
        assert len(body) <= LARGEST_PROBLEM, f"{where}: {len(body)} bytes"
        for text in texts_in(problem):
            assert not repeats(text, wire), f"{where}: {text[:400]}"
    return int(response.status_code)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a JSON value, names too."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str):
        yield value


def repeats(text: str, wire: bytes) -> bool:
    """Whether a text holds too long a piece of what was sent, in any form of it."""
    if len(text) <= LONGEST_ECHO:
        return False
    raw = wire.decode("latin-1")
    read = unquote(wire.decode("utf-8", "replace").replace("+", " "))
    for form in (raw, read, normalise(read)):
        for start in (0, len(form) // 2, max(0, len(form) - LONGEST_ECHO - 1)):
            piece = form[start : start + LONGEST_ECHO + 1]
            if len(piece) > LONGEST_ECHO and piece in text:
                return True
    return False


def to_ask(parameters: list[str]) -> Iterator[tuple[str, bytes]]:
    """Parameters and values: each value once or more, each class for each parameter."""
    turn = count()
    seen = set()
    for kind, value in STRINGS:
        name = parameters[next(turn) % len(parameters)]
        seen.add((name, kind))
        yield name, value
    for kind, values in CORPUS.items():
        for name in parameters:
            if (name, kind) not in seen:
                yield name, values[next(turn) % len(values)]


def test_the_corpus_is_as_large_as_it_is_said_to_be() -> None:
    assert len({value for _, value in STRINGS}) == len(STRINGS) >= 200
    assert len(CORPUS) >= 15


@pytest.mark.parametrize("path", PATHS)
def test_no_value_of_any_parameter_is_too_much(path: str) -> None:
    client = Client()
    parameters = parameters_of(path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    statuses = []
    for name, value in to_ask([parameter["name"] for parameter in parameters]):
        wire = value.replace(b"{name}", name.encode())
        others = needed(parameters, but=name).encode()
        query = name.encode() + b"=" + wire + (b"&" + others if others else b"")
        statuses.append(withstands(client, path, wire, query))
    assert statuses.count(400) > len(statuses) / 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < LARGEST_GROWTH


@pytest.mark.parametrize("path", PATHS)
def test_no_name_of_a_parameter_is_too_much(path: str) -> None:
    client = Client()
    for _, value in STRINGS:
        wire = value.replace(b"{name}", b"x")
        withstands(client, path, wire, wire + b"=1")


@pytest.mark.parametrize("path", [*LISTS, "/api", "/api/downloads", "/api/targets/x"])
def test_no_id_is_too_much(path: str) -> None:
    client = Client()
    for _, value in STRINGS:
        # A server decodes the path before it hands it on.
        below = f"{path}/".encode() + unquote_to_bytes(value)
        status = withstands(client, path, value, b"", PATH_INFO=below.decode("latin-1"))
        assert status in (200, 404), value[:100]


@pytest.mark.parametrize(
    "header", ["Accept", "If-None-Match", "If-Modified-Since", "Origin", "X-Forwarded-For", "Range"]
)
@pytest.mark.parametrize("path", ["/api/slogans", ROWS[0], "/api/dataset", "/api/nothing"])
def test_no_header_is_too_much(path: str, header: str) -> None:
    client = Client()
    meta = f"HTTP_{header.upper().replace('-', '_')}"
    for _, value in STRINGS:
        # No server lets a line break through.
        sent = unquote_to_bytes(value).decode("latin-1").replace("\r", "").replace("\n", "")
        status = withstands(client, path, value, b"", **{meta: sent})
        assert status in (200, 304, 404, 406), value[:100]
