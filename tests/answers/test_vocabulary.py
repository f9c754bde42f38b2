"""Names and ids are looked up, not read through: once for each version, and never all of many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.models import District
from districts.naming import district_shapes
from plans.models import Plan, Target
from plans.serializers.facts import DistrictRefSerializer
from policyapi import vocabulary
from policyapi.index.memory import Memory
from policyapi.vocabulary import kept, present, values_like
from tests.answers.asking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """More values than are kept, so that only the neighbours of the asked one are looked at."""
    memory = Memory()
    monkeypatch.setattr(vocabulary, "present", lambda: memory)
    monkeypatch.setattr(vocabulary, "MOST_KNOWN", 3)
    monkeypatch.setattr(vocabulary, "NEIGHBOURS", 2)


def test_few_values_are_all_known() -> None:
    expected = sorted(set(Plan.objects.exclude(theme="").values_list("theme", flat=True)))
    assert values_like(Plan, "theme", "攻坚") == expected
    assert values_like(Plan, "id", "") == sorted(Plan.objects.values_list("id", flat=True))


@pytest.mark.usefixtures("many")
def test_of_many_values_those_around_the_asked_one_are_known() -> None:
    ids = sorted(Plan.objects.values_list("id", flat=True))
    place = ids.index("shizhong-2019")
    around = [*ids[place - 1 : place + 1], *ids[place + 1 : place + 3]]
    assert values_like(Plan, "id", "shizhong-2019-") == around
    assert values_like(Plan, "id", "zzz") == ids[-2:]
    assert values_like(Plan, "id", "") == ids[:2]


@pytest.mark.usefixtures("many")
def test_a_speaker_counts_once_however_many_facts_name_them() -> None:
    named = Target.objects.exclude(speaker="").values_list("speaker", flat=True)
    around = values_like(Target, "speaker", "韩永军"[:2])
    assert "韩永军" in around
    assert len(around) == len(set(around)) <= 4
    assert set(around) <= set(named)


@pytest.mark.usefixtures("many")
def test_a_slip_is_answered_from_the_neighbours() -> None:
    [error] = ask("targets", 400, plan="shizhong-2018")["errors"]
    assert error["nearest"]
    assert set(error["nearest"]) <= set(values_like(Plan, "id", "shizhong-2018"))


def test_a_name_that_was_asked_for_is_not_looked_up_again() -> None:
    asked = {"district": "市中", "plan": "shizhong-2019", "indicator": "GDP"}
    ask("targets", **asked)
    with CaptureQueriesContext(connection) as queries:
        ask("targets", **asked)
    for table in ("districts_district", "plans_plan", "plans_indicator"):
        assert not [q["sql"] for q in queries if f'"{table}"' in q["sql"]], table


def test_what_is_not_there_is_not_kept() -> None:
    for _ in range(2):
        ask("targets", 400, plan="no-such-plan")
    with pytest.raises(LookupError):
        kept(("known", Plan, "id", "no-such-plan"), lambda: {}["asked again"])


def test_the_memory_is_that_of_the_version_that_is_read() -> None:
    before = present()
    assert present() is before
    from plans.models import Dataset

    Dataset.objects.update(data_version="f" * 16)
    assert present() is not before
    Dataset.objects.all().delete()
    assert present() is not present()


def test_a_unit_in_short_is_what_its_serializer_shows() -> None:
    expected = {
        unit.pk: dict(DistrictRefSerializer(unit).data)
        for unit in District.objects.order_by("number")
    }
    assert district_shapes() == expected
    assert list(district_shapes()) == list(expected)
