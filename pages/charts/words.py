"""What the charts say of values that the API names by a word; English here, Chinese by gettext."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext

from pages.naming import named

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
NEAR: Final = 60
"""Characters between two spans of one sentence; farther apart a fact is printed twice."""


def years(period: Mapping[str, Any]) -> str:
    """`2019`, or `2017–2021`."""
    start, end = period["start"], period["end"]
    return str(start) if start == end else f"{start}–{end}"


def joined(*parts: str, language: str) -> str:
    """Parts of a heading: 市中区 · 2019, but Shizhong, 2019; empty ones are left out.

    Chinese fonts, with which pictures are drawn, make the point as wide as a character.
    """
    return (" · " if language == "zh" else ", ").join(filter(None, parts))


def period(fact: Mapping[str, Any]) -> str:
    """The years of a fact, and that they are inferred where they are."""
    shown = years(fact["period"])
    return shown + gettext(" (inf.)") if fact["period"]["basis"] == "inferred" else shown


def called(kind: str, code: str) -> str:
    """What a code is called, as pages call it, as it begins a line."""
    name = named(kind, code)
    return name[:1].upper() + name[1:]


def verdict(code: str, directness: str | None, language: str) -> str:
    """What became of a promise, and that the evidence is indirect where the disc shows it."""
    indirect = directness == "indicative" and code in ("met", "partly_met", "not_met")
    evidence = named("directness", directness) if indirect else ""
    return joined(called("verdict", code), evidence, language=language)


def said(claim: Mapping[str, Any]) -> str:
    """How firmly, and the qualifying words as printed."""
    firm = named("modality", claim.get("modality"))
    return " ".join(filter(None, [firm, *(word for word in claim["wording"] if word != firm)]))


def listed(names: Iterable[str], language: str) -> str:
    """Names one after the other."""
    return ("、" if language == "zh" else ", ").join(names)


def quote(fact: Mapping[str, Any]) -> str:
    """The words of a fact where it is first printed, its spans joined where it has several."""
    first, *others = fact["citations"]
    spans, end = [first["quote"]], first["end"]
    for span in others:
        if span["document"] == first["document"] and 0 <= span["start"] - end <= NEAR:
            spans.append(span["quote"])
            end = span["end"]
    return f"“{'…'.join(spans)}”"
