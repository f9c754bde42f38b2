"""Loads that do not come to their end: `python -m tests.loading.interrupted HOW FOLDER…`."""

import os
import random
import signal
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

django.setup()

from plans.loading import finishing  # noqa: E402
from plans.models import Outcome  # noqa: E402
from policyapi.served import Served  # noqa: E402


def fail_midway(folder: str) -> None:
    """Raise when the rows are in and all but the last types are rendered."""
    finish = finishing.finish_list

    def fail_at_outcomes(model: type[Served], *arguments: Any) -> None:
        if model is Outcome:
            raise RuntimeError("injected")
        finish(model, *arguments)

    finishing.finish_list = fail_at_outcomes
    call_command("load_data", folder)


def fill_the_disk(folder: str) -> None:
    """Give the database no page more than it has."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    options = settings.DATABASES["default"]["OPTIONS"]
    options["init_command"] += f"; PRAGMA max_page_count={pages + 4}"
    call_command("load_data", folder)


def kill_at_random(*folders: str) -> None:
    """Load one folder after the other, again and again, and kill each load at a random moment.

    Every line of standard input is one more load. Its answer is a line: `killed`, or `ended` when
    the load was through before its time.
    """
    # Parent and child share no connection: the child opens its own.
    longest = max(_timed(folder) for folder in folders)
    for number, _ in enumerate(sys.stdin):
        child = os.fork()
        if child == 0:
            _load(folders[number % len(folders)])
        time.sleep(random.uniform(0, longest))  # noqa: S311
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)  # noqa: T201


def _timed(folder: str) -> float:
    """Seconds that a load takes, in a child as the killed ones are."""
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        _load(folder)
    assert os.waitpid(child, 0)[1] == 0
    return time.perf_counter() - began


def _load(folder: str) -> NoReturn:
    call_command("load_data", folder, force=True, stdout=StringIO())
    os._exit(0)


if __name__ == "__main__":
    ways = {"fail": fail_midway, "fill": fill_the_disk, "kill": kill_at_random}
    ways[sys.argv[1]](*[str(Path(folder)) for folder in sys.argv[2:]])
