"""Data sets: the real one, a cut of a few hundred targets, and the national one; built once."""

import hashlib
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from bench.servers import as_deployed

REPOSITORY: Final = Path(__file__).parent.parent
CUT: Final = 300
"""Targets of the small set to which the national one is compared."""
_FACTS: Final = ("target", "achievement", "project", "slogan", "plan")
_CODE: Final = ("policyapi", "districts", "plans", "fixtures", "bench/national*.py")


class NotBuilt(Exception):  # noqa: N818 - it is named for what happened
    """A command that builds a set failed; what it printed is the message."""


@dataclass(frozen=True)
class Loading:
    """What the load took: seconds by the clock and of CPU, facts, peak memory in 10^6 bytes."""

    seconds: float
    cpu_seconds: float
    facts: int
    peak: float


@dataclass(frozen=True)
class DataSet:
    """A loaded database and the folder that it stands in."""

    name: str
    targets: int
    folder: Path
    loading: Loading

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "policyapi.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """What the API needs to serve it."""
        return environment_of(self.folder)

    def column(self, statement: str, *values: object) -> list[str]:
        """The first column of a query."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            return [str(row[0]) for row in connection.execute(statement, values)]
        finally:
            connection.close()


def environment_of(folder: Path) -> dict[str, str]:
    """Database and downloads in a folder."""
    return {
        "DATABASE_URL": f"sqlite:///{folder / 'policyapi.sqlite3'}",
        "POLICYAPI_DOWNLOADS": str(folder / "downloads"),
    }


class Builder:
    """Builds sets in a folder with the code of a checkout, and keeps them while that is the same.

    `reuse` keeps a set that other code has built: for trials of the bench itself.
    """

    def __init__(
        self, folder: Path, checkout: Path, tell: Callable[[str], object], *, reuse: bool
    ) -> None:
        self.folder, self.checkout, self.reuse = folder.resolve(), checkout.resolve(), reuse
        self._tell = tell

    def real(self) -> DataSet:
        """The fixtures of the repository, loaded as `make serve` does."""
        return self._kept("real", 0)

    def national(self, name: str, targets: int) -> DataSet:
        """A generated set of so many targets."""
        return self._kept(name, targets)

    def _kept(self, name: str, targets: int) -> DataSet:
        key = "reused" if self.reuse else code_version(self.checkout, _CODE)
        folder = self.folder / (f"{name}-{targets}-{key}" if targets else f"{name}-{key}")
        noted = folder / "loading.json"
        if not noted.exists():
            self._forget_others(folder)
            loading = self._build(folder, targets)
            noted.write_text(json.dumps(asdict(loading)))
        found = DataSet(name, targets, folder, Loading(**json.loads(noted.read_text())))
        written = int(found.column("SELECT count(*) FROM plans_target")[0])
        return replace(found, targets=written)

    def _forget_others(self, folder: Path) -> None:
        """Sets of the same name and size that other code has built, and half-built ones."""
        stem = folder.name.rpartition("-")[0]
        for other in self.folder.glob(f"{stem}-*"):
            if other.name.rpartition("-")[0] == stem:
                shutil.rmtree(other)

    def _build(self, folder: Path, targets: int) -> Loading:
        folder.mkdir(parents=True)
        fixtures, extra = self.checkout / "fixtures", []
        if targets:
            fixtures, extra = folder / "fixtures", ["--without-downloads"]
            self._tell(f"Generating {targets:,} targets")
            generator = str(REPOSITORY / "bench" / "national.py")
            self._run([generator, str(fixtures), "--targets", str(targets)], {})
        self._tell(f"Loading {folder.name}")
        environment = environment_of(folder)
        self._run(["manage.py", "migrate", "--verbosity", "0"], environment)
        began = time.perf_counter()
        usage = self._run(["manage.py", "load_data", str(fixtures), *extra], environment)
        seconds = time.perf_counter() - began
        loaded = DataSet("", targets, folder, Loading(0, 0, 0, 0))
        facts = sum(int(loaded.column(f"SELECT count(*) FROM plans_{f}")[0]) for f in _FACTS)
        if targets:
            shutil.rmtree(fixtures)
        cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6
        return Loading(seconds, cpu, facts, peak)

    def _run(self, arguments: list[str], environment: Mapping[str, str]) -> resource.struct_rusage:
        """Run Python in the checkout: what it used. Raises NotBuilt."""
        with subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.checkout,
            env=as_deployed(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            try:
                printed = process.stdout.read() if process.stdout else ""
            except BaseException:
                process.kill()
                raise
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise NotBuilt(f"{' '.join(arguments)}:\n{printed[-3000:]}")
        return usage


def code_version(checkout: Path, patterns: Iterable[str]) -> str:
    """Hash of all Python and JSON files under these paths: twelve hexadecimal digits."""
    hashed = hashlib.sha256()
    for pattern in patterns:
        for found in sorted(checkout.glob(pattern)):
            files = sorted(found.rglob("*")) if found.is_dir() else [found]
            for file in files:
                if file.suffix in {".py", ".json"}:
                    hashed.update(f"{file.relative_to(checkout)}\0".encode())
                    hashed.update(file.read_bytes())
    return hashed.hexdigest()[:12]
