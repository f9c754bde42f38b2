"""Readers and a writer that disturb each other: `python -m tests.loading.fire read|flip …`."""

import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import orjson

from tests.loading.answering import answer  # it sets Django up

THREADS = 4
PAUSE = 0.06
"""Seconds between a thread's reads: the writer needs a processor too."""

Expected = dict[str, dict[str, str]]
"""The body of each path, by data version and path."""


def flip(times: int, *folders: str) -> None:
    """Load one folder after the other."""
    from plans.loading.loading import load  # the models need Django set up

    for folder in islice(cycle(folders), times):
        load(Path(folder))


def read(expected_file: str, ended: str, least: int) -> dict[str, Any]:
    """Read all paths in threads until a file says that the writer has ended, and `least` at least.

    How many reads there were, of which versions, with which status, and the first that were neither
    one version's answer nor the other's.
    """
    expected: Expected = orjson.loads(Path(expected_file).read_bytes())
    paths = list(next(iter(expected.values())))
    statuses: Counter[str] = Counter()
    versions: Counter[str] = Counter()
    wrong: list[str] = []

    def read_on(offset: int) -> None:
        for path in islice(cycle(paths), offset, None):
            found = answer(path)
            statuses[str(found["status"])] += 1
            version = found["headers"].get("data-version", "")
            versions[version] += 1
            if found["body"] != expected.get(version, {}).get(path):
                wrong.append(f"{found['status']} {version} {path}: {found['body'][:200]}")
            if wrong or (Path(ended).exists() and statuses.total() >= least):
                return
            time.sleep(PAUSE)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(read_on, range(THREADS)))
    return {"statuses": statuses, "versions": versions, "wrong": wrong[:5]}


if __name__ == "__main__":
    if sys.argv[1] == "flip":
        flip(int(sys.argv[2]), *sys.argv[3:])
    else:
        summary = read(sys.argv[2], sys.argv[3], int(sys.argv[4]))
        sys.stdout.buffer.write(orjson.dumps(summary))
