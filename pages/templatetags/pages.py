"""What templates say of facts: their marks, values, words and places, and links in the language."""

from functools import lru_cache
from html import escape
from typing import Any, Final

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pages import marks, numbers
from pages.explained import in_chinese
from pages.language import current, local
from pages.naming import named
from pages.written import joined

register = template.Library()

KINDS: Final = 1024
"""Of what is told in few ways, or again and again, so many forms are kept, by language."""
FIRM: Final = {"确保": "ensure", "力争": "strive", "争取": "strive"}


@register.filter
def here(path: str) -> str:
    """A path in the language of the page."""
    return local(path)


@register.filter
def printed(text: str | None) -> SafeString:
    """A text as a document has it: Chinese in either language."""
    return SafeString(f'<span lang="zh-Hans">{escape(text or "")}</span>')


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
def value(fact: dict[str, Any], role: str = "promise", language: str | None = None) -> SafeString:
    """Comparator, number and unit, as printed in Chinese and converted in English."""
    language = language or current()
    shown = numbers.shown(fact, language)
    if shown is None:
        return SafeString("")
    return _value(shown, fact.get("comparator"), role, language)


@lru_cache(KINDS)
def _value(shown: numbers.Shown, comparator: str | None, role: str, language: str) -> SafeString:
    sign = f"{named('comparator', comparator, language)} "
    return format_html(
        '<span class="val{}"><i aria-hidden="true">{}</i><span class="hidden">{}</span>'
        "<b>{}{}</b><small>{}</small></span>",
        " result" if role == "result" else "", shown.sign, sign if shown.sign != "=" else "",
        shown.before, shown.number, shown.unit,
    )  # fmt: skip


@register.simple_tag
def words(fact: dict[str, Any], language: str | None = None) -> SafeString:
    """The qualifying words as printed, the firm and the striving ones set apart, and in English."""
    return _words(tuple(fact.get("wording") or ()), language or current())


@lru_cache(KINDS)
def _words(wording: tuple[str, ...], language: str) -> SafeString:
    return format_html_join(
        "",
        '<span class="chip{}" lang="zh-Hans">{}{}</span>',
        (
            (
                f" chip-{FIRM[word]}" if word in FIRM else "",
                word,
                format_html(' <span lang="en">{}</span>', named("modality", FIRM[word], language))
                if word in FIRM and language == "en"
                else "",
            )
            for word in wording
        ),
    )


@register.simple_tag
def became(outcomes: list[dict[str, Any]], language: str | None = None) -> SafeString:
    """What became of a promise: the disc and its words."""
    return _became(*marks.foremost(outcomes), language or current())


@lru_cache(KINDS)
def _became(verdict: str, directness: str | None, language: str) -> SafeString:
    indirect = named("directness", directness, language) if directness == "indicative" else ""
    return format_html(
        '<span class="became">{} {}{}</span>',
        marks.disc(verdict, directness),
        named("verdict", verdict, language),
        format_html(" <small>{}</small>", indirect) if indirect else "",
    )


@register.simple_tag
def stage(name: str, language: str | None = None) -> SafeString:
    """How far an undertaking had come: the symbol and its word."""
    return _stage(name, language or current())


@lru_cache(KINDS)
def _stage(name: str, language: str) -> SafeString:
    return format_html("{} {}", marks.stage(name), named("stage", name, language))


@register.simple_tag
def stages(told: list[dict[str, Any]]) -> SafeString:
    """How an undertaking went on: each year with its stage and the words as printed."""
    return joined(
        f'<span class="told"><span class="dim">{said["year"]}</span> {said["drawn"]} '
        f'<q lang="zh-Hans">{escape(said["printed"])}</q></span>'
        for said in told
    )


@register.simple_tag
def called(kind: str, code: str | None) -> str:
    """What a code of the data is called."""
    return named(kind, code)


@register.simple_tag
def inferred(text: Any, basis: str, reason: str | None = None) -> SafeString:
    """A text that may not be printed: marked, with the reason, where it was inferred."""
    if basis != "inferred":
        return conditional_escape(text)
    mark = gettext("inf.")
    why = reason and current() == "zh" and in_chinese(reason)
    return SafeString(
        f'<span class="inferred" title="{escape(why or reason or "")}">'
        f"{conditional_escape(text)}<sup>{escape(mark)}</sup></span>"
    )
