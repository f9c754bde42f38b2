"""`manage.py load_data`: from the fixtures to the database."""

import re
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from plans.loading.fixtures import FixturesRefused
from plans.loading.loading import load


class Command(BaseCommand):
    """Load the fixtures in one transaction; a failed load leaves what was there."""

    help = "Load fixtures/*.json: rows, rendered bodies and search, in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and `--force` to load a version that is there already."""
        parser.add_argument("folder", nargs="?", type=Path, default=settings.POLICYAPI_FIXTURES)
        parser.add_argument("--force", action="store_true", help="load even what is there already")

    def handle(self, *, folder: Path, force: bool, **_options: Any) -> None:
        """Load with progress shown."""
        console = Console(file=self.stdout, highlight=False)  # type: ignore[arg-type]
        began = perf_counter()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        counted: dict[str, int] = {}
        try:
            # Where nobody watches, a bar that passes would leave empty lines.
            watched = console.is_terminal
            with Progress(*columns, console=console, transient=True, disable=not watched) as bar:
                task = bar.add_task("Reading the fixtures", total=None)

                def show(name: str, count: int) -> None:
                    counted[name] = count
                    bar.update(task, description=f"{name}: {count}" if count else name)

                version = load(folder, show, force=force)
        except FixturesRefused as error:
            count = len(error.problems)
            total = "1 problem" if count == 1 else f"{count} problems"
            raise CommandError(f"{error}\n{total}; nothing was loaded.") from error
        except (Error, OSError) as error:
            unmade = re.search(r"no such table|relation .* does not exist", str(error))
            tip = " Run `manage.py migrate` first." if unmade else ""
            reason = str(error).strip().rstrip(".")
            raise CommandError(
                f"The load failed and the data are as they were: {reason}.{tip}"
            ) from error
        seconds = perf_counter() - began
        done = f"{sum(counted.values())} rows written" if counted else "already there"
        self.stdout.write(f"Data version {version}: {done} in {seconds:.1f} s.")
