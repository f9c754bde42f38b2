"""Read from a primary and two replicas while they are loaded, lag, freeze and stop.

Prints a table, and ends with an error where an answer was wrong or missing.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")
django.setup()

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from bench.replicas.cluster import CannotRun, cluster  # noqa: E402
from bench.replicas.readers import Readers  # noqa: E402
from bench.replicas.steps import CALM, STEPS, Step  # noqa: E402
from bench.replicas.versions import write_versions  # noqa: E402
from bench.replicas.world import VERSIONS, World  # noqa: E402

CONNECTIONS: Final = 8
COLUMNS: Final = ("answers", "per s", "p50 ms", "p99 ms", "longest ms", "wrong")


def main() -> int:
    """The trial; 1 where something was wrong, 2 where it cannot be run here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0, help="of each throughput round")
    parser.add_argument("--rounds", type=int, default=2, help="of throughput; 0 for none")
    parser.add_argument("--step", default="", help="only the steps whose name has this word")
    options = parser.parse_args()
    console = Console(width=130)
    try:
        with cluster(2) as servers, tempfile.TemporaryDirectory() as folder:
            world = World(servers, write_versions(Path(folder), VERSIONS))
            return 1 if _run(world, options, console) else 0
    except CannotRun as error:
        console.print(f"The trial cannot be run here. {error}")
        return 2


def _run(world: World, options: argparse.Namespace, console: Console) -> list[str]:
    """What was wrong."""
    console.print("Learning what each version must answer, from the primary alone")
    known = world.learn()
    world.load(0)
    console.print(f"{len(next(iter(known.values())))} paths, {len(known)} versions")
    wrong = _spread(world, options, console) if options.rounds else []
    wrong += _disturb(world, options.step, console)
    for problem in wrong[:20]:
        console.print(problem, style="red", markup=False)
    console.print(f"{len(wrong)} wrong answers")
    return wrong


def _spread(world: World, options: argparse.Namespace, console: Console) -> list[str]:
    wrong = []
    table = Table("read from", *COLUMNS, *_cpu_columns(), title="Answers made anew")
    for replicas in options.rounds * (0, 1, 2):
        readers = Readers(world.port, world.known)
        cells = _throughput(world, readers, replicas, options.seconds)
        name = ("the primary", "1 replica", "2 replicas")[replicas]
        table.add_row(name, *_figures(readers, options.seconds), *cells)
        wrong += readers.wrong
    console.print(table)
    return wrong


def _disturb(world: World, word: str, console: Console) -> list[str]:
    wrong = []
    table = Table("what happens", "versions seen", *COLUMNS, title="Disturbed")
    with world.serving(2):
        for act in STEPS:
            name = act.__name__.replace("_", " ")
            if word not in name:
                continue
            readers = Readers(world.port, world.known)
            began = time.perf_counter()
            with readers.asking(CONNECTIONS):
                time.sleep(CALM)
                act(Step(world, readers))
                time.sleep(CALM)
            seen = str(len(readers.versions))
            table.add_row(name, seen, *_figures(readers, time.perf_counter() - began))
            wrong += [f"{name}: {problem}" for problem in readers.wrong]
    console.print(table)
    return wrong


def _throughput(world: World, readers: Readers, replicas: int, seconds: float) -> list[str]:
    """Milliseconds of processor time an answer: of the API, and of each server."""
    with world.serving(replicas) as api:
        with Readers(world.port, world.known).asking(CONNECTIONS):
            time.sleep(1)  # connections are opened, and counts are remembered
        measured = [api, world.primary, *world.replicas]
        before = [one.cpu() for one in measured]
        with readers.asking(CONNECTIONS):
            time.sleep(seconds)
        used = [one.cpu() - start for one, start in zip(measured, before, strict=True)]
    return [f"{1000 * cpu / max(1, len(readers.seconds)):.2f}" for cpu in used]


def _cpu_columns() -> list[str]:
    return [f"{name} CPU ms" for name in ("API", "primary", "replica 1", "replica 2")]


def _figures(readers: Readers, seconds: float) -> list[str]:
    took = sorted(readers.seconds) or [0.0]
    shares = (took[len(took) // 2], took[int(len(took) * 0.99)], took[-1])
    return [
        f"{len(readers.seconds):,}",
        f"{len(readers.seconds) / seconds:,.0f}",
        *(f"{1000 * share:,.1f}" for share in shares),
        str(len(readers.wrong)),
    ]


if __name__ == "__main__":
    sys.exit(main())
