"""What several loads have changed on the whole, a page at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, Protocol

from django.db.models import QuerySet

from plans.loading.rendering import SERIALIZERS
from plans.models import Change, Dataset, Release, ServedRow
from plans.models.rows import first_place
from policyapi.errors import Problem
from policyapi.index.finding import Found
from policyapi.index.wanted import Wanted

MOST_CHANGES: Final = 100_000
"""Changes that are folded for an answer; of a data set that is new as a whole nobody reads each."""

FOLDED: Final = {
    ("added", "changed"): "added",
    ("added", "removed"): "",
    ("removed", "added"): "changed",
}
"""What two things that happened to a row are together, where that is not the second."""

Row = tuple[str, str, str]
"""Type, id, and what happened."""


class Net(Protocol):
    """Changes on the whole, in the order of type and id."""

    count: int

    def rows(self, start: int, size: int) -> Iterable[Row]:
        """Some of them, from a place on."""


class Everything:
    """All since before the first load: every row that is there was added."""

    def __init__(self, dataset: Dataset) -> None:
        models = {str(model._meta.model_name): model for model in SERIALIZERS}
        self._lists = [
            (kind, first_place(models[kind]), Found(models[kind], Wanted(), dataset).count)
            for kind in sorted(models)
        ]
        self.count = sum(count for _, _, count in self._lists)

    def rows(self, start: int, size: int) -> Iterator[Row]:
        """By their places, which follow the order of ids."""
        for kind, first, count in self._lists:
            last = min(count, start + size)
            if start < count and size > 0:
                rows = ServedRow.objects.filter(place__gt=first + start, place__lte=first + last)
                for key in rows.order_by("place").values_list("key", flat=True):
                    yield kind, key, Change.Action.ADDED.value
                size -= last - start
            start = max(0, start - count)


class Since:
    """What some releases changed. Raises Problem 404 where that is too much to be told apart."""

    def __init__(self, releases: QuerySet[Release]) -> None:
        changes = Change.objects.filter(release__in=releases).order_by("release_id", "id")
        rows = list(changes.values_list("action", "type", "row")[: MOST_CHANGES + 1])
        if len(rows) > MOST_CHANGES:
            detail = (
                f"More than {MOST_CHANGES} rows have changed since then: take the data anew, from "
                "the lists or from /api/dataset."
            )
            raise Problem(404, "too-many-changes", detail)
        self._net = folded(rows)
        self.count = len(self._net)

    def rows(self, start: int, size: int) -> Iterator[Row]:
        """From memory."""
        net = islice(self._net.items(), start, start + size)
        return ((kind, row, action) for (kind, row), action in net)


def folded(changes: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """What happened to each row on the whole, sorted: added and then removed is nothing."""
    net: dict[tuple[str, str], str] = {}
    for action, kind, row in changes:
        before = net.pop((kind, row), None)
        after = FOLDED.get((str(before or ""), action), action)
        if after:
            net[kind, row] = after
    return dict(sorted(net.items()))
