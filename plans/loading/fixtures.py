"""Read fixture files and check every record before the database is touched."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

from plans.curation.building import DATASET_FILE, FILES
from plans.loading.checking import Checker, Record
from plans.loading.hashing import version_of_folder
from plans.loading.keys import Keys
from plans.loading.reading import Unreadable, records

BATCH: Final = 1000
MOST_TOLD: Final = 1000
"""Problems that are told; where there are more, this is said."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is; 0 where unknown."""


def unseen(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody looks at."""


class FixturesRefused(Exception):  # noqa: N818 - it is named for what happened
    """The fixtures have problems; the database is as it was."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Fixtures:
    """The files of a folder, every record of them checked, with their data version."""

    def __init__(self, folder: Path, progress: Progress = unseen) -> None:
        """Read a folder. Raises FixturesRefused with all problems: file, record and field."""
        self.folder = folder
        self.problems: list[str] = []
        self._counts: dict[type[Model], int] = {}
        self._doubles: list[str] = []
        if not folder.is_dir():
            raise FixturesRefused([f"There is no folder {folder}."])
        self._read_at = self._state()
        # Hashing lets go of the interpreter, so that both are done at the same time.
        with ThreadPoolExecutor(1) as pool, closing(Keys()) as keys:
            version = pool.submit(version_of_folder, folder)
            for label, name in FILES.items():
                self._check(Checker(apps.get_model(label), name), keys, progress)
            self.data_version = version.result()
            self._refuse_if_wrong(self.problems)
            self._refuse_if_wrong(self._doubles + list(_missing(keys)))
        self._read_version(folder / DATASET_FILE)
        self._refuse_if_wrong(self.problems)

    def counts(self) -> dict[type[Model], int]:
        """How many rows of each model."""
        return dict(self._counts)

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

    def _check(self, checker: Checker, keys: Keys, progress: Progress) -> None:
        what, count = f"Checking {checker.model._meta.verbose_name_plural}", 0
        try:
            for batch in batches(records(self.folder / checker.file), BATCH):
                self._check_batch(checker, keys, count + 1, batch)
                count += len(batch)
                progress(what, count, 0)
        except Unreadable as error:
            self.problems.append(f"{checker.file}: {error}")
        self._counts[checker.model] = count

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

    def _read_version(self, path: Path) -> None:
        """The file that tells `loaddata` the version must tell the one that these files make."""
        expected = {
            "model": "plans.dataset",
            "pk": 1,
            "fields": {"data_version": self.data_version},
        }
        try:
            rows = list(records(path))
        except Unreadable as error:
            self.problems.append(f"{path.name}: {error}")
            return
        if rows != [expected]:
            self.problems.append(
                f"{path.name}: data_version is not {self.data_version}, which the other files "
                "make; run `make data`"
            )

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
