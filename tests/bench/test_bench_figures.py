"""What the bench makes of what it measures."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from bench.chart import Bar, chart
from bench.driving import HERE, Load, LoadFailed, Round, median, read_line
from bench.goals import GOALS, Goal
from bench.report import number, verdict, write
from bench.results import Cell, Results
from bench.servers import TICK, Server, parent_and_seconds

LINE = (
    "Running 1s test\nBENCH requests=1200 seconds=2.000000 bytes=4096 p50=950.0 p99=2000.5 "
    "refused=3 broken=0\n"
)


def _round(cpu_us: float) -> Round:
    return Round(cpu_us=cpu_us, per_second=1e6 / cpu_us, p50_ms=1.0, p99_ms=2.0, bytes=100.0)


def _results(**cpu: float) -> Results:
    """Figures of the real set, each `question__contender=microseconds`."""
    found = {tuple(name.split("__")): value for name, value in cpu.items()}
    return Results(
        sets={"real": {"targets": 152, "seconds": 1.5, "facts_per_second": 400.0}},
        cells={Cell("real", question, who): _round(us) for (question, who), us in found.items()},
        titles={name: name for pair in found for name in pair},
    )


def _goal(what: str) -> Goal:
    return next(goal for goal in GOALS if goal.what == what)


def test_the_line_of_the_load_generator_is_read_in_seconds() -> None:
    assert read_line(LINE) == Load(1200, 2.0, 4096, 950e-6, 2000.5e-6, 3, 0)


def test_a_load_generator_that_fails_says_what_it_printed() -> None:
    with pytest.raises(LoadFailed, match="unable to connect"):
        read_line("unable to connect to 127.0.0.1:8200 Connection refused\n")


def test_the_median_is_taken_of_each_figure() -> None:
    rounds = [Round(*(float(n) for _ in range(5))) for n in (9, 1, 4)]
    assert median(rounds) == Round(4.0, 4.0, 4.0, 4.0, 4.0)


def test_the_cpu_time_of_a_process_has_that_of_its_ended_children() -> None:
    name = "granian (worker) 1"  # a name may have brackets and spaces in it
    stat = f"77 ({name}) S 42 1 1 0 -1 4194560 0 0 0 0 100 50 25 5 20 0 4 0 9 8 7"
    assert parent_and_seconds(stat) == (42, 180 / TICK)


def test_ratios_are_of_cpu_time() -> None:
    results = _results(repeated__api=55, repeated__constant=50, list__fastapi=1100)
    assert results.ratio(("real", "repeated", "api"), ("real", "repeated", "constant")) == 1.1
    assert results.ratio(("real", "repeated", "api"), ("real", "list", "drf")) is None


@pytest.mark.parametrize(("us", "told"), [(55, "met"), (60, "missed")])
def test_a_goal_is_met_up_to_its_bound(us: float, told: str) -> None:
    results = _results(repeated__api=us, repeated__constant=50)
    assert verdict(_goal("repeated list, by the constant answer"), results) == told


@pytest.mark.parametrize(("us", "told"), [(900, "met"), (700, "missed")])
def test_a_goal_where_more_is_better_is_met_from_its_bound(us: float, told: str) -> None:
    results = _results(repeated__api=50, list__fastapi=us)
    assert verdict(_goal("FastAPI, by a repeated list"), results) == told


def test_a_goal_without_a_figure_is_neither_met_nor_missed() -> None:
    assert {verdict(goal, Results()) for goal in GOALS} == {"not measured"}


def test_goals_are_named_once() -> None:
    assert len({goal.what for goal in GOALS}) == len(GOALS)


@pytest.mark.parametrize(
    ("value", "shown"), [(1234.5, "1,234"), (123.4, "123"), (12.34, "12.3"), (0.01234, "0.0123")]
)
def test_numbers_are_shown_with_three_digits_that_tell(value: float, shown: str) -> None:
    assert number(value) == shown


def test_a_run_leaves_json_with_the_goals_and_a_chart(tmp_path: Path) -> None:
    results = _results(repeated__api=50, repeated__constant=50, list__cold=500)
    written = write(results, tmp_path)
    assert [file.name for file in written] == ["bench.json", "real.svg"]
    assert '"verdict": "met"' in written[0].read_text()
    assert "152 targets" in written[1].read_text()


def test_the_chart_is_well_formed_and_has_no_style_or_script() -> None:
    bars = [Bar("a <fast> & small one", 8, marked=True), Bar("WSGI", 80), Bar("DRF", 8000)]
    drawn = fromstring(chart("CPU & memory", "µs", bars))  # noqa: S314 - made here
    tags = {element.tag.rpartition("}")[2] for element in drawn.iter()}
    assert tags == {"svg", "title", "text", "line", "rect"}
    assert not any("style" in element.attrib for element in drawn.iter())
    widths = [float(bar.attrib["width"]) for bar in drawn.iter() if bar.tag.endswith("rect")]
    assert widths == sorted(widths)
    assert "a <fast> & small one" in [element.text for element in drawn.iter()]


def test_a_bar_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        chart("CPU", "µs", [Bar("none", 0)])


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["If-None-Match"]))
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_arguments: Any) -> None:
        """Nothing."""


@pytest.fixture
def answering() -> Iterator[tuple[int, list[tuple[str, str | None]]]]:
    """The port of a server, and what it is asked."""
    asked: list[tuple[str, str | None]] = []
    handler = type("_Answering", (_Answers,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, asked
        server.shutdown()
        thread.join()


def test_the_own_client_asks_paths_in_turn_and_prints_the_same_line(
    answering: tuple[int, list[tuple[str, str | None]]], tmp_path: Path
) -> None:
    port, asked = answering
    paths = tmp_path / "paths.txt"
    paths.write_text("/one\n/missing\n")
    command = [sys.executable, str(HERE / "client.py"), f"http://127.0.0.1:{port}", str(paths)]
    command += ["--connections", "1", "--seconds", "0.2", "--header", 'If-None-Match: "a"']
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    load = read_line(done.stdout)
    assert asked[:3] == [("/one", '"a"'), ("/missing", '"a"'), ("/one", '"a"')]
    assert load.requests == len(asked)
    assert load.refused == len(asked) // 2
    assert (load.broken, load.bytes) == (0, 2 * len(asked))


def test_a_server_is_measured_with_what_it_starts_and_ended_with_it(tmp_path: Path) -> None:
    burning = "import time\nwhile time.process_time() < 0.3: pass\n"
    script = (
        "import subprocess, sys, time\n"
        f"subprocess.run([sys.executable, '-c', {burning!r}], check=True)\n"
        "child = subprocess.Popen([sys.executable, '-m', 'http.server', '--bind', '127.0.0.1',"
        " sys.argv[1]])\n"
        "child.wait()\n"
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as free:
        port = free.server_port
    command = [sys.executable, "-c", script, str(port)]
    server = Server("one", command, "/", port, tmp_path, {}, tmp_path)
    server.start()
    try:
        assert server.cpu() >= 0.3
        assert server.memory().tree > server.memory().worker > 1
    finally:
        server.stop()
    assert any(refused(port) for _ in range(100)), "what it started goes on"


def refused(port: int) -> bool:
    """Whether nobody listens there; what was told to end may take a moment."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return True
    time.sleep(0.1)
    return False


def test_every_way_to_ask_sqlite_is_timed() -> None:
    script = (
        "import json, sqlite3\n"
        "from bench import sql_times\n"
        "sql_times.watch()\n"
        "connection = sqlite3.connect(':memory:')\n"
        "rows = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000) '"
        " 'SELECT i FROM n'\n"
        "ways = [lambda: list(connection.execute(rows)),"
        " lambda: connection.cursor().execute(rows).fetchall(),"
        " lambda: connection.execute(rows.replace('SELECT i FROM', 'SELECT sum(i) FROM'))"
        ".fetchone()]\n"
        "spent = []\n"
        "for way in ways:\n"
        "    sql_times._spent[0] = 0.0\n"
        "    way()\n"
        "    spent.append(sql_times._spent[0])\n"
        "print(json.dumps(spent))\n"
    )
    command = [sys.executable, "-W", "error", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent)
    # Fifty thousand steps take more than a clock without statements would show.
    assert min(json.loads(done.stdout)) > 0.001
