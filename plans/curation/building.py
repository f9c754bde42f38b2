"""Build the fixtures: read, check, write. Nothing is written unless everything is right."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model, UniqueConstraint

from plans.curation.checks import problems_of
from plans.curation.drafts import Draft, annotate
from plans.curation.files import DATASET_FILE, FILES
from plans.curation.problems import BuildRefused, Problem
from plans.curation.reading import read_sources
from plans.curation.records import Writer
from plans.curation.values import Record, record


class NoDocuments(Exception):  # noqa: N818 - it is named for what is missing
    """The documents are not on this machine."""


def documents_folder(given: Path, *, needed: bool = True) -> Path:
    """The folder of the documents. Raises NoDocuments with what to do about it."""
    if needed and not any(given.glob("*.txt")):
        raise NoDocuments(
            f"No documents in {given}. They are press articles and not part of the project; put "
            "your copies into documents/ or set POLICYAPI_DOCUMENTS. Serving needs only the "
            "fixtures that are there."
        )
    return given


def build(sources: Path, documents: Path) -> dict[str, str]:
    """The content of every fixture file, by name. Raises BuildRefused with all problems."""
    annotation = annotate(read_sources(sources), documents)
    problems = problems_of(annotation)
    if problems:
        raise BuildRefused(problems)
    writer = Writer(annotation)
    records = writer.write()
    problems = [*writer.problems, *records_fit_their_models(records, writer.drafts)]
    if problems:
        raise BuildRefused(problems)
    files = {FILES[model]: as_fixture(rows) for model, rows in records.items()}
    files |= {name: as_fixture([]) for name in FILES.values() if name not in files}
    files[DATASET_FILE] = dataset_fixture(files)
    return dict(sorted(files.items()))


def records_fit_their_models(
    records: dict[str, list[Record]], drafts: dict[tuple[str, str], Draft]
) -> list[Problem]:
    """Every record passes its model's own definitions: choices, lengths, types, what is unique."""
    problems = []
    for label, rows in records.items():
        model = apps.get_model(label)
        links = {field.name for field in model._meta.get_fields() if field.is_relation}
        unique = _unique_together(model)
        seen: set[tuple[Any, ...]] = set()
        for row in rows:
            messages = _broken_fields(model, row, links | {"number"})
            for names in unique:
                key = (names, *(row["fields"].get(name) for name in names))
                if key in seen and None not in key:
                    messages.append(f"`{', '.join(names)}`: another {label} has the same")
                seen.add(key)
            draft = drafts.get((label, str(row["pk"])))
            problems += [
                draft.problem(message) if draft else Problem(label, str(row["pk"]), message)
                for message in messages
            ]
    return problems


def _unique_together(model: type[Model]) -> list[tuple[str, ...]]:
    fields = [(f.name,) for f in model._meta.concrete_fields if f.unique and not f.primary_key]
    together = [c.fields for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    return [*fields, *map(tuple, together)]


def _broken_fields(model: type[Model], row: Record, left_out: set[str]) -> list[str]:
    values = {name: value for name, value in row["fields"].items() if name not in left_out}
    try:
        model(pk=row["pk"], **values).clean_fields(exclude=left_out)
    except ValidationError as error:
        return [f"`{name}`: {' '.join(found)}" for name, found in error.message_dict.items()]
    return []


def as_fixture(rows: list[Record]) -> str:
    """A fixture file: one record a line, so that a change of one fact is a change of one line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(", ", ": ")) for row in rows)
    return f"[\n{lines}\n]\n" if rows else "[]\n"


def data_version_of(files: dict[str, str]) -> str:
    """The version of a data set: a hash of its fixture files by name, without dataset.json."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        if name != DATASET_FILE:
            digest.update(f"{name}\n{len(content)}\n{content}".encode())
    return digest.hexdigest()[:16]


def dataset_fixture(files: dict[str, str]) -> str:
    """The fixture that tells which version the others are, for those who use loaddata."""
    fields: dict[str, Any] = {"data_version": data_version_of(files)}
    return as_fixture([record("plans.dataset", 1, fields)])


def differing(files: dict[str, str], folder: Path) -> list[str]:
    """Names of the fixture files that a build would write, or remove as no longer built."""
    stale = [path.name for path in folder.glob("*.json") if path.name not in files]
    changed = [
        name
        for name, content in files.items()
        if not (folder / name).exists() or (folder / name).read_bytes() != content.encode()
    ]
    return sorted(stale + changed)


def write_files(files: dict[str, str], folder: Path) -> list[str]:
    """Write what differs, remove fixture files that are no longer built, and name both."""
    changed = differing(files, folder)
    for name in changed:
        if name in files:
            (folder / name).write_bytes(files[name].encode())
        else:
            (folder / name).unlink()
    return changed
