"""What is asked: each question as paths, made from the data that they are asked of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from bench.contenders.listed import Contender, api_path
from bench.national_words import ABSENT_WORDS, COMMON_WORDS, RARE_WORDS
from bench.sets import DataSet

BOTH: Final = (1, 16)
DISTRICTS: Final = 50
ROWS: Final = 100
LISTS: Final = (
    "districts",
    "documents",
    "plans",
    "indicators",
    "targets",
    "achievements",
    "outcomes",
    "projects",
    "slogans",
    "discrepancies",
)
PEERS: Final = ("sqlite", "fastapi", "drf", "ninja", "datasette", "json-server")
CONSTANTS: Final = ("constant", "bare", "nginx")
_REAL_WORDS: Final = {"common": ("建设", "项目"), "rare": ("腾笼",), "absent": ("鲸鱼", "业民")}


@dataclass(frozen=True)
class Question:
    """Paths asked in turn of some contenders; or districts, each asked for by its own path.

    Asked at one or more numbers of connections, those that take long for each answer at one.
    """

    name: str
    title: str
    paths: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    asked_of: tuple[str, ...] = ("cold",)
    headers: Mapping[str, str] = field(default_factory=dict)
    connections: tuple[int, ...] = (16,)

    def paths_of(self, contender: Contender) -> tuple[str, ...]:
        """What a contender is asked."""
        return self.paths or tuple(map(contender.path, self.districts))


def districts(data: DataSet) -> list[str]:
    """The fullest districts, and on a large set many: all with a full page of targets."""
    found = data.column(
        "SELECT district_id FROM plans_target GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?",
        DISTRICTS,
    )
    return found if data.targets > 10_000 else found[:1]


def words(data: DataSet) -> dict[str, tuple[str, ...]]:
    """Common, rare and absent words of two characters."""
    if data.name == "real":
        return _REAL_WORDS
    return {"common": COMMON_WORDS, "rare": tuple(RARE_WORDS), "absent": ABSENT_WORDS}


def headline(data: DataSet, etag: str) -> list[Question]:
    """The main job: the targets of one district."""
    some = tuple(districts(data))
    one = (api_path(some[0]),)
    given, fixed = {"If-None-Match": etag}, ("api", *CONSTANTS)
    return [
        Question("repeated", "a list asked again", one, asked_of=fixed, connections=BOTH),
        Question("conditional", "304", one, asked_of=("api",), headers=given, connections=BOTH),
        Question(
            "list",
            "a list not asked before",
            districts=some,
            asked_of=("cold", *PEERS),
            connections=BOTH,
        ),
        Question("empty", "an empty view", ("/empty",), asked_of=("drf",), connections=BOTH),
    ]


def _path(where: str, **parameters: object) -> str:
    return f"/api/{where}?{urlencode(parameters)}"


def combinations(data: DataSet) -> list[Question]:
    """Filters and orders that both the API and plain DRF know."""
    some = districts(data)
    asked: list[dict[str, object]] = []
    for place, district in enumerate(some[:6] * (6 // min(6, len(some)))):
        year = data.column(
            "SELECT period_start FROM plans_target WHERE district_id = ? LIMIT 1", district
        )[0]
        filters: tuple[dict[str, object], ...] = (
            {"domain": "economy", "sort": "-base_value"},
            {"year": year, "sort": "statement"},
            {"checkability": "quantified", "value_min": 1000, "sort": "-period_start"},
            {"year": year, "measure": "growth"},
            {"comparator": "gte", "sort": "base_value"},
            {"deadline_before": f"{year}-12-31", "domain": "industry", "sort": "-id"},
        )
        asked.append({"district": district, **filters[place]})
    paths = tuple(_path("targets", **one) for one in asked)
    national = tuple(
        _path("targets", **one)
        for one in (
            {"domain": "economy", "sort": "-base_value"},
            {"checkability": "quantified", "measure": "growth", "sort": "-period_start"},
            {"year": asked[1].get("year", 2019), "sort": "statement"},
        )
    )
    return [
        Question(
            "combination", "filters and orders of a district", paths, asked_of=("cold", "drf")
        ),
        Question(
            "combination-all", "filters and orders of all", national, asked_of=("cold", "drf")
        ),
    ]


def rows(data: DataSet) -> list[Question]:
    """Single rows, spread over the table."""
    step = max(1, data.targets // ROWS)
    ids = data.column("SELECT id FROM plans_target WHERE number % ? = 0 LIMIT ?", step, ROWS)
    paths = tuple(f"/api/targets/{key}" for key in ids)
    return [
        Question("detail", "one fact", paths),
        Question("detail-again", "one fact asked again", paths[:1], asked_of=("api",)),
    ]


def searches(data: DataSet) -> list[Question]:
    """Words of two characters, common, rare and absent, with and without a district."""
    some = districts(data)
    asked: list[Question] = []
    for kind, known in words(data).items():
        for where in ("targets", "search"):
            for scope, within in (("", ({},)), ("-district", [{"district": d} for d in some[:10]])):
                paths = tuple(_path(where, q=word, **one) for word in known for one in within)
                title = f"{where}: {kind} words" + (" in a district" if scope else "")
                asked.append(Question(f"{where}-{kind}{scope}", title, paths))
    return asked


def answers(data: DataSet) -> list[Question]:
    """The paths that answer questions: kept answers, and answers made each time."""
    some = districts(data)
    indicator = data.column(
        "SELECT indicator_id FROM plans_target WHERE indicator_id IS NOT NULL "
        "GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
    )
    year = data.column("SELECT period_start FROM plans_target GROUP BY 1 ORDER BY count(*) DESC")
    asked = {
        "compare": _path("compare", indicator=indicator[0], year=year[0]),
        "summary": _path("summary", of="targets", by="district,domain"),
        "timeline": _path("timeline", district=some[0]),
    }
    again = [Question(f"{name}-again", f"{name} asked again", (path,), asked_of=("api",))
             for name, path in asked.items()]  # fmt: skip
    return again + [Question(name, name, (path,), connections=(1,)) for name, path in asked.items()]


def lists() -> list[Question]:
    """Ten rows of each list: as many from a small set as from a large one."""
    return [Question(f"list-{name}", f"ten {name}", (_path(name, page_size=10),)) for name in LISTS]


def depths(followed: Mapping[str, str]) -> list[Question]:
    """Pages at places of the walk by `next`; `followed` has a path for each place."""
    return [
        Question(f"page-{place}", f"page: {place}", (path,)) for place, path in followed.items()
    ]
