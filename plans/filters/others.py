"""The filters of plans, projects, slogans, documents, outcomes and discrepancies."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from plans.filters.facts import (
    FACT_SORTS,
    FactFilterSet,
    district_filter,
    document_filter,
    speaker_filter,
    words_filter,
)
from plans.models import Discrepancy, Document, Domain, Outcome, Plan, Project, Slogan
from plans.models.projects import Stage
from policyapi.filtering import (
    BooleanFilter,
    ChoiceFilter,
    KnownFilter,
    StrictFilterSet,
    YearFilter,
)


class PlanFilterSet(FactFilterSet):
    """The filters of facts, and by kind, code and theme. `plan` is the programme itself."""

    sorts: ClassVar = FACT_SORTS | {"plan": "plan_id", "kind": "kind", "code": "code", "theme": "theme"}

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
    plan = KnownFilter(
        "plans.Plan",
        "id",
        noun="plan",
        field_name="id",
        lookup_expr="exact",
        method="filter_plan",
        example="shizhong-2019",
        help_text="Id of a programme: it and its sub-systems.",
    )

    def filter_plan(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """A programme and what is part of it."""
        return queryset.filter(Q(pk=value) | Q(plan_id=value)) if value else queryset

    class Meta:
        model = Plan
        fields: ClassVar = []


class ProjectFilterSet(FactFilterSet):
    """The filters of facts, and by kind, stage and what it is part of."""

    sorts: ClassVar = FACT_SORTS | {"name": "name", "kind": "kind", "stage": "stage"}

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
        example="planned",
        help_text="Stage at the latest mention.",
    )
    parent = KnownFilter(
        "plans.Project",
        "id",
        noun="project",
        field_name="parent_id",
        lookup_expr="exact",
        example="shizhong-new-finance-park",
        help_text="Id of the undertaking or batch that it is part of.",
    )
    is_group = BooleanFilter(
        field_name="is_group",
        lookup_expr="exact",
        example="true",
        help_text="true: counted batches; false: single undertakings.",
    )

    class Meta:
        model = Project
        fields: ClassVar = []


class SloganFilterSet(FactFilterSet):
    """The filters of facts, and by kind."""

    sorts: ClassVar = FACT_SORTS | {"text": "text", "kind": "kind"}

    speaker = speaker_filter("plans.Slogan", "韩永军")
    kind = ChoiceFilter(
        field_name="kind",
        lookup_expr="exact",
        choices=Slogan.Kind.choices,
        example="theme",
        help_text="What sort of words.",
    )

    class Meta:
        model = Slogan
        fields: ClassVar = []


class PublishedYearFilter(YearFilter):
    """Documents of a year, by publication or else by the event."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Publication, else event."""
        if value is None:
            return qs
        year = int(value)
        undated = Q(published_on__isnull=True, event_on__year=year)
        return qs.filter(Q(published_on__year=year) | undated)


class DocumentFilterSet(StrictFilterSet):
    """Find documents by unit, year, or words of title and publisher."""

    sorts: ClassVar = {"id": "id", "title": "title", "published_on": "published_on"}

    district = district_filter("districts")
    year = PublishedYearFilter(
        example=2020, help_text="Year of publication, or of the event where that is not known."
    )
    q = words_filter("市中区", "Documents whose title or publisher contains every word.")

    class Meta:
        model = Document
        fields: ClassVar = []


class OutcomeFilterSet(StrictFilterSet):
    """Find outcomes by unit, year, programme, document, verdict, or words of either side."""

    sorts: ClassVar = {
        "id": "id",
        "target": "target_id",
        "achievement": "achievement_id",
        "verdict": "verdict",
        "directness": "directness",
    }

    district = district_filter("target__district")
    year = YearFilter(example=2019, help_text="Targets whose period holds this year.", method="in_year")
    plan = KnownFilter(
        "plans.Plan",
        "id",
        noun="plan",
        field_name="target__plan_id",
        lookup_expr="exact",
        example="shizhong-2019",
        help_text="Id of the target's programme.",
    )
    document = document_filter("target__citations__document")
    domain = ChoiceFilter(
        field_name="target__domain",
        lookup_expr="exact",
        choices=Domain.choices,
        example="economy",
        help_text="Policy field of the target.",
    )
    verdict = ChoiceFilter(
        field_name="verdict",
        lookup_expr="exact",
        choices=Outcome.Verdict.choices,
        example="met",
        help_text="What became of it.",
    )
    directness = ChoiceFilter(
        field_name="directness",
        lookup_expr="exact",
        choices=Outcome.Directness.choices,
        example="direct",
        help_text="How direct the evidence is.",
    )
    target = KnownFilter(
        "plans.Target",
        "id",
        noun="target",
        field_name="target_id",
        lookup_expr="exact",
        example="shizhong-2019-gdp",
        help_text="Id of a target.",
    )
    achievement = KnownFilter(
        "plans.Achievement",
        "id",
        noun="achievement",
        field_name="achievement_id",
        lookup_expr="exact",
        example="shizhong-2021-gdp",
        help_text="Id of an achievement.",
    )
    q = words_filter("地区生产总值", "Outcomes whose reasoning or quotes contain every word.")

    def in_year(self, queryset: QuerySet[Any], _name: str, value: Any) -> QuerySet[Any]:
        """By the target's period."""
        if value is None:
            return queryset
        return queryset.filter(target__period_start__lte=value, target__period_end__gte=value)

    class Meta:
        model = Outcome
        fields: ClassVar = []


class DiscrepancyFilterSet(StrictFilterSet):
    """Find discrepancies by unit, kind, document, or words."""

    sorts: ClassVar = {"id": "id", "kind": "kind", "subject": "subject"}

    district = district_filter("districts")
    kind = ChoiceFilter(
        field_name="kind",
        lookup_expr="exact",
        choices=Discrepancy.Kind.choices,
        example="conflict",
        help_text="How the passages differ.",
    )
    document = document_filter("sides__citations__document")
    q = words_filter("小区", "Discrepancies whose subject, reading or quotes contain every word.")

    class Meta:
        model = Discrepancy
        fields: ClassVar = []
