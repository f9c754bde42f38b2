"""Building: everything or nothing, byte for byte the same, and fit for the models."""

import json
from pathlib import Path
from typing import Any

import pytest

from plans.curation.building import NoDocuments, data_version_of, documents_folder, write_files
from plans.curation.files import DATASET_FILE, FILES
from plans.curation.problems import BuildRefused
from tests.curation.cases import add, put
from tests.curation.workshop import Change, Workshop


def records(files: dict[str, str], name: str) -> dict[Any, Any]:
    """The fields of a file's records, by primary key."""
    return {row["pk"]: row["fields"] for row in json.loads(files[name])}


def test_every_model_has_its_file_and_a_file_one_record_a_line(workshop: Workshop) -> None:
    files = workshop.build()
    assert set(files) == {*FILES.values(), DATASET_FILE}
    for name, content in files.items():
        first, *lines, last, end = content.split("\n")
        assert (first, last, end) == ("[", "]", ""), name
        keys = [json.loads(line.removesuffix(","))["pk"] for line in lines]
        assert keys == sorted(set(keys))


def test_a_file_without_records_is_an_empty_list(workshop: Workshop) -> None:
    del workshop.files["outcomes.yaml"]
    assert workshop.build()["outcomes.json"] == "[]\n"


def test_a_rebuild_is_the_same_byte_for_byte_whatever_the_order_of_entries(
    workshop: Workshop,
) -> None:
    files = workshop.build()
    workshop.files["plan-2030/targets.yaml"]["targets"].reverse()
    workshop.files["districts.yaml"]["districts"].reverse()
    assert workshop.build() == files


def test_the_data_version_is_of_the_content(workshop: Workshop) -> None:
    files = workshop.build()
    version = records(files, DATASET_FILE)[1]["data_version"]
    assert version == data_version_of(files)
    put("yungang-2030-trail", note="Changed.")(workshop)
    changed = workshop.build()
    assert records(changed, DATASET_FILE)[1]["data_version"] != version
    assert [name for name in files if files[name] != changed[name]] == [
        DATASET_FILE,
        "targets.json",
    ]


def test_all_problems_are_given_at_once_sorted_and_nothing_is_returned(workshop: Workshop) -> None:
    put("yungang-2030-growth", plan="nowhere", measure="")(workshop)
    put("yungang-2030-trail", quote="没有")(workshop)
    with pytest.raises(BuildRefused) as refusal:
        workshop.build()
    lines = str(refusal.value).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(refusal.value.problems) == 4


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            put("yungang-2030-trail", domain="sports"),
            "plan-2030/targets.yaml targets[3] yungang-2030-trail: `domain`: Value 'sports' is "
            "not a valid choice.",
        ),
        (
            put("yungang-2030-trail", statement="步" * 201),
            "plan-2030/targets.yaml targets[3] yungang-2030-trail: `statement`: Ensure this "
            "value has at most 200 characters (it has 201).",
        ),
        (
            put("yungang-2030-port", name="港" * 121),
            "plan-2030/plans.yaml plans[0] yungang-2030 elements[0] yungang-2030-engines "
            "members[0] yungang-2030-port: `name`: Ensure this value has at most 120 characters",
        ),
        (
            lambda w: w.files["plan-2030/projects.yaml"]["projects"][0]["mentions"][0].update(
                stage="built"
            ),
            "plan-2030/projects.yaml projects[0] yungang-expo: `stage`: Value 'built' is not a "
            "valid choice.",
        ),
        (
            put("gdp", direction="sideways"),
            "indicators.yaml indicators[0] gdp: `direction`: ",
        ),
        (
            lambda w: w.files["plan-2030/document.yaml"]["document"].update(title="题" * 201),
            "plan-2030/document.yaml document[0]: `title`: Ensure this value has at most 200",
        ),
        (
            put("新一年", reason="r" * 201),
            "plan-2030/ignored.yaml ignored[0]: `reason`: Ensure this value has at most 200",
        ),
        (
            put("demolition", name="地区生产总值"),
            "indicators.yaml indicators[0] gdp: `name`: another plans.indicator has the same",
        ),
        (
            put("haidong", code="990102"),
            "districts.yaml districts[1] yungang: `code`: another districts.district has the same",
        ),
        (
            add(
                "outcomes.yaml",
                id="yungang-2030-growth-again",
                target="yungang-2030-growth",
                achievement="yungang-2030-growth-reached",
                verdict="met",
                directness="direct",
                reasoning="Again.",
            ),
            "outcomes.yaml outcomes[0] yungang-2030-growth-reviewed: `target, achievement`: "
            "another plans.outcome has the same",
        ),
        (
            lambda w: w.files["plan-2030/projects.yaml"]["projects"][0]["mentions"].append(
                {"quote": "加快云港会展中心建设，总投资12亿元", "year": "2030"}
                | {"stage": "planned", "stage_text": "建设"}
            ),
            "plan-2030/projects.yaml projects[0] yungang-expo: an entry before makes something "
            "else of these words (yungang-expo@plan-2030:114-132)",
        ),
        (
            add("plan-2030/ignored.yaml", quote="新一年", reason="something else"),
            "plan-2030/ignored.yaml ignored[2]: an entry before makes something else of these "
            "words (plan-2030:5-8)",
        ),
    ],
)
def test_what_does_not_fit_its_model_is_refused_with_its_place(
    workshop: Workshop, change: Change, problem: str
) -> None:
    change(workshop)
    with pytest.raises(BuildRefused) as refusal:
        workshop.build()
    (found,) = refusal.value.problems
    assert str(found).startswith(f"fixtures/sources/{problem}")


def test_a_mention_with_several_quotes_is_cited_by_the_first_written_one(
    workshop: Workshop,
) -> None:
    mention = workshop.files["plan-2030/projects.yaml"]["projects"][0]["mentions"][0]
    del mention["quote"]
    mention["quotes"] = ["总投资12亿元", "云港会展中心建设"]
    files = workshop.build()
    project = records(files, "projects.json")["yungang-expo"]
    mentions = [row["citation"] for row in records(files, "project_mentions.json").values()]
    cited = records(files, "citations.json")
    assert [cited[pk]["quote"] for pk in mentions] == ["总投资12亿元", "云港会展中心启用"]
    assert [cited[pk]["quote"] for pk in project["citations"]] == [
        "云港会展中心建设",
        "总投资12亿元",
        "云港会展中心启用",
    ]


def test_a_project_has_the_speaker_and_the_years_of_its_mentions(workshop: Workshop) -> None:
    project = records(workshop.build(), "projects.json")["yungang-expo"]
    assert (project["speaker"], project["stage"]) == ("江一帆", "opened")
    assert (project["period_start"], project["period_end"]) == (2030, 2031)


def test_the_workshop_s_target_is_what_its_words_say(workshop: Workshop) -> None:
    target = records(workshop.build(), "targets.json")["yungang-2030-growth"]
    assert target == {
        "district": "yungang",
        "plan": "yungang-2030",
        "element": "yungang-2030-port",
        "period_start": 2030,
        "period_end": 2030,
        "period_basis": "stated",
        "period_reason": "",
        "domain": "economy",
        "speaker": "",
        "note": "",
        "citations": ["plan-2030:65-79"],
        "indicator": "gdp",
        "modality": "strive",
        "wording": ["力争", "左右"],
        "comparator": "approx",
        "measure": "growth",
        "value": "6.5",
        "value_high": None,
        "unit": "%",
        "base_value": "6.5",
        "base_unit": "percent",
        "threshold": None,
        "statement": "生产总值增长6.5%左右",
        "checkability": "quantified",
        "deadline_date": "2030-12-31",
        "deadline_text": "",
        "deadline_basis": "inferred",
        "deadline_reason": "The text sets no date; the last day of the period is taken.",
    }


def test_only_what_differs_is_written_and_stale_files_are_removed(
    workshop: Workshop, tmp_path: Path
) -> None:
    files, folder = workshop.build(), tmp_path / "out"
    folder.mkdir()
    assert write_files(files, folder) == sorted(files)
    assert write_files(files, folder) == []
    (folder / "old.json").write_text("[]")
    (folder / "targets.json").write_bytes(files["targets.json"].replace("\n", "\r\n").encode())
    assert write_files(files, folder) == ["old.json", "targets.json"]
    assert {path.name: path.read_bytes().decode() for path in folder.iterdir()} == files


def test_missing_documents_are_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoDocuments) as missing:
        documents_folder(tmp_path / "nowhere")
    assert "put your copies into documents/ or set POLICYAPI_DOCUMENTS" in str(missing.value)
    (tmp_path / "a.txt").write_text("")
    assert documents_folder(tmp_path) == tmp_path
