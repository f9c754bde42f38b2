"""The answers kept of one state of the data, bounded in bytes."""

import sys
from threading import Lock
from typing import Final

from policyapi.replicas import Identity
from policyapi.storing.kept import Content, Kept, Packed

Question = tuple[str | None, ...]
"""Everything of a request that an answer may depend on."""

SMALLEST_SHARE: Final = 4
"""A body and its headers take at most this part of the room, a longer body only where it does so
compressed; so all of its forms together do not drive out everything else."""


class Shelf:
    """Answers by question, in two generations of half the room each.

    Whatever is found in the old generation moves to the young one; when that is full, it becomes
    the old one, and what was not asked for meanwhile is gone. So the least recently used go first,
    and finding something in `young` is one look into a dictionary, without a lock.
    """

    def __init__(self, most_bytes: int, identity: Identity) -> None:
        self.identity = identity
        self.largest = most_bytes // SMALLEST_SHARE
        self.young: dict[Question, Kept] = {}
        self.old: dict[Question, Kept] = {}
        self._room = most_bytes // 2
        self._taken = self._taken_by_old = 0
        self._contents: dict[bytes, tuple[Content, int]] = {}
        self._lock = Lock()

    @property
    def taken(self) -> int:
        """Bytes of everything that is kept; what both generations have counts twice."""
        return self._taken + self._taken_by_old

    def find(self, question: Question) -> Kept | None:
        """An answer of either generation."""
        kept = self.young.get(question)
        if kept is None and (kept := self.old.get(question)) is not None:
            self.keep(question, kept)
        return kept

    def shared(self, plain: bytes) -> Content:
        """The content with this body that is kept already, or a new one.

        A question that is spelt in another way, or comes from another site, has the same body.
        """
        content = Packed(plain) if len(plain) > self.largest else Content(plain)
        found = self._contents.get(content.held)
        return found[0] if found else content

    def keep(self, question: Question, kept: Kept) -> None:
        """Keep an answer; one that is too large is not."""
        own = _own(question, kept)
        content = kept.content
        if own + (len(content.held) if content else 0) > self.largest:
            return
        with self._lock:
            known = self.young.get(question)
            if known is not None and (known.whole is not None or kept.whole is None):
                return
            if self._taken + own + self._unshared(content) > self._room:
                self.old, self._taken_by_old = self.young, self._taken
                self.young, self._taken, self._contents = {}, 0, {}
            known = self.young.get(question)  # known by its 304 only, and whole from now on
            self._taken += own + self._unshared(content) - (_own(question, known) if known else 0)
            if content:
                self._contents[content.held] = (content, content.size)
            self.young[question] = kept

    def _unshared(self, content: Content | None) -> int:
        """Bytes by which a content makes the young generation grow."""
        if content is None:
            return 0
        known, counted = self._contents.get(content.held, (None, 0))
        return content.size - (counted if known is content else 0)


def _own(question: Question, kept: Kept) -> int:
    """Bytes of an answer and its key, without the content."""
    return kept.size + sum(map(sys.getsizeof, question)) + 300
