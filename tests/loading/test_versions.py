"""One answer, one version of the data, while loads flip between two data sets."""

import re
from pathlib import Path
from typing import Any

import orjson

from tests.loading.conftest import DataFolder
from tests.loading.databases import LONGEST, Database
from tests.loading.datasets import LISTS, counts_of

READS = 1_000
FLIPS = 200
FACTS = {"plans", "targets", "achievements", "projects", "slogans"}
PATHS = [f"/api/{name}?page_size=1000" for name in LISTS]
PATHS += ["/api/targets?page_size=5&sort=-base_value", "/api/targets?district=%E6%B5%8E%E5%8D%97"]
CITED = re.compile(r"数据版本 ([0-9a-f]{16})")


def test_no_answer_mixes_two_versions_while_loads_flip_between_them(
    database: Database, small_pair: tuple[DataFolder, DataFolder], tmp_path: Path
) -> None:
    expected = {data.version: whole_answers(database, data) for data in small_pair}
    (tmp_path / "expected.json").write_bytes(orjson.dumps(expected))
    ended = tmp_path / "ended"
    folders = [str(data.folder) for data in small_pair]
    arguments = ("read", str(tmp_path / "expected.json"), str(ended), str(READS))
    with database.start("-m", "tests.loading.fire", *arguments) as reader:
        flips = database.run("-m", "tests.loading.fire", "flip", str(FLIPS), *folders)
        ended.touch()
        out, _ = reader.communicate(timeout=LONGEST)
    assert flips.returncode == 0, flips.stderr
    summary = orjson.loads(out)
    assert summary["wrong"] == []
    assert set(summary["statuses"]) == {"200"}
    assert set(summary["versions"]) == {data.version for data in small_pair}
    assert sum(summary["statuses"].values()) >= READS


def whole_answers(database: Database, data: DataFolder) -> dict[str, str]:
    """What each path answers when nothing disturbs it: the data set's counts, and its version."""
    database.manage("load_data", str(data.folder))
    counts = counts_of(data.dataset)
    with database.server() as server:
        bodies = {path: server.get(path)["body"] for path in PATHS}
    for name in LISTS:
        body: dict[str, Any] = orjson.loads(bodies[f"/api/{name}?page_size=1000"])
        assert body["data_version"] == data.version
        assert body["count"] == len(body["results"]) == counts[name]
        versions = {v for row in body["results"] for v in CITED.findall(row.get("cite_as", ""))}
        assert versions == ({data.version} if body["results"] and name in FACTS else set())
    return bodies


def test_a_page_link_of_an_older_version_is_refused_with_the_way_back(
    sqlite: Database, first: DataFolder, second: DataFolder
) -> None:
    sqlite.manage("load_data", str(first.folder))
    with sqlite.server() as server:
        page = orjson.loads(server.get("/api/targets?page_size=5&sort=-id")["body"])
        link = page["next"].removeprefix("http://127.0.0.1")
        assert server.get(link)["status"] == 200
        sqlite.manage("load_data", str(second.folder))
        refused = server.get(link)
        assert refused["status"] == 409
        assert refused["headers"]["content-type"] == "application/problem+json"
        problem = orjson.loads(refused["body"])
        assert problem["data_version"] == second.version
        again = server.get(problem["first_page"].removeprefix("http://127.0.0.1"))
        assert orjson.loads(again["body"])["data_version"] == second.version
