"""What became of promises and which documents could tell, written out."""

from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from pages.templatetags.pages import inferred, printed
from pages.written import joined, of_page

Shape = dict[str, Any]

register = template.Library()


@register.simple_tag
def tally_items(tally: list[Shape]) -> SafeString:
    """How many promises there are of each verdict."""
    return joined(
        f"<li>{kind['disc']} <b>{kind['count']}</b> {escape(kind['words'])}</li>" for kind in tally
    )


@register.simple_tag(takes_context=True)
def later_items(context: Shape, later: list[Shape]) -> SafeString:
    """For each year how many targets it has, and the first of the documents of later years."""
    language, prefix = of_page(context)
    count, more = gettext("targets: %(n)s."), gettext("and %(n)s more")
    known, none = (
        gettext("Later documents in the data:"),
        gettext("No later document is in the data."),
    )
    between, space = gettext(", "), "" if language == "zh" else " "

    def documents(year: Shape) -> str:
        if not year["documents"]:
            return f'<span class="dim">{none}</span>'
        links = between.join(_dated(f"{prefix}/sources/", d) for d in year["documents"])
        others = f" {more % {'n': year['more']}}" if year["more"] else ""
        return f"{known} {links}{others}"

    return joined(
        f"<li><b>{year['year']}</b>{space}{count % {'n': year['count']}} {documents(year)}</li>"
        for year in later
    )


def _dated(folder: str, document: Shape) -> str:
    """A document's title as a link, and the year in which it was printed."""
    day, link = document["published_on"], f"{folder}{escape(document['id'])}"
    year = f" {inferred(day['date'][:4], day['basis'], day['reason'])}" if day else ""
    return f'<a href="{link}">{printed(document["title"])}</a>{year}'
