"""Schemathesis asks the real server what its schema allows and what it forbids, with all checks.

The schema as served lists the names that the data know, so that all it allows can be answered: a
name that they do not have is refused with 400, a page or a place that is not there with 404.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loading.databases import migrated_sqlite

pytestmark = pytest.mark.served

PROGRAMS = Path(sys.executable).parent
LEAST_CASES = 2_500


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, over a database of its own with the real data."""
    database = migrated_sqlite(tmp_path_factory.mktemp("served"))
    database.manage("load_data")
    with database.served() as port:
        yield f"http://127.0.0.1:{port}"


def test_what_the_schema_allows_is_answered_and_what_it_forbids_is_refused(
    server: str, tmp_path: Path
) -> None:
    options = "--checks all --max-examples 10 --seed 1 --generation-database none --no-color"
    run = subprocess.run(
        [str(PROGRAMS / "schemathesis"), "run", f"{server}/api/openapi.json", *options.split()],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert run.returncode == 0, run.stdout[-20_000:]
    assert "Tested: 28" in run.stdout
    generated = re.search(r"(\d+) generated", run.stdout)
    assert generated is not None
    assert int(generated[1]) >= LEAST_CASES
