"""Targets and results as StratML performance indicators."""

from typing import Any, Final
from xml.etree import ElementTree as ET

from plans.models import Achievement, Outcome, Target
from plans.publishing.elements import add
from plans.serializers.facts import in_order
from plans.serializers.quantities import display

NO_UNIT: Final = "无数字"


def target_indicator(objective: ET.Element, target: Target, number: str) -> None:
    """A target with the results that outcomes link to it.

    Its unit is the target's base unit. A result that is measured otherwise has no NumberOfUnits,
    and its number stands in its Descriptor, so that two measures are never one column.
    """
    outcomes = sorted(target.outcomes.all(), key=lambda outcome: str(outcome.pk))
    indicator = _indicator(objective, target, f"_target-{target.pk}", number)
    instance = add(indicator, "MeasurementInstance")
    _result(instance, "TargetResult", target, target.deadline_date.isoformat(), counts=True)
    for result in (outcome.achievement for outcome in outcomes if outcome.achievement):
        end = f"{result.period_end:04}-12-31"
        counts = _measure(result) == _measure(target)
        _result(instance, "ActualResult", result, end, counts=counts)
    add(indicator, "OtherInformation", _about(target, outcomes))


def achievement_indicator(objective: ET.Element, result: Achievement, number: str) -> None:
    """A result of which the plan has no target."""
    indicator = _indicator(objective, result, f"_achievement-{result.pk}", number)
    instance = add(indicator, "MeasurementInstance")
    end = f"{result.period_end:04}-12-31"
    _result(instance, "ActualResult", result, end, counts=True)
    add(indicator, "OtherInformation", _about(result, []))


def quotes(row: Any) -> str:
    """The words of a row's citations, each with its document and line."""
    return "；".join(
        f"“{citation.quote}”（《{citation.document.title}》第{citation.line}行）"
        for citation in in_order(row.citations.all())
    )


def _indicator(
    objective: ET.Element, fact: Target | Achievement, identifier: str, number: str
) -> ET.Element:
    indicator = add(objective, "PerformanceIndicator")
    quantified = fact.value is not None
    indicator.set("PerformanceIndicatorType", "Quantitative" if quantified else "Qualitative")
    add(indicator, "SequenceIndicator", number)
    dimension = fact.indicator.name if fact.indicator else fact.statement
    measure = f"（{fact.get_measure_display()}）" if fact.measure else ""
    add(indicator, "MeasurementDimension", f"{dimension}{measure}")
    add(indicator, "UnitOfMeasurement", fact.base_unit if quantified else NO_UNIT)
    add(indicator, "Identifier", identifier)
    return indicator


def _measure(fact: Target | Achievement) -> tuple[Any, ...]:
    """What must be the same for two numbers to be of one measure."""
    return fact.measure, fact.base_unit, fact.indicator_id, fact.threshold


def _result(
    instance: ET.Element, name: str, fact: Target | Achievement, end: str, *, counts: bool
) -> None:
    result = add(instance, name)
    add(result, "StartDate", f"{fact.period_start:04}-01-01")
    add(result, "EndDate", end)
    if counts and fact.base_value is not None and fact.value_high is None:
        add(result, "NumberOfUnits", f"{fact.base_value.normalize():f}")
    shown = display(fact.comparator, fact.value, fact.unit, fact.value_high, fact.threshold)
    wording = "、".join(fact.wording)
    said = f"{wording}（{shown}）" if wording and shown else wording or shown
    if fact.comparator or said:
        descriptor = add(result, "Descriptor")
        add(descriptor, "DescriptorName", fact.comparator or None)
        add(descriptor, "DescriptorValue", said)
    add(result, "Description", f"{fact.statement}：{quotes(fact)}")


def _about(fact: Target | Achievement, outcomes: list[Outcome]) -> str | None:
    parts = [f"{fact.get_modality_display()}" if fact.modality else ""]
    parts += [f"讲话人：{fact.speaker}" if fact.speaker else ""]
    for outcome in outcomes:
        how = f"（{outcome.get_directness_display()}）" if outcome.directness else ""
        parts.append(f"结果：{outcome.get_verdict_display()}{how}。{outcome.reasoning}")
    parts += [f"说明：{fact.note}" if fact.note else ""]
    return "\n".join(part for part in parts if part) or None
