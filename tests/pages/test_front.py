"""The front page: questions that its links answer, two wordings of one number, who gave any."""

import re
from html import unescape

import pytest

from tests.api.asking import ask
from tests.pages.reading import links, page, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_each_question_leads_to_the_page_that_answers_it(prefix: str) -> None:
    source = page(prefix or "/")
    asked = links(source[source.index('class="asks"') : source.index('class="duo"')])
    compare, district, differing, plan = (page(path.partition("#")[0]) for path in asked)
    assert asked[0] == f"{prefix}/compare?indicator=gdp&year=2019"
    assert all(quote in compare for quote in ("确保GDP增长8.2%", "力争2019年地区生产总值增长8.2%"))
    assert asked[1] == f"{prefix}/districts/jinan-shizhong#from-2019"
    targets = ask("targets", district="jinan-shizhong", year=2019, page_size=1000)["results"]
    year = district[district.index('id="from-2019"') : district.index('id="from-2020"')]
    assert all(target["id"] in year for target in targets if target["period"]["start"] == 2019)
    kinds = re.findall(r'<p class="meta"><b>(.*?)</b>', differing)
    assert len(kinds) == ask("discrepancies")["count"]
    assert kinds == sorted(kinds, key=kinds.index)
    assert kinds[0] == ("conflict" if prefix else "相互矛盾")
    assert asked[3] == f"{prefix}/plans/shizhong-2019"
    assert all(group in plan for group in ("总体目标", "四个方面", "五大动力", "六项重点工作"))


def test_english_says_how_firm_the_words_are() -> None:
    source = unescape(page("/en"))
    assert '<span class="chip chip-ensure" lang="zh-Hans">确保 <span lang="en">ensure' in source
    assert '<span class="chip chip-strive" lang="zh-Hans">力争 <span lang="en">strive' in source
    assert '<span class="chip chip-ensure" lang="zh-Hans">确保</span>' in page("/")


def test_the_front_page_holds_peers_of_one_year_side_by_side() -> None:
    source = page("/en")
    units = source[source.index('class="units"') :]
    keys = re.findall(r'href="/en/districts/([^"]+)"', units)
    counted = ask("summary", of="targets", by="district", year=2019)["results"]
    valued = {row["district"]["id"]: row["valued"] for row in counted}
    assert len(keys) == 15
    assert [valued[key] for key in keys] == sorted((valued[k] for k in keys), reverse=True)
    assert f"checked: {sum(not valued[key] for key in keys)}." in words(source)


def test_the_front_page_tells_two_wordings_of_one_number() -> None:
    source = page("/")
    pair = source[source.index('class="wordings"') :]
    for key in ("gangcheng-2019-gdp", "laiwu-2019-gdp"):
        target = ask(f"targets/{key}")
        assert f'href="/targets/{key}"' in pair
        assert target["citations"][0]["quote"] in pair
    assert pair.count("m-track") == 2
