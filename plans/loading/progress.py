"""How a load tells what it is at."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is; 0 where unknown."""


def unseen(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody looks at."""
