"""Read fixture files and check every record before the database is touched."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

from plans.curation.files import DATASET_FILE, FILES
from plans.loading.checking import Checker
from plans.loading.hashing import lines_of
from plans.loading.keys import Keys
from plans.loading.progress import Progress, unseen
from plans.loading.reading import Unreadable, records
from plans.loading.values import Record

BATCH: Final = 1000
MOST_TOLD: Final = 1000
"""Problems that are told; where there are more, this is said."""


class FixturesRefused(Exception):  # noqa: N818 - it is named for what happened
    """The fixtures have problems; the database is as it was."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Fixtures:
    """The files of a folder."""

    def __init__(self, folder: Path) -> None:
        """Find a folder. Raises FixturesRefused where there is none."""
        self.folder = folder
        self.problems: list[str] = []
        self._doubles: list[str] = []
        if not folder.is_dir():
            raise FixturesRefused([f"There is no folder {folder}."])
        self._read_at = self._state()

    def check(self, progress: Progress = unseen) -> dict[str, int]:
        """Check every record: how many there are, by the label of their model.

        Raises FixturesRefused with all problems: file, record and field.
        """
        counts: dict[str, int] = {}
        with closing(Keys()) as keys:
            for label, name in FILES.items():
                checker = Checker(apps.get_model(label), name)
                counts[label] = self._check(checker, keys, progress)
            self._refuse_if_wrong(self.problems)
            self._refuse_if_wrong(self._doubles + list(_missing(keys)))
        return counts

    def check_version(self, data_version: str) -> None:
        """The file that tells `loaddata` the version must tell this. Raises FixturesRefused."""
        path = self.folder / DATASET_FILE
        expected = {"model": "plans.dataset", "pk": 1, "fields": {"data_version": data_version}}
        try:
            if list(records(path)) == [expected]:
                return
        except Unreadable as error:
            raise FixturesRefused([f"{path.name}: {error}"]) from error
        problem = f"data_version is not {data_version}, which the other files make; run `make data`"
        raise FixturesRefused([f"{path.name}: {problem}"])

    @cached_property
    def lines(self) -> dict[type[Model], int]:
        """How many rows each model has, where its file has a record a line."""
        paths = {apps.get_model(label): self.folder / name for label, name in FILES.items()}
        return {model: max(lines_of(path) - 2, 0) for model, path in paths.items()}

    def records(self, model: type[Model]) -> Iterator[Record]:
        """The checked records of a model, in the order of the file."""
        return records(self.folder / FILES[model._meta.label_lower])

    def place_of(self, model: type[Model], key: str) -> str:
        """Where a record stands, by file and number; its key where no file has it."""
        for number, record in enumerate(self.records(model), 1):
            if record["pk"] == key:
                return f"{FILES[model._meta.label_lower]} record {number} ({key})"
        return key

    def refuse_if_changed(self) -> None:
        """What was checked must be what is loaded. Raises FixturesRefused."""
        if self._state() != self._read_at:
            raise FixturesRefused([f"{self.folder}: was changed while it was being loaded"])

    def _check(self, checker: Checker, keys: Keys, progress: Progress) -> int:
        what, count = f"Checking {checker.model._meta.verbose_name_plural}", 0
        try:
            for batch in batches(records(self.folder / checker.file), BATCH):
                self._check_batch(checker, keys, count + 1, batch)
                count += len(batch)
                progress(what, count, 0)
        except Unreadable as error:
            self.problems.append(f"{checker.file}: {error}")
        return count

    def _check_batch(self, checker: Checker, keys: Keys, first: int, batch: list[Any]) -> None:
        right: list[tuple[int, Record]] = []
        for number, record in enumerate(batch, first):
            if problems := list(checker.problems(number, record)):
                self.problems += problems
            else:
                right.append((number, record))
        self.problems += checker.twice(keys, right)
        if not self.problems:
            self._doubles += checker.doubles(keys, right)
            _name(checker, keys, right)

    def _state(self) -> list[tuple[int, int, int]]:
        """Of each file what changes with its content."""
        names = [name for name in FILES.values() if (self.folder / name).exists()]
        states = [(self.folder / name).stat() for name in names]
        return [(state.st_ino, state.st_size, state.st_mtime_ns) for state in states]

    @staticmethod
    def _refuse_if_wrong(problems: list[str]) -> None:
        if len(problems) > MOST_TOLD:
            more = f"… and {len(problems) - MOST_TOLD} problems more"
            raise FixturesRefused([*problems[:MOST_TOLD], more])
        if problems:
            raise FixturesRefused(problems)


def _name(checker: Checker, keys: Keys, numbered: list[tuple[int, Record]]) -> None:
    """Keep what records name and nobody has so far: it may still come."""
    named: dict[str, set[str]] = {}
    for _, record in numbered:
        for _, label, key in checker.references(record):
            named.setdefault(label, set()).add(key)
    unknown = {label: keys.unknown(label, found) for label, found in named.items()}
    if not any(unknown.values()):
        return
    for number, record in numbered:
        for name, label, key in checker.references(record):
            if key in unknown[label]:
                place = f"{checker.file} record {number} ({record['pk']}): {name}"
                keys.name(label, key, place)


def _missing(keys: Keys) -> Iterator[str]:
    for label, key, place in keys.missing():
        if label:
            yield f"{place}: there is no {label} {key!r}"
        else:
            yield f"{place}: {key} names no type and id of a fact"


def batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Rows, some at a time."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch
