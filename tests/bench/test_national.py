"""The generator of the national set: the same bytes, in order, refused by nothing."""

import os
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings

from bench.national import write_national
from bench.national_districts import units
from bench.national_vocabulary import Vocabulary
from bench.national_words import ABSENT_WORDS, COMMON_WORDS, RARE_WORDS
from bench.national_writing import FixtureFile, OutOfOrder
from plans.curation.building import data_version_of
from plans.curation.files import DATASET_FILE, FILES
from plans.curation.units import normalise
from plans.loading.fixtures import Fixtures

Records = dict[str, list[dict[str, Any]]]

TARGETS = 1_100
"""One district with all its years, and one with two."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("national")
    write_national(folder, TARGETS)
    return folder


@pytest.fixture(scope="module")
def records(folder: Path) -> Records:
    return {name: orjson.loads((folder / name).read_bytes()) for name in FILES.values()}


@pytest.fixture(scope="module")
def quotes(records: Records) -> dict[str, str]:
    return {row["pk"]: row["fields"]["quote"] for row in records["citations.json"]}


def words_of(target: dict[str, Any], quotes: dict[str, str]) -> str:
    fields = target["fields"]
    return "\n".join([fields["statement"], *(quotes[key] for key in fields["citations"])])


def test_the_command_writes_the_same_bytes_in_another_process(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "bench/national.py", str(tmp_path), "--targets", str(TARGETS)]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True, text=True
    )
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted([*FILES.values(), DATASET_FILE])
    assert all((tmp_path / name).read_bytes() == (folder / name).read_bytes() for name in names)
    assert re.search(r"^targets +1,100$", done.stdout, re.MULTILINE)


def test_another_seed_gives_another_set_of_the_same_size(folder: Path, tmp_path: Path) -> None:
    counts = write_national(tmp_path, TARGETS, seed=1)
    assert counts["targets"] == TARGETS
    assert (tmp_path / "targets.json").read_bytes() != (folder / "targets.json").read_bytes()


def test_no_record_is_refused_and_the_counts_are_in_proportion(folder: Path) -> None:
    assert Fixtures(folder).check() == {
        "districts.district": 2,
        "plans.document": 22,
        "plans.citation": len((folder / "citations.json").read_bytes().splitlines()) - 2,
        "plans.ignoredspan": 44,
        "plans.indicator": 100,
        "plans.plan": 22,
        "plans.planelement": 22 * 9,
        "plans.target": TARGETS,
        "plans.achievement": 22 * 5,
        "plans.outcome": 20 * 5,
        "plans.project": 11 * 4 + 11 * 5,
        "plans.projectmention": len((folder / "project_mentions.json").read_text().splitlines())
        - 2,
        "plans.slogan": 22 * 3 - 6,
        "plans.discrepancy": 2,
        "plans.discrepancyside": 4,
    }


def test_the_version_is_the_one_that_a_build_would_write(folder: Path) -> None:
    contents = {name: (folder / name).read_text(encoding="utf-8") for name in FILES.values()}
    written = orjson.loads((folder / DATASET_FILE).read_bytes())[0]["fields"]["data_version"]
    assert written == data_version_of(contents)


def test_records_stand_one_a_line_in_the_byte_order_of_their_ids(folder: Path) -> None:
    for name in FILES.values():
        first, *lines, last = (folder / name).read_bytes().splitlines()
        keys = [orjson.loads(line.rstrip(b","))["pk"].encode() for line in lines]
        assert (first, last) == (b"[", b"]")
        assert keys == sorted(set(keys))


def test_a_record_out_of_order_is_refused(tmp_path: Path) -> None:
    file = FixtureFile(tmp_path / "plans.json", "plans.plan")
    file.add("d0001-2007", {})
    with pytest.raises(OutOfOrder, match="d0001-2006 behind d0001-2007"):
        file.add("d0001-2006", {})
    file.close()


def test_fields_have_the_names_and_the_order_of_the_real_ones(records: Records) -> None:
    for name, rows in records.items():
        real = orjson.loads((settings.POLICYAPI_FIXTURES / name).read_bytes())[0]
        assert {tuple(row["fields"]) for row in rows} == {tuple(real["fields"])}
        assert {tuple(row) for row in rows} == {tuple(real)}
        assert {row["model"] for row in rows} == {real["model"]}


def test_quotes_follow_each_other_in_their_document(records: Records) -> None:
    ends = {row["pk"]: 0 for row in records["documents.json"]}
    lengths = {row["pk"]: row["fields"]["characters"] for row in records["documents.json"]}
    for row in records["citations.json"]:
        span = row["fields"]
        assert row["pk"] == f"{span['document']}:{span['start']}-{span['end']}"
        assert span["end"] - span["start"] == len(span["quote"]) <= 80
        assert ends[span["document"]] <= span["start"] < span["end"] <= lengths[span["document"]]
        ends[span["document"]] = span["end"]
    assert all(ends.values())


def test_every_number_agrees_with_its_words_and_its_base_value(
    records: Records, quotes: dict[str, str]
) -> None:
    printed = [row for row in records["targets.json"] if row["fields"]["value"]]
    for row in printed:
        fields = row["fields"]
        base, unit = normalise(Decimal(fields["value"]), fields["unit"])
        assert (Decimal(fields["base_value"]), fields["base_unit"]) == (base, unit)
    varied = {row["fields"]["base_value"] for row in printed}
    stated = [row for row in printed if row["fields"]["value"] in row["fields"]["statement"]]
    assert len(varied) > len(printed) / 3
    assert len(stated) > len(printed) * 0.8
    for row in stated:
        assert row["fields"]["value"] in quotes[row["fields"]["citations"][0]]


def test_each_result_and_its_verdict_answer_a_target_of_the_year_before(records: Records) -> None:
    targets = {row["pk"]: row["fields"] for row in records["targets.json"]}
    results = {row["pk"]: row["fields"] for row in records["achievements.json"]}
    direct = [
        r["fields"] for r in records["outcomes.json"] if r["fields"]["directness"] == "direct"
    ]
    for outcome in direct:
        target, result = targets[outcome["target"]], results[outcome["achievement"]]
        assert (result["indicator"], result["period_end"]) == (
            target["indicator"],
            target["period_start"],
        )
        reached = Decimal(result["base_value"]) - Decimal(target["base_value"])
        least = 0 if target["comparator"] != "gt" else Decimal("0.000001")
        assert (outcome["verdict"] == "met") == (reached >= least)
    verdicts = Counter(outcome["verdict"] for outcome in direct)
    assert set(verdicts) == {"met", "partly_met", "not_met"}


def test_words_stand_in_as_many_targets_as_is_said_of_them(
    folder: Path, records: Records, quotes: dict[str, str]
) -> None:
    targets = [words_of(row, quotes) for row in records["targets.json"]]
    assert {w: sum(w in text for text in targets) for w in RARE_WORDS} == RARE_WORDS
    assert all(sum(w in text for text in targets) > TARGETS / 20 for w in COMMON_WORDS)
    everything = "".join((folder / name).read_text(encoding="utf-8") for name in FILES.values())
    assert [word for word in ABSENT_WORDS if word in everything] == []
    assert all(len(word) == 2 for word in (*RARE_WORDS, *ABSENT_WORDS, *COMMON_WORDS))


def test_the_whole_country_has_its_provinces_cities_and_counties() -> None:
    country = list(units(3000, seed=1))
    kinds = Counter(unit.fields["kind"] for unit in country)
    assert (kinds["province"], kinds["city"], len(country)) == (31, 330, 3000)
    for key in ("code", "name", "short_name"):
        assert len({unit.fields[key] for unit in country}) == 3000
    assert [unit.id for unit in country] == sorted(unit.id for unit in country)
    above = {"province": None, "city": "province", "district": "city", "county": "city"}
    for unit in country:
        assert above[unit.fields["kind"]] == (unit.parent and unit.parent.fields["kind"])
        assert unit.parent is None or unit.fields["code"][:2] == unit.parent.fields["code"][:2]


def test_no_real_district_is_named_in_a_pattern() -> None:
    vocabulary = Vocabulary(settings.POLICYAPI_FIXTURES)
    patterns = [claim.statement + claim.quote for claim in vocabulary.targets]
    patterns += [slogan["text"] for slogan in vocabulary.slogans]
    real = orjson.loads((settings.POLICYAPI_FIXTURES / "districts.json").read_bytes())
    names = [row["fields"]["name"] for row in real]
    assert [(name, text) for name in names for text in patterns if name in text] == []


@pytest.mark.parametrize("targets", [99, 4_000_001])
def test_a_size_that_cannot_be_made_is_refused(targets: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="from 100 to 4000000 targets"):
        write_national(tmp_path / "none", targets)
    assert not (tmp_path / "none").exists()
