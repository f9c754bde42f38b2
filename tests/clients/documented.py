"""The examples of docs/clients.md, as files that can be run against a server."""

import os
import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings

PAGE = settings.BASE_DIR / "docs" / "clients.md"
SERVER = "http://127.0.0.1:8000"
LONGEST = 300
"""Seconds after which a step has gone wrong."""


def blocks(section: str, language: str, server: str) -> list[str]:
    """The examples of a section in a language, asking another server than that of the page."""
    found = re.search(rf"^## {re.escape(section)}$(.*?)(?=^## |\Z)", PAGE.read_text(), re.M | re.S)
    assert found is not None, section
    examples = re.findall(rf"^```{language}\n(.*?)^```$", found[1], re.M | re.S)
    assert examples, (section, language)
    return [example.replace(SERVER, server) for example in examples]


def run(folder: Path, *command: str) -> str:
    """What a command prints in a folder. It must succeed."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {
        **os.environ,
        "PATH": programs,
        "PYTHONPATH": str(folder),
        "PYTHONWARNINGS": "error",
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def run_python(folder: Path, example: str) -> str:
    """What an example prints."""
    (folder / "example.py").write_text(example)
    return run(folder, sys.executable, "example.py")
