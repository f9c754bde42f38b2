"""Read fixture files and check every record before the database is touched."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import orjson
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from plans.curation.building import DATASET_FILE, FILES, data_version_of
from plans.curation.problems import did_you_mean

LINKS: Final = {"citations", "districts", "citations_of_dates"}
NOT_LOADED: Final = {"body", "searched"}


class FixturesRefused(Exception):  # noqa: N818 - it is named for what happened
    """The fixtures have problems; the database is as it was."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Fixtures:
    """All records, as instances by model and links by instance, with their data version."""

    def __init__(self, folder: Path) -> None:
        self.problems: list[str] = []
        self.instances: dict[type[Model], dict[Any, Model]] = {}
        self.links: dict[tuple[type[Model], str], list[tuple[Any, Any]]] = {}
        self.places: dict[Model, str] = {}
        contents = {}
        for label, name in FILES.items():
            model = apps.get_model(label)
            self.instances[model] = {}
            contents[name] = self._read(folder / name, model)
        self.data_version = data_version_of(contents)
        if not self.problems:
            self._check_references()
        if self.problems:
            raise FixturesRefused(self.problems)

    def _read(self, path: Path, model: type[Model]) -> str:
        try:
            content = path.read_text(encoding="utf-8")
            records = orjson.loads(content)
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{path.name}: cannot be read: {error}")
            return ""
        except orjson.JSONDecodeError as error:
            self.problems.append(f"{path.name}: is not whole JSON ({error}); run `make data`")
            return content
        if not isinstance(records, list):
            self.problems.append(f"{path.name}: is no list of records")
            return content
        for number, record in enumerate(records):
            self._record(f"{path.name} record {number}", record, model)
        return content

    def _record(self, place: str, record: Any, model: type[Model]) -> None:
        label = model._meta.label_lower  # noqa: SLF001
        if not isinstance(record, dict) or set(record) != {"model", "pk", "fields"}:
            self.problems.append(f"{place}: has `model`, `pk` and `fields`, and nothing else")
            return
        place = f"{place} ({record['pk']})"
        if record["model"] != label:
            self.problems.append(f"{place}: is a {record['model']!r}; this file holds {label!r}")
            return
        if record["pk"] in self.instances[model]:
            self.problems.append(f"{place}: its primary key stands twice")
            return
        self._instance(place, record, model)

    def _instance(self, place: str, record: dict[str, Any], model: type[Model]) -> None:
        fields = {f.name: f for f in model._meta.get_fields() if isinstance(f, Field)}  # noqa: SLF001
        written, values = record["fields"], {model._meta.pk.attname: record["pk"]}  # type: ignore[union-attr]  # noqa: SLF001
        for name in sorted(set(written) - set(fields)):
            self.problems.append(f"{place}: no field {name!r}{did_you_mean(name, sorted(fields))}")
        for name, field in fields.items():
            if name in written and not field.many_to_many:
                values[field.attname] = written[name]
            elif name not in written and not _may_be_left_out(field):
                self.problems.append(f"{place}: the field {name!r} is missing")
        try:
            instance = model(**values)
            links = {name for name, field in fields.items() if field.is_relation}
            instance.clean_fields(exclude=links | NOT_LOADED)
        except (ValidationError, TypeError, ValueError) as error:
            messages = getattr(error, "message_dict", {"": [str(error)]})
            for name, found in messages.items():
                self.problems.append(f"{place}: {name or 'record'}: {' '.join(found)}")
            return
        self.instances[model][record["pk"]] = instance
        self.places[instance] = place
        for name, field in fields.items():
            if field.many_to_many:
                rows = self.links.setdefault((model, name), [])
                rows += [(record["pk"], target) for target in written.get(name, [])]

    def _check_references(self) -> None:
        for model, rows in self.instances.items():
            keys = [f for f in model._meta.concrete_fields if f.is_relation]  # noqa: SLF001
            for instance in rows.values():
                for field in keys:
                    self._check(
                        self.places[instance],
                        field.name,
                        getattr(instance, field.attname),
                        field.related_model,
                    )
        for (model, name), pairs in self.links.items():
            target_model = model._meta.get_field(name).related_model  # noqa: SLF001
            for source, target in pairs:
                place = self.places[self.instances[model][source]]
                self._check(place, name, target, target_model)

    def _check(self, place: str, name: str, target: Any, model: Any) -> None:
        if target is not None and target not in self.instances[model]:
            label = model._meta.label_lower  # noqa: SLF001
            self.problems.append(f"{place}: {name}: there is no {label} {target!r}")

    def counted(self) -> Iterator[tuple[str, int]]:
        """How many rows of each model."""
        for model, rows in self.instances.items():
            yield model._meta.label_lower, len(rows)  # noqa: SLF001


def _may_be_left_out(field: "Field[Any, Any]") -> bool:
    return field.primary_key or field.name in NOT_LOADED


def dataset_file(folder: Path) -> Path:
    """The fixture that names the version."""
    return folder / DATASET_FILE
