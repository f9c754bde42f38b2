"""How many requests a client made in a window of time, counted by all workers together."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any, Final, Protocol

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

ALIAS: Final = "throttle"
"""The cache of `POLICYAPI_CACHE_URL` in `CACHES`."""
FILES: Final = "django.core.cache.backends.filebased.FileBasedCache"
REDIS: Final = "django.core.cache.backends.redis.RedisCache"


class CountingError(Exception):
    """What counts does not answer."""


class Counter(Protocol):
    """Numbers the requests of each client within each window, the same for every worker."""

    def number(self, client: str, start: int, seconds: int, most: int) -> int:
        """Which request of the window this is, from 1; past `most` any number above it.

        The window begins at `start`, in epoch seconds. Raises CountingError.
        """


class FolderCounter:
    """Counts in files of one folder, for the workers of one machine.

    A request appends a byte to the file of its client, which the file system does in one step;
    where the byte stands is the request's number. Django's file-based cache reads, adds and writes
    in three steps, and loses what another worker counts meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def number(self, client: str, start: int, seconds: int, most: int) -> int:
        """As `Counter` says; requests past `most` write nothing."""
        file = self.folder / str(start) / hashlib.sha256(client.encode()).hexdigest()[:32]
        try:
            try:
                return self._append(file, most)
            except FileNotFoundError:
                self._begin(file.parent, start - seconds)
                return self._append(file, most)
        except OSError as error:
            raise CountingError(str(error)) from error

    @staticmethod
    def _append(file: Path, most: int) -> int:
        place = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.fstat(place).st_size >= most:
                return most + 1
            os.write(place, b".")
            return os.lseek(place, 0, os.SEEK_CUR)
        finally:
            os.close(place)

    def _begin(self, window: Path, oldest: int) -> None:
        """Make a window's folder, and remove those before the one before it."""
        window.mkdir(parents=True, exist_ok=True)
        for other in self.folder.iterdir():
            if other.name.isdecimal() and int(other.name) < oldest:
                shutil.rmtree(other, ignore_errors=True)


class RedisCounter:
    """Counts in Redis, for workers on any number of machines."""

    def __init__(self) -> None:
        from redis.exceptions import RedisError  # here, so that only who counts in it loads it

        self._away = RedisError
        self._cache: Any = caches[ALIAS]

    def number(self, client: str, start: int, seconds: int, most: int) -> int:  # noqa: ARG002
        """As `Counter` says; both steps are single ones of Redis."""
        key = f"throttle:{start}:{client}"
        try:
            if self._cache.add(key, 1, timeout=2 * seconds):
                return 1
            return int(self._cache.incr(key))
        except ValueError:
            return 1  # Redis has dropped the key between the steps, for want of memory.
        except self._away as error:
            raise CountingError(str(error)) from error


def counter() -> Counter:
    """What the settings name. Raises ImproperlyConfigured for what workers do not share."""
    cache = settings.CACHES[ALIAS]
    if cache["BACKEND"] == FILES:
        return FolderCounter(Path(cache["LOCATION"]))
    if cache["BACKEND"] == REDIS:
        return RedisCounter()
    raise ImproperlyConfigured(
        "POLICYAPI_THROTTLE needs a cache in which all workers count together: set "
        "POLICYAPI_CACHE_URL to redis://host:6379/0, or to filecache:///folder for one machine, "
        f"and not to a {cache['BACKEND'].rpartition('.')[2]}."
    )
