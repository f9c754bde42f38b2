"""A plan as StratML Part 2 (ISO 17469-2): programme, components, targets and results, as XML."""

from itertools import groupby
from typing import Any, Final
from xml.etree import ElementTree as ET

from plans.models import Achievement, Plan, PlanElement, Slogan, Target
from plans.models.facts import Domain
from plans.publishing.elements import add, named
from plans.publishing.indicators import achievement_indicator, quotes, target_indicator

TYPES: Final = {
    Plan.Kind.ANNUAL: "Performance_Plan",
    Plan.Kind.FIVE_YEAR: "Strategic_Plan",
    Plan.Kind.REVIEW: "Performance_Report",
    Plan.Kind.SUBSYSTEM: "Performance_Plan",
}


def plan_as_stratml(plan_id: str, root: str, data_version: str) -> bytes:
    """A plan that exists as an XML document, UTF-8. `root` is scheme and host, without a slash.

    Reads in the caller's snapshot, a fixed number of queries for a plan of any size. Every
    Identifier is `_`, the type and the id that the API knows the row by.
    """
    fetched = ("citations__document", "elements__citations__document")
    joined = ("district", "aligned_with", "predecessor")
    plan = Plan.objects.select_related(*joined).prefetch_related(*fetched).get(pk=plan_id)
    report = ET.Element(named("PerformancePlanOrReport"), {"Type": TYPES[Plan.Kind(plan.kind)]})
    add(report, "Name", plan.title)
    add(report, "Description", plan.goal or plan.theme or None)
    add(report, "OtherInformation", _of_plan(plan, data_version))
    _core(add(report, "StrategicPlanCore"), plan)
    administrative = add(report, "AdministrativeInformation")
    add(administrative, "Identifier", f"_plan-{plan.pk}")
    add(administrative, "StartDate", f"{plan.period_start:04}-01-01")
    add(administrative, "EndDate", f"{plan.period_end:04}-12-31")
    published = [c.document.published_on for c in plan.citations.all() if c.document.published_on]
    add(administrative, "PublicationDate", min(published).isoformat() if published else None)
    add(administrative, "Source", f"{root}/api/plans/{plan.pk}")
    ET.indent(report)
    return bytes(ET.tostring(report, encoding="utf-8", xml_declaration=True)) + b"\n"


def _of_plan(plan: Plan, data_version: str) -> str:
    parts = [
        f"工作体系代号：{plan.code}" if plan.code else "",
        f"主题：{plan.theme}" if plan.theme else "",
        f"对接：{plan.aligned_with.title}" if plan.aligned_with else "",
        f"上一个：{plan.predecessor.title}" if plan.predecessor else "",
        f"讲话人：{plan.speaker}" if plan.speaker else "",
        f"原文：{quotes(plan)}",
        f"说明：{plan.note}" if plan.note else "",
        f"数据版本：{data_version}",
    ]
    return "\n".join(part for part in parts if part)


def _core(core: ET.Element, plan: Plan) -> None:
    district = plan.district
    organization = add(core, "Organization")
    add(organization, "Name", district.name)
    add(organization, "Identifier", f"_district-{district.pk}")
    code = f"，GB/T 2260：{district.code}" if district.code else ""
    add(organization, "Description", f"{district.name_en}{code}")
    _words(core, plan)
    facts = _facts(plan)
    elements = _in_order(list(plan.elements.all()))
    if None in facts or not elements:
        goal = _goal(core, plan.goal or plan.title, plan.title, f"_goal-{plan.pk}")
        _objectives(goal, facts.get(None, []), plan.pk)
    for number, element in elements:
        goal = _goal(core, element.name, quotes(element), f"_element-{element.pk}", number)
        add(goal, "OtherInformation", _of_element(element))
        _objectives(goal, facts.get(element.pk, []), element.pk)


def _words(core: ET.Element, plan: Plan) -> None:
    """Slogans: goals are the vision, all others are values."""
    slogans = (
        Slogan.objects.filter(plan=plan).prefetch_related("citations__document").order_by("pk")
    )
    goals = [slogan for slogan in slogans if slogan.kind == Slogan.Kind.GOAL]
    texts = list(
        dict.fromkeys([slogan.text for slogan in goals] + ([plan.goal] if plan.goal else []))
    )
    if texts:
        vision = add(core, "Vision")
        add(vision, "Description", "\n".join(texts))
        add(vision, "Identifier", f"_vision-{plan.pk}")
    for slogan in slogans:
        if slogan.kind != Slogan.Kind.GOAL:
            value = add(core, "Value")
            add(value, "Name", slogan.text)
            add(value, "Description", f"{slogan.get_kind_display()}：{quotes(slogan)}")


def _goal(
    core: ET.Element, name: str, description: str, identifier: str, number: str | None = None
) -> ET.Element:
    goal = add(core, "Goal")
    add(goal, "Name", name)
    add(goal, "Description", description)
    add(goal, "Identifier", identifier)
    add(goal, "SequenceIndicator", number)
    return goal


def _of_element(element: PlanElement) -> str | None:
    parts = [
        f"属于：{element.group}" if element.group else "",
        f"代号中的数字：{element.digit}" if element.digit else "",
        f"原文称有 {element.stated_count} 项" if element.stated_count else "",
        f"说明：{element.note}" if element.note else "",
    ]
    return "\n".join(part for part in parts if part) or None


def _in_order(elements: list[PlanElement]) -> list[tuple[str, PlanElement]]:
    """Groups, each before its members, with their places as 1, 1.1, 1.2, 2."""
    members: dict[str | None, list[PlanElement]] = {}
    for element in sorted(elements, key=lambda element: (element.position, element.pk)):
        members.setdefault(element.parent_id, []).append(element)

    def walk(parent: str | None, prefix: str) -> list[tuple[str, PlanElement]]:
        found: list[tuple[str, PlanElement]] = []
        for number, element in enumerate(members.get(parent, []), 1):
            found.append((f"{prefix}{number}", element))
            found += walk(element.pk, f"{prefix}{number}.")
        return found

    return walk(None, "")


def _facts(plan: Plan) -> dict[str | None, list[Any]]:
    """The plan's targets, and its results that no target of it has, by component."""
    fetched = ("citations__document", "outcomes__achievement__citations__document")
    targets = Target.objects.filter(plan=plan).select_related("indicator").order_by("pk")
    results = Achievement.objects.filter(plan=plan).exclude(outcomes__target__plan=plan)
    results = results.select_related("indicator").prefetch_related("citations__document")
    facts: dict[str | None, list[Any]] = {}
    for fact in (*targets.prefetch_related(*fetched), *results.order_by("pk")):
        facts.setdefault(fact.element_id, []).append(fact)
    return facts


def _objectives(goal: ET.Element, facts: list[Any], owner: str) -> None:
    """An objective a policy field, with the targets and results of that field."""
    order = {domain: place for place, domain in enumerate(Domain.values)}
    by_domain = groupby(sorted(facts, key=lambda f: order[f.domain]), key=lambda f: str(f.domain))
    for number, (domain, rows) in enumerate(by_domain, 1):
        objective = add(goal, "Objective")
        add(objective, "Name", str(Domain(domain).label))
        add(objective, "Identifier", f"_objective-{owner}-{domain}")
        add(objective, "SequenceIndicator", str(number))
        for place, fact in enumerate(rows, 1):
            if isinstance(fact, Target):
                target_indicator(objective, fact, str(place))
            else:
                achievement_indicator(objective, fact, str(place))
