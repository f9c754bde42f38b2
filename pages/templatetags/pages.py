"""What templates say of facts: their marks, values, words and places, and links in the language."""

from typing import Any

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pages import marks, numbers
from pages.explained import in_chinese
from pages.language import current, local
from pages.naming import named

register = template.Library()


@register.filter
def here(path: str) -> str:
    """A path in the language of the page."""
    return local(path)


@register.filter
def printed(text: str | None) -> SafeString:
    """A text as a document has it: Chinese in either language."""
    return format_html('<span lang="zh-Hans">{}</span>', text or "")


@register.filter
def unit_name(district: dict[str, Any]) -> str:
    """A unit's short name in the language of the page."""
    from pages.districts import english_name  # which asks the data, and is made for pages

    return str(district["short_name"]) if current() == "zh" else english_name(district["id"])


@register.simple_tag(takes_context=True)
def told(context: dict[str, Any], text: str, element: str, name: str = "") -> SafeString:
    """An element with what the data explain: in Chinese on a Chinese page, else marked English."""
    said = in_chinese(text) if context["zh"] else None
    of_class = f' class="{name}"' if name else ""
    english = "" if said else ' lang="en"'
    return SafeString(f"<{element}{of_class}{english}>{escape(said or text)}</{element}>")


@register.simple_tag
def glyph(fact: dict[str, Any], role: str = "promise") -> SafeString:
    """The mark of a fact's quantity, as lists show it; nothing without one."""
    quantity = marks.Quantity.of(fact, role)
    return marks.glyph(quantity) if quantity else SafeString("")


@register.simple_tag
def dots(count: int) -> SafeString:
    """One dot a target."""
    return marks.dots(count)


@register.simple_tag
def value(fact: dict[str, Any], role: str = "promise") -> SafeString:
    """Comparator, number and unit, as printed in Chinese and converted in English."""
    shown = numbers.shown(fact)
    if shown is None:
        return SafeString("")
    sign = f"{named('comparator', fact.get('comparator'))} "
    return format_html(
        '<span class="val{}"><i aria-hidden="true">{}</i><span class="hidden">{}</span>'
        "<b>{}{}</b><small>{}</small></span>",
        " result" if role == "result" else "", shown.sign, sign if shown.sign != "=" else "",
        shown.before, shown.number, shown.unit,
    )  # fmt: skip


@register.simple_tag
def words(fact: dict[str, Any]) -> SafeString:
    """The qualifying words as printed, the firm and the striving ones set apart."""
    firm = {"确保": "ensure", "力争": "strive", "争取": "strive"}
    return format_html_join(
        "",
        '<span class="chip{}" lang="zh-Hans">{}</span>',
        (
            (f" chip-{firm[word]}" if word in firm else "", word)
            for word in fact.get("wording") or []
        ),
    )


@register.simple_tag
def became(outcomes: list[dict[str, Any]]) -> SafeString:
    """What became of a promise: the disc and its words."""
    verdict, directness = marks.foremost(outcomes)
    indirect = named("directness", directness) if directness == "indicative" else ""
    return format_html(
        '<span class="became">{} {}{}</span>',
        marks.disc(verdict, directness),
        named("verdict", verdict),
        format_html(" <small>{}</small>", indirect) if indirect else "",
    )


@register.simple_tag
def stage(name: str) -> SafeString:
    """How far an undertaking had come: the symbol and its word."""
    return format_html("{} {}", marks.stage(name), named("stage", name))


@register.simple_tag
def called(kind: str, code: str | None) -> str:
    """What a code of the data is called."""
    return named(kind, code)


@register.simple_tag
def inferred(text: Any, basis: str, reason: str | None = None) -> SafeString:
    """A text that may not be printed: marked, with the reason, where it was inferred."""
    if basis != "inferred":
        return format_html("{}", text)
    mark = gettext("inf.")
    why = reason and current() == "zh" and in_chinese(reason)
    return format_html(
        '<span class="inferred" title="{}">{}<sup>{}</sup></span>', why or reason or "", text, mark
    )
