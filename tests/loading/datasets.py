"""Data sets for loading: the real one, and parts of it that stand by themselves."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
from django.apps import apps
from django.conf import settings

from plans.curation.building import as_fixture, dataset_fixture
from plans.curation.files import FILES

Dataset = dict[str, list[dict[str, Any]]]
"""Fixture records by the name of their file."""

LISTS = (
    *("districts", "documents", "indicators", "plans", "targets"),
    *("achievements", "outcomes", "projects", "slogans", "discrepancies"),
)
FACTS = ("plans.json", "targets.json", "achievements.json", "projects.json", "slogans.json")


def real_dataset() -> Dataset:
    """Everything that is committed."""
    folder = settings.POLICYAPI_FIXTURES
    return {name: orjson.loads((folder / name).read_bytes()) for name in FILES.values()}


def part_of(dataset: Dataset, districts: Iterable[str], most: int | None = None) -> Dataset:
    """The facts of some districts, of each type `most`, and the other records that still stand.

    A record stands when nothing that it names has been left out.
    """
    kept = {name: list(rows) for name, rows in dataset.items()} | {"ignored.json": []}
    for name in FACTS:
        rows = [row for row in kept[name] if row["fields"]["district"] in set(districts)]
        kept[name] = rows[:most]
    before = -1
    while before != (before := sum(map(len, kept.values()))):
        for label, name in FILES.items():
            kept[name] = [row for row in kept[name] if _stands(label, row, kept)]
    cited = {key for rows in kept.values() for row in rows for key in _cited(row)}
    kept["citations.json"] = [row for row in kept["citations.json"] if row["pk"] in cited]
    named = {row["fields"].get("indicator") for rows in kept.values() for row in rows}
    kept["indicators.json"] = [row for row in kept["indicators.json"] if row["pk"] in named]
    return kept


def write_dataset(dataset: Dataset, folder: Path) -> Path:
    """Fixture files, with the one that tells their version; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: as_fixture(rows) for name, rows in dataset.items()}
    files["dataset.json"] = dataset_fixture(files)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def version_of(folder: Path) -> str:
    """The version that a folder's files make."""
    return str(orjson.loads((folder / "dataset.json").read_bytes())[0]["fields"]["data_version"])


def counts_of(dataset: Dataset) -> dict[str, int]:
    """How many rows each list must have: one more outcome for each target that has none."""
    counts = {name: len(dataset[f"{name}.json"]) for name in LISTS}
    reported = {row["fields"]["target"] for row in dataset["outcomes.json"]}
    counts["outcomes"] += sum(row["pk"] not in reported for row in dataset["targets.json"])
    return counts


def _stands(label: str, row: dict[str, Any], kept: Dataset) -> bool:
    for field in apps.get_model(label)._meta.concrete_fields:
        key = row["fields"].get(field.name)
        if field.is_relation and key is not None:
            name = FILES[field.related_model._meta.label_lower]
            if key not in {other["pk"] for other in kept[name]}:
                return False
    if label == "plans.discrepancy":
        sides = [
            r for r in kept["discrepancy_sides.json"] if r["fields"]["discrepancy"] == row["pk"]
        ]
        return len(sides) > 1
    named = row["fields"].get("facts", [])
    return all(any(r["pk"] == f["id"] for n in FACTS for r in kept[n]) for f in named)


def _cited(row: dict[str, Any]) -> list[str]:
    fields = row["fields"]
    single = [fields["citation"]] if "citation" in fields else []
    return [*fields.get("citations", []), *fields.get("citations_of_dates", []), *single]
