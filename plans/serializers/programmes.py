"""The shape of a programme with its components."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.models import Plan, PlanElement
from plans.serializers.facts import (
    CLOSING_FIELDS,
    CitationSerializer,
    FactSerializer,
    PlanRefSerializer,
    citations_of,
)
from policyapi.serializing import ReadOnlySerializer


class PlanElementSerializer(ReadOnlySerializer):
    """A component of a programme: a group (`group` is null), or a member of one."""

    parent = serializers.CharField(  # type: ignore[assignment]
        source="parent_id", allow_null=True, help_text="Id of the group that it is a member of."
    )
    citations = CitationSerializer(many=True, help_text="The spans that print it.")

    class Meta:
        model = PlanElement
        fields = (
            "id",
            "group",
            "digit",
            "stated_count",
            "position",
            "name",
            "mapping",
            "reason",
            "parent",
            "citations",
            "note",
        )


class PlanSerializer(FactSerializer):
    """A programme of a district for a period: theme, code, goal, and what its code stands for."""

    noun = "规划"

    aligned_with = PlanRefSerializer(allow_null=True, help_text="The programme it says it follows.")
    predecessor = PlanRefSerializer(allow_null=True, help_text="The programme before it.")
    elements = serializers.SerializerMethodField(
        help_text="Its components: each group, then its members in printed order. A group whose "
        "members the text does not name has none; a code that is never expanded has no elements."
    )

    class Meta:
        model = Plan
        fields = (
            "id",
            "district",
            "kind",
            "theme",
            "code",
            "title",
            "goal",
            "period",
            "plan",
            "aligned_with",
            "predecessor",
            "elements",
            "domain",
            *CLOSING_FIELDS,
        )

    def statement(self, fact: Any) -> str:
        """Its title."""
        return str(fact.title)

    @extend_schema_field(PlanElementSerializer(many=True))
    def get_elements(self, plan: Plan) -> list[dict[str, Any]]:
        """Depth first: a group before its members."""
        members: dict[str | None, list[PlanElement]] = {}
        for element in sorted(plan.elements.all(), key=lambda e: (e.position, e.pk)):
            members.setdefault(element.parent_id, []).append(element)

        def walk(parent: str | None) -> list[PlanElement]:
            return [x for element in members.get(parent, []) for x in (element, *walk(element.pk))]

        return [self._shape(element) for element in walk(None)]

    @staticmethod
    def _shape(element: PlanElement) -> dict[str, Any]:
        names = PlanElementSerializer.Meta.fields
        shape = {
            name: getattr(element, name) for name in names if name not in {"parent", "citations"}
        }
        shape |= {"parent": element.parent_id, "citations": citations_of(element)}
        return {name: None if shape[name] == "" else shape[name] for name in names}
