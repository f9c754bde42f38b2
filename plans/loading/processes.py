"""Rendering in processes of its own, one for each processor.

A process reads tasks from its standard input and writes what it made of them. When the load ends,
in whatever way, its input ends, and so does it.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import IO, Any, Final, cast

from django.conf import settings

from plans.loading.collecting import seldom_collected
from plans.loading.rendered import CannotRender, Rendered, Renderer, Task

MOST: Final = 4
"""Processes that one writer can keep up with."""

AHEAD: Final = 2
"""Tasks that wait while each process works on one."""

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
    processes = [_start(data_version) for _ in range(count)]
    try:
        with ThreadPoolExecutor(count) as pool:
            try:
                yield lambda tasks: _shared(pool, processes, tasks)
            finally:
                # Before the pool waits for its threads, which wait for these.
                for process in processes:
                    process.kill()
    finally:
        for process in processes:
            process.communicate()


def _start(data_version: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(  # noqa: S603 - nothing in it comes from outside
        [sys.executable, "-c", PROGRAM],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    pickle.dump(data_version, _pipe(process.stdin))
    return process


def _shared(
    pool: ThreadPoolExecutor, processes: "list[subprocess.Popen[bytes]]", tasks: Iterable[Task]
) -> Iterator[Rendered]:
    free: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
    for process in processes:
        free.put(process)
    waiting: deque[Future[Rendered]] = deque()
    for task in tasks:
        waiting.append(pool.submit(_ask, free, task))
        if len(waiting) >= len(processes) + AHEAD:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _ask(free: "SimpleQueue[subprocess.Popen[bytes]]", task: Task) -> Rendered:
    process = free.get()
    pipe = _pipe(process.stdin)
    try:
        pickle.dump(task, pipe, pickle.HIGHEST_PROTOCOL)
        pipe.flush()
        answer = pickle.load(_pipe(process.stdout))  # noqa: S301 - it is our own process
    except (BrokenPipeError, EOFError) as error:
        raise ChildProcessError("a process that renders rows has ended before its time") from error
    finally:
        free.put(process)
    if isinstance(answer, CannotRender):
        raise answer
    rendered: Rendered = answer
    return rendered


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    return cast("IO[bytes]", pipe)


@seldom_collected()
def work() -> None:
    """Render what comes, until nothing comes any more."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    renderer = Renderer(pickle.load(source))  # noqa: S301 - it is our own process
    while True:
        try:
            task = pickle.load(source)  # noqa: S301
        except EOFError:
            return
        try:
            answer: Any = renderer.render(task)
        except CannotRender as error:
            answer = error
        pickle.dump(answer, sink, pickle.HIGHEST_PROTOCOL)
        sink.flush()
