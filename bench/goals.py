"""The goals, each with the figure of this run: met or missed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from bench.questions import LISTS
from bench.results import Results


@dataclass(frozen=True)
class Goal:
    """A bound on a figure; `least` where more is better. A figure that is missing is None."""

    what: str
    bound: float
    figure: Callable[[Results], float | None]
    unit: str = "×"
    least: bool = False

    def met(self, results: Results) -> bool | None:
        """None where the run has no such figure."""
        found = self.figure(results)
        if found is None:
            return None
        return found >= self.bound if self.least else found <= self.bound


def _large(results: Results) -> str:
    return "national" if "national" in results.sets else "real"


def _by(question: str, mine: str, other: str, theirs: str) -> Callable[[Results], float | None]:
    """CPU of a question by that of another, on the real set."""
    return lambda results: results.ratio(("real", question, mine), ("real", other, theirs))


def _worst(values: Iterable[float | None]) -> float | None:
    return max((value for value in values if value is not None), default=None)


def _inverse(figure: Callable[[Results], float | None]) -> Callable[[Results], float | None]:
    return lambda results: 1 / found if (found := figure(results)) else None


def _depth(results: Results) -> float | None:
    large = _large(results)
    first = (large, "page-first", "cold")
    return _worst(results.ratio((large, f"page-{place}", "cold"), first)
                  for place in ("middle", "end"))  # fmt: skip


def _grown(*asked: tuple[str, str]) -> Callable[[Results], float | None]:
    """The worst ratio of the national set to the cut, of (question, contender)s."""
    return lambda results: _worst(
        results.ratio(("national", question, who), ("small", question, who))
        for question, who in asked
    )


def _combined(results: Results) -> float | None:
    return _worst(
        results.ratio((data, question, "cold"), (data, question, "drf"))
        for data in ("real", _large(results))
        for question in ("combination", "combination-all")
    )


def _export(name: str, figure: str) -> Callable[[Results], float | None]:
    """Of the largest set."""

    def found(results: Results) -> float | None:
        exported: dict[str, dict[str, float]]
        exported = results.special.get(_large(results), {}).get("export", {})
        return exported.get(name, {}).get(figure)

    return found


def _searched(scope: str, figure: str, kind: str = "sql") -> Callable[[Results], float | None]:
    """The worst search of a path, of the largest set."""

    def found(results: Results) -> float | None:
        times = results.special.get(_large(results), {}).get(kind, {})
        return _worst(one[figure] for name, one in times.items() if name.startswith(scope))

    return found


def _first(results: Results) -> float | None:
    return _worst(results.special.get(_large(results), {}).get("first_seconds", {}).values())


def _loading(data: str, figure: str) -> Callable[[Results], float | None]:
    return lambda results: results.sets.get(data, {}).get(figure)


def _server(figure: str) -> Callable[[Results], float | None]:
    """Of the API with its store, on the largest set, one worker."""

    def found(results: Results) -> float | None:
        wanted = (_large(results), "api", 1)
        rows = (r for r in results.servers if (r["data"], r["contender"], r["workers"]) == wanted)
        return next((row[figure] for row in rows), None)

    return found


_HEADLINES: Final = (
    ("repeated", "api"),
    ("conditional", "api"),
    ("list", "cold"),
    ("combination", "cold"),
    ("detail", "cold"),
)
_FEW: Final = {"districts", "documents", "plans", "discrepancies"}
"""Of these the small set has less than ten: its answers are not those of the national one."""
_TEN: Final = tuple((f"list-{name}", "cold") for name in LISTS if name not in _FEW)
GOALS: Final = (
    Goal(
        "repeated list, by the constant answer",
        1.15,
        _by("repeated", "api", "repeated", "constant"),
    ),
    Goal(
        "FastAPI, by a repeated list",
        15,
        _inverse(_by("repeated", "api", "list", "fastapi")),
        least=True,
    ),
    Goal(
        "plain DRF, by a repeated list",
        250,
        _inverse(_by("repeated", "api", "list", "drf")),
        least=True,
    ),
    Goal("304, by the constant answer", 1.0, _by("conditional", "api", "repeated", "constant")),
    Goal("list not asked before, by FastAPI", 1.0, _by("list", "cold", "list", "fastapi")),
    Goal("list not asked before, by plain DRF", 1 / 20, _by("list", "cold", "list", "drf")),
    Goal("list not asked before, by an empty DRF view", 1.3, _by("list", "cold", "empty", "drf")),
    Goal("filters and orders, by plain DRF (worst)", 1 / 5, _combined),
    Goal("one fact, by an empty DRF view", 1.3, _by("detail", "cold", "empty", "drf")),
    Goal("pages at any depth, by the first (worst)", 1.2, _depth),
    Goal("national by small: all the above (worst)", 1.1, _grown(*_HEADLINES)),
    Goal("national by small: ten of each list (worst)", 1.1, _grown(*_TEN)),
    Goal("search by q: SQL (worst)", 0.5, _searched("targets-", "worst_sql_ms"), "ms"),
    Goal("/api/search: SQL, facets too (worst)", 0.5, _searched("search-", "worst_sql_ms"), "ms"),
    Goal("search on PostgreSQL: p50", 20, _searched("", "all_ms", "sql_postgresql"), "ms"),
    Goal("search on PostgreSQL: worst", 100, _searched("", "worst_all_ms", "sql_postgresql"), "ms"),
    Goal("compare, summary, timeline: first (worst)", 1.0, _first, "s"),
    Goal("NDJSON export", 350_000, _export("ndjson", "rows_per_second"), "rows/s", least=True),
    Goal("CSV export", 150_000, _export("csv", "rows_per_second"), "rows/s", least=True),
    Goal("NDJSON export: memory more", 40, _export("ndjson", "growth_mb"), "MB"),
    Goal("NDJSON export: p99 of others", 25, _export("ndjson", "others_p99_ms"), "ms"),
    Goal("loading the real set", 2, _loading("real", "seconds"), "s"),
    Goal(
        "loading the national set",
        10_000,
        _loading("national", "facts_per_second"),
        "facts/s",
        least=True,
    ),
    Goal("a worker's memory", 70, _server("worker"), "MB"),
    Goal("ready after start", 1.0, _server("ready_seconds"), "s"),
)
