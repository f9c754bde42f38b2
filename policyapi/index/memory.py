"""What a worker remembers of one version of the data: counts and vocabularies, bounded."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC
from functools import lru_cache
from threading import Lock, RLock
from typing import Any, Final, TypeVar, cast

from django.utils import timezone

from plans.models import Dataset
from policyapi.index.database import fetched
from policyapi.replicas import HERE

MOST_KEPT: Final = 20_000
"""Answers to small questions, a few hundred bytes each."""

MISSING: Final = object()
"""In the place of what was not found yet; what was found may be None."""

VERSIONS: Final = 2
"""While a load replaces the data, requests of both versions are under way."""

T = TypeVar("T")


class Memory:
    """Answers that hold for one version of the data; the oldest go first."""

    def __init__(self) -> None:
        self._kept: defaultdict[str, OrderedDict[Hashable, Any]] = defaultdict(OrderedDict)
        self._turns: dict[Hashable, RLock] = {}
        self._lock = Lock()

    def of(
        self, key: Hashable, find: Callable[[], T], *, among: str = "", most: int = MOST_KEPT
    ) -> T:
        """What was found for a key before, or is found now.

        `among` names answers that take room, of which `most` are kept.
        """
        kept = self._kept[among]
        found = kept.get(key, MISSING)
        if found is MISSING:
            with self._turn((among, key)):
                # Who asks meanwhile waits: looking for the same beside each other takes longer.
                found = kept.get(key, MISSING)
                if found is MISSING:
                    found = find()
                    self._keep(kept, most, key, found)
        return cast("T", found)

    @contextmanager
    def _turn(self, key: Hashable) -> Iterator[None]:
        with self._lock:
            turn = self._turns.setdefault(key, RLock())
        try:
            with turn:
                yield
        finally:
            self._turns.pop(key, None)

    def _keep(
        self, kept: "OrderedDict[Hashable, Any]", most: int, key: Hashable, found: object
    ) -> None:
        with self._lock:
            kept[key] = found
            if len(kept) > most:
                kept.popitem(last=False)


_memories: "OrderedDict[tuple[Any, ...], Memory]" = OrderedDict()
_lock: Final = Lock()


def memory_of(dataset: Dataset) -> Memory:
    """The memory of a loaded version; a load of the same data anew is another."""
    identity = (dataset.data_version, dataset.rendering, dataset.loaded_at)
    found = _memories.get(identity)
    if found is None:
        with _lock:
            found = _memories.setdefault(identity, Memory())
            while len(_memories) > VERSIONS:
                _memories.popitem(last=False)
    return found


_COLUMNS: Final = ("data_version", "finished_version", "rendering", "loaded_at")


def loaded() -> Dataset | None:
    """The row that tells what this snapshot holds; asked for each request, so not through the ORM.

    Raises DatabaseError where there are no tables yet.
    """
    if HERE.dataset is not None:
        found: Dataset = HERE.dataset
        return found
    rows = fetched(f"SELECT {', '.join(_COLUMNS)} FROM plans_dataset", ())  # noqa: S608
    dataset = _dataset(*rows[0]) if rows else None
    if HERE.alias is not None:
        HERE.dataset = dataset
    return dataset


@lru_cache(maxsize=4)
def _dataset(*values: Any) -> Dataset:
    """The row, made once for each state of it."""
    dataset = Dataset(pk=1, **dict(zip(_COLUMNS, values, strict=True)))
    if dataset.loaded_at is not None and timezone.is_naive(dataset.loaded_at):
        dataset.loaded_at = timezone.make_aware(dataset.loaded_at, UTC)  # SQLite keeps no zone.
    return dataset
