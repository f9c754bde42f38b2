"""Which fields each kind of entry may and must have. `fixtures/sources/_template/` shows them all."""

from typing import Final

_FACT: Final = "id quote quotes district plan element period domain speaker note"
_NUMBER: Final = (
    "indicator number unit measure wording modality threshold value value_high comparator"
)

ALLOWED: Final[dict[str, frozenset[str]]] = {
    kind: frozenset(names.split())
    for kind, names in {
        "document": "filename title publisher authors districts published_on event_on note",
        "plans": f"{_FACT} kind title theme code goal aligned_with predecessor parent elements",
        "elements": "id label name digit count mapping reason quote quotes members note",
        "targets": f"{_FACT} {_NUMBER} statement checkability deadline",
        "achievements": f"{_FACT} {_NUMBER} statement kind certainty",
        "projects": f"{_FACT} of name aliases kind parent group partial number unit threshold "
        "measure indicator investment area mentions",
        "mentions": "quote quotes year stage stage_text speaker note",
        "slogans": f"{_FACT} text kind",
        "also": "fact quote quotes note",
        "ignored": "quote reason every occurrence",
        "districts": "id code name short_name name_en kind parent aliases former_codes",
        "indicators": "id name name_en synonyms base_unit direction domain",
        "outcomes": "id target achievement verdict directness reasoning",
        "discrepancies": "id kind subject reading sides districts",
        "sides": "claim facts quotes",
        "not_numbers": "word reason",
    }.items()
}

REQUIRED: Final[dict[str, frozenset[str]]] = {
    kind: frozenset(names.split())
    for kind, names in {
        "document": "filename title districts",
        "plans": "id district kind title period domain",
        "targets": "id district statement domain checkability",
        "achievements": "id district statement domain kind certainty",
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
    }.items()
}

FACT_KINDS: Final = ("plans", "targets", "achievements", "projects", "slogans")
SHARED_FILES: Final = ("districts", "indicators", "not_numbers", "outcomes", "discrepancies")
DOCUMENT_FILES: Final = ("document", *FACT_KINDS, "also", "ignored", "indicators")
