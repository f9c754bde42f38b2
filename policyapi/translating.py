"""The API's description in Chinese: English texts are the ids of `locale/zh_Hans/…/api.po`.

Names, codes, types and examples stay as they are: only what a person reads is translated.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest

from policyapi import po
from policyapi.errors import ParameterError, bad_parameters, did_you_mean, nearest, shown
from policyapi.negotiating import preferred
from policyapi.query import read_query

CATALOGUE: Final = Path(__file__).resolve().parent / "locale" / "zh_Hans" / "LC_MESSAGES" / "api.po"
LANGUAGES: Final = {"en": "en", "zh": "zh-Hans"}
"""Names of languages, as `lang` takes them, and their tags."""
READ: Final = ("description", "summary")
"""Keys of a description whose texts people read."""
SHOWN: Final = ("example", "examples", "default", "enum", "const")
"""Keys under which stand data."""
CHOICES: Final = "* `"
"""Begins the list of a field's codes with what they mean, which is there in Chinese already."""


def language_asked(request: HttpRequest) -> str:
    """`en` or `zh`: by `lang`, else by Accept-Language, else English.

    Raises Problem 400 for any other language, and for several.
    """
    asked = read_query(request.META.get("QUERY_STRING", "")).get("lang")
    if asked is None:
        return _accepted(request.headers.get("Accept-Language", ""))
    if len(asked) == 1 and asked[0] in LANGUAGES:
        return asked[0]
    near = nearest(asked[0], LANGUAGES)
    detail = f"The parameter lang is wrong: {shown(asked[0])} is none of {', '.join(LANGUAGES)}."
    if len(asked) > 1:
        detail = f"The parameter lang is given {len(asked)} times; it takes one value."
    raise bad_parameters([ParameterError("lang", asked[0], detail + did_you_mean(near), near)])


def _accepted(header: str) -> str:
    """The language that is wanted most; regions and scripts of Chinese are all Chinese."""
    # Languages weigh as media types do: `zh-Hans-CN;q=0.8` is read as `zh/hans-cn;q=0.8`.
    ranges = [part.strip().lower() for part in header.split(",") if part.strip()]
    tags = [part.split(";")[0].strip().split("-")[0] for part in ranges]
    weights = [part.partition(";")[1:] for part in ranges]
    as_media = ",".join(
        ("*/*" if tag == "*" else f"{tag}/x") + "".join(weight)
        for tag, weight in zip(tags, weights, strict=True)
    )
    return preferred(as_media, {name: f"{name}/x" for name in LANGUAGES}) or "en"


def texts_of(part: Any) -> Iterator[str]:
    """Every text of a description that people read, as the catalogue knows it."""
    for holder, key in _read(part):
        if text := _head(holder[key])[0]:
            yield text


def translate(part: Any) -> None:
    """Put Chinese in the place of each text; one that has none stays English."""
    known = translations()
    for holder, key in _read(part):
        text, choices = _head(holder[key])
        if text in known:
            holder[key] = "\n\n".join(filter(None, [known[text], choices]))


@cache
def translations() -> dict[str, str]:
    """Chinese by English."""
    return {
        str(message.id): str(message.string)
        for message in po.read(CATALOGUE)
        if message.id and message.string
    }


def _read(part: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Where those texts stand: the mapping and the key."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in READ and isinstance(value, str):
                yield part, key
            elif key not in SHOWN or _is_name(value):
                yield from _read(value)
    elif isinstance(part, list):
        for value in part:
            yield from _read(value)


def _is_name(value: Any) -> bool:
    """Whether what a key holds is a schema: then the key is the name of a field."""
    return isinstance(value, dict) and "type" in value


def _head(text: str) -> tuple[str, str]:
    """A text in one line, and the list of codes behind it as it is."""
    before, found, behind = ("\n\n" + text).partition("\n\n" + CHOICES)
    return " ".join(before.split()), (CHOICES + behind if found else "")
