"""What a run shows: tables on the terminal, and JSON and a chart in a folder."""

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.chart import Bar, chart
from bench.goals import GOALS, Goal
from bench.results import Cell, Results


def number(value: float) -> str:
    """Three digits that tell."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def show(results: Results, console: Console) -> None:
    """All tables."""
    for data in results.sets:
        console.print(_cells(results, data))
    for table in (_servers, _loads, _searches, _exports, _goals):
        console.print(table(results))
    for name, reason in results.skipped.items():
        console.print(f"Skipped: {name}: {reason}", markup=False)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for place, column in enumerate(columns):
        table.add_column(column, justify="left" if place < 2 else "right", overflow="fold")
    return table


def _cells(results: Results, data: str) -> Table:
    targets = results.sets[data]["targets"]
    heads = ("question", "asked of", "conn.", "workers", "CPU µs", "requests/s", "p50 ms", "p99 ms")
    table = _table(f"{data}: {targets:,} targets", *heads, "kB")
    shown = ""
    for cell, found in sorted(results.cells.items(), key=lambda item: _order(results, item[0])):
        if cell.data != data:
            continue
        figures = (found.cpu_us, found.per_second, found.p50_ms, found.p99_ms, found.bytes / 1e3)
        table.add_row(
            results.titles[cell.question] if shown != cell.question else "",
            results.titles[cell.contender],
            str(cell.connections),
            str(cell.workers),
            *map(number, figures),
        )
        shown = cell.question
    return table


def _order(results: Results, cell: Cell) -> tuple[int, int, int, float]:
    place = list(results.titles).index(cell.question)
    return place, cell.workers, cell.connections, results.cells[cell].cpu_us


def _servers(results: Results) -> Table:
    heads = ("set", "server", "workers", "ready s", "memory MB", "a worker MB", "without files MB")
    table = _table("Start and memory (PSS) after all questions", *heads)
    for row in results.servers:
        figures = (row["ready_seconds"], row["tree"], row["worker"], row["worker_own"])
        title = results.titles[row["contender"]]
        table.add_row(row["data"], title, str(row["workers"]), *map(number, figures))
    return table


def _searches(results: Results) -> Table:
    heads = ("set", "search", "SQL ms", "worst SQL ms", "answer ms", "worst answer ms")
    table = _table("Searches without a server: medians, and the worst word", *heads)
    for data, found in results.special.items():
        for kind in ("sql", "sql_postgresql"):
            for name, times in found.get(kind, {}).items():
                where = data if kind == "sql" else f"{data}, PostgreSQL"
                table.add_row(where, results.titles[name], *map(number, times.values()))
    return table


def _exports(results: Results) -> Table:
    heads = (
        "set",
        "export",
        "rows",
        "MB",
        "s",
        "rows/s",
        "rows/CPU s",
        "MB more",
        "others' p99 ms",
    )
    table = _table("Live exports of all targets, nothing kept", *heads)
    for data, found in results.special.items():
        for name, one in found.get("export", {}).items():
            figures = {**one, "bytes": one["bytes"] / 1e6}
            table.add_row(data, name, *map(number, figures.values()))
    return table


def _loads(results: Results) -> Table:
    heads = ("set", "targets", "facts", "load s", "CPU s", "facts/s", "peak MB")
    table = _table("Loading, and first answers", *heads, "compare s", "summary s", "timeline s")
    for data, about in results.sets.items():
        first = results.special.get(data, {}).get("first_seconds", {})
        table.add_row(data, *map(number, about.values()), *map(number, first.values()))
    return table


def _goals(results: Results) -> Table:
    table = _table("Goals", "goal", "", "bound", "figure")
    for goal in GOALS:
        found = goal.figure(results)
        figure = "–" if found is None else f"{number(found)} {goal.unit}"
        bound = f"{'≥' if goal.least else '≤'} {number(goal.bound)} {goal.unit}"
        table.add_row(goal.what, verdict(goal, results), bound, figure)
    return table


def verdict(goal: Goal, results: Results) -> str:
    """A word."""
    return {True: "met", False: "missed", None: "not measured"}[goal.met(results)]


def bars(results: Results, data: str) -> list[Bar]:
    """CPU of a request for the main question, of all who were asked it."""
    wanted = {"repeated": "asked again", "conditional": "304", "list": "", "empty": "empty view"}
    found = []
    for cell, one in results.cells.items():
        if (cell.data, cell.connections, cell.workers) == (data, 16, 1) and cell.question in wanted:
            note = wanted[cell.question] if cell.contender in ("api", "drf") else ""
            title = results.titles[cell.contender] + (f", {note}" if note else "")
            ours = cell.contender in ("api", "cold")
            found.append(Bar(title, one.cpu_us, marked=ours))
    return sorted(found, key=lambda bar: bar.value)


def write(results: Results, folder: Path) -> list[Path]:
    """JSON of all, and a chart a set; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    goals = [
        {
            "goal": goal.what,
            "bound": goal.bound,
            "least": goal.least,
            "unit": goal.unit,
            "figure": goal.figure(results),
            "verdict": verdict(goal, results),
        }
        for goal in GOALS
    ]
    written = [folder / "bench.json"]
    whole = {**results.as_json(), "goals": goals}
    written[0].write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    for data, about in results.sets.items():
        if drawn := bars(results, data):
            title = f"CPU of a request: targets of a district of {about['targets']:,} targets"
            written.append(folder / f"{data}.svg")
            written[-1].write_text(chart(title, "µs, logarithmic", drawn))
    return written
