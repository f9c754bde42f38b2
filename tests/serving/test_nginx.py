"""The nginx configuration of docs/deploy, run as it stands in front of the real server."""

import gzip
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import orjson
import pytest
from django.conf import settings

from tests.loading.databases import Database, free_port, migrated_sqlite
from tests.loading.datasets import part_of, real_dataset, version_of, write_dataset

pytestmark = [
    pytest.mark.served,
    pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed"),
]

CONFIGURATION = settings.BASE_DIR / "docs" / "deploy" / "nginx.conf"
UNITS = ("jinan", "jinan-shizhong", "jinan-laiwu")
GOOD_FOR = 2.2
"""Seconds after which nginx asks again whether an answer is still good."""
SEEN_WITHIN = 4.0
"""Seconds after a load: one for a worker to see it, two in nginx, and the machine may be busy."""


@dataclass
class Answer:
    """What came back; header names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def cache(self) -> str:
        """What nginx's cache had to do with it."""
        return self.headers["x-cache-status"]


@dataclass
class Front:
    """An nginx and the server behind it."""

    port: int
    behind: int
    database: Database
    second: Path
    """Data to load later."""

    def ask(self, path: str, method: str = "GET", *, port: int = 0, **headers: str) -> Answer:
        """One request, of a connection of its own."""
        connection = HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            response = connection.getresponse()
            given = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, given, response.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Everything running, with the first of two versions."""
    folder = tmp_path_factory.mktemp("nginx")
    first, second = (
        write_dataset(part_of(real_dataset(), UNITS, most), folder / f"version{most}")
        for most in (60, 90)
    )
    port = free_port()
    more = {"POLICYAPI_TRUSTED_PROXIES": "1", "POLICYAPI_PUBLIC_URL": "https://example.org"}
    database = migrated_sqlite(folder / "database", **more)
    database.manage("load_data", str(first))
    with ExitStack() as held:
        behind = held.enter_context(database.served())
        held.enter_context(nginx(folder, port, behind))
        yield Front(port, behind, database, second)


@contextmanager
def nginx(folder: Path, port: int, behind: int) -> Iterator[None]:
    """It runs, with the lines marked CHANGE changed."""
    text = CONFIGURATION.read_text()
    changes = {
        r"pid /run/nginx.pid;": f"pid {folder}/nginx.pid; daemon off;",
        r"proxy_cache_path \S+": f"proxy_cache_path {folder}/cache",
        r"server 127.0.0.1:8000;": f"server 127.0.0.1:{behind};",
        r"listen 80;": f"listen 127.0.0.1:{port};",
        r"server_name _;": "server_name 127.0.0.1;",
    }
    for was, new in changes.items():
        text, times = re.subn(f"{was}(.*# CHANGE)", rf"{new}\1", text)
        assert times == 1, was
    assert text.count("# CHANGE") == len(changes)
    file = folder / "nginx.conf"
    file.write_text(text)
    # As root it would serve as another user, who cannot read the folder of a test.
    user = "user root;" if Path("/proc/self").stat().st_uid == 0 else ""
    command = ["nginx", "-p", str(folder), "-c", str(file), "-e", "stderr", "-g", user]
    subprocess.run([*command, "-t", "-q"], check=True)
    with subprocess.Popen(command) as process:
        try:
            until_open(port)
            yield
        finally:
            process.terminate()


def until_open(port: int) -> None:
    end = time.monotonic() + 30
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < end, f"nobody listens on {port}"
        time.sleep(0.05)


def test_an_answer_is_kept_for_a_second_and_then_asked_about(front: Front) -> None:
    path = "/api/slogans?page_size=7"
    answers = [front.ask(path), front.ask(path)]
    time.sleep(GOOD_FOR)
    answers.append(front.ask(path))
    assert [answer.cache for answer in answers] == ["MISS", "HIT", "REVALIDATED"]
    direct = front.ask(path, port=front.behind)
    names = direct.headers.keys() - {"date", "server", "connection"}
    for answer in answers:
        assert (answer.status, answer.body) == (200, direct.body)
        assert {name: answer.headers[name] for name in names} == {
            name: direct.headers[name] for name in names
        }


def test_who_has_an_answer_gets_304_and_other_states_412(front: Front) -> None:
    path = "/api/slogans?page_size=8"
    etag = front.ask(path).headers["etag"]
    for _ in range(2):
        held = front.ask(path, If_None_Match=etag)
        assert (held.status, held.body) == (304, b"")
        assert held.headers["etag"] == etag
        time.sleep(GOOD_FOR)
    assert front.ask(path, If_None_Match='"other"').status == 200
    refused = front.ask(path, If_Match='"other"')
    assert (refused.status, orjson.loads(refused.body)["status"]) == (412, 412)


def test_each_encoding_is_kept_by_itself(front: Front) -> None:
    path = "/api/slogans?page_size=9"
    plain = front.ask(path)
    for header in ("gzip, deflate, br", "gzip"):
        zipped = front.ask(path, Accept_Encoding=header)
        assert zipped.headers["content-encoding"] == "gzip"
        assert gzip.decompress(zipped.body) == plain.body
        assert zipped.headers["etag"] != plain.headers["etag"]
    assert zipped.cache == "HIT"
    assert "content-encoding" not in front.ask(path, Accept_Encoding="gzip;q=0").headers
    assert front.ask(path, Accept_Encoding="gzip, zstd").headers["content-encoding"] == "zstd"


def test_head_has_the_headers_of_get(front: Front) -> None:
    path = "/api/slogans?page_size=10"
    head, get = front.ask(path, "HEAD"), front.ask(path)
    assert (head.status, head.body) == (200, b"")
    for name in ("etag", "content-length", "content-type", "data-version", "vary"):
        assert head.headers[name] == get.headers[name]


def test_errors_are_the_applications_and_are_not_kept(front: Front) -> None:
    for path, status in (("/api/slogans?pagesize=7", 400), ("/api/nothing", 404)):
        for _ in range(2):
            answer = front.ask(path)
            assert (answer.status, answer.cache) == (status, "MISS")
            assert answer.body == front.ask(path, port=front.behind).body
    assert front.ask("/api/slogans", "POST").status == 405
    assert front.ask("/api/slogans?q=" + "x" * 9000).status == 400
    assert front.ask("/readyz").status == 200


def test_files_pass_through_and_are_not_kept(front: Front) -> None:
    for headers in ({}, {"Accept": "text/csv"}):
        path = "/api/slogans" if headers else "/api/slogans?format=csv"
        for _ in range(2):
            answer = front.ask(path, **headers)
            assert answer.headers["content-type"].startswith("text/csv")
            assert answer.cache == "BYPASS"


def test_who_asks_too_much_is_told_so_as_the_application_would(front: Front) -> None:
    statuses = [front.ask("/livez") for _ in range(400)]
    refused = next(answer for answer in statuses if answer.status != 200)
    assert refused.status == 429
    assert orjson.loads(refused.body)["code"] == "too-many-requests"
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.headers["retry-after"] == "1"
    time.sleep(3)


def test_new_data_are_seen_within_seconds(front: Front) -> None:
    path = "/api/slogans?page_size=11"
    before, version = front.ask(path), version_of(front.second)
    front.database.manage("load_data", str(front.second))
    end = time.monotonic() + SEEN_WITHIN
    while (after := front.ask(path)).headers["data-version"] != version:
        assert time.monotonic() < end, "the old data are still answered"
        time.sleep(0.1)
    assert after.body != before.body
    assert after.headers["etag"] != before.headers["etag"]


def test_while_the_application_is_away_nginx_says_so_as_it_would(tmp_path: Path) -> None:
    port, nobody = free_port(), free_port()
    with nginx(tmp_path, port, nobody):
        answer = Front(port, nobody, Database("", tmp_path), tmp_path).ask("/api/slogans")
    assert (answer.status, orjson.loads(answer.body)["status"]) == (503, 503)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "5"
    assert answer.headers["cache-control"] == "no-store"
