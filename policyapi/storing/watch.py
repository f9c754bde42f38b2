"""Notices that other data were loaded, so that nothing older is answered a second later."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

from django.db import close_old_connections

from plans.loading.present import current_dataset
from policyapi.replicas import Identity
from policyapi.snapshot import no_data, retried, snapshot
from policyapi.storing.shelf import Shelf

LOOK_EVERY: Final = 0.25
"""Seconds for which the data are taken to be those of the last look."""
LONGEST_UNSEEN: Final = 1.0
"""Seconds after the last look past which nothing is answered from the shelf."""


@retried
def present_identity() -> Identity:
    """Which load a request would be answered from now. Raises what that request would meet."""
    close_old_connections()
    with snapshot():
        dataset = current_dataset()
    if dataset.loaded_at is None:
        raise no_data()
    return Identity(dataset.loaded_at, dataset.data_version, dataset.rendering)


class Watch:
    """The shelf of the present data, looked after by the requests themselves.

    The request that finds the last look too old looks again; others meanwhile use what the last one
    found. While the database is away nothing is looked for, so that nobody waits for it twice:
    Django asks it anyway, and the first answer that it gives wakes the watch.
    """

    def __init__(
        self, read: Callable[[], Identity], new_shelf: Callable[[Identity], Shelf]
    ) -> None:
        self.shelf: Shelf | None = None
        self.due = 0.0
        """Until then, in seconds of the monotonic clock, `shelf` is right."""
        self._read = read
        self._new_shelf = new_shelf
        self._seen = 0.0
        self._asleep = True
        self._lock = Lock()

    def look(self) -> Shelf | None:
        """The shelf of the present data, or None where nobody knows them."""
        if self._asleep:
            return None
        if not self._lock.acquire(blocking=False):
            return self.shelf if monotonic() < self._seen + LONGEST_UNSEEN else None
        try:
            return self._look()
        finally:
            self._lock.release()

    def _look(self) -> Shelf | None:
        began = monotonic()
        try:
            identity = self._read()
        except Exception:  # noqa: BLE001 - whatever is wrong, Django meets it too and answers it
            self._asleep = True
            return None
        if self.shelf is None or self.shelf.identity != identity:
            self.shelf = self._new_shelf(identity)
        self._seen = began
        self.due = began + LOOK_EVERY
        return self.shelf

    def hear(self, status: int, headers: dict[str, str]) -> None:
        """What Django answered, which may be news. Header names are in small letters."""
        version = headers.get("data-version")
        if status >= 500:
            self._asleep = True
            self.due = 0.0
        elif self._asleep:
            # Only what was made from the data shows that they can be had again.
            self._asleep = version is None and status not in (304, 409)
        elif status == 409 or _is_of_the_moment(status, headers) or self._differs(version):
            self.due = 0.0

    def _differs(self, version: str | None) -> bool:
        known = self.shelf
        return version is not None and (known is None or known.identity.data_version != version)


def _is_of_the_moment(status: int, headers: dict[str, str]) -> bool:
    """Whether it is /readyz, which names the data version: lists asked next are not behind it."""
    return status == 200 and headers.get("cache-control") == "no-store"
