"""What templates say of one claim: its years, its numbers, and one outcome among several."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from pages import numbers
from pages.charts.words import years
from pages.templatetags.pages import inferred

register = template.Library()


@register.simple_tag
def period(fact: dict[str, Any]) -> SafeString:
    """The years that a fact speaks of, marked where they are inferred."""
    given = fact["period"]
    return SafeString(inferred(years(given), given["basis"], given["reason"]))


@register.filter
def amount(number: float) -> str:
    """A number with commas between thousands."""
    return numbers.digits(number)


@register.filter
def alone(outcome: dict[str, Any]) -> list[dict[str, Any]]:
    """One outcome, as what shows several takes it."""
    return [outcome]
