"""The real fixtures, loaded once into the test database, and as plain records for oracles.

Tests marked `django_db` find the data there and run inside a transaction that is rolled back;
`client` is pytest-django's, Django's own. A test that commits or reloads takes a database of its
own (`tests/loading/databases.py`), never `transaction=True`, which would empty this one.
"""

from typing import Any

import orjson
import pytest
from django.conf import settings

from plans.curation.files import FILES
from plans.loading.loading import load

Records = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The test database, migrated and loaded as `load_data` loads it; downloads apart."""
    settings.POLICYAPI_DOWNLOADS = tmp_path_factory.mktemp("downloads")
    with django_db_blocker.unblock():
        load(settings.POLICYAPI_FIXTURES)


@pytest.fixture(scope="session")
def records() -> Records:
    """Every fixture record as `{"id": …, **fields}`, listed by the name of its file."""
    return {name.removesuffix(".json"): read_records(name) for name in FILES.values()}


def read_records(name: str) -> list[dict[str, Any]]:
    """The records of a fixture file, in its order."""
    rows = orjson.loads((settings.POLICYAPI_FIXTURES / name).read_bytes())
    return [{"id": row["pk"], **row["fields"]} for row in rows]
