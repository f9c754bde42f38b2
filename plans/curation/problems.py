"""What is wrong with an annotation: where, what, and the tip that mends it."""

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, with file, place and id."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file} {self.place}: {self.message}"


class BuildRefused(Exception):  # noqa: N818 - it is named for what happened
    """The sources have problems; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: list[str]) -> str:
    """A tip with the nearest known word, or an empty text."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
