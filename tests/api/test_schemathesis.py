"""Schemathesis asks the real server what its schema allows and what it forbids, with all checks.

The schema stays the same when data are added, so it does not list the names that only the data
know; a name that they do not have is refused, as the schema says under 400. The same holds for
cursors. Here these vocabularies are put into a copy of the schema as
served: then all that fits the copy must be accepted, and all that does not must be refused.
"""

import json
import os
import socket
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.api.oracle import Records

pytestmark = pytest.mark.served

PROGRAMS = Path(sys.executable).parent
ROOT = Path(__file__).parents[2]
LEFT_OUT = {
    "page": "how many there are depends on the other parameters; test_paging.py asks for them",
}
MOST = 8
"""Names of a kind that are told to schemathesis."""
INVISIBLE = [0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
CONTROL = [n for n in range(0xA0) if unicodedata.category(chr(n)) == "Cc"]


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


def vocabularies(records: Records) -> dict[str, dict[str, Any]]:
    """By parameter, what only the data know, as a part of its schema."""

    def some(name: str, field: str = "id") -> dict[str, Any]:
        found = sorted({str(row[field]) for row in records[name] if row[field]})
        return {"enum": found[:: max(1, len(found) // MOST)][:MOST]}

    control = "".join(f"\\u{n:04x}" for n in CONTROL if chr(n) not in "\t\n\r")
    unseen = control + "".join(f"\\u{n:04x}" for n in INVISIBLE)
    parents = {"districts": some("districts", "parent"), "projects": some("projects", "parent")}
    return {
        "district": {"items": {"type": "string", "enum": ["市中", "历下区", "370104", "jinan"]}},
        "indicator": {"enum": ["gdp", "地区生产总值", "国内生产总值"]},
        "plan": some("plans"),
        "document": some("documents"),
        "speaker": {"enum": ["韩永军"]},
        "code": some("plans", "code"),
        "theme": some("plans", "theme"),
        "target": some("targets"),
        "achievement": some("achievements"),
        "q": {"pattern": f"^[^{control}]*[^\\s{unseen}][^{control}]*$"},
        "after": {"enum": ["W10"]},
        # Two columns may be one column both ways, and a file has no page.
        "sort": {"maxItems": 1},
        "format": {"enum": ["json"]},
        **{f"parent of {name}": schema for name, schema in parents.items()},
    }


def narrowed(schema: dict[str, Any], records: Records) -> dict[str, Any]:
    """The lists and rows of a schema, with what the data know; their examples fit all the same."""
    known = vocabularies(records)
    lists = {"/api/" + name for name in records}
    schema["paths"] = {p: o for p, o in schema["paths"].items() if p.removesuffix("/{id}") in lists}
    for path, operations in schema["paths"].items():
        name = path.split("/")[2]
        parameters = [p for p in operations["get"]["parameters"] if p["name"] not in LEFT_OUT]
        operations["get"]["parameters"] = parameters
        for parameter in parameters:
            of_list = known.get(f"{parameter['name']} of {name}", {})
            parameter["schema"] |= known.get(parameter["name"], of_list)
            example = parameter.get("example")
            if "enum" in parameter["schema"] and example not in (
                None,
                *parameter["schema"]["enum"],
            ):
                parameter["schema"]["enum"].append(example)
    return schema


def test_what_the_schema_allows_is_answered_and_what_it_forbids_is_refused(
    server: str, records: Records, tmp_path: Path
) -> None:
    with urlopen(f"{server}/api/openapi.json", timeout=30) as answer:  # noqa: S310
        schema = narrowed(json.load(answer), records)
    assert len(schema["paths"]) == 20
    (tmp_path / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    options = "--checks all --max-examples 10 --seed 1 --generation-database none --no-color"
    run = subprocess.run(
        [str(PROGRAMS / "schemathesis"), "run", "schema.json", "--url", server, *options.split()],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout[-20_000:]
    assert "Tested: 20" in run.stdout
