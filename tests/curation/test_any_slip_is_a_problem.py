"""Whatever a curator's slip makes of a right annotation, the build says so and never breaks."""

import copy
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from plans.curation.building import build
from plans.curation.coverage import account_for
from plans.curation.problems import BuildRefused
from tests.curation.workshop import Workshop

Step = str | int
Place = tuple[Step, ...]

SLIPS = st.sampled_from(
    [
        *("", "x", "0", "-1", "2019", "9999", "1e5", "三", "年", "yes", "建成健身步道", "会议"),
        *(
            "2030-12-31",
            "2030-13-01",
            "yungang",
            "yungang-2030",
            "gdp",
            "plan-2030",
            "过百亿",
            "5%",
        ),
        *("\0", "a\nb", "“", "9" * 40, "长" * 300),
        *([], ["x"], [""], [[]], {}, {"text": "会议"}, {"x": "y"}, [{"id": "x"}], {"a": {"b": []}}),
        {"start": "2030", "basis": "stated"},
        {"date": "2030-01-01", "basis": "stated"},
        {"number": "过亿元"},
        [{"quote": "会议", "year": "2030", "stage": "held", "stage_text": "会议"}],
    ]
)
OTHER_NAMES = st.sampled_from(
    [
        "id",
        "of",
        "fact",
        "quote",
        "quotes",
        "period",
        "plan",
        "parent",
        "number",
        "unit",
        "threshold",
        "area",
        "mentions",
        "elements",
        "members",
        "sides",
        "facts",
        "year",
        "count",
        "code",
        "every",
        "occurrence",
        "deadline",
        "value",
        "wording",
        "speaker",
        "x",
    ]
)


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """The path of every value inside a value."""
    steps: Any = value.items() if isinstance(value, dict) else ()
    steps = enumerate(value) if isinstance(value, list) else steps
    for step, below in steps:
        yield (*here, step)
        yield from places(below, (*here, step))


PLACES = sorted(places(Workshop(Path()).files), key=str)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, Place, Any]:
    """What is done, where, and with what."""
    deed = draw(st.sampled_from(["put", "delete", "add", "rename", "double"]))
    place = draw(st.sampled_from([place for place in PLACES if len(place) > 1]))
    return deed, place, draw(OTHER_NAMES if deed == "rename" else SLIPS)


def make(slip: tuple[str, Place, Any], files: dict[str, Any], name: str) -> None:
    """Make a slip in the files, where its place is still there."""
    deed, (*above, last), value = slip
    holder: Any = files
    try:
        for step in above:
            holder = holder[step]
        old = holder[last]
    except (KeyError, IndexError, TypeError):
        return
    if deed == "put":
        holder[last] = copy.deepcopy(value)
    elif deed == "delete":
        del holder[last]
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(old if deed == "double" else value))
    elif deed == "rename":
        holder[value] = holder.pop(last)
    else:
        holder[name] = copy.deepcopy(old if deed == "double" else value)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=st.lists(slips(), min_size=1, max_size=3), name=OTHER_NAMES)
def test_any_slip_is_a_problem_with_file_and_place_or_is_none(
    made: list[tuple[str, Place, Any]], name: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder))
        for slip in made:
            make(slip, workshop.files, name)
        workshop.write()
        for document in (annotation := workshop.annotation()).texts:
            account_for(annotation, document)
        try:
            build(workshop.sources, workshop.documents)
        except BuildRefused as refusal:
            event("refused")
            for problem in refusal.problems:
                assert problem.file.startswith("fixtures/sources"), problem
                assert problem.message
        else:
            event("built")


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(sorted(Workshop(Path()).files)),
    at=st.floats(0, 1),
    removed=st.integers(0, 5),
    inserted=st.text("[]{}:-#&*!|>'\"%@` \n\t,?~0a一", max_size=3),
)
def test_any_slip_of_the_keyboard_is_a_problem_or_is_none(
    name: str, at: float, removed: int, inserted: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder))
        workshop.write()
        path = workshop.sources / name
        text = path.read_text(encoding="utf-8")
        cut = int(at * len(text))
        path.write_text(text[:cut] + inserted + text[cut + removed :], encoding="utf-8")
        try:
            build(workshop.sources, workshop.documents)
        except BuildRefused as refusal:
            assert all(problem.file and problem.message for problem in refusal.problems)  # noqa: PT017
