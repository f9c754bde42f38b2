"""What a run has found, as it is written and as goals and tables look it up."""

from dataclasses import asdict, dataclass, field
from typing import Any

from bench.driving import Round


@dataclass(frozen=True, order=True)
class Cell:
    """What one row of the table is about."""

    data: str
    question: str
    contender: str
    connections: int = 16
    workers: int = 1


@dataclass
class Results:
    """All figures of a run. `sets`, `servers` and `special` are plain JSON."""

    about: dict[str, Any] = field(default_factory=dict)
    sets: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: dict[Cell, Round] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    """Of questions and contenders, by their names."""
    servers: list[dict[str, Any]] = field(default_factory=list)
    special: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By set: first answers, SQL times, the export."""
    skipped: dict[str, str] = field(default_factory=dict)

    def cpu(self, data: str, question: str, contender: str) -> float | None:
        """Microseconds of CPU a request at 16 connections with one worker."""
        found = self.cells.get(Cell(data, question, contender))
        return found.cpu_us if found else None

    def ratio(self, one: tuple[str, str, str], other: tuple[str, str, str]) -> float | None:
        """CPU of one (set, question, contender) by that of another; None where one is missing."""
        mine, theirs = self.cpu(*one), self.cpu(*other)
        return mine / theirs if mine is not None and theirs else None

    def as_json(self) -> dict[str, Any]:
        """For the file that a run leaves."""
        cells = [{**asdict(cell), **asdict(found)} for cell, found in sorted(self.cells.items())]
        return {**vars(self), "cells": cells}
