"""`python -m bench.run`: build the sets, measure, show and write; see README.md."""

import argparse
import datetime
import os
import platform
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from bench import postgresql
from bench.contenders.listed import NOT_TRIED
from bench.driving import generator
from bench.measuring import Plan, measure
from bench.report import show, write
from bench.results import Results
from bench.sets import CUT, REPOSITORY, Builder, DataSet, NotBuilt, code_version
from bench.special import sql_times

HERE = Path(__file__).parent


def read_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What was asked for; `--quick` sets what is not given otherwise."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="30,000 targets, a round of 1 s")
    parser.add_argument("--targets", type=int, help="size of the national set; 0 leaves it out")
    parser.add_argument("--rounds", type=int, help="rounds of which the median is taken")
    parser.add_argument("--seconds", type=float, help="length of a round")
    parser.add_argument("--workers", default="1,2", help="workers a server, as 1,2")
    parser.add_argument("--only", default="", help="names of contenders, as drf,fastapi")
    parser.add_argument("--port", type=int, default=8200, help="first of twenty ports")
    parser.add_argument("--data", type=Path, default=HERE / "data", help="where sets are kept")
    parser.add_argument("--results", type=Path, default=HERE / "results")
    parser.add_argument("--checkout", type=Path, default=REPOSITORY, help="the API to measure")
    parser.add_argument("--postgresql", help="URL of a database for the national set's searches")
    parser.add_argument("--reuse", action="store_true", help="keep sets that other code has built")
    options = parser.parse_args(arguments)
    usual = (30_000, 1, 1.0) if options.quick else (3_000_000, 3, 3.0)
    for name, value in zip(("targets", "rounds", "seconds"), usual, strict=True):
        if getattr(options, name) is None:
            setattr(options, name, value)
    return options


def _sets(options: argparse.Namespace, builder: Builder) -> list[DataSet]:
    found = [builder.real()]
    if options.targets:
        small, large = ("small", CUT), ("national", options.targets)
        found += [builder.national(*small), builder.national(*large)]
    return found


def _about(options: argparse.Namespace) -> dict[str, object]:
    return {
        "measured_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load_generator": generator(),
        "rounds": options.rounds,
        "seconds": options.seconds,
        "code": code_version(options.checkout, ("policyapi", "districts", "plans")),
    }


def main() -> int:
    """Run; 1 where a set cannot be built."""
    options = read_options()
    # Ended by another it ends its servers too, as with Ctrl-C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    quiet = Console(stderr=True, highlight=False)
    results = Results(about=_about(options), skipped=dict(NOT_TRIED))
    if generator() != "wrk":
        results.skipped["wrk"] = "not installed; bench/client.py drives instead, more slowly"
    with quiet.status("Beginning") as status:
        try:
            _measure_all(options, results, status.update)
        except NotBuilt as error:
            quiet.print(str(error), markup=False)
            return 1
    show(results, console)
    for file in write(results, options.results):
        console.print(f"Written: {file}", soft_wrap=True)
    return 0


def _measure_all(
    options: argparse.Namespace, results: Results, tell: Callable[[str], object]
) -> None:
    """Build all sets, then measure them. Raises NotBuilt."""
    plan = Plan(
        rounds=options.rounds,
        seconds=options.seconds,
        first_port=options.port,
        scratch=(options.data / "scratch").resolve(),
        checkout=options.checkout.resolve(),
        only=frozenset(filter(None, options.only.split(","))),
        tell=tell,
    )
    plan.scratch.mkdir(parents=True, exist_ok=True)
    sets = _sets(options, Builder(options.data, plan.checkout, tell, reuse=options.reuse))
    for data in sets:
        loading = data.loading
        results.sets[data.name] = {
            "targets": data.targets,
            "facts": loading.facts,
            "seconds": loading.seconds,
            "cpu_seconds": loading.cpu_seconds,
            "facts_per_second": loading.facts / loading.seconds,
            "peak_mb": loading.peak,
        }
        for workers in map(int, options.workers.split(",")):
            measure(plan, data, workers, results)
    if options.postgresql and options.targets:
        environment = postgresql.loaded(sets[-1], options.postgresql, plan.checkout, tell)
        times = sql_times(sets[-1], plan.checkout, environment)
        results.special["national"]["sql_postgresql"] = times


if __name__ == "__main__":
    sys.exit(main())
