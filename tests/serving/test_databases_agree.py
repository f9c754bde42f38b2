"""SQLite and PostgreSQL give the same bytes for the same question."""

from collections import defaultdict
from pathlib import Path
from random import Random

import pytest

from tests.api.asking import NAMES, filters_of, query_of
from tests.api.oracle import Records
from tests.api.searched import Texts
from tests.loading.databases import migrated_sqlite, postgresql_answers, postgresql_database
from tests.trust.questions import Oracle

pytestmark = pytest.mark.postgresql

OF_A_LIST = 50
"""Random questions to each list: filters, words, orders, fields, pages."""


def questions(records: Records) -> list[str]:
    """Paths of all lists and answers, some of them wrong."""
    dice = Random("both databases")  # noqa: S311
    texts = Texts(records, defaultdict(str))
    paths: list[str] = []
    for name in NAMES:
        if name == "outcomes":  # Their reasoning is made at load; it is not among the records.
            paths += [f"/api/outcomes?verdict={v}" for v in ("met", "none", "not_comparable")]
            paths += [f"/api/outcomes?sort={s}" for s in filters_of(name).sorts]
            continue
        oracle = Oracle(name, records, texts)
        asked = (oracle.question(dice) for _ in range(OF_A_LIST))
        paths += [f"/api/{name}?{query_of(question.parameters())}" for question in asked]
        paths += [f"/api/{name}?sort=-{s}&page_size=7&page=2" for s in filters_of(name).sorts]
        paths += [f"/api/{name}/{row}" for row in list(oracle.rows)[:5]]
        paths += [f"/api/{name}/nothing", f"/api/{name}?distrct=x", f"/api/{name}?sort=x"]
    words = ("市", "项目", "增长", "一般公共预算收入", "区 年", "龘")
    paths += [f"/api/search?{query_of({'q': word})}" for word in words]
    paths += [f"/api/search?{query_of({'q': word, 'district': '市中'})}" for word in words]
    paths += [
        f"/api/compare?indicator={row['id']}&year={year}"
        for row in records["indicators"][:10]
        for year in (2019, 2020)
    ]
    paths += [f"/api/summary?of={of}&by=district,year" for of in ("targets", "projects")]
    paths += [f"/api/timeline?district={row['id']}" for row in records["districts"]]
    pages = {"sources": "documents", "districts": "districts", "plans": "plans"}
    for folder, name in pages.items():
        paths += [f"/{folder}/{row['id']}" for row in records[name][:5]]
    return [*paths, "/api/coverage", "/api/targets?format=ndjson&sort=-value"]


def test_both_answer_with_the_same_bytes(tmp_path: Path, records: Records) -> None:
    if not postgresql_answers():
        pytest.skip("no PostgreSQL server answers (POLICYAPI_TEST_POSTGRESQL)")
    paths = questions(records)
    assert len(set(paths)) >= 500
    sqlite = migrated_sqlite(tmp_path / "sqlite")
    with postgresql_database(tmp_path / "postgresql") as postgresql:
        answers = []
        for database in (sqlite, postgresql):
            database.manage("load_data")
            with database.server() as server:
                answers.append([server.get(path) for path in paths])
    statuses = set()
    for path, one, other in zip(paths, *answers, strict=True):
        assert one["status"] == other["status"], path
        assert one["body"] == other["body"], path
        statuses.add(one["status"])
    assert statuses == {200, 400, 404}
