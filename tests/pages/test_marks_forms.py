"""Axes, discs, stages, strips and timelines; and what holds for every drawing inside a page."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.marks import (
    CLASSES,
    Axis,
    Bar,
    Followed,
    Quantity,
    axis,
    disc,
    dots,
    foremost,
    glyph,
    rules,
    stage,
    strip,
    ticks,
    timeline,
    track,
    unit_chart,
)
from pages.marks.discs import VERDICTS
from pages.marks.paints import DARK, LIGHT, PAINTS, VARIABLES, attributes
from pages.marks.widths import cut, em, width, wrapped
from plans.models import Outcome
from plans.models.projects import Stage
from plans.models.quantities import Modality
from tests.pages.drawn import of_class, parsed, percent, value_at

SCALE = Axis(0, 10, (0, 5, 10))
BARS = [
    Bar(2017, 2021, "五年回眸", review=True),
    Bar(2019, 2019, "攻坚突破年", "1+456"),
    Bar(2022, 2026, "活力品质强区", inferred=True),
]
DRAWINGS = {
    "glyph": glyph(Quantity("approx", 3, None, "strive")),
    "track": track([Quantity("between", 3, 5), Quantity("gt", 4, role="result")], SCALE),
    "void": track([], SCALE),
    "axis": axis(SCALE, str),
    "strip": strip(900, [{"start": 8, "end": 20}], ticks(900, [500])),
    "timeline": timeline(BARS),
    "dots": dots(3),
    **{f"stage {name}": stage(name) for name in Stage.values},
    **{f"disc {name}": disc(name, "indicative") for name in Outcome.Verdict.values},
}


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_in_a_page_is_hidden_from_readers_and_knows_only_documented_classes(
    drawing: str,
) -> None:
    root = parsed(drawing)
    assert root.get("aria-hidden") == "true"
    assert root.get("focusable") == "false"
    for part in root.iter():
        assert set(part.get("class", "").split()) <= set(CLASSES)
        assert part.tag not in ("style", "script")
        assert not {"style", "fill", "stroke"} & set(part.attrib)


def test_every_colour_of_the_style_sheets_rules_is_a_property_of_it() -> None:
    text = "\n".join(rules())
    assert "$" not in text
    assert all(variable in text for variable in VARIABLES.values())
    assert set(Modality.values) <= {name.removeprefix("m-") for name in PAINTS}


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_part_can_be_painted_in_a_file(palette: object) -> None:
    for name in PAINTS:
        painted = attributes(palette, name)  # type: ignore[arg-type]
        assert painted
        assert not any("$" in value or "var(" in value for value in painted.values())


NAMED = st.tuples(st.sampled_from(["gt", "eq", "lte"]), st.integers(-(10**12), 10**12))


@given(st.lists(NAMED, max_size=5))
def test_an_axis_spans_zero_and_every_value_at_few_even_ticks(
    named: list[tuple[str, int]],
) -> None:
    scale = Axis.of([Quantity(comparator, value) for comparator, value in named])
    span = scale.high - scale.low
    for value in (0, *(value for _, value in named)):
        assert scale.low - span * 1e-8 <= value <= scale.high + span * 1e-8
    steps = [after - before for before, after in pairwise(scale.ticks)]
    assert steps == pytest.approx([steps[0]] * len(steps))
    assert (scale.ticks[0], scale.ticks[-1]) == (scale.low, scale.high)
    assert 1 <= len(steps) <= 7
    assert 0 in scale.ticks


@pytest.mark.parametrize(
    ("quantities", "ticks"),
    [
        ([Quantity("eq", 8.2)], (0, 5, 10)),
        ([Quantity("gt", 1000)], (0, 500, 1000, 1500)),
        ([Quantity("eq", 300), Quantity("gte", 200)], (0, 100, 200, 300)),
        ([], (0, 0.5, 1)),
    ],
)
def test_ticks_are_round_numbers_with_room_where_more_would_count(
    quantities: list[Quantity], ticks: tuple[float, ...]
) -> None:
    assert Axis.of(quantities).ticks == ticks


def test_the_axis_of_one_promise_names_its_values_only_where_numbers_have_room() -> None:
    assert Axis.at_values([Quantity("gt", 100), Quantity("eq", 101)]).ticks == (0, 101)
    assert Axis.at_values([Quantity("gt", 100), Quantity("eq", 60)]).ticks == (0, 60, 100)


def test_the_numbers_of_an_axis_stand_over_the_grid_and_are_written_by_the_caller() -> None:
    root = parsed(axis(SCALE, lambda value: f"<{value:g}>"))
    assert [text.text for text in root] == ["<0>", "<5>", "<10>"]
    assert [value_at(text.get("x"), SCALE) for text in root] == pytest.approx([0, 5, 10])


def test_there_is_a_different_disc_for_every_verdict_and_directness_that_matters() -> None:
    shown = {disc(verdict, way) for verdict in VERDICTS for way in ("direct", "indicative")}
    assert set(VERDICTS) == set(Outcome.Verdict.values)
    assert len(shown) == 3 * 2 + 2


def test_a_disc_of_an_unknown_verdict_is_an_error() -> None:
    with pytest.raises(KeyError):
        disc("kept")


@pytest.mark.parametrize(
    ("outcomes", "shown"),
    [
        ([], ("none", None)),
        ([("met", "indicative"), ("not_met", "direct")], ("not_met", "direct")),
        ([("met", "direct"), ("partly_met", "direct")], ("partly_met", "direct")),
        ([("not_comparable", "direct"), ("met", "indicative")], ("met", "indicative")),
    ],
)
def test_a_promise_with_several_outcomes_is_not_flattered(
    outcomes: list[tuple[str, str]], shown: tuple[str, str | None]
) -> None:
    found = foremost({"verdict": verdict, "directness": way} for verdict, way in outcomes)
    assert found == shown


def test_every_disc_of_a_unit_chart_is_a_link_that_says_what_it_stands_for() -> None:
    items = [Followed("/targets/a", "甲 <b>", "met", "direct"), Followed("/targets/b", "乙")]
    root = parsed(unit_chart(items))
    links = list(root.iter("a"))
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("/targets/a", "甲 <b>"),
        ("/targets/b", "乙"),
    ]
    assert all(len(list(link.iter("svg"))) == 1 for link in links)


def test_stages_fill_a_circle_step_by_step() -> None:
    shown = [stage(name) for name in ("planned", "promoted", "started", "under_construction")]
    shown += [stage("attracted"), stage("completed")]
    assert len(set(shown)) == len(shown)
    assert stage("opened") == stage("completed") == stage("held")


def test_a_strip_shows_a_citation_from_its_first_to_its_last_character() -> None:
    root = parsed(strip(1000, [{"start": 250, "end": 300}], ticks(1000, [500] * 9)))
    (here,) = of_class(root, "m-here")
    assert (percent(here.get("x")), percent(here.get("width"))) == (25, 5)
    (other,) = of_class(root, "m-cited")
    assert percent(other.get("x1")) == 50


def test_a_timelines_bars_cover_their_years_and_dotted_edges_say_inferred() -> None:
    root = parsed(timeline(BARS))
    (review,), (plan,), (inferred,) = (
        of_class(root, name) for name in ("m-review", "m-plan", "m-plan-dots")
    )
    year = 100 / 10
    assert percent(review.get("x")) == pytest.approx(0, abs=1)
    assert percent(review.get("width")) == pytest.approx(5 * year, abs=1)
    assert percent(plan.get("x")) == pytest.approx(2 * year, abs=1)
    assert percent(inferred.get("x")) == pytest.approx(5 * year, abs=1)
    assert [text.text for text in of_class(root, "m-tick")] == [str(y) for y in range(2017, 2027)]
    assert "".join(of_class(root, "m-label")[1].itertext()) == "1+456 攻坚突破年"


def test_a_label_without_room_beside_its_bar_stands_above_it_and_is_cut_to_fit() -> None:
    wide = parsed(timeline([Bar(2017, 2026, "规" * 60)]))
    (label,) = of_class(wide, "m-label")
    assert (label.text or "").endswith("…")
    assert width(label.text or "", 14) <= 288.5
    (bar,) = of_class(wide, "m-plan")
    assert bar.get("y") == "50"


def test_a_wide_character_counts_an_em_and_others_less() -> None:
    assert em("市中") == 2
    assert em("ab") == pytest.approx(1.16)
    assert em("，%") == pytest.approx(1.58)


def test_a_text_is_cut_to_its_room_and_says_so() -> None:
    assert cut("市中区", 10, 40) == "市中区"
    assert cut("市中区政府", 10, 40) == "市中…"


def test_lines_break_between_chinese_characters_but_not_in_a_word_or_before_its_mark() -> None:
    assert wrapped("一二三四，五六", 10, 45, 3) == ["一二三", "四，五六"]
    assert wrapped("one seventeen", 10, 70, 3) == ["one", "seventeen"]
    assert wrapped("一二三四五六七八九", 10, 45, 2) == ["一二三四", "五六七…"]
