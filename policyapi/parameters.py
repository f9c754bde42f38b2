"""The kinds of parameters that filter rows: how each is read, applied and documented."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, ClassVar, Final

import django_filters as filters
from django.apps import apps
from django.db.models import F, Q, QuerySet

from plans.models.rows import LIST_SIZE, ServedRow, first_place
from policyapi.index.tokens import reader
from policyapi.index.wanted import Bound
from policyapi.query import VISIBLE
from policyapi.values import (
    FIRST_YEAR,
    GREATEST_NUMBER,
    LAST_YEAR,
    LONGEST_Q,
    LONGEST_VALUE,
    MOST_KNOWN,
    MOST_VALUES,
    BooleanField,
    DateField,
    KnownValueField,
    NumberField,
    OneOfField,
    SeveralField,
    WholeNumberField,
    WordsField,
)

WORDS: Final = {True: "true", False: "false"}
SIGNS: Final = {"gte": ">=", "lte": "<=", "gt": ">", "lt": "<"}
TEXT: Final = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}


@dataclass
class Description:
    """How a parameter is documented: its JSON schema and a real example."""

    schema: dict[str, Any] = field(default_factory=lambda: dict(TEXT))
    example: object = None


class ParameterFilter(filters.Filter):
    """A filter that says how it is documented and how the index finds its rows.

    The help text is the parameter's description. `filter` is the plain way to the rows, through the
    ORM; `facets` with `alternatives`, `words` or `bounds` is the way of the index. Both find the
    same, which a test proves. `named` is the name of the
    facets where lists give one parameter two meanings.
    """

    several: ClassVar[bool] = False

    def __init__(self, *args: Any, example: object, named: str = "", **kwargs: Any) -> None:
        self.example, self.named = example, named
        super().__init__(*args, **kwargs)

    def facets(self, row: Any) -> list[str]:
        """The values under which a row is found; rows come with what rendering reads."""
        return reader(row.__class__, str(self.field_name))(row)

    def alternatives(self, value: Any) -> Sequence[str]:
        """The facets of which a wanted row has one; none where facets do not decide."""
        return (str(value),)

    def words(self, value: Any) -> Sequence[str]:  # noqa: ARG002
        """Words that a wanted row's searched text contains."""
        return ()

    def bounds(self, value: Any) -> Sequence[Bound]:  # noqa: ARG002
        """What a wanted row's columns keep."""
        return ()

    def describe(self) -> Description:
        """Schema and example."""
        return Description(dict(TEXT), self.example)

    def values_now(self) -> list[str]:
        """Every value that the present data know, where only they do; else none."""
        return []


class PlainParameter(ParameterFilter):
    """A parameter that filters no rows."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:  # noqa: ARG002
        """All rows."""
        return qs

    def facets(self, row: Any) -> list[str]:  # noqa: ARG002
        """None."""
        return []

    def alternatives(self, value: Any) -> Sequence[str]:  # noqa: ARG002
        """None."""
        return ()


class ChoiceFilter(ParameterFilter):
    """One of a short list of values."""

    field_class = OneOfField

    def describe(self) -> Description:
        """The values, in their order."""
        values = [value for value, _ in self.extra["choices"]]
        return Description({"type": "string", "enum": values}, self.example)


class ChoiceOrNoneFilter(ChoiceFilter):
    """One of a short list of values, or `none` for rows that have none of them."""

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=[*choices, ("none", "")], **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """`none` is an empty text in the rows."""
        if not value:
            return qs
        return qs.filter(**{self.field_name: "" if value == "none" else value})

    def facets(self, row: Any) -> list[str]:
        """The value, or `none`."""
        return [value or "none" for value in super().facets(row)]


class KnownFilter(ParameterFilter):
    """Rows whose field has a value that must exist: an id, a code, a name."""

    field_class = KnownValueField

    def __init__(self, model: str, column: str, *, noun: str, **kwargs: Any) -> None:
        def known() -> QuerySet[Any]:
            rows: QuerySet[Any] = apps.get_model(model)._default_manager.exclude(**{column: ""})
            return rows.order_by(column).values_list(column, flat=True)

        self.source = (model, column)
        super().__init__(known=known, noun=noun, **kwargs)

    def values_now(self) -> list[str]:
        """What the rows have, or those that come first."""
        from policyapi.vocabulary import values_like  # which reads what this module defines

        model, column = self.source
        return values_like(apps.get_model(model), column, "")[:MOST_KNOWN]


class ColumnFilter(KnownFilter):
    """Rows whose column has a value that few others have: its own index finds them."""

    def facets(self, row: Any) -> list[str]:  # noqa: ARG002
        """None: there would be a facet for nearly every row."""
        return []

    def alternatives(self, value: Any) -> Sequence[str]:  # noqa: ARG002
        """None."""
        return ()

    def bounds(self, value: Any) -> Sequence[Bound]:
        """Equality."""
        return ((str(self.field_name), "=", value),)


class LinkedFilter(KnownFilter):
    """Rows with a link to many, of which one is meant; each row is found once."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Filter by a subquery, so that no row is found twice."""
        if not value:
            return qs
        inner = qs.model._default_manager.filter(**{self.field_name: value})
        return qs.filter(pk__in=inner.order_by().values("pk"))


class YearFilter(ParameterFilter):
    """Facts whose period holds a year."""

    field_class = WholeNumberField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, lowest=FIRST_YEAR, highest=LAST_YEAR, **kwargs)

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """First year ≤ year ≤ last year."""
        if value is None:
            return qs
        return qs.filter(period_start__lte=value, period_end__gte=value)

    def facets(self, row: Any) -> list[str]:
        """Every year of the period."""
        return [str(year) for year in range(row.period_start, row.period_end + 1)]

    def describe(self) -> Description:
        """An integer with its bounds."""
        schema = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
        return Description(schema, self.example)


class NumberFilter(ParameterFilter):
    """A bound on a number, included; `lookup_expr` is gte or lte."""

    field_class = NumberField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Columns have six places: a bound between two of their values moves to the inner one."""
        if value is None:
            return qs
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": self._bound(value)})

    def _bound(self, value: Decimal) -> Decimal:
        rounding = ROUND_CEILING if self.lookup_expr == "gte" else ROUND_FLOOR
        return value.quantize(Decimal("0.000001"), rounding=rounding)

    def facets(self, row: Any) -> list[str]:  # noqa: ARG002
        """None: a number is compared."""
        return []

    def alternatives(self, value: Any) -> Sequence[str]:  # noqa: ARG002
        """None."""
        return ()

    def bounds(self, value: Any) -> Sequence[Bound]:
        """At least, or at most."""
        return ((str(self.field_name), SIGNS[self.lookup_expr], self._bound(value)),)

    def describe(self) -> Description:
        """A number with its bounds."""
        schema = {"type": "number", "minimum": -GREATEST_NUMBER, "maximum": GREATEST_NUMBER}
        return Description(schema, self.example)


class DateFilter(ParameterFilter):
    """A bound on a date."""

    field_class = DateField

    def facets(self, row: Any) -> list[str]:  # noqa: ARG002
        """None: a day is compared."""
        return []

    def alternatives(self, value: Any) -> Sequence[str]:  # noqa: ARG002
        """None."""
        return ()

    def bounds(self, value: Any) -> Sequence[Bound]:
        """Before, or after."""
        return ((str(self.field_name), SIGNS[self.lookup_expr], value),)

    def describe(self) -> Description:
        """A date, ISO 8601."""
        return Description({"type": "string", "format": "date"}, self.example)


class BooleanFilter(ParameterFilter):
    """true or false."""

    field_class = BooleanField

    def facets(self, row: Any) -> list[str]:
        """One of the two words."""
        return [WORDS[bool(getattr(row, str(self.field_name)))]]

    def alternatives(self, value: Any) -> Sequence[str]:
        """The word."""
        return (WORDS[bool(value)],)

    def describe(self) -> Description:
        """The two words."""
        return Description({"type": "boolean"}, self.example)


class HasValueFilter(BooleanFilter):
    """Facts with a number, or without."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Null or not."""
        return qs if value is None else qs.filter(value__isnull=not value)

    def facets(self, row: Any) -> list[str]:
        """Whether there is one."""
        return [WORDS[row.value is not None]]


class WordsFilter(ParameterFilter):
    """Rows whose searched text contains every word."""

    field_class = WordsField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Every word, as a plain substring."""
        if not value:
            return qs
        first = first_place(qs.model)
        condition = Q(place__gt=first, place__lt=first + LIST_SIZE)
        for word in value:
            condition &= Q(searched__contains=word)
        numbers = ServedRow.objects.filter(condition).order_by().annotate(number=F("place") - first)
        return qs.filter(number__in=numbers.values("number"))

    def facets(self, row: Any) -> list[str]:  # noqa: ARG002
        """None: words are found by the characters of the searched text."""
        return []

    def alternatives(self, value: Any) -> Sequence[str]:  # noqa: ARG002
        """None."""
        return ()

    def words(self, value: Any) -> Sequence[str]:
        """All of them."""
        return tuple(value)

    def describe(self) -> Description:
        """A text that has something to see in it, with its bound."""
        schema = {"type": "string", "pattern": VISIBLE, "minLength": 1, "maxLength": LONGEST_Q}
        return Description(schema, self.example)


class SeveralFilter(ParameterFilter):
    """Rows that have one of several values."""

    field_class = SeveralField
    several = True

    def __init__(self, *args: Any, names: Callable[[], list[str]], **kwargs: Any) -> None:
        self.names = names
        super().__init__(*args, **kwargs)

    def values_now(self) -> list[str]:
        """Every name."""
        return self.names()

    def filter(self, qs: QuerySet[Any], value: Mapping[str, list[str]]) -> QuerySet[Any]:
        """Any of the ids."""
        if not value:
            return qs
        ids = sorted({found for named in value.values() for found in named})
        if not self._leads_to_many(qs):
            return qs.filter(**{f"{self.field_name}__in": ids})
        # By a subquery, so that a row with two of the values is found once.
        inner = qs.model._default_manager.filter(**{f"{self.field_name}__in": ids})
        return qs.filter(pk__in=inner.order_by().values("pk"))

    def alternatives(self, value: Any) -> Sequence[str]:
        """All ids that were named."""
        return tuple(sorted({found for named in value.values() for found in named}))

    def describe(self) -> Description:
        """A list of texts."""
        schema = {"type": "array", "items": dict(TEXT), "minItems": 1, "maxItems": MOST_VALUES}
        return Description(schema, self.example)

    def _leads_to_many(self, qs: QuerySet[Any]) -> bool:
        first = qs.model._meta.get_field(self.field_name.split("__")[0])
        return "__" in self.field_name or bool(first.many_to_many or first.one_to_many)
