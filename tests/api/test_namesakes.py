"""A name that fits several districts of the country answers for all of them, and says so."""

import pytest

from districts.models import District
from plans.loading.finishing import finish_load
from plans.models import Dataset, Target
from tests.api.asking import ask, ids, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def zaozhuang() -> None:
    """市中区 of 枣庄, with one target, as a load of more data would bring it."""
    own = District.objects.get(pk="jinan-shizhong")
    target = Target.objects.get(pk="shizhong-2019-gdp")
    citations = list(target.citations.all())
    District.objects.create(
        id="zaozhuang-shizhong",
        code="370402",
        name="市中区",
        short_name="市中",
        name_en="Shizhong District, Zaozhuang",
        kind=own.kind,
    )
    target.pk = "zaozhuang-2019-gdp"
    target.district_id = "zaozhuang-shizhong"
    target.save(force_insert=True)
    target.citations.set(citations)
    Dataset.objects.update(data_version="e" * 16)
    finish_load()


def test_one_match_is_not_mentioned() -> None:
    assert "matched" not in ask("targets", district="市中")


@pytest.mark.usefixtures("zaozhuang")
def test_a_name_of_two_units_answers_for_both_and_names_them() -> None:
    both = ["jinan-shizhong", "zaozhuang-shizhong"]
    answer = ask("targets", district="市中", page_size=1000)
    assert answer["matched"] == {"district": {"市中": both}}
    assert {row["district"]["id"] for row in answer["results"]} == set(both)
    assert ids("targets", district="市中区") == [row["id"] for row in answer["results"]]
    assert ask("districts", district="市中")["matched"] == {"district": {"市中": both}}


@pytest.mark.usefixtures("zaozhuang")
def test_a_name_of_one_unit_beside_it_is_not_mentioned() -> None:
    answer = ask("targets", district="市中,历下,370402")
    assert answer["matched"] == {"district": {"市中": ["jinan-shizhong", "zaozhuang-shizhong"]}}
    assert "matched" not in ask("targets", district="370402")
    assert ids("targets", district="zaozhuang-shizhong") == ["zaozhuang-2019-gdp"]


@pytest.mark.usefixtures("zaozhuang")
def test_an_id_is_never_taken_for_another() -> None:
    [error] = refused("/api/targets", "district=zaozhuang-shizong")["errors"]
    assert error["nearest"] == ["zaozhuang-shizhong"]
