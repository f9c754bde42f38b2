"""A real primary and real streaming replicas on 127.0.0.1, in a folder that goes with them."""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import psycopg

from bench.servers import parent_and_seconds

PORTS: Final = range(54320, 54340)
PROGRAMS: Final = ("initdb", "pg_basebackup", "pg_ctl")
SETTINGS: Final = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "shared_buffers": "'64MB'",
    "max_connections": "60",
    # It is thrown away after the trial.
    "fsync": "off",
    # An answer under way keeps the primary from removing the rows that it reads.
    "hot_standby_feedback": "on",
    "wal_receiver_status_interval": "1",
    "wal_retrieve_retry_interval": "'500ms'",
}


class CannotRun(Exception):  # noqa: N818
    """Why there can be no cluster on this machine."""


class Failed(Exception):  # noqa: N818
    """What a program printed that should have succeeded."""


class Postgres:
    """One server: its folder, its port, and what can happen to it."""

    def __init__(self, name: str, folder: Path, run: Callable[..., None]) -> None:
        self.name, self.folder = name, folder
        self.port = free_port(PORTS)
        self._log = folder.with_suffix(".log")
        self._run = run

    @property
    def url(self) -> str:
        """Of the database in it."""
        return f"postgres://postgres@127.0.0.1:{self.port}/policyapi"

    def start(self) -> None:
        """Start and wait until it lets somebody in."""
        try:
            self._start()
        except Failed:
            if "Address already in use" not in self._log.read_text():
                raise
            # Somebody was faster: another trial looks for its ports at the same time.
            self.port = free_port(PORTS)
            self._start()

    def _start(self) -> None:
        options = f"-p {self.port}"
        self._log.write_text("")
        self._log.chmod(0o666)
        self._run("pg_ctl", "start", "-w", "-D", self.folder, "-l", self._log, "-o", options)

    def stop(self) -> None:
        """End it at once, as when the power goes."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.folder)

    def freeze(self) -> None:
        """Let it run no more, though the machine goes on confirming what is sent to it."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it run again."""
        self._signal(signal.SIGCONT)

    def pause(self) -> None:
        """A replica goes on receiving what the primary does, and shows none of it."""
        self.ask("SELECT pg_wal_replay_pause()")

    def resume(self) -> None:
        """A replica shows what it has received."""
        self.ask("SELECT pg_wal_replay_resume()")

    def ask(self, statement: str) -> Any:
        """The first value of the answer."""
        with psycopg.connect(self.url, autocommit=True, connect_timeout=5) as connection:
            row = connection.execute(statement).fetchone()
            return row[0] if row else None

    def cpu(self) -> float:
        """Seconds of user and system time of all its processes, ended ones too."""
        return sum(_running()[pid][1] for pid in self._processes())

    def _signal(self, number: int) -> None:
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def _processes(self) -> list[int]:
        first = int((self.folder / "postmaster.pid").read_text().split()[0])
        return [first, *(pid for pid, (parent, _) in _running().items() if parent == first)]


@contextmanager
def cluster(replicas: int) -> Iterator[list[Postgres]]:
    """The primary, with an empty database, and its replicas; all run. Raises CannotRun."""
    programs, user = _programs(), _user()
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="policyapi-")))
        shutil.chown(folder, user.pw_name)

        def run(program: str, *arguments: object) -> None:
            _run(programs / program, arguments, user, folder)

        primary = Postgres("primary", folder / "primary", run)
        run("initdb", "-D", primary.folder, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--no-locale", "--no-sync")  # fmt: skip
        with (primary.folder / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
        servers = [primary]
        _start(held, primary)
        with psycopg.connect(primary.url.replace("/policyapi", "/postgres")) as connection:
            connection.autocommit = True
            connection.execute("CREATE DATABASE policyapi")
        for number in range(1, replicas + 1):
            replica = Postgres(f"replica {number}", folder / f"replica{number}", run)
            source = f"host=127.0.0.1 port={primary.port} user=postgres"
            run("pg_basebackup", "-D", replica.folder, "-d", source, "-R", "-c", "fast",
                "--no-sync")  # fmt: skip
            _start(held, replica)
            servers.append(replica)
        yield servers


def free_port(ports: Sequence[int]) -> int:
    """Any of these ports of 127.0.0.1 that nobody uses. Raises CannotRun."""
    for port in random.sample(ports, len(ports)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise CannotRun(f"All ports from {ports[0]} to {ports[-1]} are in use.")


def _start(held: ExitStack, server: Postgres) -> None:
    def stop() -> None:
        with suppress(Failed, OSError):
            server.thaw()
            server.stop()

    server.start()
    held.callback(stop)


def _programs() -> Path:
    """The folder of PostgreSQL's programs: on the PATH, or of the newest version of Debian's."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    on_path = [Path(found).resolve().parent for found in filter(None, [shutil.which("initdb")])]
    for folder in [*on_path, *debian[::-1]]:
        if all((folder / name).exists() for name in PROGRAMS):
            return folder
    raise CannotRun(f"PostgreSQL's server programs are missing: {', '.join(PROGRAMS)}.")


def _user() -> pwd.struct_passwd:
    """Whose the servers are: PostgreSQL does not run as root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise CannotRun("PostgreSQL does not run as root, and there is no user postgres or nobody.")


def _run(program: Path, arguments: Sequence[object], user: pwd.struct_passwd, folder: Path) -> None:
    more: dict[str, Any] = {}
    if not os.geteuid():
        more = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    # The server inherits what pg_ctl writes to: a pipe would stay open as long as it runs.
    with (folder / f"{program.name}.log").open("w+") as log:
        done = subprocess.run(
            [program, *map(str, arguments)],
            cwd=folder, env={**os.environ, "LC_ALL": "C"}, stdout=log, stderr=log, check=False,
            **more,
        )  # fmt: skip
        if done.returncode:
            log.seek(0)
            raise Failed(f"{program.name}: {log.read().strip()}")


def _running() -> dict[int, tuple[int, float]]:
    """Parent and CPU seconds of every process."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            found[int(stat.parent.name)] = parent_and_seconds(stat.read_text())
    return found
