"""StratML Part 2: every plan is valid against the standard's schema and says what the API says."""

import os
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client

from plans.publishing.elements import NAMESPACE
from tests.conftest import read_records

pytestmark = pytest.mark.django_db
PLANS = [row["id"] for row in read_records("plans.json")]
XSD = "stratml-part2-2016-05-06.xsd"
NAMES = {"s": NAMESPACE}


@pytest.fixture(scope="module")
def schema() -> Any:
    sibling = settings.BASE_DIR.parent / "shared" / "standards" / XSD
    path = Path(os.environ.get("POLICYAPI_STRATML_XSD") or sibling)
    if not path.is_file():
        pytest.skip("the schema of the standard is not here; set POLICYAPI_STRATML_XSD to its file")
    import xmlschema

    return xmlschema.XMLSchema(path)


def stratml(client: Client, plan: str) -> ET.Element:
    response = client.get(f"/api/plans/{plan}", {"format": "stratml"})
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)  # noqa: S314 - our own


def texts(element: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path, NAMES)]


@pytest.mark.parametrize("plan", PLANS)
def test_every_plan_is_valid(client: Client, schema: Any, plan: str) -> None:
    errors = [error.reason for error in schema.iter_errors(stratml(client, plan))]
    assert errors == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".//s:Identifier", "1 is no name"),
        (".//s:TargetResult/s:NumberOfUnits", "过百亿"),
        ("s:AdministrativeInformation/s:Identifier", "_district-jinan-shizhong"),
        ("s:AdministrativeInformation/s:StartDate", "2019"),
    ],
    ids=["an identifier", "a number", "a repeated identifier", "a date"],
)
def test_the_schema_refuses_what_is_wrong(
    client: Client, schema: Any, path: str, text: str
) -> None:
    report = stratml(client, "shizhong-2019")
    element = report.find(path, NAMES)
    assert element is not None
    element.text = text
    assert list(schema.iter_errors(report))


def test_a_target_has_its_number_wording_and_words(client: Client) -> None:
    report = stratml(client, "shizhong-2019")
    assert report.get("Type") == "Performance_Plan"
    assert texts(report, "s:StrategicPlanCore/s:Organization/s:Name") == ["市中区"]
    indicator = next(
        found
        for found in report.iterfind(".//s:PerformanceIndicator", NAMES)
        if texts(found, "s:Identifier") == ["_target-shizhong-2019-budget-revenue"]
    )
    assert indicator.get("PerformanceIndicatorType") == "Quantitative"
    assert texts(indicator, "s:MeasurementDimension") == ["一般公共预算收入（总量）"]
    assert texts(indicator, "s:UnitOfMeasurement") == ["CNY"]
    result = indicator.find("s:MeasurementInstance/s:TargetResult", NAMES)
    assert result is not None
    assert texts(result, "s:EndDate") == ["2019-12-31"]
    assert texts(result, "s:NumberOfUnits") == ["10000000000"]
    assert texts(result, "s:Descriptor/s:DescriptorName") == ["gt"]
    assert texts(result, "s:Descriptor/s:DescriptorValue") == ["过（> 100亿元）"]
    (description,) = texts(result, "s:Description")
    assert "“2019年市中区要实现一般公共预算收入过百亿”" in description
    assert "第22行" in description


@pytest.mark.parametrize("plan", PLANS)
def test_components_targets_results_and_slogans_are_all_there(client: Client, plan: str) -> None:
    report = stratml(client, plan)
    identifiers = texts(report, ".//s:Identifier")
    elements = [row["id"] for row in read_records("plan_elements.json") if row["plan"] == plan]
    targets = [row for row in read_records("targets.json") if row["plan"] == plan]
    slogans = [row for row in read_records("slogans.json") if row["plan"] == plan]
    goals = texts(report, "s:StrategicPlanCore/s:Goal/s:Identifier")
    assert sorted(goals)[: len(elements)] == sorted(f"_element-{row}" for row in elements)
    assert sorted(i for i in identifiers if i.startswith("_target-")) == sorted(
        f"_target-{row['id']}" for row in targets
    )
    values = texts(report, "s:StrategicPlanCore/s:Value/s:Name")
    assert sorted(values) == sorted(row["text"] for row in slogans if row["kind"] != "goal")
    vision = "\n".join(texts(report, "s:StrategicPlanCore/s:Vision/s:Description"))
    assert all(row["text"] in vision for row in slogans if row["kind"] == "goal")
    outcomes = [
        row
        for row in read_records("outcomes.json")
        if row["target"] in {target["id"] for target in targets}
    ]
    results = {row["id"] for row in read_records("achievements.json") if row["plan"] == plan}
    linked = {row["achievement"] for row in outcomes}
    unlinked = {i for i in identifiers if i.startswith("_achievement-")}
    assert unlinked == {f"_achievement-{row}" for row in results - linked}
    actual = report.findall(".//s:ActualResult", NAMES)
    assert len(actual) == len(outcomes) + len(results - linked)


@pytest.mark.parametrize("plan", PLANS)
def test_a_number_is_in_the_unit_of_its_indicator_or_not_given_as_one(
    client: Client, plan: str
) -> None:
    rows = [row for row in read_records("targets.json") if row["plan"] == plan]
    targets = {f"_target-{row['id']}": row for row in rows}
    for indicator in stratml(client, plan).iterfind(".//s:PerformanceIndicator", NAMES):
        target = targets.get(texts(indicator, "s:Identifier")[0])
        if target is None:
            continue
        numbers = texts(indicator, ".//s:TargetResult/s:NumberOfUnits")
        if target["base_value"] is None or target["value_high"] is not None:
            assert numbers == []
        else:
            assert [Decimal(n) for n in numbers] == [Decimal(str(target["base_value"]))]
            assert texts(indicator, "s:UnitOfMeasurement") == [target["base_unit"]]


def test_a_plan_without_components_has_one_goal_of_its_own(client: Client) -> None:
    with_elements = {row["plan"] for row in read_records("plan_elements.json")}
    bare = [plan for plan in PLANS if plan not in with_elements]
    assert bare
    for plan in bare:
        goals = texts(stratml(client, plan), "s:StrategicPlanCore/s:Goal/s:Identifier")
        assert goals == [f"_goal-{plan}"]


def test_the_accept_header_chooses_xml_but_a_browser_gets_json(client: Client) -> None:
    path = "/api/plans/shizhong-2019"
    assert client.get(path, headers={"Accept": "application/xml"})["Content-Type"] == (
        "application/xml"
    )
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert client.get(path, headers={"Accept": browser})["Content-Type"] == "application/json"


def test_only_plans_come_as_stratml(client: Client) -> None:
    response = client.get("/api/targets/shizhong-2019-budget-revenue", {"format": "stratml"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["value"] == "stratml"
    header = {"Accept": "application/xml"}
    path = "/api/targets/shizhong-2019-budget-revenue"
    assert client.get(path, headers=header).status_code == 406


def test_the_number_of_queries_does_not_grow_with_the_plan(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for plan in ("shizhong-2020", "jinan-2019"):
        with django_assert_max_num_queries(21):
            stratml(client, plan)
