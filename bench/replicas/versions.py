"""Data sets of several versions: the real one, each with another note on every slogan."""

from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from plans.curation.building import as_fixture, dataset_fixture
from plans.curation.files import FILES


def write_versions(folder: Path, count: int) -> list[Path]:
    """Folders of fixtures, each loaded as the next version."""
    return [_written(folder / str(number), f"Version {number}.") for number in range(count)]


def _written(folder: Path, note: str) -> Path:
    folder.mkdir()
    files = {}
    for name in FILES.values():
        rows: list[dict[str, Any]] = orjson.loads((settings.POLICYAPI_FIXTURES / name).read_bytes())
        for row in rows:
            if name == "slogans.json":
                row["fields"]["note"] = note
        files[name] = as_fixture(rows)
    files["dataset.json"] = dataset_fixture(files)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder
