"""`/api/search`: exact hits of all types, marked, counted, and in pages."""

import unicodedata
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.answers.asking import ask, everything
from tests.conftest import Records

pytestmark = pytest.mark.django_db

FILES = {
    "target": "targets",
    "achievement": "achievements",
    "project": "projects",
    "slogan": "slogans",
    "plan": "plans",
}
OWN = ("statement", "name", "text", "title", "theme", "goal")


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def texts(kind: str, row: dict[str, Any], records: Records) -> list[str]:
    """What a search looks at in a record, gathered from the fixtures alone."""
    quotes = {record["id"]: record["quote"] for record in records["citations"]}
    indicators = {record["id"]: record["name"] for record in records["indicators"]}
    found = [row[name] for name in OWN if row.get(name)] + row.get("aliases", [])
    found += [indicators[row["indicator"]]] if row.get("indicator") else []
    found += [quotes[pk] for pk in row["citations"]]
    if kind == "plan":
        parts = [e for e in records["plan_elements"] if e["plan"] == row["id"]]
        found += [part["name"] for part in parts]
        found += [quotes[pk] for part in parts for pk in part["citations"]]
    return found


def scan(q: str, records: Records) -> set[tuple[str, str]]:
    """Facts that contain every word, by a plain scan."""
    words = folded(q).split()
    return {
        (kind, row["id"])
        for kind, name in FILES.items()
        for row in records[name]
        if all(any(word in folded(text) for text in texts(kind, row, records)) for word in words)
    }


def found(q: str) -> set[tuple[str, str]]:
    return {(hit["type"], hit["id"]) for hit in everything("search", q=q, page_size=1000)}


@pytest.mark.parametrize(
    "q",
    [
        "教育",
        "双招双引",
        "厕",
        "项目为王",
        "5G",
        "5g",
        "GDP",
        "1+456",
        "小区 整治",
        "ＰＰＰ",
        "的",
        "qqq",
    ],
)
def test_hits_are_the_rows_that_truly_contain_the_words(q: str, records: Records) -> None:
    assert found(q) == scan(q, records)


def test_random_terms_find_what_a_scan_finds(records: Records) -> None:
    pool = [row["quote"] for row in records["citations"]]

    @settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def check(data: Any) -> None:
        words = []
        for _ in range(data.draw(st.integers(1, 3))):
            quote = data.draw(st.sampled_from(pool))
            start = data.draw(st.integers(0, len(quote) - 1))
            words.append(quote[start : start + data.draw(st.integers(1, 4))])
        q = " ".join(words).strip()
        if q:
            assert found(q) == scan(q, records)

    check()


def test_the_matched_text_is_marked_where_it_stands() -> None:
    hit = ask("search", q="清零", type="target")["results"][0]
    for match in hit["matches"]:
        assert [match["text"][start:end] for start, end in match["spans"]] == ["清零"]
    assert {match["field"] for match in hit["matches"]} == {"statement", "quote"}


def test_every_hit_has_a_match_for_every_word() -> None:
    for hit in everything("search", q="学校 建设"):
        marked = "".join(m["text"][a:b] for m in hit["matches"] for a, b in m["spans"])
        assert "学校" in marked
        assert "建设" in marked


def test_facets_count_all_hits_not_only_the_page() -> None:
    answer = ask("search", q="项目", page_size=1)
    hits = everything("search", q="项目", page_size=1000)
    assert answer["count"] == len(hits) == sum(answer["facets"]["type"].values())
    by_district: dict[str, int] = {}
    for hit in hits:
        by_district[hit["district"]["id"]] = by_district.get(hit["district"]["id"], 0) + 1
    assert answer["facets"]["district"] == by_district
    years = [
        str(year)
        for hit in hits
        for year in range(hit["period"]["start"], hit["period"]["end"] + 1)
    ]
    assert answer["facets"]["year"] == {year: years.count(year) for year in sorted(set(years))}


def test_joined_pages_are_the_whole_without_a_double() -> None:
    small = everything("search", q="建设", page_size=7)
    assert small == everything("search", q="建设", page_size=1000)
    keys = [(hit["type"], hit["id"]) for hit in small]
    assert len(keys) == len(set(keys))


def test_filters_and_types_narrow_a_search() -> None:
    hits = everything("search", q="项目", type="slogan", district="济阳,市中", year="2019")
    assert {hit["type"] for hit in hits} == {"slogan"}
    assert {hit["district"]["short_name"] for hit in hits} == {"济阳", "市中"}


def test_a_hit_leads_to_its_fact() -> None:
    hit = ask("search", q="项目为王")["results"][0]
    assert Client().get(hit["url"]).json()["id"] == hit["id"]


def test_a_search_without_words_says_what_is_needed() -> None:
    problem = ask("search", 400)
    assert problem["errors"][0]["parameter"] == "q"
    assert "needed" in problem["detail"]


def test_an_unknown_type_is_refused_with_the_nearest() -> None:
    problem = ask("search", 400, q="教育", type="targets")
    assert problem["errors"][0]["nearest"][0] == "target"


def test_a_page_behind_the_last_is_not_there_and_the_last_is_named() -> None:
    problem = ask("search", 404, q="教育", page=9)
    assert problem["errors"][0]["nearest"] == ["1"]


def test_a_page_link_of_another_version_is_a_conflict() -> None:
    problem = ask("search", 409, q="教育", page=2, page_size=1, data_version="0" * 16)
    assert problem["code"] == "data-changed"
    assert "page=2" not in problem["first_page"]
