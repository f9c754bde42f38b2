"""Read fixture files and check every record before the database is touched."""

from pathlib import Path
from typing import Any, Final

import orjson
from django.apps import apps
from django.db.models import Field, Model

from plans.curation.building import DATASET_FILE, FILES, data_version_of
from plans.curation.problems import did_you_mean
from plans.loading.references import doubles, missing_references
from plans.loading.values import may_be_left_out, what_is_wrong

KEYS: Final = {"model", "pk", "fields"}


class FixturesRefused(Exception):  # noqa: N818 - it is named for what happened
    """The fixtures have problems; the database is as it was."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Fixtures:
    """All records, as instances by model and as pairs of ids for links, with their data version."""

    def __init__(self, folder: Path) -> None:
        """Read a folder. Raises FixturesRefused with all problems: file, record and field."""
        self.problems: list[str] = []
        self.instances: dict[type[Model], dict[str, Model]] = {}
        self.links: dict[tuple[type[Model], str], list[tuple[str, str]]] = {}
        self.places: dict[tuple[type[Model], str], str] = {}
        if not folder.is_dir():
            raise FixturesRefused([f"There is no folder {folder}."])
        contents = {
            name: self._read_records(folder / name, apps.get_model(label))
            for label, name in FILES.items()
        }
        self.data_version = data_version_of(contents)
        if not self.problems:
            self.problems += doubles(self.instances, self.places)
            self.problems += missing_references(self.instances, self.links, self.places)
        if not self.problems:
            self._read_version(folder / DATASET_FILE)
        if self.problems:
            raise FixturesRefused(self.problems)

    def counts(self) -> dict[type[Model], int]:
        """How many rows of each model."""
        return {model: len(rows) for model, rows in self.instances.items()}

    def _read_version(self, path: Path) -> None:
        """The file that tells `loaddata` the version must tell the one that these files make."""
        expected = {
            "model": "plans.dataset",
            "pk": 1,
            "fields": {"data_version": self.data_version},
        }
        _, rows = self._read_list(path)
        if not self.problems and rows != [expected]:
            self.problems.append(
                f"{path.name}: data_version is not {self.data_version}, which the other files "
                "make; run `make data`"
            )

    def _read_list(self, path: Path) -> tuple[str, list[Any]]:
        """A file's text and its records; none where it cannot be read."""
        try:
            content = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            self.problems.append(f"{path.name}: is not UTF-8: {error.reason} at byte {error.start}")
            return "", []
        except OSError as error:
            self.problems.append(f"{path.name}: cannot be read: {error.strerror}")
            return "", []
        try:
            rows = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            self.problems.append(f"{path.name}: is not whole JSON ({error}); run `make data`")
            return content, []
        if not isinstance(rows, list):
            self.problems.append(f"{path.name}: is no list of records")
            return content, []
        return content, rows

    def _read_records(self, path: Path, model: type[Model]) -> str:
        self.instances[model] = {}
        content, rows = self._read_list(path)
        for number, row in enumerate(rows, start=1):
            self._record(f"{path.name} record {number}", row, model)
        return content

    def _record(self, place: str, record: Any, model: type[Model]) -> None:
        if not isinstance(record, dict) or set(record) != KEYS:
            self.problems.append(f"{place}: has `model`, `pk` and `fields`, and nothing else")
            return
        key, label, written = record["pk"], model._meta.label_lower, record["fields"]
        problem = what_is_wrong(model._meta.pk, key)
        if problem:
            self.problems.append(f"{place}: pk: {problem}")
            return
        place = f"{place} ({key})"
        if record["model"] != label:
            self.problems.append(f"{place}: is a {record['model']!r}; this file holds {label!r}")
        elif not isinstance(written, dict):
            self.problems.append(f"{place}: `fields` has no names and values")
        elif key in self.instances[model]:
            self.problems.append(f"{place}: its primary key stands twice")
        else:
            self._instance(place, key, written, model)

    def _instance(self, place: str, key: str, written: dict[str, Any], model: type[Model]) -> None:
        fields = {field.name: field for field in _fields(model) if not may_be_left_out(field)}
        problems = [
            f"{place}: no field {name!r}{did_you_mean(name, sorted(fields))}"
            for name in sorted(set(written) - set(fields))
        ]
        for name, field in fields.items():
            if name not in written:
                problems.append(f"{place}: {name}: is missing")
            elif problem := what_is_wrong(field, written[name]):
                problems.append(f"{place}: {name}: {problem}")
        self.problems += problems
        if problems:
            return
        values = {f.attname: written[name] for name, f in fields.items() if not f.many_to_many}
        self.instances[model][key] = model(pk=key, **values)
        self.places[model, key] = place
        for name, field in fields.items():
            if field.many_to_many:
                pairs = self.links.setdefault((model, name), [])
                pairs += [(key, linked) for linked in written[name]]


def _fields(model: type[Model]) -> "list[Field[Any, Any]]":
    return [field for field in model._meta.get_fields() if isinstance(field, Field)]
