"""The zipped Data Package: valid, complete, typed, and the same bytes for the same data."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from plans.curation.files import FILES
from plans.publishing.columns import NOT_PUBLISHED
from plans.publishing.datapackage import write_data_package
from plans.publishing.tables import LINKS
from tests.conftest import Records

pytestmark = pytest.mark.django_db
VERSION = "0123456789abcdef"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "package.zip"
    write_data_package(path, VERSION)
    return path


def described(package: Path) -> dict[str, Any]:
    with zipfile.ZipFile(package) as archive:
        result: dict[str, Any] = json.loads(archive.read("datapackage.json"))
    return result


def rows_of(package: Path, table: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(package) as archive:
        text = archive.read(f"data/{table}.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.filterwarnings("ignore")  # the library's own
def test_the_library_of_the_standard_finds_no_error_in_the_package(package: Path) -> None:
    from frictionless import validate

    report = validate(str(package))
    assert report.flatten(["taskNumber", "rowNumber", "fieldNumber", "note"]) == []
    assert report.valid
    assert len(report.tasks) == len(described(package)["resources"])


@pytest.mark.filterwarnings("ignore")  # the library's own
@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("targets", ",quantified,", ",quantifeid,"),
        ("target_citations", "\r\nchangqing-2019", "\r\nno-such-target"),
        ("citations", "shizhong-2019-plenum,117,", "shizhong-2019-plenum,one,"),
    ],
)
def test_the_library_finds_a_wrong_word_a_dangling_key_and_a_wrong_number(
    package: Path, tmp_path: Path, table: str, old: str, new: str
) -> None:
    from frictionless import validate

    broken = tmp_path / "broken.zip"
    descriptor = described(package)
    for resource in descriptor["resources"]:
        del resource["hash"], resource["bytes"]
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == f"data/{table}.csv":
                assert old in content
                content = content.replace(old, new, 1)
            elif name == "datapackage.json":
                content = json.dumps(descriptor)
            target.writestr(name, content)
    assert not validate(str(broken)).valid


def test_every_record_of_the_fixtures_is_in_its_table(package: Path, records: Records) -> None:
    tables = {name.removesuffix(".json") for name in FILES.values()}
    for table in tables - {"outcomes"}:
        assert {row["id"] for row in rows_of(package, table)} == {
            row["id"] for row in records[table]
        }, table
    outcomes = {row["id"]: row for row in rows_of(package, "outcomes")}
    assert {row["id"] for row in records["outcomes"]} <= set(outcomes)
    unreported = {row["target_id"] for row in outcomes.values() if row["verdict"] == "none"}
    reported = {row["target"] for row in records["outcomes"]}
    assert unreported == {row["id"] for row in records["targets"]} - reported


def test_every_link_of_the_fixtures_is_in_its_table(package: Path, records: Records) -> None:
    for (label, field), table in LINKS.items():
        source = records[FILES[label].removesuffix(".json")]
        links = {(row["id"], other) for row in source for other in row[field]}
        assert {tuple(row.values()) for row in rows_of(package, table)} == links, table
    facts = {
        (side["id"], fact["type"], fact["id"])
        for side in records["discrepancy_sides"]
        for fact in side["facts"]
    }
    published = {
        (row["side_id"], name.removesuffix("_id"), row[name])
        for row in rows_of(package, "discrepancy_side_facts")
        for name in row
        if name not in ("side_id", "position") and row[name]
    }
    assert published == facts


def test_a_target_says_the_same_as_the_api(package: Path, client: Client) -> None:
    served = client.get("/api/targets", {"page_size": 1000}).json()["results"]
    published = {row["id"]: row for row in rows_of(package, "targets")}
    assert set(published) == {row["id"] for row in served}
    for row in served:
        cells = published[row["id"]]
        assert cells["district_id"] == row["district"]["id"]
        assert cells["indicator_id"] == (row["indicator"] or {"id": ""})["id"]
        assert cells["statement"] == row["statement"]
        assert cells["display"] == (row["display"] or "")
        assert cells["deadline_date"] == row["deadline"]["date"]
        assert json.loads(cells["wording"]) == row["wording"]
        for number in ("value", "value_high", "base_value"):
            assert (float(cells[number]) if cells[number] else None) == row[number]
        threshold = row["threshold"] or {"base_value": None}
        size = cells["threshold_base_value"]
        assert (float(size) if size else None) == threshold["base_value"]


def test_every_field_of_the_models_is_published_and_nothing_internal(package: Path) -> None:
    resources = {resource["name"]: resource for resource in described(package)["resources"]}
    elsewhere = {
        ("documents", "account"): "numbers_total",
        ("districts", "former_codes"): "district_former_codes",
        ("discrepancy_sides", "facts"): "discrepancy_side_facts",
    }
    for label, name in FILES.items():
        table = name.removesuffix(".json")
        columns = {field["name"] for field in resources[table]["schema"]["fields"]}
        assert not columns & NOT_PUBLISHED
        for field in apps.get_model(label)._meta.concrete_fields:
            if field.name in NOT_PUBLISHED or field.attname in columns:
                continue
            place = elsewhere.get((table, field.name), f"{field.name}_base_value")
            assert place in columns | set(resources), (label, field.name)


def test_every_column_is_described_in_the_words_of_its_model(package: Path) -> None:
    resources = {resource["name"]: resource for resource in described(package)["resources"]}
    for resource in resources.values():
        assert resource["description"]
        assert all(field["description"] for field in resource["schema"]["fields"])
    quote = next(f for f in resources["citations"]["schema"]["fields"] if f["name"] == "quote")
    assert quote["description"] == "The words as printed."
    target = next(f for f in resources["targets"]["schema"]["fields"] if f["name"] == "comparator")
    assert target["constraints"]["enum"] == ["gt", "gte", "approx", "lte", "lt", "eq", "between"]


def test_the_package_names_version_licence_and_sources(package: Path, records: Records) -> None:
    descriptor = described(package)
    assert descriptor["version"] == VERSION
    assert [licence["name"] for licence in descriptor["licenses"]] == ["CC-BY-4.0"]
    sources = {source["filename"]: source["sha256"] for source in descriptor["sources"]}
    assert sources == {row["filename"]: row["sha256"] for row in records["documents"]}


def test_each_table_has_the_size_and_hash_that_the_package_says(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        for resource in described(package)["resources"]:
            content = archive.read(resource["path"])
            assert len(content) == resource["bytes"]
            assert hashlib.sha256(content).hexdigest() == resource["hash"].removeprefix("sha256:")


def test_the_same_data_make_the_same_bytes(package: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    write_data_package(again, VERSION)
    assert again.read_bytes() == package.read_bytes()


@pytest.mark.documents
def test_every_quote_stands_where_its_citation_says(package: Path) -> None:
    folder = settings.POLICYAPI_DOCUMENTS
    if not any(folder.glob("*.txt")):
        pytest.skip("the press documents are not on this machine; set POLICYAPI_DOCUMENTS")
    texts = {
        row["id"]: (folder / row["filename"]).read_bytes().decode()
        for row in rows_of(package, "documents")
    }
    citations = rows_of(package, "citations")
    assert citations
    for row in citations:
        text = texts[row["document_id"]][int(row["start"]) : int(row["end"])]
        assert text == row["quote"]
