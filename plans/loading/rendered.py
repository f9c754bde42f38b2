"""What a load writes of each served row, made of a parcel: no database is asked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.apps import apps

from plans.loading.compiled import compiled
from plans.loading.indexing import Indexed
from plans.loading.lines import line_writer
from plans.loading.parcels import Parcel
from plans.loading.releases import fingerprint_of
from plans.loading.rendering import SERIALIZERS
from plans.loading.searching import searched_text
from plans.loading.unpacking import unpacked
from policyapi.index.tokens import ALL
from policyapi.serializing import plain_number

Served = tuple[int, str, bytes, bytes, bytes, str]
"""Place, id, body, line of CSV, searched text, fingerprint: long texts in UTF-8."""

COLUMNS: Final = ("place", "key", "body", "line", "searched", "fingerprint")
IN_UTF8: Final = ("body", "line", "searched")
"""They go from one process to another, and into SQLite, as the bytes that they are kept as."""


@dataclass
class Task:
    """Rows to render: the first one's place comes behind `above`.

    `facts` has the number of facts that cite each of them, where they are documents.
    """

    parcel: Parcel
    above: int
    facts: dict[str, Counter[str]]


@dataclass
class Rendered:
    """Rows, what the index keeps of each, and how many rows have each token."""

    rows: list[Served]
    kept: list[tuple[int, bytes]]
    counts: Counter[str]


class CannotRender(Exception):  # noqa: N818 - it is named for what happened
    """A row whose values its serializer cannot show."""

    def __init__(self, model: str, key: str, detail: str) -> None:
        """Label of the model, id of the row, and what its serializer raised."""
        self.model, self.key, self.detail = model, key, detail
        super().__init__(model, key, detail)

    def __str__(self) -> str:
        return f"{self.model} {self.key}: {self.detail}"


class Renderer:
    """Renders the rows of one version, list by list; a serializer is costly to build."""

    def __init__(self, data_version: str) -> None:
        self._context: dict[str, Any] = {"data_version": data_version}
        self._version = data_version.encode()
        self._shapes: dict[str, tuple[Callable[[Any], Any], Callable[[Any], str]]] = {}

    def render(self, task: Task) -> Rendered:
        """The rows of a parcel. Raises CannotRender."""
        label = task.parcel.model
        if label not in self._shapes:
            serializer = SERIALIZERS[apps.get_model(label)]  # type: ignore[index]
            shape = compiled(serializer(context=self._context))
            self._shapes[label] = shape, line_writer(serializer)
        self._context["facts_by_document"] = task.facts
        done, indexed = Rendered([], [], Counter()), Indexed()
        for place, row in enumerate(unpacked(task.parcel), task.above + 1):
            try:
                self._add(done, indexed, place, row, *self._shapes[label])
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                detail = f"cannot be shown: {type(error).__name__}: {error}"
                raise CannotRender(label, str(row.pk), detail) from error
        done.counts = indexed.counts()
        done.counts[ALL] = len(done.rows)
        return done

    def _add(
        self,
        done: Rendered,
        indexed: Indexed,
        place: int,
        row: Any,
        make: Callable[[Any], Any],
        line_of: Callable[[Any], str],
    ) -> None:
        shape = make(row)
        body = orjson.dumps(shape, default=plain_number)
        searched = searched_text(row)
        fingerprint = fingerprint_of(body, self._version)
        line, text = line_of(shape).encode(), searched.encode()
        done.rows.append((place, row.pk, body, line, text, fingerprint))
        done.kept.append((place, indexed.add(row, searched)))
