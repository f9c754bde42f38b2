"""`/api/timeline`: a unit year by year."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from rest_framework import serializers

from districts.naming import district_names, district_shapes, named_districts
from plans.answers.facts import rows_of
from plans.models import Achievement, Dataset, Plan, Project, Target
from plans.models.projects import Stage
from plans.serializers.facts import DistrictRefSerializer, PeriodSerializer
from policyapi.asking import Asked
from policyapi.errors import shown
from policyapi.filtering import NotKnown, PlainParameter, StrictFilterSet
from policyapi.index.finding import Found
from policyapi.index.tokens import facet
from policyapi.index.wanted import Wanted
from policyapi.questions import QuestionView


class UnitField(forms.Field):
    """One unit, by any of its names."""

    def clean(self, value: Any) -> str:
        """Its id. Raises NotKnown for a text that names none, or several."""
        ids = named_districts(str(value)) if value else [""]
        if len(ids) > 1:
            raise NotKnown(f"{shown(str(value))} names {len(ids)} units: {', '.join(ids)}.", ids)
        return ids[0]


class UnitFilter(PlainParameter):
    """The unit whose years are told; it filters no rows."""

    field_class = UnitField

    def values_now(self) -> list[str]:
        """Every name of every unit."""
        return district_names()


class TimelineFilterSet(StrictFilterSet):
    """One unit."""

    district = UnitFilter(
        example="市中",
        help_text="One unit, by id, code, name, short name, alias or former code.",
    )


class TimelinePlanSerializer(serializers.Serializer[Any]):
    """A programme that begins in the year."""

    id = serializers.CharField(help_text="Its id.")
    kind = serializers.CharField(help_text="What sort of programme.")
    theme = serializers.CharField(allow_null=True, help_text="Name of the year.")
    code = serializers.CharField(allow_null=True, help_text="Code of the work system.")
    title = serializers.CharField(help_text="What it is called.")
    goal = serializers.CharField(allow_null=True, help_text="The overall goal.")
    period = PeriodSerializer(help_text="Its years.")
    elements = serializers.ListField(
        child=serializers.JSONField(), help_text="Its groups with the names of their members."
    )


class TimelineTargetSerializer(serializers.Serializer[Any]):
    """A promise whose period begins in the year; those with a number come first."""

    id = serializers.CharField(help_text="Its id.")
    statement = serializers.CharField(help_text="What it says.")
    display = serializers.CharField(allow_null=True, help_text="Its number.")
    wording = serializers.ListField(child=serializers.CharField(), help_text="Its words.")
    period = PeriodSerializer(help_text="Its years.")
    outcomes = serializers.ListField(
        child=serializers.JSONField(), help_text="What became of it, by later documents."
    )


class TimelineAchievementSerializer(serializers.Serializer[Any]):
    """A result whose period ends in the year."""

    id = serializers.CharField(help_text="Its id.")
    statement = serializers.CharField(help_text="What it says.")
    display = serializers.CharField(allow_null=True, help_text="Its number.")
    kind = serializers.CharField(help_text="A result or an honour.")
    period = PeriodSerializer(help_text="Its years.")


class TimelineProjectSerializer(serializers.Serializer[Any]):
    """An undertaking that reached a stage in the year."""

    id = serializers.CharField(help_text="Its id.")
    name = serializers.CharField(help_text="Its name.")
    stage = serializers.ChoiceField(Stage.choices, help_text="The stage.")
    stage_text = serializers.CharField(help_text="The word as printed.")


class YearSerializer(serializers.Serializer[Any]):
    """One year."""

    year = serializers.IntegerField(help_text="The year.")
    plans = TimelinePlanSerializer(many=True, help_text="Programmes that begin in it.")
    targets = TimelineTargetSerializer(many=True, help_text="Promises that begin in it.")
    achievements = TimelineAchievementSerializer(many=True, help_text="Results that end in it.")
    projects = TimelineProjectSerializer(
        many=True, help_text="Undertakings that are first named, or change stage, in it."
    )


class TimelineSerializer(serializers.Serializer[Any]):
    """A unit, year by year."""

    data_version = serializers.CharField(help_text="Hash of the data that answered.")
    district = DistrictRefSerializer(help_text="The unit.")
    years = YearSerializer(many=True, help_text="Years of which there is something, in order.")


class TimelineView(QuestionView):
    """A unit year by year: programmes, promises and what became of them, results, projects.

    A programme and a promise stand in the first year of their period, a result in the last of its
    own, a project in each year in which it is first named or changes its stage.
    """

    filterset_class = TimelineFilterSet
    serializer_class = TimelineSerializer
    needed: ClassVar = ("district",)

    def payload(self, request: HttpRequest, asked: Asked, dataset: Dataset) -> dict[str, Any]:  # noqa: ARG002
        """The years."""
        unit = self.chosen(asked).values["district"]
        wanted = Wanted(groups=[(facet("district", unit),)])
        years: dict[int, dict[str, list[Any]]] = {}
        _add_facts(years, wanted, dataset)
        _add_projects(years, wanted, dataset)
        return {
            "district": district_shapes()[unit],
            "years": [{"year": year} | years[year] for year in sorted(years)],
        }


def _year(years: dict[int, dict[str, list[Any]]], year: int) -> dict[str, list[Any]]:
    parts = ("plans", "targets", "achievements", "projects")
    return years.setdefault(year, {part: [] for part in parts})


def _add_facts(years: dict[int, dict[str, list[Any]]], wanted: Wanted, dataset: Dataset) -> None:
    for body in rows_of(Found(Plan, wanted, dataset)):
        plan = _part(body, "id kind theme code title goal period")
        plan["elements"] = _groups(body["elements"])
        _year(years, body["period"]["start"])["plans"].append(plan)
    targets = rows_of(Found(Target, wanted, dataset))
    for body in sorted(targets, key=lambda body: body["value"] is None):
        part = _part(body, "id statement display wording period outcomes")
        _year(years, body["period"]["start"])["targets"].append(part)
    for body in rows_of(Found(Achievement, wanted, dataset)):
        part = _part(body, "id statement display kind period")
        _year(years, body["period"]["end"])["achievements"].append(part)


def _groups(elements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": group["name"],
            "digit": group["digit"],
            "stated_count": group["stated_count"],
            "mapping": group["mapping"],
            "members": [e["name"] for e in elements if e["parent"] == group["id"]],
        }
        for group in elements
        if group["parent"] is None
    ]


def _add_projects(years: dict[int, dict[str, list[Any]]], wanted: Wanted, dataset: Dataset) -> None:
    for body in rows_of(Found(Project, wanted, dataset)):
        stage = None
        for mention in body["mentions"]:
            if mention["stage"] == stage:
                continue
            stage = mention["stage"]
            part = _part(body, "id name") | _part(mention, "stage stage_text")
            _year(years, mention["year"])["projects"].append(part)


def _part(body: dict[str, Any], names: str) -> dict[str, Any]:
    return {name: body[name] for name in names.split()}
