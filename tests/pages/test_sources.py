"""The documents as pages: what was read of each is what the API says, and nothing is left out."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from pages.catalogue import compile_catalogue
from pages.viewing import Visit
from plans.models import Citation, Document, Target
from tests.api.asking import ask, get
from tests.pages.reading import chinese, links, page, words

pytestmark = pytest.mark.django_db

ROUND_UP = "jinan-2019-districts"
PLENUM = "shizhong-2019-plenum"


@pytest.fixture(scope="module", autouse=True)
def catalogue() -> None:
    """What Django reads of the Chinese texts."""
    compile_catalogue()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", ["/sources", f"/sources/{ROUND_UP}"])
def test_every_page_of_sources_has_one_title_and_both_languages(prefix: str, path: str) -> None:
    source = page(prefix + path)
    assert f'<html lang="{"en" if prefix else "zh-Hans"}">' in source
    assert source.count("<h1>") == 1
    assert f'hreflang="en" href="http://testserver/en{path}"' in source
    assert f'hreflang="zh-Hans" href="http://testserver{path}"' in source
    assert "style=" not in source


def test_the_list_has_every_document_with_its_counts() -> None:
    said = words(page("/en/sources"))
    for document in ask("documents")["results"]:
        assert document["title"] in said
        counts = [document["facts"][name] for name in ("targets", "achievements", "projects")]
        assert "Targets {} · Reported results {} · Projects {}".format(*counts) in said


def test_the_list_is_filtered_and_sorted_and_paged_as_the_api_is() -> None:
    found = ask("documents", q="品质市中", sort="-published_on")["results"]
    source = page("/en/sources?q=品质市中&sort=-published_on")
    assert re.findall(r'href="/en/sources/([\w-]+)"', source) == [row["id"] for row in found]
    first = page("/sources?page_size=2")
    onwards = next(link for link in links(first) if "page=2" in link)
    assert onwards.startswith("/sources?")
    assert set(re.findall(r'href="/sources/([\w-]+)"', page(onwards))).isdisjoint(
        re.findall(r'href="/sources/([\w-]+)"', first)
    )


@pytest.mark.parametrize("query", ["distrct=市中", "district=市忠", "page=0", "fields=id", "x=1"])
def test_a_wrong_question_is_refused(query: str) -> None:
    assert get("/sources", query, accept="text/html").status_code == 400
    assert get(f"/sources/{ROUND_UP}", query, accept="text/html").status_code == 400


def test_no_document_of_a_unit_and_no_document_with_a_word_are_told_apart() -> None:
    assert "nothing is known of what was promised" in page("/en/sources?district=历下&year=2022")
    assert "Nothing in the data fits these filters" in page("/en/sources?q=没有这个词")


@pytest.mark.parametrize("key", [ROUND_UP, PLENUM])
def test_a_document_shows_the_account_that_the_api_gives(key: str) -> None:
    source = page(f"/en/sources/{key}")
    (account,) = get("/api/coverage", f"document={key}").json()["documents"]  # type: ignore[attr-defined]
    for name in ("numbers", "phrases"):
        counts = [account[name][part] for part in ("total", "cited", "ignored")]
        assert "".join(f"<td>{count}</td>" for count in counts) in source
    counted = dict(re.findall(r'href="/en/(\w+)\?document=[^"]+">[^<]+</a></th><td[^>]*>(\d+)<',
                              source))  # fmt: skip
    for name, count in counted.items():
        assert account["facts"][name] == int(count), name
    assert {"targets", "projects"} <= set(counted)
    assert f"{len(account['ignored'])} passages that are no facts" in words(source)
    for span in account["ignored"][:50]:
        assert span["quote"] in words(source)
        assert span["reason"] in words(source)


def test_a_document_shows_its_dates_with_the_reason_and_its_hash() -> None:
    source = page(f"/sources/{PLENUM}")
    document = get(f"/api/documents/{PLENUM}").json()  # type: ignore[attr-defined]
    for name in ("published_on", "event_on"):
        assert document[name]["date"] in source
        assert chinese(document[name]["reason"]) in words(source)
    assert document["sha256"] in source
    assert source.count("<sup>") >= 2


def test_the_lists_of_facts_that_a_document_leads_to_have_as_many_as_it_says() -> None:
    for link in (link for link in links(page(f"/sources/{PLENUM}")) if "?document=" in link):
        parts = urlsplit(link)
        if parts.path in ("/targets", "/achievements"):
            count = ask(parts.path.strip("/"), document=PLENUM)["count"]
            assert f"共 {count} 条" in words(page(link))


def test_units_stand_in_the_order_of_their_facts() -> None:
    source = page(f"/en/sources/{ROUND_UP}")
    counts = [int(count) for count in re.findall(r'<span class="dim">(\d+) facts?<', source)]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) == 16


def test_every_fact_of_a_type_has_its_tick_at_its_place() -> None:
    source = page(f"/en/sources/{PLENUM}")
    row = source[source.index("/en/targets?document=") :]
    places = [float(x) for x in re.findall(r'<rect class="m-here" x="([\d.]+)%',
                                           row[: row.index("</svg>")])]  # fmt: skip
    length = Document.objects.get(pk=PLENUM).characters
    cited = Citation.objects.filter(document_id=PLENUM, pk__in=Target.citations.through.objects
                                    .values("citation_id"))  # fmt: skip
    for start in cited.values_list("start", flat=True):
        assert any(abs(place - start / length * 100) < 1 for place in places), start


def test_a_document_that_nobody_has_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not yet annotated" not in page(f"/en/sources/{PLENUM}")
    answered = Visit.answered

    def unread(visit: Visit, name: str, **query: Any) -> dict[str, Any]:
        answer = answered(visit, name, **query)
        facts = dict.fromkeys(answer["documents"][0]["facts"], 0)
        return {"documents": [answer["documents"][0] | {"facts": facts, "ignored": []}]}

    monkeypatch.setattr(Visit, "answered", unread)
    # The same version of the data was read, and is not remembered here.
    monkeypatch.setattr("pages.sources.kept", lambda _key, find, **_: find())
    assert "not yet annotated" in page(f"/en/sources/{PLENUM}")


def test_an_unknown_document_is_an_error_page_with_the_nearest() -> None:
    source = page("/en/sources/shizhong-2019-plenm", 404)
    assert "/en/sources/shizhong-2019-plenum" in links(source)
