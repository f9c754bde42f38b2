"""The filters of documents, outcomes and discrepancies."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from plans.filters.facts import district_filter, document_filter, words_filter
from plans.models import Discrepancy, Document, Domain, Outcome
from policyapi.filtering import (
    ChoiceFilter,
    ColumnFilter,
    KnownFilter,
    StrictFilterSet,
    YearFilter,
)


class PublishedYearFilter(YearFilter):
    """Documents of a year, by publication or else by the event."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Publication, else event."""
        if value is None:
            return qs
        year = int(value)
        undated = Q(published_on__isnull=True, event_on__year=year)
        return qs.filter(Q(published_on__year=year) | undated)

    def facets(self, row: Document) -> list[str]:
        """The one year."""
        date = row.published_on or row.event_on
        return [str(date.year)] if date else []


class TargetYearFilter(YearFilter):
    """Outcomes by the period of their targets."""

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """First year ≤ year ≤ last year."""
        if value is None:
            return qs
        return qs.filter(target__period_start__lte=value, target__period_end__gte=value)

    def facets(self, row: Outcome) -> list[str]:
        """Every year of the target's period."""
        return super().facets(row.target)


class DocumentFilterSet(StrictFilterSet):
    """Find documents by unit, year, or words of title and publisher."""

    sorts: ClassVar = {"id": "id", "title": "title", "published_on": "published_on"}
    example_id: ClassVar = "shizhong-2020-mobilisation"

    district = district_filter("districts")
    year = PublishedYearFilter(
        example=2020, help_text="Year of publication, or of the event where that is not known."
    )
    q = words_filter("品质市中", "Documents whose title or publisher contains every word.")


class OutcomeFilterSet(StrictFilterSet):
    """Find outcomes by unit, year, programme, document, verdict, or words of either side."""

    sorts: ClassVar = {
        "id": "id",
        "target": "target_id",
        "achievement": "achievement_id",
        "verdict": "verdict",
        "directness": "directness",
    }
    example_id: ClassVar = "shizhong-2019-gdp-reviewed"

    district = district_filter("target__district")
    year = TargetYearFilter(example=2019, help_text="Targets whose period holds this year.")
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
    target = ColumnFilter(
        "plans.Target",
        "id",
        noun="target",
        field_name="target_id",
        lookup_expr="exact",
        example="shizhong-2019-gdp",
        help_text="Id of a target.",
    )
    achievement = ColumnFilter(
        "plans.Achievement",
        "id",
        noun="achievement",
        field_name="achievement_id",
        lookup_expr="exact",
        example="shizhong-2021-gdp",
        help_text="Id of an achievement.",
    )
    q = words_filter("地区生产总值", "Outcomes whose reasoning or quotes contain every word.")


class DiscrepancyFilterSet(StrictFilterSet):
    """Find discrepancies by unit, kind, document, or words."""

    sorts: ClassVar = {"id": "id", "kind": "kind", "subject": "subject"}
    examples: ClassVar = {"document": "shizhong-2020-feature"}
    example_id: ClassVar = "shizhong-2020-schools"

    district = district_filter("districts")
    kind = ChoiceFilter(
        field_name="kind",
        lookup_expr="exact",
        choices=Discrepancy.Kind.choices,
        example="conflict",
        help_text="How the passages differ.",
    )
    document = document_filter("sides__citations__document")
    q = words_filter("学校", "Discrepancies whose subject, reading or quotes contain every word.")
