"""Too many requests from one address are refused, where the operator wants that."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from redis import Redis
from redis.exceptions import RedisError

from tests.api.asking import problem_in

REDIS = "redis://127.0.0.1:6379/0"
FILES = "django.core.cache.backends.filebased.FileBasedCache"
LOCAL = "django.core.cache.backends.locmem.LocMemCache"
NOWHERE = "redis://127.0.0.1:1/0"
MIDDLEWARE = "policyapi.throttling.ThrottleMiddleware"
NOON = 1_700_000_040.0
"""The beginning of a minute, in epoch seconds."""


class Clock:
    """The time as the throttle sees it."""

    def __init__(self, now: float) -> None:
        self.now = now

    def time(self) -> float:
        """Epoch seconds."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that a test sets."""
    clock = Clock(NOON)
    monkeypatch.setattr("policyapi.throttling.time.time", clock.time)
    return clock


@pytest.fixture
def throttled(settings: Any, tmp_path: Path, clock: Clock) -> Any:
    """The settings, with three requests a minute, counted in a folder."""
    settings.POLICYAPI_THROTTLE = "3/minute"
    place = settings.MIDDLEWARE.index("corsheaders.middleware.CorsMiddleware") + 1
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE[:place],
        MIDDLEWARE,
        *settings.MIDDLEWARE[place:],
    ]
    counted(settings, FILES, str(tmp_path / "throttle"))
    return settings


def counted(settings: Any, backend: str, location: str, **options: Any) -> None:
    """Count there."""
    cache = {"BACKEND": backend, "LOCATION": location, "OPTIONS": options}
    settings.CACHES = {**settings.CACHES, "throttle": cache}


def statuses(path: str, times: int, client: Client | None = None, **headers: str) -> list[int]:
    """Statuses of some requests in a row."""
    client = client or Client()
    return [client.get(path, headers=headers).status_code for _ in range(times)]


def test_nothing_is_throttled_unless_it_is_asked_for() -> None:
    assert project.POLICYAPI_THROTTLE == ""
    assert MIDDLEWARE not in project.MIDDLEWARE
    assert set(statuses("/api/nothing", 300)) == {404}


def test_a_request_beyond_the_rate_is_429_until_the_next_window(
    throttled: Any, clock: Clock
) -> None:
    client = Client()
    assert statuses("/api/nothing", 3, client) == [404] * 3
    clock.now = NOON + 12.3
    response = client.get("/api/nothing", headers={"origin": "https://elsewhere.example"})
    assert response.status_code == 429
    problem = problem_in(response)
    assert problem["code"] == "too-many-requests"
    assert "More than 3 requests within a minute" in problem["detail"]
    assert "48 seconds" in problem["detail"]
    assert response["Retry-After"] == "48"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Content-Type-Options"] == "nosniff"
    clock.now = NOON + 59.9
    assert client.get("/api/nothing")["Retry-After"] == "1"
    clock.now += float(response["Retry-After"])
    assert statuses("/api/nothing", 4, client) == [404, 404, 404, 429]


def test_every_path_of_the_api_counts_and_no_other(throttled: Any) -> None:
    client = Client()
    assert statuses("/livez", 5, client) == [200] * 5
    assert statuses("/nothing", 5, client) == [404] * 5
    assert statuses("/apiary", 5, client) == [404] * 5
    assert [client.get(path).status_code for path in ("/api", "/api/", "/api/docs")] == [200] * 3
    paths = ("/api", "/api/", "/api/docs", "/api/targets", "/api/targets/x", "/api/search?q=x")
    for path in paths:
        assert client.get(path).status_code == 429, path
        assert client.head(path).status_code == 429, path
    preflight = {"origin": "https://x.example", "access-control-request-method": "GET"}
    assert client.options("/api", headers=preflight).status_code == 200


def test_each_address_is_counted_by_itself(throttled: Any) -> None:
    assert statuses("/api", 4, Client(REMOTE_ADDR="192.0.2.1"))[-1] == 429
    assert statuses("/api", 3, Client(REMOTE_ADDR="192.0.2.2")) == [200] * 3
    assert statuses("/api", 1, Client(REMOTE_ADDR="::ffff:192.0.2.1")) == [429]
    assert statuses("/api", 3, Client(REMOTE_ADDR="2001:db8:0:1::1")) == [200] * 3
    assert statuses("/api", 1, Client(REMOTE_ADDR="2001:db8:0:1:ffff::2")) == [429]
    assert statuses("/api", 1, Client(REMOTE_ADDR="2001:db8:0:2::1")) == [200]


def test_a_forwarded_address_is_not_believed_without_a_proxy(throttled: Any) -> None:
    client = Client()
    given = [statuses("/api", 1, client, x_forwarded_for=f"192.0.2.{n}")[0] for n in range(4)]
    assert given == [200, 200, 200, 429]


def test_behind_proxies_the_address_is_read_from_the_right(throttled: Any) -> None:
    throttled.POLICYAPI_TRUSTED_PROXIES = 2
    client = Client()
    for n in range(4):
        seen = f"203.0.113.{n}, 198.51.100.7, 10.0.0.{n}"
        [status] = statuses("/api", 1, client, **{"X-Forwarded-For": seen})
        assert status == (200 if n < 3 else 429)
    with_port = {"X-Forwarded-For": "198.51.100.7:4711, 10.0.0.1"}
    assert statuses("/api", 1, client, **with_port) == [429]
    other = {"X-Forwarded-For": "198.51.100.7, 198.51.100.8, 10.0.0.1"}
    assert statuses("/api", 3, client, **other) == [200] * 3


def test_a_header_that_came_past_a_proxy_is_not_believed(throttled: Any) -> None:
    throttled.POLICYAPI_TRUSTED_PROXIES = 2
    client = Client(REMOTE_ADDR="192.0.2.9")
    for n, expected in enumerate([200, 200, 200, 429]):
        forged = {"X-Forwarded-For": f"203.0.113.{n}"}
        assert statuses("/api", 1, client, **forged) == [expected]


@pytest.mark.parametrize("named", ["", ",", "a b", "\x00", "x" * 9000, "::1%eth0", "[", "1.2.3.4:"])
def test_an_address_that_is_none_is_counted_all_the_same(throttled: Any, named: str) -> None:
    throttled.POLICYAPI_TRUSTED_PROXIES = 1
    assert statuses("/api", 4, **{"X-Forwarded-For": named}) == [200, 200, 200, 429]


def test_old_counts_are_removed(throttled: Any, clock: Clock, tmp_path: Path) -> None:
    client = Client()
    for minute in range(5):
        clock.now = NOON + 60 * minute
        assert statuses("/api", 1, client) == [200]
    kept = sorted(int(folder.name) for folder in (tmp_path / "throttle").iterdir())
    assert kept == [NOON + 180, NOON + 240]


@pytest.mark.parametrize("rate", ["120", "120/min", "0/minute", "-1/minute", "x/minute", "1 / day"])
def test_a_rate_that_is_none_is_refused_at_the_start(throttled: Any, rate: str) -> None:
    throttled.POLICYAPI_THROTTLE = rate
    with pytest.raises(ImproperlyConfigured, match=r"POLICYAPI_THROTTLE is .*120/minute"):
        Client().get("/livez")


def test_a_cache_that_workers_do_not_share_is_refused_at_the_start(throttled: Any) -> None:
    counted(throttled, LOCAL, "")
    with pytest.raises(ImproperlyConfigured, match=r"set POLICYAPI_CACHE_URL to redis://"):
        Client().get("/livez")


@pytest.mark.parametrize(
    ("backend", "location"),
    [
        ("django.core.cache.backends.redis.RedisCache", NOWHERE),
        (FILES, "/proc/policyapi"),
    ],
)
def test_who_cannot_be_counted_is_answered(
    throttled: Any, backend: str, location: str, caplog: pytest.LogCaptureFixture
) -> None:
    counted(throttled, backend, location)
    assert statuses("/api", 5) == [200] * 5
    [record] = caplog.records
    assert record.message.startswith("Requests are not counted: ")


def at_once(cache_url: str, workers: int, times: int, rate: int) -> list[int]:
    """Statuses that workers of their own get who all ask at the same time."""
    environment = os.environ | {
        "POLICYAPI_THROTTLE": f"{rate}/day",
        "POLICYAPI_CACHE_URL": cache_url,
        "PYTHONWARNINGS": "error",
    }
    command = [sys.executable, "-m", "tests.trust.counted", str(times)]
    with ExitStack() as stack:
        started: list[subprocess.Popen[str]] = [
            stack.enter_context(
                subprocess.Popen(
                    command,
                    cwd=project.BASE_DIR,
                    env=environment,
                    stdin=PIPE,
                    stdout=PIPE,
                    text=True,
                )
            )
            for _ in range(workers)
        ]
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.close()
        return [status for p in started if p.stdout for status in json.loads(p.stdout.read())]


def test_workers_that_share_a_folder_let_through_exactly_the_rate(tmp_path: Path) -> None:
    found = at_once(f"filecache://{tmp_path}/counts", workers=3, times=200, rate=250)
    assert (found.count(404), found.count(429), len(found)) == (250, 350, 600)


def test_workers_that_share_redis_let_through_exactly_the_rate() -> None:
    try:
        Redis.from_url(REDIS, socket_connect_timeout=1).ping()
    except RedisError:
        pytest.skip(f"no Redis answers at {REDIS}")
    prefix = f"test-{uuid4().hex}"
    found = at_once(f"{REDIS}?key_prefix={prefix}", workers=3, times=200, rate=250)
    with Redis.from_url(REDIS) as server:
        keys = list(server.scan_iter(f"{prefix}:*"))
        assert len(keys) == 1
        assert 0 < server.ttl(keys[0]) <= 2 * 86_400
        server.delete(*keys)
    assert (found.count(404), found.count(429), len(found)) == (250, 350, 600)
