"""The shape of each field: text, list, or named parts. Another shape is reported and left out.

Everything behind the reading relies on these shapes, so that a slip in a file is a problem with its
place and never an exception.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from plans.curation.fields import ALLOWED, MAPPINGS, NEEDED_PARTS, PART_LISTS, TEXT_LISTS, YEARS
from plans.curation.problems import did_you_mean

Report = Callable[[str, str], None]
"""Takes the place inside the entry (empty for the entry itself) and the message."""

KNOWN: Final = frozenset().union(*ALLOWED.values())
QUOTE_PARTS: Final = ("text", "occurrence", "document")


def well_shaped(data: dict[str, Any], report: Report, inside: str = "") -> dict[str, Any]:
    """The fields that have their shape; the others are reported. Parts are treated likewise."""
    kept = {}
    for name, value in data.items():
        if name not in KNOWN:
            kept[name] = value  # whatever it holds, the check of names reports it
            continue
        if name in PART_LISTS:
            kept[name] = _parts(name, value, report, inside)
            continue
        wrong = _what_is_wrong(name, value)
        if wrong:
            report(inside, wrong)
        else:
            kept[name] = value
    if "quote" in data and "quotes" in data:
        report(inside, "has `quote` and `quotes`; one of them is enough")
    return kept


def _parts(name: str, value: object, report: Report, inside: str) -> list[dict[str, Any]]:
    rows = value if isinstance(value, list) else [value]
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in rows):
        report(inside, f"`{name}` is a list of entries, each with named fields")
    shaped = []
    for index, row in enumerate(rows):
        if isinstance(row, dict):
            place = f"{inside} {name}[{index}] {_text_or_nothing(row.get('id'))}".strip()
            shaped.append(well_shaped(row, report, place))
    return shaped


def _text_or_nothing(value: object) -> str:
    return value if isinstance(value, str) else ""


def _what_is_wrong(name: str, value: object) -> str:
    if name in TEXT_LISTS:
        fits = isinstance(value, list) and all(_is_filled(item) for item in value)
        return "" if fits else f"`{name}` is a list of texts, as in `{name}: [one, another]`"
    if name == "quotes":
        fits = isinstance(value, list) and all(map(_is_quote, value))
        return "" if fits else "`quotes` is a list; each is a text or {text, occurrence}"
    if name == "quote":
        return "" if _is_quote(value) else "`quote` is a text or {text, occurrence}"
    if name == "former_codes":
        return _wrong_in_former_codes(value)
    if name in MAPPINGS:
        return _wrong_in_mapping(name, value)
    if not isinstance(value, str):
        return f"`{name}` is a text; put it in quotation marks if it holds [ ] {{ }} or a colon"
    return _wrong_scalar(name, name, value)


def _is_filled(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_quote(value: object) -> bool:
    if isinstance(value, dict):
        known = all(key in QUOTE_PARTS and isinstance(part, str) for key, part in value.items())
        return known and "text" in value
    return isinstance(value, str)


def _wrong_in_former_codes(value: object) -> str:
    rows = value if isinstance(value, list) else [value]
    wrongs = (_wrong_in_mapping("former_codes", row) for row in rows)
    return next((wrong for wrong in wrongs if wrong), "")


def _wrong_in_mapping(name: str, value: object) -> str:
    known = MAPPINGS[name]
    if not isinstance(value, dict):
        return f"`{name}` has named parts: {{{', '.join(known)}}}"
    for part in value:
        if part not in known:
            tip = did_you_mean(part, list(known)) or "; quote a text that has a comma in it"
            return f"`{name}` has no part {part!r}{tip}"
    missing = [part for part in NEEDED_PARTS[name] if value.get(part) in (None, "")]
    if missing:
        return f"`{name}` needs {', '.join(f'`{part}`' for part in missing)}"
    wrongs = (_wrong_part(name, part, written) for part, written in value.items())
    return next((wrong for wrong in wrongs if wrong), "")


def _wrong_part(name: str, part: str, value: object) -> str:
    if part in {"quote", "quotes"}:
        return _what_is_wrong(part, value)
    if not isinstance(value, str):
        return f"`{name}.{part}` is a text"
    return _wrong_scalar(part, f"{name}.{part}", value)


def _wrong_scalar(name: str, shown: str, value: str) -> str:
    if name in YEARS and not re.fullmatch(r"[12][0-9]{3}", value):
        return f"`{shown}` is a year of four digits, not {value!r}"
    if name == "count" and not re.fullmatch(r"[1-9][0-9]{0,3}", value):
        return f"`{shown}` is a whole number in Arabic digits, not {value!r}"
    if name == "date" and not _is_day(value):
        return f"`{shown}` is a day, as in 2019-12-31, not {value!r}"
    return ""


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
