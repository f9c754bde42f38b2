"""The questions that people come with, each in one GET, with answers worked out from the texts."""

import pytest

from tests.answers.asking import ask, everything

pytestmark = pytest.mark.django_db


def test_which_districts_set_a_growth_target_for_gdp_which_a_level_and_which_none() -> None:
    answer = ask("compare", indicator="GDP", year=2019)
    rows = {row["district"]["short_name"]: row for row in answer["rows"]}
    growth = {
        name: [(c["comparator"], c["base_value"], c["wording"]) for c in row["cells"][column]]
        for name, row in rows.items()
        for column in ["target:growth:percent"]
        if column in row["cells"]
    }
    assert growth == {
        "莱芜": [("approx", 8.2, ["力争", "左右"])],
        "钢城": [("eq", 8.2, ["确保"])],
    }
    level = [name for name, row in rows.items() if "target:level:CNY" in row["cells"]]
    assert level == ["市中"]
    none = [name for name, row in rows.items() if not row["claims"]]
    assert set(none) == set(rows) - {"莱芜", "钢城", "市中"}
    assert len(rows) == 17


def test_what_shizhong_promised_for_2019_and_what_became_of_it() -> None:
    outcomes = everything("outcomes", district="市中", year=2019, plan="shizhong-2019")
    verdicts = {row["target"]["id"]: row["verdict"] for row in outcomes}
    promised = everything("targets", district="市中", plan="shizhong-2019")
    assert set(verdicts) == {target["id"] for target in promised}
    assert verdicts["shizhong-2019-gdp"] == "met"
    assert verdicts["shizhong-2019-budget-revenue"] == "met"
    assert verdicts["shizhong-2019-schools-started"] == "none"


def test_how_the_programme_of_shizhong_evolved() -> None:
    answer = ask("timeline", district="市中")
    main = {
        plan["period"]["start"]: (plan["theme"], plan["code"])
        for year in answer["years"]
        for plan in year["plans"]
        if plan["kind"] in {"annual", "five_year"}
    }
    assert main == {
        2019: ("攻坚突破年", "1+456"),
        2020: ("聚焦提升年", "1+467"),
        2022: (None, None),
    }
    plans = {plan["id"]: plan for year in answer["years"] for plan in year["plans"]}
    drivers = {
        2019: ["党建引领力", "科技创新力", "产业竞争力", "项目支撑力", "干部执行力"],
        2020: ["改革创新力", "产城融合力", "项目支撑力", "底线约束力", "社会动员力", "干部担当力"],
    }
    for year, names in drivers.items():
        groups = plans[f"shizhong-{year}"]["elements"]
        assert names in [group["members"] for group in groups]
    assert plans["shizhong-2022-2027"]["period"]["end"] == 2027


def test_which_promises_have_a_number_but_no_reported_result() -> None:
    rows = everything("targets", has_value="true", verdict="none")
    assert rows
    assert all(row["value"] is not None and row["outcomes"] == [] for row in rows)
    summary = ask("summary", of="targets", by="district", has_value="true")
    silent = {r["district"]["name"] for r in summary["results"] if r["valued"] == 0}
    assert {"平阴县", "槐荫区", "长清区", "历城区", "章丘区", "济阳区"} <= silent
    assert "莱芜区" not in silent


def test_where_documents_disagree_about_the_same_thing() -> None:
    rows = everything("discrepancies", district="市中", kind="conflict")
    schools = next(row for row in rows if row["id"] == "shizhong-2020-schools")
    quotes = [side["citations"][0]["quote"] for side in schools["sides"]]
    assert quotes == ["开工建设17所学校、幼儿园", "开工新建改扩建中小学幼儿园21所"]


def test_which_projects_are_named_in_one_document_and_never_again() -> None:
    once = everything("projects", named_once="true", district="市中")
    again = everything("projects", named_once="false", district="市中")
    assert once
    assert again
    assert all(len({m["document"] for m in row["mentions"]}) == 1 for row in once)
    assert all(len({m["document"] for m in row["mentions"]}) > 1 for row in again)


def test_what_stage_a_park_had_reached_in_each_year() -> None:
    park = ask("projects/shizhong-new-finance-park-phase-2")
    assert [(m["year"], m["stage"]) for m in park["mentions"]] == [
        (2019, "promoted"),
        (2020, "promoted"),
    ]


def test_who_said_that_projects_are_king() -> None:
    rows = everything("slogans", q="项目为王")
    assert {(row["district"]["short_name"], row["speaker"]) for row in rows} == {
        ("市中", "韩永军"),
        ("济阳", "吕灿华"),
    }


def test_what_all_districts_say_about_one_character() -> None:
    answer = ask("search", q="厕")
    assert answer["facets"]["district"] == {"jinan-laiwu": 1, "jinan-shizhong": 1}
