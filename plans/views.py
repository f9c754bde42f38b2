"""The lists of documents, facts, outcomes and discrepancies, and their rows."""

from plans import filters, models, serializers
from plans.publishing.formats import STRATML, jsonld
from policyapi.views import ReadOnlyViewSet


class DocumentViewSet(ReadOnlyViewSet):
    """Press documents as published: the sources of all facts, with hash, dates and counts."""

    queryset = models.Document.objects.all()
    serializer_class = serializers.DocumentSerializer
    filterset_class = filters.DocumentFilterSet


class PlanViewSet(ReadOnlyViewSet):
    """Programmes of districts: theme, code, goal, and the components that the code stands for."""

    queryset = models.Plan.objects.all()
    serializer_class = serializers.PlanSerializer
    filterset_class = filters.PlanFilterSet
    row_formats = (jsonld("plan"), STRATML)


class IndicatorViewSet(ReadOnlyViewSet):
    """What is measured, the same across documents, with every name it is printed by."""

    queryset = models.Indicator.objects.all()
    serializer_class = serializers.IndicatorSerializer
    filterset_class = filters.IndicatorFilterSet


class TargetViewSet(ReadOnlyViewSet):
    """Commitments that can be checked: number, comparator, base value, deadline, cited words."""

    queryset = models.Target.objects.all()
    serializer_class = serializers.TargetSerializer
    filterset_class = filters.TargetFilterSet
    row_formats = (jsonld("target"),)


class AchievementViewSet(ReadOnlyViewSet):
    """Results already reached when their document was printed, honours included."""

    queryset = models.Achievement.objects.all()
    serializer_class = serializers.AchievementSerializer
    filterset_class = filters.AchievementFilterSet
    row_formats = (jsonld("achievement"),)


class OutcomeViewSet(ReadOnlyViewSet):
    """What later documents report of targets, with the reasoning and both sides' words."""

    queryset = models.Outcome.objects.all()
    serializer_class = serializers.OutcomeSerializer
    filterset_class = filters.OutcomeFilterSet


class ProjectViewSet(ReadOnlyViewSet):
    """Named undertakings and counted batches, with the stage that each document gives them."""

    queryset = models.Project.objects.all()
    serializer_class = serializers.ProjectSerializer
    filterset_class = filters.ProjectFilterSet
    row_formats = (jsonld("project"),)


class SloganViewSet(ReadOnlyViewSet):
    """Words meant to be repeated: names of years, goals, mottos, brands, principles, campaigns."""

    queryset = models.Slogan.objects.all()
    serializer_class = serializers.SloganSerializer
    filterset_class = filters.SloganFilterSet
    row_formats = (jsonld("slogan"),)


class DiscrepancyViewSet(ReadOnlyViewSet):
    """Passages that disagree or differ, side by side, with what a reader should make of them."""

    queryset = models.Discrepancy.objects.all()
    serializer_class = serializers.DiscrepancySerializer
    filterset_class = filters.DiscrepancyFilterSet
