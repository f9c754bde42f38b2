"""Markup that is written out, since a template takes several times as long; all text is escaped."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.safestring import SafeString

from pages.language import PREFIXES

Shape = dict[str, Any]


def of_page(context: Shape) -> tuple[str, str]:
    """The language of the page that has this context, and what stands before its paths."""
    language: str = context["visit"].language
    return language, PREFIXES[language]


def joined(parts: Iterable[str]) -> SafeString:
    """Parts that are markup already, one behind the other."""
    return SafeString("".join(parts))


def linked(folder: str, row: Shape, name: str) -> str:
    """A Chinese text of a row as a link to the row's page."""
    return f'<a href="{folder}{escape(row["id"])}" lang="zh-Hans">{escape(row[name])}</a>'
