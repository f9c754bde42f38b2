"""Schemathesis asks the real server what its schema allows and what it forbids, with all checks.

The schema as served lists the names that the data know, so that all it allows can be answered: a
name that they do not have is refused with 400, a page or a place that is not there with 404.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.served

PROGRAMS = Path(sys.executable).parent
ROOT = Path(__file__).parents[2]
LEAST_CASES = 2_500


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server, over a database of its own with the real data."""
    folder = tmp_path_factory.mktemp("served")
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "POLICYAPI_DOWNLOADS": str(folder / "downloads"),
    }
    for command in (["migrate", "--verbosity", "0"], ["load_data"]):
        manage = [sys.executable, "manage.py", *command]
        subprocess.run(manage, cwd=ROOT, env=environment, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--interface wsgi --host 127.0.0.1 --port {port} --workers 1 --no-ws --no-log"
    program = [str(PROGRAMS / "granian"), *options.split(), "policyapi.wsgi:application"]
    with subprocess.Popen(program, cwd=ROOT, env=environment) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait_for(url: str) -> None:
    """Until the server answers, or 30 seconds."""
    for _ in range(300):
        try:
            with urlopen(url, timeout=5):  # noqa: S310 - the server that was started above
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(url)


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
