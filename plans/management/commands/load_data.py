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

from plans.loading.filling import WRITING
from plans.loading.fixtures import FixturesRefused
from plans.loading.loading import load
from plans.loading.telling import telling


class Command(BaseCommand):
    """Load the fixtures in one transaction; a failed load leaves what was there."""

    help = "Load fixtures/*.json: rows, rendered bodies and search, in one transaction."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, whether to load a version that is there already, and what not to build."""
        parser.add_argument("folder", nargs="?", type=Path, default=settings.POLICYAPI_FIXTURES)
        parser.add_argument("--force", action="store_true", help="load even what is there already")
        parser.add_argument(
            "--without-downloads",
            action="store_true",
            help="build no files for download; a later load without this builds them",
        )

    def handle(
        self, *, folder: Path, force: bool, without_downloads: bool, **_options: Any
    ) -> None:
        """Load with progress shown."""
        console = Console(file=self.stdout, highlight=False)  # type: ignore[arg-type]
        began = perf_counter()
        written: dict[str, int] = {}
        try:
            with telling(console) as tell:

                def show(what: str, done: int, of: int) -> None:
                    if what.startswith(WRITING):
                        written[what] = done
                    tell(what, done, of)

                version = load(folder, show, force=force, downloads=not without_downloads)
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
        done = f"{sum(written.values())} rows written" if written else "already there"
        self.stdout.write(f"Data version {version}: {done} in {seconds:.1f} s.")
