"""The national set on PostgreSQL too, for the goals of searching there."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg

from bench.sets import REPOSITORY, DataSet, NotBuilt


def loaded(
    data: DataSet, url: str, checkout: Path, tell: Callable[[str], object]
) -> dict[str, str]:
    """Load the set into the database of a URL, unless it is there; what the API needs to serve it.

    Raises NotBuilt.
    """
    environment = {"DATABASE_URL": url}
    if _version(url) != data.column("SELECT data_version FROM plans_dataset")[0]:
        fixtures = data.folder / "fixtures"
        tell(f"Generating {data.targets:,} targets for PostgreSQL")
        generator = str(REPOSITORY / "bench" / "national.py")
        commands = [
            [generator, str(fixtures), "--targets", str(data.targets)],
            ["manage.py", "migrate", "--verbosity", "0"],
            ["manage.py", "load_data", str(fixtures), "--without-downloads"],
        ]
        for command in commands:
            tell(f"PostgreSQL: {' '.join(command)}")
            done = subprocess.run(
                [sys.executable, *command],
                cwd=checkout,
                env={**os.environ, **environment},
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise NotBuilt(done.stdout[-1000:] + done.stderr[-2000:])
        shutil.rmtree(fixtures)
    return environment


def _version(url: str) -> str:
    """Data version of the database; empty where there is none."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        try:
            found = cursor.execute("SELECT data_version FROM plans_dataset").fetchone()
        except psycopg.errors.UndefinedTable:
            return ""
    return str(found[0]) if found else ""
