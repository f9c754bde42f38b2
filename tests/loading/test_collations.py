"""A PostgreSQL database that sorts by a language is refused before anything is in it."""

from pathlib import Path

import pytest

from tests.loading.conftest import NO_POSTGRESQL
from tests.loading.databases import empty_database, postgresql_answers

pytestmark = pytest.mark.postgresql


@pytest.mark.parametrize("collation", ["LC_COLLATE 'C'", "LC_COLLATE 'C.UTF-8'"])
def test_a_database_that_sorts_by_bytes_is_taken(tmp_path: Path, collation: str) -> None:
    if not postgresql_answers():
        pytest.skip(NO_POSTGRESQL)
    with empty_database(tmp_path, collation) as database:
        database.manage("check", "--database", "default", "--fail-level", "ERROR")


def test_another_is_refused_with_the_command_that_makes_a_right_one(tmp_path: Path) -> None:
    if not postgresql_answers():
        pytest.skip(NO_POSTGRESQL)
    of_a_language = "LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
    with empty_database(tmp_path, of_a_language) as database:
        done = database.run("manage.py", "migrate", "--verbosity", "0")
    assert done.returncode != 0
    assert "policyapi.E001" in done.stderr
    assert "--lc-collate=C.UTF-8" in done.stderr
