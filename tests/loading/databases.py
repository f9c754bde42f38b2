"""Databases of their own on disk or on a PostgreSQL server, used by processes of their own."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen
from uuid import uuid4

import orjson
import psycopg
from django.conf import settings

ADDRESS = os.environ.get("POLICYAPI_TEST_POSTGRESQL") or "postgres://127.0.0.1:5432/test"

LONGEST = 300
"""Seconds after which a process has gone wrong, on a machine that does much else."""

Answer = dict[str, Any]
"""`status`, `headers` by lower-case name, `body` as text, `seconds`."""


@dataclass
class Database:
    """A database and the folder of its downloads, named to processes by their environment."""

    url: str
    folder: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Of an SQLite database, its file."""
        return Path(self.url.removeprefix("sqlite:///"))

    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        return os.environ | {
            "DATABASE_URL": self.url,
            "POLICYAPI_DOWNLOADS": str(self.folder / "downloads"),
            "POLICYAPI_ADMIN": "0",
            "PYTHONWARNINGS": "error",
            **self.more,
        }

    @contextmanager
    def start(self, *arguments: str, **options: Any) -> Iterator["subprocess.Popen[str]"]:
        """A Python process in the project's folder, with pipes. None outlives its test."""
        command = [sys.executable, *arguments]
        streams = {"stdin": PIPE, "stdout": PIPE, "text": True} | options
        with subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=self.environment(), **streams
        ) as process:
            try:
                yield process
            except BaseException:
                process.kill()
                raise

    def run(self, *arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
        """What a Python process prints, and how it ends."""
        with self.start(*arguments, stderr=PIPE, **options) as process:
            out, err = process.communicate(timeout=LONGEST)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def manage(self, *arguments: str) -> str:
        """What `manage.py` prints. It must succeed."""
        done = self.run("manage.py", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def server(self) -> Iterator["Server"]:
        """The API on this database, in a process."""
        with self.start("-m", "tests.loading.answering") as process:
            yield Server(process)
            process.communicate()

    @contextmanager
    def served(self, threads: int = 4) -> Iterator[int]:
        """The real server on this database, ready, and its port."""
        port = free_port()
        options = f"--interface wsgi --host 127.0.0.1 --port {port} --workers 1 --no-ws"
        options += f" --blocking-threads {threads} policyapi.wsgi:application"
        quiet = {"stdout": DEVNULL, "stderr": DEVNULL}
        with self.start("-m", "granian", *options.split(), **quiet) as process:
            try:
                _wait_for(f"http://127.0.0.1:{port}/readyz")
                yield port
            finally:
                process.terminate()  # killed, it would leave its workers behind

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table of an SQLite database, but for what tells the time."""
        with closing(sqlite3.connect(self.path)) as database:
            names = [
                n for (n,) in database.execute("SELECT name FROM sqlite_schema WHERE type='table'")
            ]
            plain = [name for name in names if not name.startswith("plans_index")]
            rows = {name: _rows(database, name) for name in sorted(plain)}
            return rows | {"plans_index": _index(database)} if "plans_index" in names else rows


class Server:
    """A process that answers paths, one at a time."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def get(self, path: str) -> Answer:
        """One answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        answer: Answer = orjson.loads(self.process.stdout.readline())
        return answer


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=5):  # noqa: S310 - the server that was started above
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


def _rows(database: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(f'"{column}"' for column in columns if column != "loaded_at")
    return sorted(database.execute(f"SELECT {kept} FROM {table}"), key=repr)  # noqa: S608


def _index(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Every token of the index with the place of a row that has it."""
    database.execute(
        "CREATE VIRTUAL TABLE temp.found USING fts5vocab('main', 'plans_index', 'instance')"
    )
    return sorted(database.execute("SELECT doc, term FROM temp.found"))


def migrated_sqlite(folder: Path, **more: str) -> Database:
    """An empty SQLite database with its tables."""
    folder.mkdir(parents=True, exist_ok=True)
    database = Database(f"sqlite:///{folder / 'db.sqlite3'}", folder, more)
    database.manage("migrate", "--verbosity", "0")
    return database


def copied(database: Database, folder: Path) -> Database:
    """A copy of an SQLite database that nobody has open, and of its downloads."""
    shutil.copytree(database.folder, folder)
    return Database(f"sqlite:///{folder / 'db.sqlite3'}", folder)


def postgresql_answers() -> bool:
    """Whether the server at ADDRESS lets us in."""
    try:
        psycopg.connect(ADDRESS, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def postgresql_database(folder: Path) -> Iterator[Database]:
    """A database of its own on the server, migrated, and dropped afterwards."""
    with empty_database(folder, "LC_COLLATE 'C'") as database:
        database.manage("migrate", "--verbosity", "0")
        yield database


@contextmanager
def empty_database(folder: Path, collation: str) -> Iterator[Database]:
    """A database of its own on the server, without tables, and dropped afterwards."""
    name = f"policyapi_test_{uuid4().hex[:12]}"
    with psycopg.connect(ADDRESS, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' {collation} TEMPLATE template0")
        try:
            yield Database(urlsplit(ADDRESS)._replace(path=f"/{name}").geturl(), folder)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
