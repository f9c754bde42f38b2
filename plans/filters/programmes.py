"""The filters of plans, projects and slogans."""

from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet

from plans.filters.facts import FACT_SORTS, FactFilterSet, speaker_filter
from plans.models import Plan, Project, Slogan
from plans.models.projects import Stage
from policyapi.filtering import BooleanFilter, ChoiceFilter, ColumnFilter, KnownFilter
from policyapi.parameters import WORDS


class ProgrammeFilter(KnownFilter):
    """A programme and what is part of it."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """The row itself, or its parts."""
        return qs.filter(Q(pk=value) | Q(plan_id=value)) if value else qs

    def facets(self, row: Plan) -> list[str]:
        """Its id, and that of what it is part of."""
        return [row.pk, *([row.plan_id] if row.plan_id else [])]


class PlanFilterSet(FactFilterSet):
    """The filters of facts, and by kind, code and theme. `plan` is the programme itself."""

    sorts: ClassVar = FACT_SORTS | {
        "plan": "plan_id",
        "kind": "kind",
        "code": "code",
        "theme": "theme",
    }
    examples: ClassVar = {"domain": "general", "q": "攻坚突破"}
    example_id: ClassVar = "shizhong-2019"

    speaker = speaker_filter("plans.Plan", "韩永军")
    kind = ChoiceFilter(
        field_name="kind",
        lookup_expr="exact",
        choices=Plan.Kind.choices,
        example="annual",
        help_text="What sort of programme.",
    )
    code = KnownFilter(
        "plans.Plan",
        "code",
        noun="code",
        field_name="code",
        lookup_expr="exact",
        example="1+456",
        help_text="Code of the work system. A + in a URL is written %2B.",
    )
    theme = KnownFilter(
        "plans.Plan",
        "theme",
        noun="theme",
        field_name="theme",
        lookup_expr="exact",
        example="攻坚突破年",
        help_text="Name of the year.",
    )
    plan = ProgrammeFilter(
        "plans.Plan",
        "id",
        noun="plan",
        field_name="id",
        lookup_expr="exact",
        named="programme",
        example="shizhong-2019",
        help_text="Id of a programme: it and its sub-systems.",
    )


class NamedOnceFilter(BooleanFilter):
    """Undertakings that only one document names, or that several do."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """By the number of documents."""
        if value is None:
            return qs
        documents = Count("mentions__citation__document", distinct=True)
        named = Project.objects.order_by().annotate(documents=documents)
        chosen = named.filter(documents=1) if value else named.filter(documents__gt=1)
        return qs.filter(pk__in=chosen.values("pk"))

    def facets(self, row: Project) -> list[str]:
        """Whether all mentions are of one document."""
        documents = {mention.citation.document_id for mention in row.mentions.all()}
        return [WORDS[len(documents) == 1]] if documents else []


class ProjectFilterSet(FactFilterSet):
    """The filters of facts, and by kind, stage and what it is part of."""

    sorts: ClassVar = FACT_SORTS | {"name": "name", "kind": "kind", "stage": "stage"}
    examples: ClassVar = {"document": "jinan-2019-districts", "domain": "innovation", "q": "白马"}
    example_id: ClassVar = "shizhong-baima-valley"

    speaker = speaker_filter("plans.Project", "韩永军")
    kind = ChoiceFilter(
        field_name="kind",
        lookup_expr="exact",
        choices=Project.Kind.choices,
        example="park",
        help_text="What sort of undertaking.",
    )
    stage = ChoiceFilter(
        field_name="stage",
        lookup_expr="exact",
        choices=Stage.choices,
        example="promoted",
        help_text="Stage at the latest mention.",
    )
    parent = ColumnFilter(
        "plans.Project",
        "id",
        noun="project",
        field_name="parent_id",
        lookup_expr="exact",
        example="shizhong-south-ring-tech-belt",
        help_text="Id of the undertaking or batch that it is part of.",
    )
    is_group = BooleanFilter(
        field_name="is_group",
        lookup_expr="exact",
        example="false",
        help_text="true: counted batches; false: single undertakings.",
    )

    named_once = NamedOnceFilter(
        field_name="id",
        lookup_expr="exact",
        example="false",
        help_text="true: only one document names it; false: several do.",
    )


class SloganFilterSet(FactFilterSet):
    """The filters of facts, and by kind."""

    sorts: ClassVar = FACT_SORTS | {"text": "text", "kind": "kind"}
    examples: ClassVar = {"domain": "general", "q": "攻坚突破"}
    example_id: ClassVar = "shizhong-slogan-breakthrough-year"

    speaker = speaker_filter("plans.Slogan", "韩永军")
    kind = ChoiceFilter(
        field_name="kind",
        lookup_expr="exact",
        choices=Slogan.Kind.choices,
        example="theme",
        help_text="What sort of words.",
    )
