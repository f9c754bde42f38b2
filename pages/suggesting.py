"""`/suggest?q=`: units, indicators and facts that are probably meant by what is being typed."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, override

from districts.models import District
from pages import data
from pages.language import LANGUAGES, current, local
from pages.naming import named
from pages.viewing import with_query
from plans.answers.facts import TITLES
from plans.filters.facts import words_filter
from plans.models import Dataset, Indicator
from policyapi.answering import answer
from policyapi.asking import FORMATS, read_question_request
from policyapi.filtering import StrictFilterSet
from policyapi.query import normalise
from policyapi.questions import missing
from policyapi.vocabulary import kept

Shape = dict[str, Any]

MOST: Final = 8
MOST_UNITS: Final = 4
MOST_INDICATORS: Final = 3
MOST_OF_A_TYPE: Final = 2
TYPES: Final = {"slogan": "slogans", "project": "projects", "target": "targets"}
"""Types of facts whose words are looked through, and their lists."""


class SuggestFilterSet(StrictFilterSet):
    """What has been typed so far."""

    q = words_filter("市中")


class Known(NamedTuple):
    """A unit or an indicator that a name stands for, with what it is called in either language."""

    key: str
    zh: str
    en: str
    kind: str
    code: str
    parent: str

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return self.zh if current() == "zh" else self.en


Names = list[tuple[str, str, Known]]
"""Names as compared and as written, with what they stand for; short ones first."""


def suggest(request: HttpRequest, lang: str) -> HttpResponse:
    """At most eight suggestions as JSON, in the language of the path: `text`, `about`, `url`.

    Raises Problem 400 without `q` and for whatever the search refuses.
    """
    asked = read_question_request(request, SuggestFilterSet, FORMATS, paged=False)
    asked.errors += [] if "q" in asked.query else [missing("q")]
    asked.filtered(SuggestFilterSet)
    text = asked.filters["q"][0]

    def render(dataset: Dataset) -> bytes:
        with override(LANGUAGES[lang]):
            found = [*units(text), *indicators(text)]
            found += facts(request, dataset, text, MOST - len(found))
            return orjson.dumps({"results": found})

    return answer(request, render)


def units(text: str) -> list[Shape]:
    """Units with a name that holds the text; those that it names or begins come first."""
    return [
        {
            "text": known.name,
            "about": " · ".join(filter(None, _about(known, name))),
            "url": local(f"/districts/{known.key}"),
        }
        for name, known in _best(kept("names of units, folded", _units), text, MOST_UNITS)
    ]


def indicators(text: str) -> list[Shape]:
    """Indicators with a name that holds the text, as the list of their targets."""
    found = _best(kept("names of indicators, folded", _indicators), text, MOST_INDICATORS)
    return [
        {
            "text": known.name,
            "about": " · ".join(filter(None, (gettext("indicator"), _other(known, name)))),
            "url": with_query("/targets", indicator=known.key),
        }
        for name, known in found
    ]


def facts(request: HttpRequest, dataset: Dataset, text: str, most: int) -> list[Shape]:
    """Slogans, projects and targets that hold the words, two of each at most."""
    found: list[Shape] = []
    for kind, plural in TYPES.items():
        size = min(MOST_OF_A_TYPE, most - len(found))
        if size > 0:
            fields = f"id,{TITLES[kind]},district"
            asked = {"q": [text], "page_size": [str(size)], "fields": [fields]}
            found += [
                {
                    "text": row[TITLES[kind]],
                    "about": f"{named('type', kind)} · {_short(row['district'])}",
                    "url": local(f"/{plural}/{row['id']}"),
                }
                for row in data.listed(request, dataset, plural, asked)["results"]
            ]
    return found


def _best(names: Names, text: str, most: int) -> list[tuple[str, Known]]:
    """The nearest of those whose name holds the text, each once: what begins so comes first.

    Names stand in the order of their length, so that one that is the text itself is met first.
    """
    asked = normalise(text).casefold()
    begun: dict[str, tuple[str, Known]] = {}
    held: dict[str, tuple[str, Known]] = {}
    for folded, name, known in names:
        if asked in folded:
            found = begun if folded.startswith(asked) else held
            if len(found) < most:
                found.setdefault(known.key, (name, known))
            elif len(begun) == most:
                break
    # Of a row that both hold, the name that begins so is the one to show.
    return list((begun | held | begun).values())[:most]


def _about(known: Known, name: str) -> Iterable[str]:
    """What tells a unit from others of its name: kind, whole, code, and the name that was met."""
    yield named("district_kind", known.kind)
    parents: dict[str, Known] = kept("units by id, to suggest", _by_id)
    yield parents[known.parent].name if known.parent in parents else known.code
    yield _other(known, name)


def _other(known: Known, name: str) -> str:
    """The name by which it was found, where it goes by another one here."""
    told = (known.name, known.key, known.code)
    return "" if name in told or name in known.name else name


def _short(district: Shape) -> str:
    known: dict[str, Known] = kept("units by id, to suggest", _by_id)
    return str(district["short_name"]) if current() == "zh" else known[district["id"]].en


def _units() -> Names:
    known: dict[str, Known] = kept("units by id, to suggest", _by_id)
    return _ordered(
        (normalise(name).casefold(), name, known[unit.pk])
        for unit in District.objects.all()
        for name in unit.names()
    )


def _by_id() -> dict[str, Known]:
    return {
        unit.pk: Known(
            unit.pk, unit.name, unit.name_en, unit.kind, unit.code or "", unit.parent_id or ""
        )
        for unit in District.objects.all()
    }


def _indicators() -> Names:
    return _ordered(
        (normalise(name).casefold(), name, Known(row.pk, row.name, row.name_en, "", "", ""))
        for row in Indicator.objects.all()
        for name in (row.name, row.name_en, *row.synonyms, row.pk)
    )


def _ordered(names: Iterable[tuple[str, str, Known]]) -> Names:
    return sorted(names, key=lambda row: (len(row[0]), row[0], row[2].key))
