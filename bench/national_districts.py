"""The units of the national set: invented provinces, cities, districts and counties."""

from collections.abc import Iterator
from itertools import permutations
from random import Random
from typing import Any, Final, NamedTuple

PROVINCES_IN: Final = 31 / 3000
CITIES_IN: Final = 330 / 3000
"""Shares of all units, as in the country."""

PROVINCES: Final = (
    *range(11, 16),
    *range(21, 24),
    *range(31, 38),
    *range(41, 47),
    *range(50, 55),
    *range(61, 66),
)
"""First two digits of the codes of provinces."""

CHARACTERS: Final = (
    "青云桃源清河柳林石泉松岭梅溪竹山兰江荷塘枫桥杏花"
    "榆树槐荫沙洲海宁安平永康长乐福和顺昌吉祥瑞丰金银"
    "铜玉珠白鹤鹿凤凰虎燕鹰雁东陵阳阴州城关渡湾浦港屿"
)
READINGS: Final = (
    "qing yun tao yuan qing he liu lin shi quan song ling "
    "mei xi zhu shan lan jiang he tang feng qiao xing hua "
    "yu shu huai yin sha zhou hai ning an ping yong kang "
    "chang le fu he shun chang ji xiang rui feng jin yin "
    "tong yu zhu bai he lu feng huang hu yan ying yan "
    "dong ling yang yin zhou cheng guan du wan pu gang yu"
)
SYLLABLES: Final = dict(zip(CHARACTERS, READINGS.split(), strict=True))
"""Characters of names, and how they are read."""

TOWNS: Final = ("镇", "街道", "乡", "片区")
"""What the places inside a unit are called."""


class Unit(NamedTuple):
    """A district: its number from 1, its record, and the unit that it belongs to."""

    number: int
    id: str
    fields: dict[str, Any]
    parent: "Unit | None"

    @property
    def prefix(self) -> str:
        """What the ids of its plans and facts begin with, the same length for all."""
        return f"d{self.number:04}"

    @property
    def names(self) -> dict[str, str]:
        """What patterns call it by."""
        return {"name": self.fields["name"], "short": self.fields["short_name"]}


def units(count: int, seed: int) -> Iterator[Unit]:
    """So many units, each behind the one that it belongs to, so that their ids are in order."""
    names = list(permutations(SYLLABLES, 2))
    Random(f"{seed} names").shuffle(names)
    stems = iter(names)
    provinces = min(max(1, round(count * PROVINCES_IN)), len(PROVINCES))
    cities = 0 if count < 2 else max(1, round(count * CITIES_IN))
    counties = count - provinces - cities
    number = 0
    for province in range(provinces):
        code = PROVINCES[province] * 10000
        number += 1
        above = _unit(number, next(stems), "province", code, None)
        yield above
        for position, city in enumerate(range(province, cities, provinces), start=1):
            number += 1
            between = _unit(number, next(stems), "city", code + position * 100, above)
            yield between
            for place, _ in enumerate(range(city, counties, cities), start=1):
                number += 1
                kind = "county" if place % 5 in {0, 3} else "district"
                yield _unit(number, next(stems), kind, code + position * 100 + place + 1, between)


def towns(rng: Random, count: int) -> list[str]:
    """Names of places inside a unit: 桃源镇."""
    chars = list(SYLLABLES)
    return ["".join(rng.sample(chars, 2)) + rng.choice(TOWNS) for _ in range(count)]


def _unit(number: int, stem: tuple[str, str], kind: str, code: int, parent: Unit | None) -> Unit:
    short = "".join(stem)
    latin = "".join(SYLLABLES[char] for char in stem)
    ending = {"province": "省", "city": "市", "district": "区", "county": "县"}[kind]
    was_county = kind == "district" and number % 20 == 0
    former = {"code": f"{code + 60:06}", "name": f"{short}县", "until": 2012}
    fields = {
        "code": f"{code:06}",
        "name": short + ending,
        "short_name": short,
        "name_en": latin.capitalize(),
        "kind": kind,
        "parent": parent.id if parent else None,
        "aliases": [f"{short}县"] if was_county else [],
        "former_codes": [former] if was_county else [],
    }
    return Unit(number, f"n{number:04}-{latin}", fields, parent)
