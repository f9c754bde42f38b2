"""A server under measurement: started on 127.0.0.1, its CPU time and memory read from /proc."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

TICK: Final = os.sysconf("SC_CLK_TCK")
PATIENCE: Final = 120.0
"""Seconds within which a server must have answered 200."""
_RUNNING = dict[int, "tuple[int, float]"]


def as_deployed(environment: Mapping[str, str]) -> dict[str, str]:
    """This process's environment and more, in which Python keeps what it has compiled.

    Where a shell has forbidden that, every start would compile all modules anew.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, **environment}


class NotServing(Exception):  # noqa: N818 - it is named for its state
    """A server that ended or never answered 200; what it printed is the message."""


@dataclass(frozen=True)
class Memory:
    """Megabytes (10^6 bytes): a shared page counts for each process by its share (PSS)."""

    tree: float
    worker: float
    worker_own: float
    """Without pages of files: what the process has made itself."""


class Server:
    """A process and all that it starts; a context in which it runs."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        path: str,
        port: int,
        folder: Path,
        environment: Mapping[str, str],
        directory: Path,
    ) -> None:
        self.name, self.port, self.path = name, port, path
        self.ready_seconds = 0.0
        self._command, self._directory = list(command), directory
        self._environment = as_deployed(environment)
        self._log = folder / f"{name}-{port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait for the first 200. Raises NotServing."""
        began = time.perf_counter()
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._directory,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self._answers():
            late = time.perf_counter() - began > PATIENCE
            if late or self._process.poll() is not None:
                self.stop()
                raise NotServing(self._log.read_text(errors="replace")[-2000:])
            time.sleep(0.005)
        self.ready_seconds = time.perf_counter() - began

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", self.path)
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        """End the process and what it started; they have 5 s to end by themselves."""
        if self._process is None:
            return
        for sent in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, sent)
                self._process.wait(5)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self._process.wait()
        self._process = None

    @property
    def pid(self) -> int:
        """The first process."""
        if self._process is None:
            raise NotServing(f"{self.name} does not run")
        return self._process.pid

    def cpu(self) -> float:
        """Seconds of user and system time of the process and all below it, ended ones too."""
        running = _running()
        return sum(running[pid][1] for pid in _tree(self.pid, running))

    def settle(self) -> None:
        """Wait until it has done with requests that nobody waits for any more, at most 60 s."""
        until = time.perf_counter() + 60
        before, now = -1.0, self.cpu()
        while now - before > 1.5 / TICK and time.perf_counter() < until:
            time.sleep(0.1)
            before, now = now, self.cpu()

    def memory(self) -> Memory:
        """What the whole tree takes, and what the largest process that answers takes."""
        tree = [_memory_of(pid) for pid in _tree(self.pid, _running())]
        answering = tree[1:] or tree
        return Memory(
            tree=sum(total for total, _ in tree),
            worker=max(total for total, _ in answering),
            worker_own=max(own for _, own in answering),
        )


def _running() -> "_RUNNING":
    """Parent and CPU seconds of every process."""
    found: _RUNNING = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                text = (folder / "stat").read_text()
            except OSError:  # it has ended meanwhile
                continue
            found[int(folder.name)] = parent_and_seconds(text)
    return found


def parent_and_seconds(stat: str) -> tuple[int, float]:
    """Parent and CPU seconds, ended children included, of a line of /proc/<pid>/stat."""
    # The second field is the name in brackets, in which anything may stand.
    fields = stat.rpartition(")")[2].split()
    return int(fields[1]), sum(map(int, fields[11:15])) / TICK


def _tree(root: int, running: "_RUNNING") -> list[int]:
    found = [root]
    for pid in found:
        found += [child for child, (parent, _) in running.items() if parent == pid]
    return found


def _memory_of(pid: int) -> tuple[float, float]:
    """Megabytes of a process: all, and without pages of files."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    sizes = {line.split(":")[0]: int(line.split()[1]) * 1024 / 1e6 for line in lines[1:]}
    return sizes.get("Pss", 0.0), sizes.get("Pss_Anon", 0.0)
