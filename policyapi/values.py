"""How the values of parameters are read: strictly, and with words for what is wrong."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db.models import QuerySet

from policyapi.errors import did_you_mean, nearest, shown
from policyapi.query import normalise

LONGEST_Q: Final = 200
MOST_WORDS: Final = 50
MOST_VALUES: Final = 50
LONGEST_VALUE: Final = 200
MOST_KNOWN: Final = 5000
"""Values of a column that are looked through for the nearest ones."""
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
GREATEST_NUMBER: Final = 10**17
DATA_VERSION: Final = "[0-9a-f]{16}"

_WHOLE: Final = re.compile(r"-?[0-9]{1,9}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotKnown(forms.ValidationError):
    """A wrong value; it knows the nearest right ones, and its text where it is one of several."""

    def __init__(self, message: str, near: Iterable[str] = (), value: str | None = None) -> None:
        self.near, self.value = list(near), value
        super().__init__(message, code="not_known")


class WholeNumberField(forms.Field):
    """A whole number in digits, within bounds."""

    def __init__(self, *, lowest: int, highest: int, **kwargs: Any) -> None:
        self.lowest, self.highest = lowest, highest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        """The number."""
        if not value:
            return None
        if not _WHOLE.fullmatch(value) or not self.lowest <= int(value) <= self.highest:
            raise NotKnown(
                f"{shown(value)} is no whole number from {self.lowest} to {self.highest}."
            )
        return int(value)


class NumberField(forms.Field):
    """A number in digits, with a point and an exponent or without."""

    def to_python(self, value: Any) -> Decimal | None:
        """The number, exactly."""
        if not value:
            return None
        if not _NUMBER.fullmatch(value):
            raise NotKnown(f"{shown(value)} is no number; write it as 100, 7.5 or -1e9.")
        number = Decimal(value)
        if abs(number) > GREATEST_NUMBER:
            raise NotKnown(f"{shown(value)} is beyond ±{float(GREATEST_NUMBER):g}.")
        return number


class OneOfField(forms.Field):
    """One of a short list of values.

    Django's own field makes its list anew for each value that it looks up.
    """

    def __init__(self, *, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        self.known = dict(choices)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The value."""
        if value and value not in self.known:
            near = nearest(value, self.known)
            known = ", ".join(self.known)
            raise NotKnown(f"{shown(value)} is none of {known}.{did_you_mean(near)}", near)
        return str(value)


class DateField(forms.Field):
    """A day, YYYY-MM-DD."""

    def to_python(self, value: Any) -> date | None:
        """The day."""
        if not value:
            return None
        try:
            return date.fromisoformat(value if _DATE.fullmatch(value) else "")
        except ValueError as error:
            raise NotKnown(f"{shown(value)} is no day; write YYYY-MM-DD.") from error


class BooleanField(forms.Field):
    """true or false, and nothing else."""

    def to_python(self, value: Any) -> bool | None:
        """Read the two words."""
        if value in (None, ""):
            return None
        if value not in ("true", "false"):
            raise NotKnown(f"{shown(value)} is neither true nor false.", ["true", "false"])
        return bool(value == "true")


class WordsField(forms.Field):
    """Words to be found, all of them; bounded."""

    def clean(self, value: Any) -> list[str]:
        """The words, case-folded, each once."""
        text = str(value or "")
        if len(text) > LONGEST_Q:
            raise NotKnown(f"It has {len(text)} characters; at most {LONGEST_Q} are searched.")
        words = list(dict.fromkeys(text.casefold().split()))
        if len(words) > MOST_WORDS:
            raise NotKnown(f"It has {len(words)} words; at most {MOST_WORDS} are searched.")
        return words


class KnownValueField(forms.Field):
    """A value that some row has; `known` is the query of all of them."""

    def __init__(
        self, *args: Any, known: Callable[[], QuerySet[Any]], noun: str, **kwargs: Any
    ) -> None:
        self.known, self.noun = known, noun
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> str:
        """The value as the rows have it. Raises NotKnown for what no row has."""
        from policyapi.vocabulary import kept  # here: models read this module as they begin

        text = str(value or "")
        if not text:
            return text
        rows = self.known()
        key = ("known", rows.model, rows.query.values_select[0], text)
        return kept(key, lambda: self._found(rows, text))

    def _found(self, rows: QuerySet[Any], text: str) -> str:
        from policyapi.vocabulary import values_like

        column = rows.query.values_select[0]
        if rows.filter(**{column: text}).exists():
            return text
        known = values_like(rows.model, column, text)
        same = [found for found in known if normalise(found) == text]
        if same:
            return same[0]
        near = nearest(text, known)
        raise NotKnown(f"There is no {self.noun} {shown(text)}.{did_you_mean(near)}", near)


class SeveralField(forms.Field):
    """Several texts, by repetition or comma, each resolved to the ids that it names."""

    def __init__(
        self, *args: Any, resolve: Callable[[str], list[str]], noun: str = "value", **kwargs: Any
    ) -> None:
        self.resolve, self.noun = resolve, noun
        super().__init__(*args, widget=forms.SelectMultiple, **kwargs)

    def clean(self, value: Any) -> dict[str, list[str]]:
        """Ids by the value that named them. Raises every value that names nothing."""
        texts = [part.strip() for given in value or [] for part in given.split(",")]
        if len(texts) > MOST_VALUES:
            raise NotKnown(f"It names {len(texts)} {self.noun}s; at most {MOST_VALUES} are read.")
        if any(len(text) > LONGEST_VALUE for text in texts):
            raise NotKnown(f"It names a {self.noun} of more than {LONGEST_VALUE} characters.")
        if not all(texts):
            raise NotKnown(f"It names an empty {self.noun}; leave it out.")
        named, wrong = {}, []
        for text in dict.fromkeys(texts):
            try:
                named[text] = self.resolve(text)
            except NotKnown as error:
                wrong.append(NotKnown(str(error.message), error.near, text))
        if wrong:
            raise forms.ValidationError(wrong)
        return named
