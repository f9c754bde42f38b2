"""The vocabulary of the national set: the real facts as patterns, in which numbers and names vary.

In a pattern stand `{v}` for the number, `{name}` and `{short}` for the district, and `{y[5]}` for
the year of the document (`{y[4]}` for the one before).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

import orjson

Row = dict[str, Any]

CENTRE: Final = 5
"""Index of the document's own year in the years that a pattern is given."""
NUMERALS: Final = "零一二三四五六七八九十"
LONGEST_QUOTE: Final = 80
QUANTITY: Final = (
    *("indicator", "modality", "wording", "comparator", "measure"),
    *("unit", "base_unit", "threshold", "domain", "period_basis"),
)
NUMBERED: Final = re.compile("[0-9]")
COUNTED: Final = re.compile(f"[{NUMERALS}][个大项篇区].{{2,5}}$")
"""Names of groups that begin with how many members they have: 五大动力."""


class Spread(NamedTuple):
    """Bounds between which a number is drawn, evenly on a logarithmic scale, and its decimals."""

    low: float
    high: float
    places: int
    spelt: bool = False

    def draw(self, rng: Random) -> str:
        """A number as it is printed in Arabic numerals: 8.2, 1234."""
        drawn = self.low * (self.high / self.low) ** rng.random()
        return shown(drawn, self.places)


@dataclass(frozen=True, slots=True)
class Claim:
    """A target or an achievement as a pattern."""

    statement: str
    quote: str
    value: str | None
    spread: Spread | None
    years: tuple[int, int]
    deadline: int
    deadline_text: str
    slug: str
    fixed: Row

    def words(self, value: str | None, **names: Any) -> tuple[str, str]:
        """The statement and the quote with their number, names and years."""
        printed = value
        if value is not None and self.spread is not None and self.spread.spelt:
            printed = "两" if value == "2" else NUMERALS[int(value)]
        return self.statement.format(v=printed, **names), self.quote.format(v=printed, **names)


def shown(value: float, places: int) -> str:
    """A number without trailing zeros."""
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


class Vocabulary:
    """What the fixtures of a folder say, ready to be said of other districts and years."""

    def __init__(self, folder: Path) -> None:
        """Read the fixtures. Raises OSError without them."""
        self._folder = folder
        self.indicators = self._rows("indicators")
        self._years = {
            row["pk"]: int(row["fields"]["published_on"][:4]) for row in self._rows("documents")
        }
        self._quotes = {r["pk"]: r["fields"] for r in self._rows("citations")}
        self._places = self._names_of_districts()
        self.targets = list(self._claims("targets"))
        self.achievements = list(self._claims("achievements"))
        self.projects = [self._in_general(row["fields"]) for row in self._rows("projects")]
        self.slogans = [self._in_general(row["fields"]) for row in self._rows("slogans")]
        self.stages = [row["fields"] for row in self._rows("project_mentions")]
        ignored = [row["fields"] for row in self._rows("ignored")]
        self.ignored = [span for span in ignored if not NUMBERED.search(span["reason"])]
        self.components = [
            self._pattern(row["fields"]["name"], 0)
            for row in self._rows("plan_elements")
            if row["fields"]["parent"] and not NUMBERED.search(row["fields"]["name"])
        ]
        names = [row["fields"]["name"] for row in self._rows("plan_elements")]
        self.groups = sorted({name[1:] for name in names if COUNTED.match(name)})
        plans = [row["fields"] for row in self._rows("plans")]
        self.themes = sorted(
            {plan["theme"] for plan in plans if plan["theme"]} - {"济阳区建设元年"}
        )
        self.goals = sorted({self._pattern(plan["goal"], 0) for plan in plans if plan["goal"]})
        self.speakers = sorted({plan["speaker"] for plan in plans if plan["speaker"]})

    def _rows(self, name: str) -> list[Row]:
        rows: list[Row] = orjson.loads((self._folder / f"{name}.json").read_bytes())
        return rows

    def _names_of_districts(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for row in self._rows("districts"):
            fields = row["fields"]
            names |= {fields["name"]: "{name}", fields["short_name"]: "{short}"}
        return dict(sorted(names.items(), key=lambda pair: -len(pair[0])))

    def _pattern(self, text: str, year: int) -> str:
        """The text with placeholders for districts, and for years near that of its document."""
        for name, placeholder in self._places.items():
            text = text.replace(name, placeholder)
        text = re.sub(r"(\{name\}|\{short\})+", lambda found: found[1], text)
        for offset in range(-CENTRE, CENTRE + 1):
            text = text.replace(f"{year + offset}年", f"{{y[{CENTRE + offset}]}}年")
        return text

    def _in_general(self, fields: Row) -> Row:
        """The fields of a project or a slogan with placeholders in its texts."""
        words = {key: fields[key] for key in ("name", "text") if key in fields}
        year = self._years[self._quotes[fields["citations"][0]]["document"]]
        return fields | {key: self._pattern(text, year) for key, text in words.items()}

    def _claims(self, name: str) -> Iterator[Claim]:
        for row in self._rows(name):
            fields = row["fields"]
            year = self._years[self._quotes[fields["citations"][0]]["document"]]
            quotes = [self._quotes[key]["quote"] for key in fields["citations"]]
            quotes = [self._pattern(quote, year) for quote in sorted(quotes, key=len, reverse=True)]
            statement = self._pattern(fields["statement"], year)
            statement, quote, spread = _with_number(statement, quotes, fields)
            keys = [*QUANTITY, *(k for k in ("checkability", "kind", "certainty") if k in fields)]
            yield Claim(
                statement=statement,
                quote=quote,
                value=fields["value"],
                spread=spread,
                years=(fields["period_start"] - year, fields["period_end"] - year),
                deadline=int(fields.get("deadline_date", f"{year}-")[:4]) - year,
                deadline_text=self._pattern(fields.get("deadline_text", ""), year),
                slug=fields["indicator"] or fields["domain"],
                fixed={key: fields[key] for key in keys}
                | {"note": "" if NUMBERED.search(fields["note"]) else fields["note"]},
            )


def _with_number(statement: str, quotes: list[str], fields: Row) -> tuple[str, str, Spread | None]:
    """Statement and quote with `{v}` where both print the number; else as they are, no spread."""
    for pattern, placeholder, spelt in _prints(fields["value"], fields["unit"]):
        for quote in quotes:
            if re.search(pattern, statement) and re.search(pattern, quote):
                return (
                    re.sub(pattern, placeholder, statement, count=1),
                    re.sub(pattern, placeholder, quote, count=1),
                    _spread(fields, spelt=spelt),
                )
    return statement, quotes[0], None


def _prints(value: str | None, unit: str) -> Iterator[tuple[str, str, bool]]:
    """Ways to print a number: pattern, what replaces it, whether it is spelt in Chinese."""
    if value is None:
        return
    alone = rf"(?<![\d.\[]){re.escape(value)}(?![\d.\]])"
    yield f"{alone}(?={''.join(f'[余多]?{char}' for char in unit)})", "{v}", False
    yield alone, "{v}", False
    numeral = {"1000": "千", "100": "百"}.get(value)
    if unit.endswith("亿元") and numeral:
        yield rf"{numeral}(?=万?亿)", "{v}", False
    elif value.isdigit() and 2 <= int(value) <= 10:
        digits = "[二两]" if value == "2" else NUMERALS[int(value)]
        yield rf"{digits}(?={unit})", "{v}", True


def _spread(fields: Row, *, spelt: bool) -> Spread:
    value = float(fields["value"])
    if spelt:
        return Spread(2, 10, 0, spelt=True)
    if fields["base_unit"] == "percent":
        low, high = (50, 99.9) if fields["measure"] == "share" else (2, 30)
        return Spread(low, high, 1)
    if fields["measure"] == "multiple":
        return Spread(1.1, 4, 1)
    large = fields["unit"][:1] in {"万", "亿"}
    return Spread(max(value / 5, 0.5 if large else 2), max(value * 5, 9), 2 if large else 0)
