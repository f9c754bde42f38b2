"""The kinds of parameters that filter rows: how each is read, applied and documented."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, ClassVar, Final

import django_filters as filters
from django.apps import apps
from django.db.models import Q, QuerySet

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
    SeveralField,
    WholeNumberField,
    WordsField,
)

TEXT: Final = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}


@dataclass
class Description:
    """How a parameter is documented: its JSON schema and a real example."""

    schema: dict[str, Any] = field(default_factory=lambda: dict(TEXT))
    example: object = None


class ParameterFilter(filters.Filter):
    """A filter that says how it is documented; its help text is the parameter's description."""

    several: ClassVar[bool] = False

    def __init__(self, *args: Any, example: object, **kwargs: Any) -> None:
        self.example = example
        super().__init__(*args, **kwargs)

    def describe(self) -> Description:
        """Schema and example."""
        return Description(dict(TEXT), self.example)

    def values_now(self) -> list[str]:
        """Every value that the present data know, where only they do; else none."""
        return []


class ChoiceFilter(ParameterFilter, filters.ChoiceFilter):
    """One of a short list of values."""

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


class KnownFilter(ParameterFilter):
    """Rows whose field has a value that must exist: an id, a code, a name."""

    field_class = KnownValueField

    def __init__(self, model: str, column: str, *, noun: str, **kwargs: Any) -> None:
        def known() -> QuerySet[Any]:
            rows: QuerySet[Any] = apps.get_model(model)._default_manager.exclude(**{column: ""})
            return rows.order_by(column).values_list(column, flat=True)

        super().__init__(known=known, noun=noun, **kwargs)

    def values_now(self) -> list[str]:
        """What the rows have."""
        return [str(value) for value in self.extra["known"]().distinct()[:MOST_KNOWN]]


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
        rounding = ROUND_CEILING if self.lookup_expr == "gte" else ROUND_FLOOR
        bound = value.quantize(Decimal("0.000001"), rounding=rounding)
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": bound})

    def describe(self) -> Description:
        """A number with its bounds."""
        schema = {"type": "number", "minimum": -GREATEST_NUMBER, "maximum": GREATEST_NUMBER}
        return Description(schema, self.example)


class DateFilter(ParameterFilter):
    """A bound on a date."""

    field_class = DateField

    def describe(self) -> Description:
        """A date, ISO 8601."""
        return Description({"type": "string", "format": "date"}, self.example)


class BooleanFilter(ParameterFilter):
    """true or false."""

    field_class = BooleanField

    def describe(self) -> Description:
        """The two words."""
        return Description({"type": "boolean"}, self.example)


class HasValueFilter(BooleanFilter):
    """Facts with a number, or without."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Null or not."""
        return qs if value is None else qs.filter(value__isnull=not value)


class WordsFilter(ParameterFilter):
    """Rows whose searched text contains every word."""

    field_class = WordsField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Every word, as a plain substring."""
        condition = Q()
        for word in value or []:
            condition &= Q(searched__contains=word)
        return qs.filter(condition)

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

    def describe(self) -> Description:
        """A list of texts."""
        schema = {"type": "array", "items": dict(TEXT), "minItems": 1, "maxItems": MOST_VALUES}
        return Description(schema, self.example)

    def _leads_to_many(self, qs: QuerySet[Any]) -> bool:
        first = qs.model._meta.get_field(self.field_name.split("__")[0])
        return "__" in self.field_name or bool(first.many_to_many or first.one_to_many)
