"""How far a load is, told to who waits for it: a bar on a terminal, else a line now and then."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from plans.loading.progress import Progress

EVERY: Final = 10.0
"""Seconds between two lines; a load that takes less prints none."""


@contextmanager
def telling(console: Console) -> Iterator[Progress]:
    """What a load tells how far it is."""
    pace = _Pace()
    if not console.is_terminal:
        yield lambda what, done, of: _print(console, pace, what, done, of)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[much]}"),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading the fixtures", total=None, much="")

        def show(what: str, done: int, of: int) -> None:
            much = pace.told(what, done, of)
            bar.update(task, description=what, completed=done, total=of or None, much=much)

        yield show


class _Pace:
    """How much is done, and how much of it in a second since this kind of work began."""

    def __init__(self) -> None:
        self.what, self.before = "", 0
        self.began = self.printed = perf_counter()

    def told(self, what: str, done: int, of: int) -> str:
        """1,000 of 30,000, 9,500 rows/s."""
        now = perf_counter()
        if what != self.what:
            self.what, self.began, self.before = what, now, done
        if not done:
            return ""
        much = f"{done:,} of {of:,}" if of else f"{done:,}"
        seconds, more = now - self.began, done - self.before
        return f"{much}, {more / seconds:,.0f} rows/s" if more and seconds else much


def _print(console: Console, pace: _Pace, what: str, done: int, of: int) -> None:
    much = pace.told(what, done, of)
    now = perf_counter()
    if now - pace.printed >= EVERY:
        pace.printed = now
        console.print(f"{what}: {much}" if much else what)
