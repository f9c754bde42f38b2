"""The filters of the list of units."""

from typing import ClassVar

from districts.models import District
from districts.naming import district_names, named_districts
from policyapi.filtering import (
    ChoiceFilter,
    KnownFilter,
    SeveralFilter,
    StrictFilterSet,
    WordsFilter,
)


class DistrictFilterSet(StrictFilterSet):
    """Find units by any of their names, by kind, or by what they belong to."""

    sorts: ClassVar = {"id": "id", "code": "code", "name": "name", "kind": "kind"}
    example_id: ClassVar = "jinan-shizhong"

    district = SeveralFilter(
        field_name="id",
        resolve=named_districts,
        names=district_names,
        example="市中",
        help_text="Id, code, name, short name, alias, former code or former name; several by comma "
        "or repetition.",
    )
    kind = ChoiceFilter(
        field_name="kind",
        lookup_expr="exact",
        choices=District.Kind.choices,
        example="district",
        help_text="What sort of unit.",
    )
    parent = KnownFilter(
        "districts.District",
        "id",
        noun="district",
        field_name="parent_id",
        lookup_expr="exact",
        example="jinan",
        help_text="Id of the unit that it belongs to.",
    )
    q = WordsFilter(
        example="市中",
        help_text="Units whose names, codes or aliases, former ones too, contain every word.",
    )
