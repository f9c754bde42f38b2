"""All contenders: how each is started and asked for the targets of a district. Add one here."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from bench.contenders.nginx import configuration
from bench.sets import REPOSITORY, DataSet

JSON_SERVER: Final = "json-server@0.17.4"


@dataclass(frozen=True)
class Place:
    """Where and how a contender is to be started."""

    data: DataSet
    port: int
    workers: int
    scratch: Path
    """A folder for what the contender needs: `answer/` holds what the API answered."""
    checkout: Path

    @property
    def environment(self) -> dict[str, str]:
        """What the contenders' own code reads."""
        return {
            **self.data.environment,
            "BENCH_DATABASE": str(self.data.database),
            "BENCH_ANSWER": str(self.scratch / "answer"),
        }


def api_path(district: str) -> str:
    """The main question, as the API and most contenders are asked it."""
    return f"/api/targets?district={quote(district)}"


@dataclass(frozen=True)
class Contender:
    """Something that can be asked for the targets of one district."""

    name: str
    title: str
    command: Callable[[Place], list[str]]
    path: Callable[[str], str] = api_path
    environment: dict[str, str] = field(default_factory=dict)
    workers: tuple[int, ...] = (1, 2)
    sets: tuple[str, ...] = ("real", "national")
    needs: Callable[[], str] = lambda: ""
    """Why it cannot be started on this machine; empty where it can."""
    ours: bool = False


def _granian(application: str, interface: str = "wsgi") -> Callable[[Place], list[str]]:
    def command(place: Place) -> list[str]:
        threads = ["--blocking-threads", "4"] if interface == "wsgi" else []
        return [
            *(str(Path(sys.executable).parent / "granian"), "--interface", interface),
            *("--host", "127.0.0.1", "--port", str(place.port)),
            *("--workers", str(place.workers), *threads, "--no-ws", application),
        ]

    return command


def _nginx(place: Place) -> list[str]:
    file = configuration(place.scratch, place.port, place.workers)
    return [_program("nginx"), "-p", str(place.scratch), "-c", str(file)]


def _datasette(place: Place) -> list[str]:
    settings = ["--setting", "default_page_size", "100", "--setting", "suggest_facets", "off"]
    name = str(Path(sys.executable).parent / "datasette")
    return [name, "serve", str(place.data.database), "--port", str(place.port), *settings]


def _json_server(place: Place) -> list[str]:
    folder = place.scratch / "json-server"
    program = folder / "node_modules" / ".bin" / "json-server"
    if not program.exists():
        folder.mkdir(exist_ok=True)
        npm = [_program("npm"), "install", "--silent", "--prefix", str(folder), JSON_SERVER]
        subprocess.run(npm, check=True, capture_output=True)
    answer = json.loads((place.scratch / "answer" / "all.json").read_bytes())
    (folder / "db.json").write_text(json.dumps({"targets": answer["results"]}))
    return [str(program), "--quiet", "--port", str(place.port), str(folder / "db.json")]


def _program(name: str) -> str:
    return shutil.which(name, path="/usr/local/sbin:/usr/sbin:/sbin") or shutil.which(name) or ""


def _wanting(*names: str) -> Callable[[], str]:
    def reason() -> str:
        missing = [name for name in names if not _program(name)]
        return f"{' and '.join(missing)} not installed" if missing else ""

    return reason


_API: Final = _granian("policyapi.wsgi:application")
_DJANGO: Final = _granian("bench.contenders.plain_drf.wsgi:application")

CONTENDERS: Final = (
    Contender("api", "policyapi", _API, sets=("real", "small", "national"), ours=True),
    Contender(
        "cold",
        "policyapi, nothing kept",
        _API,
        environment={"POLICYAPI_STORE_BYTES": "0"},
        sets=("real", "small", "national"),
        ours=True,
    ),
    Contender("constant", "constant, same bytes", _granian("bench.contenders.constant:same_bytes")),
    Contender("bare", "constant, two headers", _granian("bench.contenders.constant:bare")),
    Contender("nginx", "constant, nginx", _nginx, needs=_wanting("nginx")),
    Contender(
        "sqlite", "WSGI, SQLite, orjson", _granian("bench.contenders.bare_sqlite:application")
    ),
    Contender("drf", "plain DRF", _DJANGO),
    Contender(
        "ninja",
        "django-ninja",
        _DJANGO,
        environment={"BENCH_URLS": "bench.contenders.plain_drf.ninja"},
    ),
    Contender(
        "fastapi", "FastAPI, orjson, sqlite3", _granian("bench.contenders.fast:application", "asgi")
    ),
    Contender(
        "datasette",
        "Datasette",
        _datasette,
        path=lambda district: (
            f"/policyapi/plans_target.json?district_id={quote(district)}&_labels=on"
        ),
        workers=(1,),
    ),
    Contender(
        "json-server",
        "json-server",
        _json_server,
        path=lambda district: f"/targets?district.id={quote(district)}&_page=1&_limit=100",
        workers=(1,),
        sets=("real",),
        needs=_wanting("node", "npm"),
    ),
)
NOT_TRIED: Final = {
    "PostgREST": "its binary is in neither PyPI, npm nor Debian; it would need PostgreSQL besides",
}


def directory(contender: Contender, place: Place) -> Path:
    """Where it is started: the API in the checkout under measurement, the rest in this one."""
    return place.checkout if contender.ours else REPOSITORY
