"""`/changes.atom`: the releases of the data as entries of an Atom feed (RFC 4287)."""

from functools import lru_cache
from typing import Any, Final

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from pages.language import LANGUAGES, local
from plans.models import Change, Dataset, Release
from policyapi.answering import answer, root_of
from policyapi.asking import refuse_parameters

ATOM: Final = "application/atom+xml; charset=utf-8"
MOST_ENTRIES: Final = 20
"""Releases that the feed tells of; `/api/changes` knows them all."""
MOST_COUNTED: Final = 20_000
"""Changes of a release that are counted by type: a tenth of a second's worth."""

KINDS: Final = {
    "target": gettext_noop("targets"),
    "achievement": gettext_noop("achievements"),
    "project": gettext_noop("projects"),
    "slogan": gettext_noop("slogans"),
    "plan": gettext_noop("plans"),
    "district": gettext_noop("districts"),
    "document": gettext_noop("documents"),
    "indicator": gettext_noop("indicators"),
    "outcome": gettext_noop("outcomes"),
    "discrepancy": gettext_noop("discrepancies"),
}
ACTIONS: Final = {
    "added": gettext_noop("Added"),
    "changed": gettext_noop("Changed"),
    "removed": gettext_noop("Removed"),
}

Counts = dict[str, list[tuple[str, int]]]
"""Rows of each type, by what happened to them."""


def feed(request: HttpRequest, lang: str = "zh") -> HttpResponse:
    """The newest releases, the last one first, in the language that the URL names."""
    refuse_parameters(request)

    def render(dataset: Dataset) -> bytes:
        with translation.override(LANGUAGES[lang]):
            context = _context(request, dataset, lang)
            return render_to_string("pages/feeds/changes.xml", context).encode()

    return answer(request, render, ATOM)


def _context(request: HttpRequest, dataset: Dataset, lang: str) -> dict[str, Any]:
    newest = list(Release.objects.order_by("-id")[: MOST_ENTRIES + 1])
    before = [*(release.data_version for release in newest[1:]), None]
    releases = newest[:MOST_ENTRIES]
    root = root_of(request)
    return {
        "root": root,
        "lang": "zh-Hans" if lang == "zh" else "en",
        "self": root + request.path_info,
        "page": root + local("/about/data", lang),
        "title": gettext("policyapi: changes of the data"),
        "subtitle": gettext("What each release of the data has added, changed and removed."),
        "updated": releases[0].loaded_at if releases else dataset.loaded_at,
        "entries": [
            _entry(release, earlier, root)
            for release, earlier in zip(releases, before, strict=False)
        ],
    }


def _entry(release: Release, earlier: str | None, root: str) -> dict[str, Any]:
    counts = counted(release.pk, release.data_version, release.loaded_at.isoformat())
    named = {"version": release.data_version, "count": MOST_COUNTED}
    if counts is None:
        title = gettext("Data version %(version)s: more than %(count)d rows have changed")
        link, url = gettext("The data as a whole"), "/api/dataset"
    else:
        named |= {action: sum(count for _, count in found) for action, found in counts.items()}
        title = gettext(
            "Data version %(version)s: %(added)d added, %(changed)d changed, %(removed)d removed"
        )
        link, url = _row_by_row(earlier)
    lines = [
        (gettext(ACTIONS[action]), [(gettext(KINDS[kind]), count) for kind, count in found])
        for action, found in (counts or {}).items()
    ]
    return {
        "release": release,
        "title": title % named,
        "lines": lines,
        "link": link,
        "url": root + url,
    }


def _row_by_row(earlier: str | None) -> tuple[str, str]:
    if earlier is None:
        return gettext("All rows, by type and id"), "/api/changes"
    link = gettext("What has changed since the release before this one, row by row")
    return link, f"/api/changes?since={earlier}"


@lru_cache(maxsize=256)
def counted(release: int, _version: str, _loaded_at: str) -> Counts | None:
    """How many rows a release added, changed and removed; None where they are too many.

    What a release has changed never changes.
    """
    changes = Change.objects.filter(release=release).order_by()
    if changes.values("release_id")[: MOST_COUNTED + 1].count() > MOST_COUNTED:
        return None
    counts: Counts = {action: [] for action in Change.Action.values}
    found = changes.values_list("action", "type").annotate(rows=Count("id")).order_by("type")
    for action, kind, count in found:
        counts[action].append((kind, count))
    return counts
