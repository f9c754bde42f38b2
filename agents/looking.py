"""How a tool asks the API: in one snapshot, with its errors told, its answers bounded."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.http import HttpRequest
from django.utils.http import urlencode
from django_mcpz.server import ToolError

from pages import data
from plans.loading.present import NotFinished, current_dataset, finish_load
from plans.models import Dataset
from policyapi.answering import root_of
from policyapi.errors import Problem, problem_of
from policyapi.snapshot import retried, snapshot

MOST_BYTES: Final = 24_000
"""Of an answer as JSON: a model reads all of it, and pays for it."""

ROOM_FOR_NOTE: Final = 300

Answer = dict[str, Any]


@dataclass(frozen=True)
class Look:
    """One look at the data. Every method raises Problem for what the API refuses."""

    request: HttpRequest
    dataset: Dataset

    @property
    def root(self) -> str:
        """Scheme and host of the API."""
        return root_of(self.request)

    def listed(self, name: str, query: Answer) -> Answer:
        """A list's answer, with `asked`: the URL that answers the same."""
        found = data.listed(self.request, self.dataset, name, several(query))
        return {"asked": self.url(name, query), "count": found["count"], "rows": found["results"]}

    def asked(self, name: str, query: Answer) -> Answer:
        """The answer to a question, with `asked`."""
        found = data.asked(self.request, self.dataset, name, several(query))
        return {"asked": self.url(name, query)} | found

    def row(self, name: str, key: str) -> Answer:
        """A row, with the URL where it stands."""
        return self.at(name, data.row(self.request, self.dataset, name, key))

    def at(self, name: str, row: Answer) -> Answer:
        """A row with the URL where it stands."""
        return {"url": f"{self.root}/api/{name}/{row['id']}"} | row

    def url(self, name: str, query: Answer) -> str:
        """The URL of a question."""
        asked = urlencode(several(query), doseq=True)
        return f"{self.root}/api/{name}?{asked}" if asked else f"{self.root}/api/{name}"


def look(request: HttpRequest, make: Callable[[Look], Answer]) -> Answer:
    """What a tool answers, bounded.

    Raises ToolError, which the model reads, with all that the API says of what was wrong.
    """
    try:
        found = _seen(request, make)
    except Exception as error:
        # Whatever it is, it is told as the API tells it, which logs what is unexpected.
        raise ToolError(told(problem_of(error, request))) from error
    return bounded(found)


@retried
def _seen(request: HttpRequest, make: Callable[[Look], Answer]) -> Answer:
    try:
        with snapshot():
            dataset = current_dataset()
            return {"data_version": dataset.data_version} | make(Look(request, dataset))
    except NotFinished:
        finish_load()
        return _seen(request, make)


def told(problem: Problem) -> str:
    """A problem as a model reads it: what was wrong, and the nearest right values."""
    lines = [f"{problem.status} {problem.code}: {problem.detail}"]
    lines += [
        f"{error.parameter}: the nearest right values are {', '.join(error.nearest)}"
        for error in problem.errors
        if error.nearest
    ]
    return "\n".join(lines)


def bounded(found: Answer) -> Answer:
    """The answer within MOST_BYTES: the longest lists lose their ends, and how much of them."""
    over = len(orjson.dumps(found)) - MOST_BYTES
    if over <= 0:
        return found
    over += ROOM_FOR_NOTE
    sizes = {
        name: [len(orjson.dumps(item)) + 1 for item in items]
        for name, items in found.items()
        if isinstance(items, list)
    }
    left_out: Counter[str] = Counter()
    while over > 0 and any(sizes.values()):
        longest = max(sizes, key=lambda name: sum(sizes[name]))
        over -= sizes[longest].pop()
        left_out[longest] += 1
    kept = {name: found[name][: len(items)] for name, items in sizes.items()}
    note = "The answer was too long: ask for fewer rows, or a narrower question."
    return found | kept | {"left_out": dict(left_out), "note": note}


def several(query: Answer) -> dict[str, list[str]]:
    """Parameters as a query string has them; what is not given is left out."""
    given = {name: value for name, value in query.items() if value not in (None, "", [])}
    return {name: [_text(v) for v in _all(value)] for name, value in given.items()}


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
