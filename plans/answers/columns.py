"""Columns of small numbers for all facts: the load writes them, a summary counts by them.

Three million rows are counted by two properties in about half a second, whatever filters chose
them; the same by GROUP BY takes SQLite some seconds, and a third of a gigabyte of indexes.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db.models import BooleanField, ExpressionWrapper, Max, Model, Q, QuerySet, Value

from plans.answers.facts import FACTS
from plans.models import ColumnCodes, ColumnValues, Outcome, Quantified, Target
from plans.models.columns import STRETCH

MEASURES: Final = "measures"
"""The column with what of each row is counted: `count`, `valued`, `followed_up`, `met`."""
WIDTHS: Final = {1: "B", 2: "H", 4: "I"}
PLAIN: Final = ("district", "plan", "domain", "checkability", "modality", "kind", "stage")
"""Properties of which a row has one, or none, under this name."""

Codes = Sequence[int]


def write_columns() -> None:
    """Write the columns of all facts anew: in the load's transaction, when rows have numbers."""
    ColumnCodes.objects.all().delete()
    ColumnValues.objects.all().delete()
    for kind, model in FACTS.items():
        coding = Coding(model)
        for stretch, columns in enumerate(coding.stretches()):
            ColumnCodes.objects.bulk_create(
                ColumnCodes(list=kind, name=name, stretch=stretch, **_packed(codes))
                for name, codes in columns.items()
            )
        ColumnValues.objects.bulk_create(
            ColumnValues(list=kind, name=name, values=values)
            for name, values in coding.values().items()
        )


class Columns:
    """Some columns of a list, as the load has written them."""

    def __init__(self, model: type[Model], names: Sequence[str]) -> None:
        self._names = list(names)
        kind = str(model._meta.model_name)
        written = ColumnValues.objects.filter(list=kind, name__in=names)
        self._codes = ColumnCodes.objects.filter(list=kind, name__in=names)
        found = dict(written.values_list("name", "values"))
        self._stretches: list[dict[str, Codes]] | None = None
        if not found:
            # Rows that a load has finished before there were columns: the same, made now.
            coding = Coding(model)
            self._stretches = list(coding.stretches())
            found = coding.values()
        self.values: list[list[list[Any]]] = [found[name] for name in names]

    def chosen(self, numbers: Sequence[int] | None) -> Iterator[Sequence[Iterable[int]]]:
        """The codes of rows, a stretch at a time: by column, a code a row.

        `numbers` are those of the rows, in their order; None: all rows.
        """
        if numbers is None:
            yield from self._all()
            return
        begin = 0
        while begin < len(numbers):
            stretch = (numbers[begin] - 1) // STRETCH
            first = stretch * STRETCH + 1
            end = bisect_left(numbers, first + STRETCH, begin)
            places = [number - first for number in numbers[begin:end]]
            yield [map(codes.__getitem__, places) for codes in self._stretch(stretch)]
            begin = end

    def _all(self) -> Iterator[list[Codes]]:
        count = self._codes.aggregate(last=Max("stretch"))["last"]
        found = len(self._stretches or ()) if count is None else count + 1
        for stretch in range(found):
            yield self._stretch(stretch)

    def _stretch(self, stretch: int) -> list[Codes]:
        if self._stretches is not None:
            return [self._stretches[stretch][name] for name in self._names]
        rows = self._codes.filter(stretch=stretch).values_list("name", "width", "codes")
        found = {name: memoryview(codes).cast("B").cast(WIDTHS[w]) for name, w, codes in rows}  # type: ignore[call-overload]
        return [found[name] for name in self._names]


class _Given(dict[Any, int]):
    """Codes by what they stand for; a new one for what was not met before."""

    def __missing__(self, key: Any) -> int:
        code = self[key] = len(self)
        return code


class Coding:
    """The codes of a list's rows, given to values as they are met."""

    def __init__(self, model: type[Model]) -> None:
        self._rows: QuerySet[Any] = model._default_manager.order_by("number")
        self._model = model
        have = {field.name for field in model._meta.get_fields()}
        self._plain = [name for name in PLAIN if name in have]
        self._known: dict[str, _Given] = {
            name: _Given() for name in (*self._plain, "year", "document", MEASURES)
        }
        self._count: int = self._rows.aggregate(last=Max("number"))["last"] or 0
        self._outcomes = _outcomes(self._count) if model is Target else b""
        self._valued = _VALUED if issubclass(model, Quantified) else Value(value=False)

    def values(self) -> dict[str, list[list[Any]]]:
        """What the codes given so far stand for, by column."""
        return {name: [_meant(name, key) for key in known] for name, known in self._known.items()}

    def stretches(self) -> Iterator[dict[str, Codes]]:
        """The codes of all rows by column, a stretch at a time."""
        for lowest in range(0, self._count, STRETCH):
            yield {
                name: array("I", map(known.__getitem__, keys))
                for (name, keys), known in zip(
                    self._keys(lowest).items(), self._known.values(), strict=True
                )
            }

    def _keys(self, lowest: int) -> dict[str, Iterable[Any]]:
        """What each column has of rows behind a number, in the order in which columns stand."""
        within = {"number__gt": lowest, "number__lte": lowest + STRETCH}
        rows = self._rows.filter(**within).annotate(valued=self._valued)
        columns = [f"{name}_id" if name in {"district", "plan"} else name for name in self._plain]
        found = rows.values_list("number", "valued", "period_start", "period_end", *columns)
        numbers, valued, starts, ends, *plain = zip(*found, strict=True)
        documents = self._documents(lowest)
        reported = self._outcomes[lowest + 1 :] or bytes(len(numbers))
        return {
            **dict(zip(self._plain, plain, strict=True)),
            "year": zip(starts, ends, strict=True),
            "document": (tuple(sorted(documents.get(number, ()))) for number in numbers),
            MEASURES: zip(valued, reported, strict=False),
        }

    def _documents(self, lowest: int) -> dict[int, set[str]]:
        """Documents that rows cite, by number."""
        name = str(self._model._meta.model_name)
        through: Any = self._model._meta.get_field("citations").remote_field.through  # type: ignore[union-attr]
        links = through.objects.filter(
            **{f"{name}__number__gt": lowest, f"{name}__number__lte": lowest + STRETCH}
        )
        found: dict[int, set[str]] = {}
        for number, document in links.values_list(f"{name}__number", "citation__document_id"):
            found.setdefault(number, set()).add(document)
        return found


FOLLOWED, MET = 1, 2
_VALUED: Final = ExpressionWrapper(Q(value__isnull=False), output_field=BooleanField())


def _outcomes(count: int) -> bytearray:
    """By number of a target, whether a later document reports of it, and whether it was met."""
    found = bytearray(count + 1)
    reported = Outcome.objects.filter(Q(achievement__isnull=False) | Q(verdict="met")).order_by()
    rows = reported.values_list("target__number", "achievement_id", "verdict")
    for number, achievement, verdict in rows.iterator():
        found[number] |= (FOLLOWED if achievement else 0) | (MET if verdict == "met" else 0)
    return found


def _meant(name: str, key: Any) -> list[Any]:
    """The values that a code stands for."""
    if name == "year":
        return list(range(key[0], key[1] + 1))
    if name == "document":
        return list(key)
    if name == MEASURES:
        valued, reported = key
        kept = {"valued": valued, "followed_up": reported & FOLLOWED, "met": reported & MET}
        return ["count", *(measure for measure, kept_ in kept.items() if kept_)]
    return [key]


def _packed(codes: Codes) -> dict[str, Any]:
    """In as few bytes as the greatest needs."""
    width = next(w for w in WIDTHS if max(codes) < 1 << 8 * w)
    return {"width": width, "codes": array(WIDTHS[width], codes).tobytes()}
