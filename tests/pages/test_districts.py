"""The pages of units say what the API says: plans, promises, what followed, what is absent."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from pages.catalogue import compile_catalogue
from pages.units.following import followed_of, later_of
from pages.units.programmes import card_of, groups_of, programmes_of
from pages.units.promises import until
from pages.units.undertakings import undertakings_of
from tests.pages.drawn import of_class, parsed
from tests.pages.reading import chinese

pytestmark = pytest.mark.django_db
HTML = {"Accept": "text/html"}
SHIZHONG = "/districts/jinan-shizhong"


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What Django reads of the Chinese texts."""
    compile_catalogue()


def shown(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path, headers=HTML)
    assert response.status_code == status
    return response.content.decode()


def told(page: str) -> str:
    """The page's words, one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def listed(client: Client, path: str) -> Any:
    return client.get(path).json()


@pytest.mark.parametrize(
    ("path", "language", "heading"),
    [(SHIZHONG, "zh-Hans", "市中区"), (f"/en{SHIZHONG}", "en", "Shizhong")],
)
def test_a_unit_is_shown_in_both_languages(
    client: Client, path: str, language: str, heading: str
) -> None:
    page = shown(client, path)
    assert f'<html lang="{language}">' in page
    assert f"<h1>{heading}" in page
    assert page.count("<h1") == 1
    for other in (SHIZHONG, f"/en{SHIZHONG}"):
        assert re.search(rf'<link rel="alternate" hreflang="[^"]+" href="[^"]*{other}">', page)
    assert f"{heading}" in re.findall("<title>(.*?)</title>", page)[0]


def test_every_target_of_a_unit_has_a_disc_that_leads_to_it(client: Client) -> None:
    targets = listed(client, "/api/targets?district=jinan-shizhong&page_size=1000")["results"]
    page = shown(client, SHIZHONG)
    chart = page[page.index('class="m-units"') : page.index('class="tally"')]
    led_to = set(re.findall(r'href="/targets/([^"]+)"', chart))
    assert led_to == {target["id"] for target in targets}
    whole, *years = [
        sum(map(int, re.findall(r"</svg> <b>(\d+)</b>", tally)))
        for tally in re.findall(r'<ul class="tally">.*?</ul>', page)
    ]
    assert whole == sum(years) == len(targets)
    assert len(years) == len({target["period"]["start"] for target in targets})
    assert "%" not in told(chart)


def test_numbers_and_statements_of_targets_equal_the_apis(client: Client) -> None:
    query = "district=jinan-shizhong&has_value=true&page_size=1000"
    page = shown(client, SHIZHONG)
    rows = {
        key: told(row)
        for row in re.findall(r'<tr role="row">.*?</tr>', page, re.DOTALL)
        for key in re.findall(r'href="/targets/([^"]+)"', row)
    }
    for target in listed(client, f"/api/targets?{query}")["results"]:
        row = rows[target["id"]]
        assert target["statement"] in row
        assert f"{target['value']:,g} {target['unit']}" in row
        assert all(word in row for word in target["wording"])


def test_a_work_system_is_taken_apart_digit_by_digit(client: Client) -> None:
    page = shown(client, SHIZHONG)
    card = next(
        part for part in page.split("<article")
        if re.search(r'class="code">1\+456<', part)
    )  # fmt: skip
    assert re.findall(r'<span class="digit">(\d)</span>', card) == ["1", "4", "5", "6"]
    groups = [told(part) for part in card.split("<dt>")[2:]]
    plan = listed(client, "/api/plans/shizhong-2019")
    for group, row in zip(list(groups_of(plan["elements"]))[1:], groups, strict=True):
        assert group["label"] in row
        assert [item in row for item in group["items"]] == [True] * int(group["digit"])
    (listed_only,) = [g for g in groups_of(_elements(client)) if g["label"] == "四大片区"]
    assert (listed_only["digit"], listed_only["count"]) == (None, 4)
    reason = plan["elements"][2]["reason"]
    assert f"<p>{chinese(reason)}</p>" in unescape(card)
    assert card.count('class="inferred"') == 4


def _elements(client: Client) -> Any:
    return listed(client, "/api/plans/shizhong-2020")["elements"]


def test_a_later_year_is_later_and_the_same_year_is_not(client: Client) -> None:
    targets = listed(client, "/api/targets?district=jinan-shizhong&page_size=1000")["results"]
    documents = listed(client, "/api/documents?district=jinan-shizhong")["results"]
    later = {row["year"]: row for row in later_of(targets, documents)}
    assert [d["id"] for d in later[2020]["documents"]] == ["shizhong-2022-congress"]
    assert later[2022]["documents"] == []
    assert sum(row["count"] for row in later.values()) == len(targets)
    page = told(shown(client, f"/en{SHIZHONG}"))
    assert "2022 targets: 3. No later document is in the data." in page
    assert "“Not found” speaks of the documents in the data, not of the work." in page


def test_indirect_evidence_is_counted_and_said_apart() -> None:
    target = {"id": "a", "statement": "建成四所学校", "outcomes": []}
    told_directly = [{"verdict": "met", "directness": "direct"}]
    indirectly = [{"verdict": "met", "directness": "indicative"}]
    with translation.override("en"):
        found = followed_of(
            [target, target | {"outcomes": indirectly}, target | {"outcomes": told_directly}]
        )
    assert [(kind["verdict"], kind["count"]) for kind in found["tally"]] == [
        ("met", 1), ("met", 1), ("none", 1)
    ]  # fmt: skip
    assert "indicative" in found["tally"][1]["words"]
    assert "indicative" not in found["tally"][0]["words"]
    assert len(of_class(parsed(str(found["chart"])), "m-disc")) == 3


def test_targets_of_which_sources_differ_lead_to_the_difference(client: Client) -> None:
    page = shown(client, SHIZHONG)
    row = next(
        row for row in re.findall(r'<tr role="row">.*?</tr>', page, re.DOTALL)
        if "/targets/shizhong-2020-schools-started" in row
    )  # fmt: skip
    assert 'class="differs" href="/discrepancies/shizhong-2020-schools"' in row
    assert client.get("/discrepancies/shizhong-2020-schools", headers=HTML).status_code == 200


def test_projects_that_are_named_in_several_years_come_first(client: Client) -> None:
    projects = listed(client, "/api/projects?district=jinan-shizhong&page_size=1000")["results"]
    table = undertakings_of(projects)
    named = [sum(bool(cell["stages"]) for cell in row["cells"]) for row in table["rows"]]
    assert named == sorted(named, reverse=True)
    assert named[0] == 3
    page = told(shown(client, SHIZHONG))
    for row in table["rows"]:
        assert row["project"]["name"] in page
    first = table["rows"][0]["project"]
    assert all(mention["stage_text"] in page for mention in first["mentions"])


def test_a_column_is_named_by_a_review_only_where_all_its_projects_are(client: Client) -> None:
    projects = listed(client, "/api/projects?district=jinan-shizhong&page_size=1000")["results"]
    assert {"2019", "2020"} <= {c["label"] for c in undertakings_of(projects)["columns"]}
    whole = [p for p in projects if p["period"] | {"reason": ""} == {
        "start": 2017, "end": 2021, "basis": "inferred", "reason": ""
    }]  # fmt: skip
    (column,) = undertakings_of(whole)["columns"]
    assert (column["label"], column["basis"]) == ("2017–2021", "inferred")
    year_alone = whole[0] | {"period": {"start": 2021, "end": 2021, "basis": "stated"}}
    (column,) = undertakings_of([*whole[1:], year_alone])["columns"]
    assert column["label"] == "2021"


def test_three_absences_look_different(client: Client) -> None:
    read = told(shown(client, "/en/districts/jinan-zhangqiu"))
    assert "No target in the texts that were read (documents: 1)." in read
    assert "No document about this unit is in the data." not in read
    unread = listed(client, "/api/districts?page_size=100")["results"]
    without = [
        unit["id"] for unit in unread
        if not listed(client, f"/api/documents?district={unit['id']}")["count"]
    ]  # fmt: skip
    assert without
    for key in without:
        page = told(shown(client, f"/en/districts/{key}"))
        assert "No document about this unit is in the data." in page
        assert "No target in the texts" not in page


def test_a_misspelt_unit_and_any_parameter_are_error_pages_with_a_way_on(client: Client) -> None:
    page = shown(client, "/districts/jinan-shizhon", 404)
    assert 'href="/districts/jinan-shizhong"' in page
    assert "<h1>" in shown(client, f"{SHIZHONG}?year=2019", 400)
    assert 'href="/districts?kind=district"' in shown(client, "/districts?kind=distrct", 400)


def test_the_list_shows_every_unit_with_its_code_and_its_numbers(client: Client) -> None:
    page = shown(client, "/en/districts")
    rows = {
        key: told(row)
        for row in re.findall(r'<tr role="row">.*?</tr>', page, re.DOTALL)
        for key in re.findall(r'href="/en/districts/([^"]+)"', row)
    }
    counted = listed(client, "/api/summary?of=targets&by=district")["results"]
    assert set(rows) == {row["district"]["id"] for row in counted}
    for row in counted:
        said = rows[row["district"]["id"]]
        number = str(row["valued"]) if row["valued"] else "no number"
        assert said.endswith(number if row["valued"] else ")" if row["count"] else "no target")
        assert number in said or not row["count"]
    assert "1+467" in rows["jinan-shizhong"]


def test_the_list_pages_and_takes_the_filters_of_the_api(client: Client) -> None:
    page = shown(client, "/districts?page_size=5&parent=jinan")
    assert len(re.findall(r'scope="row"', page)) == 5
    following = unescape(re.findall(r'href="([^"]+)" rel="next"', page)[0])
    assert following.startswith("/districts?page_size=5&parent=jinan&page=2")
    assert "jinan-changqing" not in re.findall(r'/districts/([^"]+)"', shown(client, following))
    assert "/districts/jinan-shizhong" in shown(client, "/districts?q=市中")
    assert client.get("/districts?q=&kind=county", headers=HTML).status_code == 302
    assert told(shown(client, "/en/districts?q=西湖区")).count("No unit fits these filters.") == 1


def test_the_files_behind_the_pages_answer(client: Client) -> None:
    for path in (SHIZHONG, "/districts?kind=county"):
        page = shown(client, path)
        files = re.findall(r'<a href="(/api/[^"]+format=[^"]+)"', page)
        assert len(files) == 3
        assert [client.get(unescape(url)).status_code for url in files] == [200] * 3


def test_a_deadline_is_only_told_where_it_is_another_year() -> None:
    target = {"period": {"start": 2020}, "deadline": {"date": "2020-12-31"}}
    assert until(target) == ""
    assert until(target | {"deadline": {"date": "2029-12-31"}}) == "2029"
    assert until(target | {"deadline": None}) == ""


def test_components_at_any_depth_are_told_in_the_order_of_print(client: Client) -> None:
    plan = listed(client, "/api/plans/shizhong-2020-belt-and-city")
    groups = list(groups_of(plan["elements"]))
    assert groups[0]["label"] == "一带一城"
    assert [group["label"] for group in groups[1:3]] == groups[0]["items"][:1] + groups[1]["items"][
        :1
    ]
    said = {name for g in groups for name in (g["label"], *g["items"])}
    assert said == {element["name"] for element in plan["elements"]}
    assert card_of(plan)["reasons"] == [plan["period"]["reason"]]


def test_a_unit_with_a_thousand_plans_shows_some_and_lists_all(client: Client) -> None:
    (plan,) = [listed(client, "/api/plans/shizhong-2019")]
    several = [plan | {"id": f"plan-{place}"} for place in range(1000)]
    found = programmes_of(several)
    assert len(found["cards"]) == 9
    assert len(of_class(parsed(str(found["timeline"])), "m-plan")) == 40
    assert len(found["all"]) == 1000
