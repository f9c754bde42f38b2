"""Which fields entries may and must have, and their shapes. The template shows them all."""

from typing import Final

_FACT: Final = "id quote quotes district plan element period domain speaker note"
_NUMBER: Final = "indicator number unit measure wording threshold value value_high comparator"


def _table(lines: dict[str, str]) -> dict[str, frozenset[str]]:
    return {kind: frozenset(names.split()) for kind, names in lines.items()}


ALLOWED: Final = _table(
    {
        "document": "filename title publisher authors districts published_on event_on note",
        "plans": "id quote quotes district period domain speaker note kind title theme code goal "
        "aligned_with predecessor parent elements",
        "elements": "id label name digit count mapping reason quote quotes members note",
        "targets": f"{_FACT} {_NUMBER} modality statement checkability deadline",
        "achievements": f"{_FACT} {_NUMBER} statement kind certainty",
        "projects": f"{_FACT} name aliases kind parent group partial number unit threshold "
        "measure indicator value value_high comparator investment area mentions",
        "further mentions": "of aliases mentions",
        "mentions": "quote quotes year stage stage_text speaker",
        "slogans": f"{_FACT} text kind",
        "also": "fact quote quotes",
        "ignored": "quote reason every occurrence",
        "districts": "id code name short_name name_en kind parent aliases former_codes",
        "indicators": "id name name_en synonyms base_unit direction domain",
        "outcomes": "id target achievement verdict directness reasoning",
        "discrepancies": "id kind subject reading sides districts",
        "sides": "claim facts quotes",
        "not_numbers": "word reason",
    }
)
"""Fields of entries and of their parts, by kind. A further mention is a project entry with `of`."""

REQUIRED: Final = _table(
    {
        "document": "filename title districts",
        "plans": "id district kind title period domain",
        "elements": "id",
        "targets": "id district statement domain checkability",
        "achievements": "id district statement domain kind certainty",
        "projects": "id district name kind domain mentions",
        "further mentions": "of mentions",
        "mentions": "year stage stage_text",
        "slogans": "id district text kind domain",
        "also": "fact",
        "ignored": "quote reason",
        "districts": "id name short_name name_en kind",
        "indicators": "id name name_en base_unit direction domain",
        "outcomes": "id target achievement verdict directness reasoning",
        "discrepancies": "id kind subject reading sides districts",
        "sides": "claim quotes",
        "not_numbers": "word reason",
    }
)

_SIZE: Final = ("number", "unit")
_DATED: Final = ("date", "basis", "reason", "quote", "quotes")
MAPPINGS: Final[dict[str, tuple[str, ...]]] = {
    "period": ("start", "end", "basis", "reason"),
    "deadline": ("date", "text", "basis", "reason"),
    "published_on": _DATED,
    "event_on": _DATED,
    "threshold": _SIZE,
    "investment": _SIZE,
    "area": _SIZE,
    "former_codes": ("code", "name", "until"),
}
"""Fields that hold named parts: one mapping, or of former codes a list of them."""

NEEDED_PARTS: Final[dict[str, tuple[str, ...]]] = {
    "period": ("start", "basis"),
    "deadline": ("date", "basis"),
    "published_on": ("date", "basis"),
    "event_on": ("date", "basis"),
    "threshold": ("number",),
    "investment": ("number",),
    "area": ("number",),
    "former_codes": ("code", "name", "until"),
}
TEXT_LISTS: Final = frozenset(["wording", "aliases", "authors", "districts", "facts", "synonyms"])
PART_LISTS: Final = frozenset({"elements", "members", "mentions", "sides"})
YEARS: Final = frozenset({"year", "start", "end", "until"})
FLAGS: Final = ("group", "partial", "every")

FACT_KINDS: Final = ("plans", "targets", "achievements", "projects", "slogans")
SHARED_FILES: Final = ("districts", "indicators", "not_numbers", "outcomes", "discrepancies")
DOCUMENT_FILES: Final = ("document", *FACT_KINDS, "also", "ignored", "indicators")
