"""Strict filtering: a parameter that is unknown, repeated, empty or wrong is refused, with the nearest right one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

import django_filters as filters
from django import forms
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from policyapi.errors import ParameterError, did_you_mean, nearest
from policyapi.query import Query

LONGEST_Q: Final = 200
MOST_WORDS: Final = 20
MOST_VALUES: Final = 50
LONGEST_VALUE: Final = 200
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100


class NotKnown(forms.ValidationError):  # noqa: N818 - it is named for what the value is
    """A value that the data do not have; `params["nearest"]` has those that it may have meant."""

    def __init__(self, message: str, near: Iterable[str] = ()) -> None:
        super().__init__(message, code="not_known", params={"nearest": list(near)})


@dataclass
class Description:
    """How a parameter is documented: its JSON schema and a real example."""

    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"})
    example: object = None


class ParameterFilter(filters.Filter):
    """A filter that says how it is documented; its help text is the parameter's description."""

    several: ClassVar[bool] = False

    def __init__(self, *args: Any, example: object, **kwargs: Any) -> None:
        self.example = example
        super().__init__(*args, **kwargs)

    def describe(self) -> Description:
        """Schema and example."""
        return Description({"type": "string", "maxLength": LONGEST_VALUE}, self.example)


class ChoiceFilter(ParameterFilter, filters.ChoiceFilter):
    """One of a short list of values."""

    def describe(self) -> Description:
        """The values, in their order."""
        values = [value for value, _ in self.extra["choices"]]
        return Description({"type": "string", "enum": values}, self.example)


class KnownValueField(forms.CharField):
    """A value that some row has; `known` is the query of all of them."""

    def __init__(self, *args: Any, known: Callable[[], QuerySet[Any]], noun: str, **kwargs: Any) -> None:
        self.known, self.noun = known, noun
        super().__init__(*args, max_length=LONGEST_VALUE, **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse what no row has."""
        text = super().clean(value)
        if not text:
            return text
        rows = self.known()
        column = rows.query.values_select[0]
        if not rows.filter(**{column: text}).exists():
            near = nearest(text, (str(found) for found in rows.distinct()[:5000]))
            raise NotKnown(f"There is no {self.noun} {text!r}.{did_you_mean(near)}", near)
        return text


class KnownFilter(ParameterFilter):
    """Rows whose field has a value that must exist: an id, a code, a name."""

    field_class = KnownValueField

    def __init__(self, model: str, column: str, *, noun: str, **kwargs: Any) -> None:
        def known() -> QuerySet[Any]:
            from django.apps import apps  # noqa: PLC0415 - models are not ready at import

            rows = apps.get_model(model)._default_manager  # noqa: SLF001
            return rows.exclude(**{column: ""}).order_by(column).values_list(column, flat=True)

        super().__init__(known=known, noun=noun, **kwargs)


class LinkedFilter(KnownFilter):
    """Rows with a link to many, of which one is meant; each row is found once."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Filter by a subquery, so that no row is found twice."""
        if not value:
            return qs
        inner = qs.model._default_manager.filter(**{self.field_name: value})  # noqa: SLF001
        return qs.filter(pk__in=inner.order_by().values("pk"))


class YearFilter(ParameterFilter, filters.NumberFilter):
    """Facts whose period holds a year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        bounds = {"min_value": FIRST_YEAR, "max_value": LAST_YEAR}
        super().__init__(*args, **bounds, **kwargs)
        self.field_class = forms.IntegerField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """First year ≤ year ≤ last year."""
        if value is None:
            return qs
        return qs.filter(period_start__lte=value, period_end__gte=value)

    def describe(self) -> Description:
        """An integer with its bounds."""
        schema = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
        return Description(schema, self.example)


class NumberField(forms.DecimalField):
    """A decimal number, in digits: no exponent that would make it huge, no NaN."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=24, decimal_places=6, **kwargs)


class NumberFilter(ParameterFilter, filters.NumberFilter):
    """A bound on a number."""

    field_class = NumberField

    def describe(self) -> Description:
        """A number."""
        return Description({"type": "number"}, self.example)

    def get_max_validator(self) -> None:
        """The field has its own bounds."""


class DateFilter(ParameterFilter, filters.DateFilter):
    """A bound on a date."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, input_formats=["%Y-%m-%d"], **kwargs)

    def describe(self) -> Description:
        """A date, ISO 8601."""
        return Description({"type": "string", "format": "date"}, self.example)


class BooleanField(forms.Field):
    """true or false, and nothing else."""

    def to_python(self, value: Any) -> bool | None:
        """Read the two words."""
        if value in (None, ""):
            return None
        if value not in ("true", "false"):
            raise NotKnown(f"{value!r} is neither true nor false.", ["true", "false"])
        return bool(value == "true")


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


class WordsField(forms.CharField):
    """Words to be found, all of them; bounded."""

    def clean(self, value: Any) -> list[str]:
        """The words, case-folded."""
        words = str(value or "").casefold().split()
        if len(str(value or "")) > LONGEST_Q:
            raise NotKnown(f"It has {len(str(value))} characters; at most {LONGEST_Q} are searched.")
        if len(words) > MOST_WORDS:
            raise NotKnown(f"It has {len(words)} words; at most {MOST_WORDS} are searched.")
        return list(dict.fromkeys(words))


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
        """A text with its bound."""
        schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_Q}
        return Description(schema, self.example)


class SeveralField(forms.Field):
    """Several texts, by repetition or comma, each resolved to the ids that it names."""

    def __init__(
        self, *args: Any, resolve: Callable[[str], list[str]], noun: str = "value", **kwargs: Any
    ) -> None:
        self.resolve, self.noun = resolve, noun
        super().__init__(*args, widget=forms.SelectMultiple, **kwargs)

    def clean(self, value: Any) -> dict[str, list[str]]:
        """Ids by the value that named them. Raises NotKnown for values that name nothing."""
        texts = [part.strip() for given in value or [] for part in given.split(",")]
        if len(texts) > MOST_VALUES:
            raise NotKnown(f"It has {len(texts)} values; at most {MOST_VALUES} are read.")
        if any(not text for text in texts):
            raise NotKnown("It has an empty value; leave it out or name one.")
        return {text: self.resolve(text) for text in texts}


class SeveralFilter(ParameterFilter):
    """Rows that have one of several values."""

    field_class = SeveralField
    several = True

    def filter(self, qs: QuerySet[Any], value: Mapping[str, list[str]]) -> QuerySet[Any]:
        """Any of the ids."""
        if not value:
            return qs
        ids = sorted({found for named in value.values() for found in named})
        if "__" not in self.field_name:
            return qs.filter(**{f"{self.field_name}__in": ids})
        inner = qs.model._default_manager.filter(**{f"{self.field_name}__in": ids})  # noqa: SLF001
        return qs.filter(pk__in=inner.order_by().values("pk"))

    def describe(self) -> Description:
        """A list of texts."""
        items = {"type": "string", "maxLength": LONGEST_VALUE}
        return Description({"type": "array", "items": items}, self.example)


class StrictFilterSet(filters.FilterSet):
    """The filters of one list, and the columns by which it can be sorted.

    `sorts` names columns as in the answer, each with the model's column. Sorting always ends in id.
    """

    sorts: ClassVar[dict[str, str]] = {"id": "id"}

    @classmethod
    def parameters(cls) -> dict[str, ParameterFilter]:
        """The filters by the name of their parameter."""
        return cls.base_filters  # type: ignore[return-value]

    @classmethod
    def read(cls, query: Query, queryset: QuerySet[Any]) -> tuple["StrictFilterSet", list[ParameterError]]:
        """The filters for a query, and what is wrong with it."""
        errors = []
        data = QueryDict(mutable=True)
        for name, values in query.items():
            several = cls.parameters()[name].several
            if not several and len(values) > 1:
                detail = f"The parameter {name} is given {len(values)} times; it takes one value."
                errors.append(ParameterError(name, values[1], detail))
            elif any(not value for value in values):
                detail = f"The parameter {name} is empty; leave it out or give a value."
                errors.append(ParameterError(name, "", detail))
            else:
                data.setlist(name, values)
        filterset = cls(data=data, queryset=queryset)
        for name, found in filterset.form.errors.as_data().items():
            for error in found:
                errors.append(_parameter_error(name, data.get(name), error, filterset))
        return filterset, errors


def _parameter_error(
    name: str, value: str | None, error: forms.ValidationError, filterset: StrictFilterSet
) -> ParameterError:
    near = list((error.params or {}).get("nearest", []))
    message = " ".join(error.messages)
    choices = filterset.parameters()[name].extra.get("choices")
    if choices and error.code == "invalid_choice":
        known = [choice for choice, _ in choices]
        near = nearest(str(value), known)
        message = f"{value!r} is none of {', '.join(known)}.{did_you_mean(near)}"
    return ParameterError(name, value, f"The parameter {name} is wrong: {message}", near)


def model_label(model: type[Model]) -> str:
    """Name of a model's rows in sentences."""
    return str(model._meta.verbose_name)  # noqa: SLF001
