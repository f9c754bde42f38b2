"""Rows that a page has by the hundred, written out: a template takes several times as long."""

from collections.abc import Iterable
from html import escape
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pages.charts.words import years
from pages.language import PREFIXES
from pages.naming import named
from pages.templatetags.pages import became, glyph, inferred, printed, stages, value, words

Shape = dict[str, Any]

ROLES: Final = {"targets": "promise", "achievements": "result"}

register = template.Library()


@register.simple_tag(takes_context=True)
def target_rows(context: Shape, targets: list[Shape]) -> SafeString:
    """Targets with a number: until when, whether sources differ, mark, words, what followed."""
    language, prefix = _of(context)
    differ = gettext("sources differ")

    def row(target: Shape) -> str:
        due, other, linked = "", "", _linked(f"{prefix}/targets/", target, "statement")
        if target["until"]:
            deadline = target["deadline"]
            marked = inferred(target["until"], deadline["basis"], deadline["reason"])
            due = f' <span class="dim due">→ {marked}</span>'
        if target["differs"]:
            path = f"{prefix}/discrepancies/{escape(target['differs'])}"
            other = f'<a class="differs" href="{path}">{differ}</a>'
        return (
            f'<tr role="row"><th role="rowheader" scope="row">{linked}{due}{other}</th>'
            f"{_number(target, 'promise', language)}"
            f'<td role="cell">{became(target["outcomes"], language)}</td></tr>\n'
        )

    return _joined(map(row, targets))


@register.simple_tag(takes_context=True)
def target_items(context: Shape, targets: list[Shape]) -> SafeString:
    """Targets without a number, with what followed where something did."""
    language, prefix = _of(context)

    def item(target: Shape) -> str:
        outcomes = target["outcomes"]
        followed = f" {became(outcomes, language)}" if outcomes else ""
        return f"<li>{_linked(f'{prefix}/targets/', target, 'statement')}{followed}</li>"

    return _joined(map(item, targets))


@register.simple_tag(takes_context=True)
def result_rows(context: Shape, results: list[Shape]) -> SafeString:
    """Results: mark, number and words, and their years."""
    language, _ = _of(context)

    def row(fact: Shape) -> str:
        certainty = ""
        if fact["certainty"] == "estimated":
            called = escape(named("certainty", fact["certainty"], language))
            certainty = f' <small class="dim">{called}</small>'
        statement = escape(fact["statement"])
        return (
            f'<tr role="row"><th role="rowheader" scope="row" lang="zh-Hans">{statement}</th>'
            f"{_number(fact, 'result', language, certainty)}"
            f'<td role="cell">{years(fact["period"])}</td></tr>\n'
        )

    return _joined(map(row, results))


@register.simple_tag(takes_context=True)
def claim_rows(context: Shape, name: str, facts: list[Shape]) -> SafeString:
    """Targets with what followed, or achievements with how certain they are."""
    language, prefix = _of(context)

    def row(fact: Shape) -> str:
        last = (
            became(fact["outcomes"], language)
            if name == "targets"
            else escape(named("certainty", fact["certainty"], language))
        )
        linked = _linked(f"{prefix}/{name}/", fact, "statement")
        return (
            f'<tr role="row"><th scope="row" role="rowheader">{linked}</th>'
            f'{_number(fact, ROLES[name], language)}<td role="cell">{last}</td></tr>'
        )

    return _joined(map(row, facts))


@register.simple_tag(takes_context=True)
def plan_rows(context: Shape, plans: list[Shape]) -> SafeString:
    """Plans with years, kind and code."""
    language, prefix = _of(context)

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

    return _joined(map(row, plans))


@register.simple_tag(takes_context=True)
def project_rows(context: Shape, rows: list[Shape]) -> SafeString:
    """Projects, each with a cell for every year."""
    _, prefix = _of(context)

    def row(shown: Shape) -> str:
        linked = _linked(f"{prefix}/projects/", shown["project"], "name")
        cells = "".join(map(_in_year, shown["cells"]))
        return f'<tr role="row"><th role="rowheader" scope="row">{linked}</th>{cells}</tr>\n'

    return _joined(map(row, rows))


@register.simple_tag(takes_context=True)
def told_rows(context: Shape, projects: list[Shape]) -> SafeString:
    """Projects, each with its latest stages."""
    _, prefix = _of(context)

    def row(project: Shape) -> str:
        linked = _linked(f"{prefix}/projects/", project, "name")
        return (
            f'<tr role="row"><th scope="row" role="rowheader">{linked}</th>'
            f'<td role="cell">{stages(project["told"])}</td></tr>'
        )

    return _joined(map(row, projects))


@register.simple_tag(takes_context=True)
def slogan_items(context: Shape, slogans: list[Shape]) -> SafeString:
    """Slogans with year and kind."""
    language, _ = _of(context)
    return _joined(
        f'<li><q lang="zh-Hans">{escape(slogan["text"])}</q> <span class="dim">'
        f"{slogan['period']['start']} · {_kind(slogan, language)}</span></li>"
        for slogan in slogans
    )


@register.simple_tag(takes_context=True)
def slogan_links(context: Shape, slogans: list[Shape]) -> SafeString:
    """Slogans with kind, each a link to its page."""
    language, prefix = _of(context)
    return _joined(
        f'<li><a href="{prefix}/slogans/{escape(slogan["id"])}"><q lang="zh-Hans">'
        f'{escape(slogan["text"])}</q></a> <span class="dim">{_kind(slogan, language)}</span></li>'
        for slogan in slogans
    )


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

    return _joined(map(component, groups))


@register.simple_tag
def phrases(parts: list[Shape]) -> SafeString:
    """Components with the words that name them, and the line of each."""
    line = gettext("line %(line)s")
    return _joined(
        f'<li><b lang="zh-Hans">{escape(part["name"])}</b> '
        f'<q lang="zh-Hans">“{escape(part["citation"]["quote"])}”</q> '
        f'<span class="dim">{line % {"line": part["citation"]["line"]}}</span></li>'
        for part in parts
    )


def _of(context: Shape) -> tuple[str, str]:
    """The page's language, and what stands before its paths."""
    language: str = context["visit"].language
    return language, PREFIXES[language]


def _joined(parts: Iterable[str]) -> SafeString:
    return SafeString("".join(parts))


def _linked(folder: str, fact: Shape, name: str) -> str:
    """A text of a fact as a link to the fact's page."""
    return f'<a href="{folder}{escape(fact["id"])}" lang="zh-Hans">{escape(fact[name])}</a>'


def _number(fact: Shape, role: str, language: str, behind: str = "") -> str:
    """The cells of a fact's mark, and of its number and words."""
    return (
        f'<td role="cell" class="glyph-cell">{glyph(fact, role)}</td>'
        f'<td role="cell">{value(fact, role, language)}{words(fact, language)}{behind}</td>'
    )


def _in_year(cell: Shape) -> str:
    """What documents of a year say of a project."""
    if not cell["stages"]:
        return '<td role="cell" class="none"></td>'
    told = "".join(
        f'<span class="told">{said["drawn"]} <q lang="zh-Hans">{escape(said["printed"])}</q></span>'
        for said in cell["stages"]
    )
    return f'<td role="cell"><span class="in-year">{escape(cell["label"])}</span>{told}</td>'


def _kind(slogan: Shape, language: str) -> str:
    return escape(named("slogan_kind", slogan["kind"], language))
