"""Plans and their work systems, written out."""

from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pages.charts.words import years
from pages.naming import named
from pages.templatetags.pages import inferred, printed, told
from pages.written import joined, of_page

Shape = dict[str, Any]

register = template.Library()


@register.simple_tag(takes_context=True)
def plan_cards(context: Shape, cards: list[Shape]) -> SafeString:
    """Plans with years, theme, code, goal, and what their work systems consist of."""
    no_code, unsaid = gettext("no code"), gettext("The data do not say what the digits stand for.")

    def card(shown: Shape) -> str:
        plan, code = shown["plan"], escape(shown["plan"]["code"] or "")
        system = f'<p class="dim aligned">{unsaid}</p>\n' if code else ""
        if shown["groups"]:
            system = f'<dl class="exploded">{components(context, shown["groups"])}</dl>\n'
        return (
            f'<article class="plan{"" if code else " nocode"}">\n{_head(context, shown)}'
            f'<p class="code">{code or f"<small>{no_code}</small>"}</p>\n'
            f"{_goal(shown['goal'])}{_aligned(plan['aligned_with'])}\n"
            f"{system}{reasons_told(context, shown['reasons'])}\n</article>"
        )

    return joined(map(card, cards))


@register.simple_tag(takes_context=True)
def plan_rows(context: Shape, plans: list[Shape]) -> SafeString:
    """Plans with years, kind and code."""
    language, prefix = of_page(context)

    def row(plan: Shape) -> str:
        period = plan["period"]
        path = f"{prefix}/plans/{escape(plan['id'])}"
        return (
            f'<tr role="row"><th role="rowheader" scope="row">'
            f'<a href="{path}">{printed(plan["title"])}</a></th>'
            f'<td role="cell">{inferred(years(period), period["basis"], period["reason"])}</td>'
            f'<td role="cell">{escape(named("plan_kind", plan["kind"], language))}</td>'
            f'<td role="cell">{escape(plan["code"] or "")}</td></tr>\n'
        )

    return joined(map(row, plans))


@register.simple_tag(takes_context=True)
def components(context: Shape, groups: list[Shape]) -> SafeString:
    """The components of a work system: digit or count, name and parts of each."""
    said = gettext("parts not named")
    unnamed = f'<span lang="{context["lang"]}" class="dim">{said}</span>'

    def component(group: Shape) -> str:
        digit = ""
        if group["digit"]:
            digit = f'<span class="digit">{escape(group["digit"])}</span>'
        elif group["count"]:
            digit = f'<span class="digit dim">{group["count"]}</span>'
        name = inferred(group["label"], group["mapping"], group["reason"])
        parts = "".join(f"<span>{escape(item)}</span>" for item in group["items"]) or unnamed
        return (
            f'<div><dt>{digit}<span class="group" lang="zh-Hans">{name}</span></dt>'
            f'<dd lang="zh-Hans">{parts}</dd></div>'
        )

    return joined(map(component, groups))


@register.simple_tag
def phrases(parts: list[Shape]) -> SafeString:
    """Components with the words that name them, and the line of each."""
    line = gettext("line %(line)s")
    return joined(
        f'<li><b lang="zh-Hans">{escape(part["name"])}</b> '
        f'<q lang="zh-Hans">“{escape(part["citation"]["quote"])}”</q> '
        f'<span class="dim">{line % {"line": part["citation"]["line"]}}</span></li>'
        for part in parts
    )


def _head(context: Shape, card: Shape) -> str:
    """Years, and theme or title as a link to the plan."""
    plan, period = card["plan"], card["plan"]["period"]
    when = inferred(card["years"], period["basis"], period["reason"])
    path = f"{of_page(context)[1]}/plans/{escape(plan['id'])}"
    called = escape(plan["theme"] or plan["title"])
    return f'<p class="when">{when}</p>\n<h3 lang="zh-Hans"><a href="{path}">{called}</a></h3>\n'


def _goal(goal: str | None) -> str:
    return f'<p class="goal" lang="zh-Hans">{escape(goal)}</p>' if goal else ""


def _aligned(other: Shape | None) -> str:
    """The plan that this one follows."""
    if not other:
        return ""
    said, called = gettext("aligned with"), escape(other["code"] or other["theme"] or other["id"])
    return f'<p class="dim aligned">{said} <b lang="zh-Hans">{called}</b></p>'


@register.simple_tag(takes_context=True)
def reasons_told(context: Shape, reasons: list[str]) -> SafeString:
    """Why something is inferred, to be opened."""
    if not reasons:
        return SafeString("")
    why, said = gettext("Why this is inferred"), joined(told(context, r, "p") for r in reasons)
    return joined([f'<details class="why"><summary>{why}</summary>{said}</details>'])
