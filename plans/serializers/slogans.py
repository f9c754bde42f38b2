"""The shape of words meant to be repeated."""

from typing import Any

from plans.models import Slogan
from plans.serializers.facts import CLOSING_FIELDS, FACT_FIELDS, FactSerializer


class SloganSerializer(FactSerializer):
    """Words meant to be repeated, with who spoke them where the text says so."""

    noun = "口号"

    class Meta:
        model = Slogan
        fields = (*FACT_FIELDS, "domain", "text", "kind", *CLOSING_FIELDS)

    def statement(self, fact: Any) -> str:
        """The words."""
        return str(fact.text)
