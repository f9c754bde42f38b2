"""A mark says of its number what the claim says: where it lies, what bounds it, how firmly."""

import pytest

from pages.marks import Axis, Quantity, dots, glyph, track
from pages.marks.pens import FilePen
from pages.marks.quantities import BAND, MOST_DOTS, mark
from tests.pages.drawn import holders, of_class, parsed, percent, value_at

COMPARATORS = ("gt", "gte", "approx", "lte", "lt", "eq", "between")
SCALE = Axis(0, 12, (0, 4, 8, 12))


def claim(**parts: object) -> dict[str, object]:
    """A target as the API shows it, as far as marks read it."""
    return {
        "comparator": "gt", "modality": "require", "value": 100, "value_high": None, "unit": "亿元",
        "base_value": 10_000_000_000, "base_unit": "CNY",
    } | parts  # fmt: skip


def quantity(comparator: str, role: str = "promise") -> Quantity:
    return Quantity(comparator, 7.3, 9.1 if comparator == "between" else None, None, role)


@pytest.mark.parametrize("role", ["promise", "result"])
@pytest.mark.parametrize("comparator", COMPARATORS)
def test_a_marks_position_equals_its_value(comparator: str, role: str) -> None:
    shown = quantity(comparator, role)
    root = parsed(track([shown], SCALE))
    suffix = shown.suffix
    heads = [
        holder.get("x")
        for name in (f"m-solid{suffix}", f"m-open{suffix}")
        for holder in holders(root, name)
    ]
    named = [shown.value] if shown.high is None else [shown.value, shown.high]
    assert [value_at(x, SCALE) for x in heads] == pytest.approx(named, abs=0.002)
    (stem,) = of_class(root, f"m-stem{suffix}")
    assert value_at(stem.get("x1"), SCALE) == pytest.approx(0, abs=0.002)
    assert value_at(stem.get("x2"), SCALE) == pytest.approx(shown.value, abs=0.002)


@pytest.mark.parametrize(
    ("comparator", "ends"),
    [
        ("gt", (7.3, 12)),
        ("gte", (7.3, 12)),
        ("lt", (0, 7.3)),
        ("lte", (0, 7.3)),
        ("between", (7.3, 9.1)),
    ],
)
def test_the_band_covers_what_would_keep_the_promise(
    comparator: str, ends: tuple[float, float]
) -> None:
    (band,) = of_class(parsed(track([quantity(comparator)], SCALE)), "m-band")
    right = f"{percent(band.get('x')) + percent(band.get('width'))}%"
    found = [value_at(band.get("x"), SCALE), value_at(right, SCALE)]
    assert found == pytest.approx(ends, abs=0.003)
    assert band.get("height") == str(BAND)


def test_a_plain_number_has_no_band() -> None:
    root = parsed(track([quantity("eq")], SCALE))
    assert not of_class(root, "m-band")
    assert not of_class(root, "m-arrow")


@pytest.mark.parametrize(
    ("comparator", "edge"), [("gt", 97.5), ("gte", 97.5), ("lt", 1.5), ("lte", 1.5)]
)
def test_an_arrowhead_stands_at_the_edge_that_the_band_reaches(
    comparator: str, edge: float
) -> None:
    (holder,) = holders(parsed(track([quantity(comparator)], SCALE)), "m-arrow")
    assert percent(holder.get("x")) == edge


@pytest.mark.parametrize("comparator", COMPARATORS)
def test_only_values_that_do_not_count_themselves_have_an_open_head(comparator: str) -> None:
    root = parsed(track([quantity(comparator)], SCALE))
    assert bool(of_class(root, "m-open")) == (comparator in ("gt", "lt"))


def test_the_capsule_of_an_approximate_value_covers_the_stem_and_is_as_wide_everywhere() -> None:
    widths = set()
    for value in (0.5, 7.3, 11):
        root = parsed(track([Quantity("approx", value)], SCALE))
        (holder,) = holders(root, "m-about")
        assert [part.get("class") for part in holder][:2] == ["m-mask", "m-band"]
        widths.add(of_class(holder, "m-about")[0].get("width"))
    assert widths == {"34"}


@pytest.mark.parametrize(
    ("modality", "name"),
    [
        ("ensure", "m-ensure"),
        ("require", "m-require"),
        ("strive", "m-strive"),
        ("expect", "m-expect"),
        (None, "m-unsaid"),
    ],
)
def test_the_stem_is_the_modality(modality: str | None, name: str) -> None:
    (stem,) = of_class(parsed(track([Quantity("eq", 7, None, modality)], SCALE)), "m-stem")
    assert stem.get("class") == f"m-stem {name}"


def test_results_are_green_diamonds_and_promises_blue_discs() -> None:
    promise, result = (parsed(glyph(quantity("eq", role))) for role in ("promise", "result"))
    assert [part.tag for part in of_class(promise, "m-solid")] == ["circle"]
    assert [part.tag for part in of_class(result, "m-solid-r")] == ["path"]
    assert not of_class(result, "m-solid")


@pytest.mark.parametrize("comparator", COMPARATORS)
def test_the_value_of_a_glyph_is_always_in_the_middle(comparator: str) -> None:
    root = parsed(glyph(quantity(comparator)))
    places = [
        percent(holder.get("x")) for name in ("m-solid", "m-open") for holder in holders(root, name)
    ]
    assert sum(places) / len(places) == 50
    assert (root.get("width"), root.get("height")) == ("92", "24")


def test_a_stem_begins_at_zero_also_where_values_lie_below_it() -> None:
    scale = Axis.of([Quantity("gte", -5), Quantity("eq", 5)])
    (stem,) = of_class(parsed(track([Quantity("gte", -5)], scale)), "m-stem")
    assert value_at(stem.get("x1"), scale) == pytest.approx(0, abs=0.01)
    assert value_at(stem.get("x2"), scale) == pytest.approx(-5, abs=0.01)


def test_a_row_without_a_claim_shows_that_it_has_none() -> None:
    root = parsed(track([], SCALE))
    assert of_class(root, "m-void")
    assert not of_class(root, "m-stem")


def test_a_file_draws_the_same_mark_in_pixels_and_without_classes() -> None:
    root = parsed(f"<svg>{mark(FilePen(100, 700, 0, 12), 20, quantity('gt'))}</svg>")
    (stem,) = root.iter("line")
    assert float(stem.get("x2", "")) == pytest.approx(100 + 7.3 / 12 * 600, abs=0.01)
    (band,) = root.iter("rect")
    assert float(band.get("x", "")) + float(band.get("width", "")) == pytest.approx(700, abs=0.02)
    assert band.get("fill-opacity") == ".13"
    assert not [part for part in root.iter() if part.get("class") or part.get("style")]


def test_a_quantity_is_read_from_the_apis_own_shape_in_base_units() -> None:
    assert Quantity.of(claim()) == Quantity("gt", 10_000_000_000, None, "require", "promise")
    ranged = Quantity.of(claim(comparator="between", value=0, value_high=1.5, base_value=0))
    assert ranged is not None
    assert (ranged.value, ranged.high) == (0, 150_000_000)
    assert Quantity.of(claim(base_value=None)) is None


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (13, 13), (400, MOST_DOTS)])
def test_there_is_a_dot_for_each_thing_counted_up_to_a_bound(count: int, shown: int) -> None:
    assert len(of_class(parsed(dots(count)), "m-solid")) == shown


def test_nothing_counted_has_no_dot_of_the_promises_colour() -> None:
    assert not of_class(parsed(dots(0)), "m-solid")
