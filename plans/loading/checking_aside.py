"""Fixtures checked in a process of its own, while their records are put in.

Nothing is committed before it has found all of them right. It reads no database, and ends when its
input does: with the load.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from typing import IO, Any, Final, cast

from django.conf import settings

from plans.loading.collecting import seldom_collected
from plans.loading.fixtures import Fixtures, FixturesRefused
from plans.loading.hashing import version_of_folder
from plans.loading.progress import Progress

PROGRAM: Final = (
    "import django; django.setup(); from plans.loading.checking_aside import work; work()"
)


@dataclass
class Checks:
    """The checks of a folder, and the version of its data."""

    data_version: str
    counts: Callable[[], dict[str, int]]
    """Waits for the end of the checks: how many records there are, by the label of their model.
    Raises FixturesRefused with all problems."""


@contextmanager
def checking(fixtures: Fixtures, progress: Progress, *, aside: bool) -> Iterator[Checks]:
    """Check fixtures: aside, or before anything else is done."""
    if not aside:
        counts = fixtures.check(progress)
        data_version = version_of_folder(fixtures.folder)
        fixtures.check_version(data_version)
        yield Checks(data_version, lambda: counts)
        return
    process = subprocess.Popen(  # noqa: S603 - the folder is the one that this process reads
        [sys.executable, "-c", PROGRAM, str(fixtures.folder.absolute())],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        data_version = version_of_folder(fixtures.folder)

        @cache
        def counted() -> dict[str, int]:
            progress("Checking what is left", 0, 0)
            found = _answer(process)
            fixtures.check_version(data_version)
            return found

        yield Checks(data_version, counted)
    finally:
        process.kill()
        process.communicate()


def _answer(process: "subprocess.Popen[bytes]") -> dict[str, int]:
    try:
        answer = pickle.load(cast("IO[bytes]", process.stdout))  # noqa: S301 - our own process
    except EOFError as error:
        raise ChildProcessError("the process that checks records has ended early") from error
    if isinstance(answer, list):
        raise FixturesRefused(answer)
    return cast("dict[str, int]", answer)


@seldom_collected()
def work() -> None:
    """Check a folder, and say what is wrong, or else how many records there are."""
    Thread(target=_end_with_input, daemon=True).start()
    try:
        answer: Any = Fixtures(Path(sys.argv[1])).check()
    except FixturesRefused as error:
        answer = error.problems
    pickle.dump(answer, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _end_with_input() -> None:
    os.read(sys.stdin.fileno(), 1)  # not through the buffer, which Python locks when it ends
    os._exit(1)
