"""Rounds: all contenders of a set run at once and are asked in turn; of each figure the median."""

import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Final

from bench import questions, special
from bench.contenders.listed import CONTENDERS, Contender, Place, api_path, directory
from bench.driving import LoadFailed, Round, drive, median
from bench.questions import Question
from bench.results import Cell, Results
from bench.servers import NotServing, Server
from bench.sets import DataSet

_HOP: Final = {"server", "date", "connection"}


@dataclass(frozen=True)
class Plan:
    """How long and where to measure; `only` names the contenders, all where it is empty."""

    rounds: int
    seconds: float
    first_port: int
    scratch: Path
    checkout: Path
    only: frozenset[str]
    tell: Callable[[str], object]

    def wants(self, contender: Contender, data: DataSet, workers: int) -> bool:
        """Whether a contender is one of those measured."""
        named = not self.only or contender.name in self.only or contender.ours
        return named and data.name in contender.sets and workers in contender.workers


@dataclass(frozen=True)
class Task:
    """A question put to a running contender."""

    cell: Cell
    server: Server
    paths: tuple[str, ...]
    question: Question


def measure(plan: Plan, data: DataSet, workers: int, results: Results) -> None:
    """All that is asked of a set, with so many workers a server."""
    with ExitStack() as running:
        running_servers = _start_all(plan, data, workers, results, running)
        cold = running_servers["cold"]
        if workers == 1:
            results.special[data.name] = special.of_fresh(data, cold)
        asked = _questions(data, cold, plan, workers)
        results.titles.update({one.name: one.title for one in asked})
        _in_turn(plan, _tasks(data, asked, running_servers, workers), results)
        if workers == 1:
            plan.tell(f"{data.name}: export, memory")
            results.special[data.name] |= special.of_used(data, cold, plan.checkout)
        for name, server in running_servers.items():
            memory = vars(server.memory())
            row = {"data": data.name, "contender": name, "workers": workers}
            results.servers.append({**row, "ready_seconds": server.ready_seconds, **memory})


def _start_all(
    plan: Plan, data: DataSet, workers: int, results: Results, running: ExitStack
) -> dict[str, Server]:
    """Start what can be started, the API first: the constants answer with its bytes."""
    district = questions.districts(data)[0]
    started: dict[str, Server] = {}
    for offset, contender in enumerate(CONTENDERS):
        if not plan.wants(contender, data, workers):
            continue
        results.titles[contender.name] = contender.title
        if reason := contender.needs():
            results.skipped[contender.title] = reason
            continue
        plan.tell(f"{data.name}: starting {contender.title}")
        place = Place(data, plan.first_port + offset, workers, plan.scratch, plan.checkout)
        try:
            server = _started(contender, place, district)
        except (NotServing, OSError, ValueError) as error:
            if contender.ours:
                raise
            results.skipped[contender.title] = str(error).strip()[-300:]
            continue
        running.callback(server.stop)
        started[contender.name] = server
        if contender.name == "api":
            _record(server.port, district, plan.scratch / "answer")
    return started


def _started(contender: Contender, place: Place, district: str) -> Server:
    server = Server(
        f"{place.data.name}-{contender.name}",
        contender.command(place),
        contender.path(district),
        place.port,
        place.scratch,
        {**place.environment, **contender.environment},
        directory(contender, place),
    )
    server.start()
    return server


def _get(port: int, path: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    # As wrk asks: an answer is kept for requests with the same headers.
    connection.putrequest("GET", path, skip_accept_encoding=True)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def _record(port: int, district: str, folder: Path) -> None:
    """Keep what the API answers, for those that answer the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    response, body = _get(port, api_path(district))
    headers = [pair for pair in response.getheaders() if pair[0].lower() not in _HOP]
    (folder / "body").write_bytes(body)
    (folder / "headers.json").write_text(json.dumps(headers))
    (folder / "all.json").write_bytes(_get(port, "/api/targets?page_size=1000")[1])


def _questions(data: DataSet, cold: Server, plan: Plan, workers: int) -> list[Question]:
    headers = dict(json.loads((plan.scratch / "answer" / "headers.json").read_bytes()))
    etag = next(value for name, value in headers.items() if name.lower() == "etag")
    asked = questions.headline(data, etag)
    if workers == 1:
        asked += questions.combinations(data) + questions.rows(data) + questions.searches(data)
        asked += questions.answers(data) + questions.lists()
        asked += questions.depths(special.depths(data, cold))
    return asked


def _tasks(
    data: DataSet, asked: Sequence[Question], servers: dict[str, Server], workers: int
) -> list[Task]:
    by_name = {contender.name: contender for contender in CONTENDERS}
    return [
        Task(
            Cell(data.name, question.name, name, connections, workers),
            servers[name],
            question.paths_of(by_name[name]),
            question,
        )
        for question in asked
        for name in question.asked_of
        if name in servers
        for connections in question.connections
    ]


def _in_turn(plan: Plan, tasks: Sequence[Task], results: Results) -> None:
    """Round by round, so that what disturbs the machine disturbs all alike."""
    found: dict[Cell, list[Round]] = {task.cell: [] for task in tasks}
    failed: set[Cell] = set()
    for task in tasks:
        # What is kept is kept, and what is compiled at the first request is, before a clock runs.
        _get(task.server.port, task.paths[0])
    for number in range(1, plan.rounds + 1):
        for task in tasks:
            cell = task.cell
            if cell in failed:
                continue
            plan.tell(f"{cell.data}: round {number}, {cell.question} of {cell.contender}")
            try:
                found[cell].append(
                    drive(
                        task.server,
                        task.paths,
                        plan.seconds,
                        cell.connections,
                        task.question.headers,
                    )
                )
            except LoadFailed as error:
                failed.add(cell)
                results.skipped[f"{cell.data}, {cell.question}, {cell.contender}"] = str(error)
    results.cells |= {cell: median(rounds) for cell, rounds in found.items() if rounds}
