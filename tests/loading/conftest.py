"""Databases of their own, data sets to load into them, and what the API answers from each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.loading.databases import (
    ADDRESS,
    Database,
    copied,
    migrated_sqlite,
    postgresql_answers,
    postgresql_database,
)
from tests.loading.datasets import Dataset, part_of, real_dataset, version_of, write_dataset

NO_POSTGRESQL = f"no PostgreSQL lets us in at {ADDRESS} (POLICYAPI_TEST_POSTGRESQL)"


@dataclass
class DataFolder:
    """A data set in a folder, with its version."""

    dataset: Dataset
    folder: Path
    version: str


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Migrated, and kept as it is."""
    return migrated_sqlite(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def loaded_database(empty_database: Database, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """With the real data, and kept as it is."""
    database = copied(empty_database, tmp_path_factory.mktemp("loaded") / "database")
    database.manage("load_data")
    return database


@pytest.fixture
def sqlite(empty_database: Database, tmp_path: Path) -> Database:
    """An SQLite database of the test's own, migrated."""
    return copied(empty_database, tmp_path / "database")


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[Database]:
    """A PostgreSQL database of the test's own, migrated."""
    if not postgresql_answers():
        pytest.skip(NO_POSTGRESQL)
    with postgresql_database(tmp_path) as database:
        yield database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest) -> Database:
    """A database of the test's own, of each kind in turn."""
    return request.getfixturevalue(request.param)


def _part(folder: Path, *districts: str, most: int | None = None) -> DataFolder:
    dataset = part_of(real_dataset(), districts, most)
    write_dataset(dataset, folder)
    return DataFolder(dataset, folder, version_of(folder))


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The facts of the city and of 市中区."""
    return _part(tmp_path_factory.mktemp("first"), "jinan", "jinan-shizhong")


@pytest.fixture(scope="session")
def second(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """The facts of the city and of six units, 市中区 not among them."""
    names = ("xianxing", "laiwu", "lixia", "gangcheng", "shanghe", "gaoxin")
    units = ("jinan", *(f"jinan-{name}" for name in names))
    return _part(tmp_path_factory.mktemp("second"), *units)


@pytest.fixture(scope="session")
def small_pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, DataFolder]:
    """Two data sets that load fast, with rows of every type and some rows in both."""
    folder = tmp_path_factory.mktemp("small")
    units = ("jinan", "jinan-shizhong", "jinan-laiwu")
    return _part(folder / "6", *units, most=6), _part(folder / "9", *units, most=9)
