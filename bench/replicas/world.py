"""What a trial plays with: the servers, the versions to load, and the API before them."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

import orjson
from django.conf import settings

from bench.replicas.cluster import Postgres, free_port
from bench.replicas.readers import Known, fetch
from bench.servers import Server

PORTS: Final = range(8300, 8400)
VERSIONS: Final = 8
LISTS: Final = ("targets", "achievements", "outcomes", "plans", "projects", "slogans", "districts")
QUESTIONS: Final = tuple(
    f"/api/{question}"
    for question in (
        *("slogans?page_size=1000", "slogans?sort=-id&page_size=50", "slogans?q=%E9%A1%B9"),
        *("targets?district=jinan-shizhong", "targets?year=2019&sort=-base_value"),
        *("search?q=%E6%95%99%E8%82%B2", "summary?of=targets&by=district,domain"),
        *("compare?indicator=gdp&year=2019", "timeline?district=jinan-shizhong"),
    )
)


class World:
    """A cluster, data sets to load into it, and what each answer of each version must be."""

    def __init__(self, servers: Sequence[Postgres], versions: Sequence[Path]) -> None:
        self.primary, *self.replicas = servers
        self.versions = versions
        self.port = free_port(PORTS)
        self.known: dict[str, dict[str, bytes]] = {}
        self._folder = versions[0].parent
        self._manage("migrate", "--verbosity", "0")

    def learn(self) -> Known:
        """Load every version and keep its answers, as the primary alone gives them."""
        with self.serving(0):
            connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
            for number in range(len(self.versions)):
                version = self.load(number)
                wait_until(partial(_is_served, connection, version))
                paths = list(next(iter(self.known.values()), [])) or _paths(connection)
                answers = {path: fetch(connection, path) for path in paths}
                told = {(status, found) for status, found, _ in answers.values()}
                if told != {(200, version)}:
                    raise RuntimeError(f"The primary alone answers {told}, not 200 and {version}")
                self.known[version] = {path: body for path, (_, _, body) in answers.items()}
        return self.known

    def load(self, number: int) -> str:
        """Load a version into the primary; its name."""
        folder = self.versions[number]
        self._manage("load_data", str(folder))
        dataset: list[dict[str, Any]] = orjson.loads((folder / "dataset.json").read_bytes())
        return str(dataset[0]["fields"]["data_version"])

    @contextmanager
    def serving(self, replicas: int, workers: int = 2) -> Iterator[Server]:
        """The API on so many of the replicas, each answer made anew.

        Unless POLICYAPI_STORE_BYTES gives it a store.
        """
        environment = self._environment() | {
            "POLICYAPI_REPLICA_URLS": ",".join(r.url for r in self.replicas[:replicas]),
            "POLICYAPI_STORE_BYTES": os.environ.get("POLICYAPI_STORE_BYTES", "0"),
        }
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(self.port), "--workers", str(workers), "--blocking-threads", "4"),
            *("--no-ws", "policyapi.wsgi:application"),
        ]
        server = Server(
            "policyapi", command, "/readyz" if self.known else "/livez", self.port,
            self._folder, environment, settings.BASE_DIR,
        )  # fmt: skip
        try:
            server.start()
            yield server
        finally:
            server.stop()

    def replayed(self, replica: Postgres) -> bool:
        """Whether a replica shows everything that the primary has written."""
        newest = self.primary.ask("SELECT pg_current_wal_lsn()")
        return bool(replica.ask(f"SELECT pg_last_wal_replay_lsn() >= '{newest}'::pg_lsn"))

    def _environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.primary.url,
            "POLICYAPI_DOWNLOADS": str(self._folder / "downloads"),
            "POLICYAPI_ADMIN": "0",
            "POLICYAPI_THROTTLE": "",
        }

    def _manage(self, *arguments: str) -> None:
        environment = {**os.environ, **self._environment(), "POLICYAPI_REPLICA_URLS": ""}
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(
            command, cwd=settings.BASE_DIR, env=environment, check=True, stdout=subprocess.DEVNULL
        )


def wait_until(holds: Any, seconds: float = 30.0) -> None:
    """Wait until something holds. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"It did not come to hold within {seconds} s.")
        time.sleep(0.05)


def _is_served(connection: HTTPConnection, version: str) -> bool:
    return fetch(connection, "/api/slogans")[1] == version


def _paths(connection: HTTPConnection) -> list[str]:
    """Lists, pages and rows that one data set has, and with it all its versions."""
    paths = list(QUESTIONS)
    for name in LISTS:
        paths += [f"/api/{name}", f"/api/{name}?page_size=10"]
        rows = orjson.loads(fetch(connection, f"/api/{name}")[2])["results"]
        paths += [f"/api/{name}/{row['id']}" for row in rows[:6]]
    return paths
