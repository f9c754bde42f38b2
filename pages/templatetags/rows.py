"""Rows of facts, which a page may have by the hundred, written out."""

from html import escape
from typing import Any, Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pages.charts.words import years
from pages.naming import named
from pages.templatetags.pages import became, glyph, inferred, stages, told, value, words
from pages.written import joined, linked, of_page

Shape = dict[str, Any]

ROLES: Final = {"targets": "promise", "achievements": "result"}

register = template.Library()


@register.simple_tag(takes_context=True)
def target_rows(context: Shape, targets: list[Shape]) -> SafeString:
    """Targets with a number: until when, whether sources differ, mark, words, what followed."""
    language, prefix = of_page(context)
    differ = gettext("sources differ")

    def row(target: Shape) -> str:
        due, other, link = "", "", linked(f"{prefix}/targets/", target, "statement")
        if target["until"]:
            deadline = target["deadline"]
            marked = inferred(target["until"], deadline["basis"], deadline["reason"])
            due = f' <span class="dim due">→ {marked}</span>'
        if target["differs"]:
            path = f"{prefix}/discrepancies/{escape(target['differs'])}"
            other = f'<a class="differs" href="{path}">{differ}</a>'
        return (
            f'<tr role="row"><th role="rowheader" scope="row">{link}{due}{other}</th>'
            f"{_number(target, 'promise', language)}"
            f'<td role="cell">{became(target["outcomes"], language)}</td></tr>\n'
        )

    return joined(map(row, targets))


@register.simple_tag(takes_context=True)
def target_items(context: Shape, targets: list[Shape]) -> SafeString:
    """Targets without a number, with what followed where something did."""
    language, prefix = of_page(context)

    def item(target: Shape) -> str:
        outcomes = target["outcomes"]
        followed = f" {became(outcomes, language)}" if outcomes else ""
        return f"<li>{linked(f'{prefix}/targets/', target, 'statement')}{followed}</li>"

    return joined(map(item, targets))


@register.simple_tag(takes_context=True)
def result_rows(context: Shape, results: list[Shape]) -> SafeString:
    """Results: mark, number and words, and their years."""
    language, _ = of_page(context)

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

    return joined(map(row, results))


@register.simple_tag(takes_context=True)
def claim_rows(context: Shape, name: str, facts: list[Shape]) -> SafeString:
    """Targets with what followed, or achievements with how certain they are."""
    language, prefix = of_page(context)

    def row(fact: Shape) -> str:
        last = (
            became(fact["outcomes"], language)
            if name == "targets"
            else escape(named("certainty", fact["certainty"], language))
        )
        link = linked(f"{prefix}/{name}/", fact, "statement")
        return (
            f'<tr role="row"><th scope="row" role="rowheader">{link}</th>'
            f'{_number(fact, ROLES[name], language)}<td role="cell">{last}</td></tr>'
        )

    return joined(map(row, facts))


@register.simple_tag(takes_context=True)
def project_rows(context: Shape, rows: list[Shape]) -> SafeString:
    """Projects, each with a cell for every year."""
    _, prefix = of_page(context)

    def row(shown: Shape) -> str:
        link = linked(f"{prefix}/projects/", shown["project"], "name")
        cells = "".join(map(_in_year, shown["cells"]))
        return f'<tr role="row"><th role="rowheader" scope="row">{link}</th>{cells}</tr>\n'

    return joined(map(row, rows))


@register.simple_tag(takes_context=True)
def told_rows(context: Shape, projects: list[Shape]) -> SafeString:
    """Projects, each with its latest stages."""
    _, prefix = of_page(context)

    def row(project: Shape) -> str:
        link = linked(f"{prefix}/projects/", project, "name")
        return (
            f'<tr role="row"><th scope="row" role="rowheader">{link}</th>'
            f'<td role="cell">{stages(project["told"])}</td></tr>'
        )

    return joined(map(row, projects))


@register.simple_tag(takes_context=True)
def slogan_items(context: Shape, slogans: list[Shape]) -> SafeString:
    """Slogans with year and kind."""
    language, _ = of_page(context)
    return joined(
        f'<li><q lang="zh-Hans">{escape(slogan["text"])}</q> <span class="dim">'
        f"{slogan['period']['start']} · {_kind(slogan, language)}</span></li>"
        for slogan in slogans
    )


@register.simple_tag(takes_context=True)
def slogan_links(context: Shape, slogans: list[Shape]) -> SafeString:
    """Slogans with kind, each a link to its page."""
    language, prefix = of_page(context)
    return joined(
        f'<li><a href="{prefix}/slogans/{escape(slogan["id"])}"><q lang="zh-Hans">'
        f'{escape(slogan["text"])}</q></a> <span class="dim">{_kind(slogan, language)}</span></li>'
        for slogan in slogans
    )


@register.simple_tag(takes_context=True)
def differences(context: Shape, discrepancies: list[Shape]) -> SafeString:
    """Where sources differ: the claims of all sides, and what to make of it."""
    language, prefix = of_page(context)

    def difference(found: Shape) -> str:
        kind = escape(named("discrepancy_kind", found["kind"], language))
        claims = "".join(f'<li lang="zh-Hans">{escape(s["claim"])}</li>' for s in found["sides"])
        return (
            f'<article class="difference fact">'
            f"<h3>{linked(f'{prefix}/discrepancies/', found, 'subject')}"
            f' <span class="differs">{kind}</span></h3>\n<ul class="versus">{claims}</ul>'
            f"{told(context, found['reading'], 'p', 'note')}</article>"
        )

    return joined(map(difference, discrepancies))


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
