"""What each filter means, said once more in plain Python over the fixture records."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

Row = dict[str, Any]
Records = dict[str, list[Row]]
Rule = tuple[Callable[[Records], Iterable[Any]], Callable[[Row, str, Records], bool]]
"""The values to ask for, and whether a row is meant by one of them."""


def rows_of(name: str, records: Records) -> list[Row]:
    """The rows of a list; of outcomes also those that say that nothing is reported."""
    rows = records[name]
    if name == "outcomes":
        reported = {row["target"] for row in rows}
        rows = rows + [
            {
                "id": f"{target['id']}-unreported",
                "target": target["id"],
                "achievement": None,
                "verdict": "none",
                "directness": "",
            }
            for target in records["targets"]
            if target["id"] not in reported
        ]
    return rows


def row_with(records: Records, name: str, key: str) -> Row:
    """The row of an id."""
    return next(row for row in records[name] if row["id"] == key)


def same(one: str, other: str) -> bool:
    """Equal after NFKC and case folding."""
    fold = [unicodedata.normalize("NFKC", text).casefold() for text in (one, other)]
    return fold[0] == fold[1]


def names_of_district(row: Row) -> list[str]:
    """Every name and code, earlier ones too."""
    former = [text for old in row["former_codes"] for text in (old["code"], old["name"])]
    own = [row["id"], row["code"], row["name"], row["short_name"], row["name_en"]]
    return [name for name in [*own, *row["aliases"], *former] if name]


def names_of_indicator(row: Row) -> list[str]:
    """Id, names and synonyms."""
    return [row["id"], row["name"], row["name_en"], *row["synonyms"]]


def districts_named(value: str, records: Records) -> set[str]:
    """Ids of the units that a comma-separated text names."""
    return {
        row["id"]
        for part in value.split(",")
        for row in records["districts"]
        if any(same(part, name) for name in names_of_district(row))
    }


def every_district_name(records: Records) -> list[str]:
    """All names, and two texts that name several units."""
    names = [name for row in records["districts"] for name in names_of_district(row)]
    return [*names, "市中,历下", "370103,济南高新区,莱芜"]


def every_indicator_name(records: Records) -> list[str]:
    """All names of all indicators."""
    return [name for row in records["indicators"] for name in names_of_indicator(row)]


def keys(name: str) -> Callable[[Records], list[str]]:
    """All ids of a type."""
    return lambda records: [row["id"] for row in records[name]]


def values(name: str, field: str) -> Callable[[Records], list[str]]:
    """All values of a field."""
    return lambda records: sorted({str(row[field]) for row in records[name] if row[field]})


def bounds(name: str) -> Callable[[Records], list[str]]:
    """Base values of a list and numbers beside them, and some as people write them."""

    def numbers(records: Records) -> list[str]:
        found = {float(row["base_value"]) for row in records[name] if row["base_value"] is not None}
        beside = [f"{n + d:.6f}" for n in sorted(found)[::5] for d in (-0.5, 0, 0.000001)]
        return [*beside, "0", "-1", "1e10", "0.0000001", "99999999999999999"]

    return numbers


def days(records: Records) -> list[str]:
    """The deadlines, the day before and the day after the commonest one, and the ends of time."""
    found = {row["deadline_date"] for row in records["targets"]}
    return [*sorted(found), "2019-12-30", "2020-01-01", "0001-01-01", "9999-12-31"]


def documents_cited(row: Row) -> set[str]:
    """Documents of a row's citations, whose ids begin with the document's."""
    return {citation.rsplit(":", 1)[0] for citation in row["citations"]}


def side_documents(row: Row, records: Records) -> set[str]:
    """Documents cited by the sides of a discrepancy."""
    sides = (s for s in records["discrepancy_sides"] if s["discrepancy"] == row["id"])
    return {document for side in sides for document in documents_cited(side)}


def documents_naming(row: Row, records: Records) -> set[str]:
    """Documents that mention a project."""
    mentions = (m for m in records["project_mentions"] if m["project"] == row["id"])
    return {mention["citation"].rsplit(":", 1)[0] for mention in mentions}


def equal(field: str) -> Callable[[Row, str, Records], bool]:
    """The field is the value; `none` is an empty one."""
    return lambda row, value, _: str(row[field] or "none") == value


def target_of(row: Row, records: Records) -> Row:
    """The target of an outcome."""
    return row_with(records, "targets", row["target"])


def verdicts(target: Row, records: Records) -> set[str]:
    """What became of a target."""
    found = {row["verdict"] for row in records["outcomes"] if row["target"] == target["id"]}
    return found or {"none"}


def within(row: Row, value: str) -> bool:
    """Whether a period holds a year."""
    return row["period_start"] <= int(value) <= row["period_end"]


def no_values(_: Records) -> list[str]:
    """The values are those that the schema lists."""
    return []


def years(_: Records) -> list[str]:
    """All years around the data, and the ends of what may be asked."""
    return ["1900", *map(str, range(2016, 2029)), "2100"]
