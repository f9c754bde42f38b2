"""Rendering in processes of its own, one for each processor.

Tasks and what is made of them lie in files without a name that both sides have open; a byte each
way says which. Nothing waits for a pipe to be emptied, and so it takes no threads, which would keep
each other from the interpreter. When the load ends, in whatever way, a process's input ends, and so
does it.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Any, Final, cast

from django.conf import settings

from plans.loading.collecting import seldom_collected
from plans.loading.rendered import CannotRender, Rendered, Renderer, Task

MOST: Final = 4
"""Processes that one writer can keep up with."""

SLOTS: Final = 4
"""Tasks that a process has at once: it works on one, and the others wait or are done."""

PROGRAM: Final = "import django; django.setup(); from plans.loading.processes import work; work()"
"""What a process runs: models can be read once Django is set up."""

Render = Callable[[Iterable[Task]], Iterator[Rendered]]


@contextmanager
def rendering(data_version: str, *, many: bool) -> Iterator[Render]:
    """What renders tasks, in their order: by processes where there are many rows, else here."""
    count = min(os.cpu_count() or 1, MOST)
    if not many or count == 1:
        yield lambda tasks: map(Renderer(data_version).render, tasks)
        return
    processes = [_Process(data_version) for _ in range(count)]
    try:
        yield lambda tasks: _shared(processes, tasks)
    finally:
        for process in processes:
            process.end()


class _Process:
    """A process that renders tasks in the order in which it is given them."""

    def __init__(self, data_version: str) -> None:
        self._files: list[IO[bytes]] = [TemporaryFile() for _ in range(SLOTS)]  # noqa: SIM115
        numbers = [file.fileno() for file in self._files]
        self._free, self._given = deque(range(SLOTS)), deque[int]()
        self.popen = subprocess.Popen(  # noqa: S603 - nothing in it comes from outside
            [sys.executable, "-c", PROGRAM, data_version, *map(str, numbers)],
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=numbers,
        )

    @property
    def is_busy(self) -> bool:
        """Whether it has as many tasks as it can."""
        return not self._free

    def give(self, task: Task) -> None:
        """One task more."""
        slot = self._free.popleft()
        _put(self._files[slot], task)
        self._given.append(slot)
        try:
            _tell(self.popen.stdin, slot)
        except BrokenPipeError as error:
            raise _ended() from error

    def take(self) -> Rendered:
        """What it made of the first of its tasks. Raises CannotRender, or ChildProcessError."""
        slot = self._given.popleft()
        if cast("IO[bytes]", self.popen.stdout).read(1) != bytes([slot]):
            raise _ended()
        answer = _got(self._files[slot])
        self._free.append(slot)
        if isinstance(answer, CannotRender):
            raise answer
        return cast("Rendered", answer)

    def end(self) -> None:
        """End it, whatever it does."""
        self.popen.kill()
        self.popen.communicate()
        for file in self._files:
            file.close()


def _shared(processes: list[_Process], tasks: Iterable[Task]) -> Iterator[Rendered]:
    """Processes take turns, so that the first that was given is the first that is taken."""
    waiting: deque[_Process] = deque()
    for number, task in enumerate(tasks):
        process = processes[number % len(processes)]
        if process.is_busy:
            yield waiting.popleft().take()
        process.give(task)
        waiting.append(process)
    while waiting:
        yield waiting.popleft().take()


def _put(file: IO[bytes], found: Any) -> None:
    file.seek(0)
    pickle.dump(found, file, pickle.HIGHEST_PROTOCOL)
    file.flush()


def _got(file: IO[bytes]) -> Any:
    file.seek(0)
    return pickle.load(file)  # noqa: S301 - it is our own process


def _tell(pipe: IO[bytes] | None, slot: int) -> None:
    known = cast("IO[bytes]", pipe)
    known.write(bytes([slot]))
    known.flush()


def _ended() -> ChildProcessError:
    return ChildProcessError("a process that renders rows has ended before its time")


@seldom_collected()
def work() -> None:
    """Render what comes, until nothing comes any more."""
    data_version, *numbers = sys.argv[1:]
    files = [os.fdopen(int(number), "r+b") for number in numbers]
    renderer = Renderer(data_version)
    while slot := sys.stdin.buffer.read(1):
        file = files[slot[0]]
        try:
            answer: Any = renderer.render(_got(file))
        except CannotRender as error:
            answer = error
        _put(file, answer)
        _tell(sys.stdout.buffer, slot[0])
