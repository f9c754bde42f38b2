"""The admin: off unless a setting turns it on, and then for looking only."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from django.apps import apps

from tests.loading.databases import Database, migrated_sqlite

ON = {
    "POLICYAPI_ADMIN": "1",
    "POLICYAPI_SECRET_KEY": "long and random enough for a test that nobody else signs in to",
    "POLICYAPI_ALLOWED_HOSTS": "testserver,127.0.0.1",
}
NOT_LOOKED_AT = {
    *("plans.planelement", "plans.projectmention", "plans.discrepancyside"),
    *("plans.servedrow", "plans.columncodes", "plans.columnvalues"),
}
"""Shown with the rows that they belong to, or made of others by the load."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a curator finds in a new database, migrated and loaded with the admin on."""
    database = migrated_sqlite(tmp_path_factory.mktemp("admin"), **ON)
    database.manage("load_data")
    database.manage("check")
    done = database.run("-m", "tests.loading.browsing")
    assert done.returncode == 0, done.stderr
    answers: dict[str, Any] = orjson.loads(done.stdout)
    return answers


def test_a_stranger_is_asked_to_log_in(told: dict[str, Any]) -> None:
    assert told["stranger"] == [302, "/admin/login/?next=/admin/plans/target/"]


def test_every_table_with_rows_of_its_own_can_be_looked_at(told: dict[str, Any]) -> None:
    models = [*apps.get_app_config("plans").get_models(), apps.get_model("districts.District")]
    expected = {model._meta.label_lower for model in models} - NOT_LOOKED_AT
    assert set(told["lists"]) == expected
    assert told["index"] == 200


def test_lists_rows_searches_and_filters_answer(told: dict[str, Any]) -> None:
    for name, answers in told["lists"].items():
        assert (answers["list"], answers["search"], answers["row"]) == (200, 200, 200), name
        assert answers["links"] == [200], name
        assert answers["columns"] >= 3, name
        assert answers["searched"] >= 1, name
    assert all(told["lists"][f"plans.{name}"]["filters"] > 1 for name in ("target", "project"))


def test_nothing_can_be_added_changed_or_deleted(told: dict[str, Any]) -> None:
    for name, answers in told["lists"].items():
        assert answers["changes"] == [403] * 5, name
        assert answers["unchanged"], name
        assert answers["buttons"] == 0, name


def test_without_the_setting_there_is_no_admin(sqlite: Database) -> None:
    with sqlite.server() as server:
        for path in ("/admin/", "/admin/login/"):
            assert server.get(path)["status"] == 404


def test_the_admin_needs_a_secret_key_of_its_own(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'db.sqlite3'}", tmp_path, {"POLICYAPI_ADMIN": "1"})
    done = database.run("manage.py", "check")
    assert done.returncode != 0
    assert "POLICYAPI_SECRET_KEY" in done.stderr.splitlines()[-1]
