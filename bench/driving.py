"""Load on a server: wrk where it is installed, else bench/client.py; and what one round showed."""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from bench.servers import Server

HERE: Final = Path(__file__).parent
_LINE: Final = re.compile(
    r"^BENCH requests=(\d+) seconds=([\d.]+) bytes=(\d+) p50=([\d.]+) p99=([\d.]+) "
    r"refused=(\d+) broken=(\d+)$",
    re.MULTILINE,
)


class LoadFailed(Exception):  # noqa: N818 - it is named for what happened
    """A load generator that printed nothing of use, or a server that refused or broke off."""


@dataclass(frozen=True)
class Load:
    """What the load generator saw; times in seconds."""

    requests: int
    seconds: float
    bytes: int
    p50: float
    p99: float
    refused: int
    broken: int


@dataclass(frozen=True)
class Round:
    """One measurement: microseconds of the server's CPU a request, requests/s, milliseconds."""

    cpu_us: float
    per_second: float
    p50_ms: float
    p99_ms: float
    bytes: float


def generator() -> str:
    """Name of the load generator of this machine."""
    return "wrk" if shutil.which("wrk") else "bench/client.py"


def read_line(output: str) -> Load:
    """The line that the load generator prints. Raises LoadFailed where there is none."""
    found = _LINE.search(output)
    if found is None:
        raise LoadFailed(output.strip()[-500:] or "the load generator printed nothing")
    requests, seconds, size, p50, p99, refused, broken = found.groups()
    return Load(
        requests=int(requests),
        seconds=float(seconds),
        bytes=int(size),
        p50=float(p50) / 1e6,
        p99=float(p99) / 1e6,
        refused=int(refused),
        broken=int(broken),
    )


def ask(
    port: int,
    paths: Sequence[str],
    seconds: float,
    connections: int,
    headers: Mapping[str, str] | None = None,
) -> Load:
    """Ask paths in turn for so many seconds. Raises LoadFailed where no answer came."""
    given = [f"{name}: {value}" for name, value in (headers or {}).items()]
    url = f"http://127.0.0.1:{port}"
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        if wrk := shutil.which("wrk"):
            size = ["-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "60s"]
            command = [wrk, *size, "-s", str(HERE / "paths.lua"), url, "--", file.name, *given]
        else:
            size = ["--connections", str(connections), "--seconds", str(seconds)]
            command = [sys.executable, str(HERE / "client.py"), url, file.name, *size]
            command += [part for header in given for part in ("--header", header)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return read_line(done.stdout + done.stderr)


def drive(
    server: Server,
    paths: Sequence[str],
    seconds: float,
    connections: int,
    headers: Mapping[str, str] | None = None,
) -> Round:
    """One round. Raises LoadFailed where any request was refused or broken off."""
    before = server.cpu()
    load = ask(server.port, paths, seconds, connections, headers)
    spent = server.cpu() - before
    server.settle()
    if load.refused or load.broken or not load.requests:
        counted = f"{load.requests} answers, {load.refused} refusals, {load.broken} broken off"
        raise LoadFailed(f"{counted} in {seconds:g} s; the first path is {paths[0]}")
    return Round(
        cpu_us=spent / load.requests * 1e6,
        per_second=load.requests / load.seconds,
        p50_ms=load.p50 * 1e3,
        p99_ms=load.p99 * 1e3,
        bytes=load.bytes / load.requests,
    )


def median(rounds: Sequence[Round]) -> Round:
    """Of each figure the median."""
    rows = [asdict(one) for one in rounds]
    return Round(**{name: statistics.median(row[name] for row in rows) for name in rows[0]})
