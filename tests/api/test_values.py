"""Values are read as people paste them: any width, any composition, with invisible characters."""

import unicodedata

import pytest

from tests.api.asking import ask, get, ids, query_of, refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "市中", "市中区", "370103", "jinan-shizhong", "JINAN-Shizhong", "３７０１０３",
        "ｊｉｎａｎ－ｓｈｉｚｈｏｎｇ", " 市中 ", "市\u200b中", "\ufeff市中区", "市中\u00ad",
        "\u202a市中区\u202c", "市中\u3000", "\t市中\n",
    ],
)  # fmt: skip
def test_a_district_is_found_by_any_name_as_it_is_pasted(name: str) -> None:
    found = ids("targets", district=name)
    assert found == ids("targets", district="jinan-shizhong") != []


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("370181", "jinan-zhangqiu"),
        ("章丘市", "jinan-zhangqiu"),
        ("370125", "jinan-jiyang"),
        ("371202", "jinan-laiwu"),
        ("371203", "jinan-gangcheng"),
    ],
)
def test_a_former_code_or_name_finds_the_unit_of_today(former: str, today: str) -> None:
    assert ids("districts", district=former) == [today]


def test_several_districts_come_by_comma_by_repetition_and_by_both() -> None:
    expected = sorted({*ids("targets", district="市中"), *ids("targets", district="历下")})
    assert ids("targets", district="市中,历下") == expected
    assert ids("targets", district=["市中", "历下"]) == expected
    assert ids("targets", district=["历下,370103", " 市中 , 市中区"]) == expected
    assert ids("targets", district="市中，历下") == expected


def test_a_row_of_several_of_the_districts_is_found_once() -> None:
    found = ids("documents", district="市中,历下,济南")
    assert len(found) == len(set(found))
    assert "jinan-2019-districts" in found
    assert ids("discrepancies", district="济南,历城,钢城") == ["jinan-2019-code-spacing"]


def test_letters_of_any_width_and_composition_are_the_same() -> None:
    assert ids("targets", indicator="ＧＤＰ") == ids("targets", indicator="gdp") != []
    assert ids("indicators", indicator="Gross domestic PRODUCT") == ["gdp"]
    # é in two code points, as macOS writes file names, and the Kelvin sign for a K.
    assert ids("targets", q=unicodedata.normalize("NFD", "é")) == ids("targets", q="é")
    assert ids("targets", q="\u212a") == ids("targets", q="k")


def test_numbers_and_days_come_in_any_width() -> None:
    assert ids("targets", year="２０１９") == ids("targets", year=2019) != []
    assert ids("targets", value_min="１００") == ids("targets", value_min="1e2") != []
    assert ids("targets", deadline_before="２０２０-01-01") == ids(
        "targets", deadline_before="2020-01-01"
    )
    assert ask("targets", page="２", page_size=" 10 ")["results"][0]["id"]


def test_a_plus_and_percent_2b_are_a_space_and_a_plus() -> None:
    assert ids("plans", code="1+456") == ["shizhong-2019"]
    [error] = refused("/api/plans", "code=1+456")["errors"]
    assert error["value"] == "1 456"
    assert error["nearest"][0] == "1+456"
    assert get("/api/targets", "q=%E5%B8%82+%E4%B8%AD").content == (
        get("/api/targets", "q=%E5%B8%82%20%E4%B8%AD").content
    )


def test_utf_8_may_come_raw_or_percent_encoded() -> None:
    raw = get("/api/targets", "district=市中")
    assert raw.status_code == 200
    assert raw.content == get("/api/targets", query_of({"district": "市中"})).content


def test_fields_are_kept_in_the_order_asked_for() -> None:
    [row] = ask("indicators", indicator="gdp", fields="name, id,name")["results"]
    assert list(row.items()) == [("name", "地区生产总值"), ("id", "gdp")]
    assert ask("indicators/gdp", fields="base_unit") == {"base_unit": "CNY"}


def test_fields_change_no_value() -> None:
    for whole in ask("targets", page_size=5)["results"]:
        for name, value in whole.items():
            assert ask(f"targets/{whole['id']}", fields=name) == {name: value}
