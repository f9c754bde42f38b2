"""How each part of a drawing is painted: as a class in pages, as attributes in files.

One table makes both, so that a page and its file cannot come to differ: `rules` is the part of the
style sheet that the classes need, `attributes` is the same for a file, which has no style sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

VARIABLES: Final = {
    "ink": "--ink",
    "secondary": "--ink2",
    "tertiary": "--ink3",
    "hairline": "--line",
    "line": "--line2",
    "paper": "--paper",
    "promise": "--pr",
    "promise-band": "--pr-w",
    "result": "--re",
    "result-band": "--re-w",
}
"""Custom properties of the style sheet by the colour's role."""


@dataclass(frozen=True)
class Palette:
    """Colours by role, and the opacity of bands, which have their role's colour."""

    colours: Mapping[str, str]
    band: str

    def colour(self, role: str) -> str:
        """The colour, opaque."""
        return self.colours[role.removesuffix("-band")]


LIGHT: Final = Palette(
    {
        "ink": "#1a1d21",
        "secondary": "#4d5661",
        "tertiary": "#5b6570",
        "hairline": "#dfe3e8",
        "line": "#b9c0c8",
        "paper": "#ffffff",
        "promise": "#1f4b8e",
        "result": "#17705c",
    },
    ".13",
)
DARK: Final = Palette(
    {
        "ink": "#e8eaed",
        "secondary": "#b4bcc6",
        "tertiary": "#9aa4af",
        "hairline": "#30363d",
        "line": "#57606a",
        "paper": "#14171a",
        "promise": "#8cb4f0",
        "result": "#6cc7ae",
    },
    ".2",
)

Paint = dict[str, str]
"""Properties of a part; a value that begins with $ is a colour's role."""


def _roles(name: str, paint: Paint) -> dict[str, Paint]:
    """A part in the colour of promises, and with -r in that of results."""
    result = {key: value.replace("$promise", "$result") for key, value in paint.items()}
    return {name: paint, f"{name}-r": result}


def _line(colour: str, width: str, **more: str) -> Paint:
    return {"fill": "none", "stroke": colour, "stroke-width": width} | {
        key.replace("_", "-"): value for key, value in more.items()
    }


PAINTS: Final[dict[str, Paint]] = {
    **_roles("m-band", {"fill": "$promise-band"}),
    **_roles("m-stem", {"stroke": "$promise", "fill": "none"}),
    "m-ensure": {"stroke-width": "3.5"},
    "m-require": {"stroke-width": "1.75"},
    "m-strive": {"stroke-width": "1.75", "stroke-dasharray": "6 4"},
    "m-expect": {"stroke-width": "1.75", "stroke-dasharray": "1.5 4", "stroke-linecap": "round"},
    "m-unsaid": {"stroke-width": "1"},
    **_roles("m-solid", {"fill": "$promise", "stroke": "$promise", "stroke-width": "2"}),
    **_roles("m-open", {"fill": "$paper", "stroke": "$promise", "stroke-width": "2"}),
    **_roles("m-about", _line("$promise", "1.5", stroke_dasharray="2 3")),
    **_roles("m-arrow", {"fill": "$promise"}),
    "m-mask": {"fill": "$paper"},
    "m-grid": {"stroke": "$hairline"},
    "m-base": {"stroke": "$line"},
    "m-void": {"stroke": "$line", "stroke-dasharray": "1 5", "stroke-linecap": "round"},
    "m-tick": {"fill": "$tertiary", "font-size": "12px"},
    "m-label": {"fill": "$secondary", "font-size": "14px"},
    "m-code": {"fill": "$ink", "font-size": "14px", "font-weight": "600"},
    "m-met": {"fill": "$result"},
    "m-met-ring": _line("$result", "1.75"),
    "m-met-dash": _line("$result", "1.5", stroke_dasharray="2.2 2.2"),
    "m-unmet": _line("$secondary", "1.75"),
    "m-unmet-dash": _line("$secondary", "1.5", stroke_dasharray="2.2 2.2"),
    "m-unlike": _line("$tertiary", "1.5"),
    "m-unheard": _line("$tertiary", "1.5", stroke_dasharray=".1 3.55", stroke_linecap="round"),
    "m-stage-line": _line("$secondary", "1.5"),
    "m-stage-dots": _line("$secondary", "1.5", stroke_dasharray="2 2.4"),
    "m-stage-fill": {"fill": "$secondary"},
    "m-cited": {"stroke": "$line", "stroke-width": "1.5"},
    **_roles("m-here", {"fill": "$promise", "stroke": "$promise", "stroke-width": "1.5"}),
    "m-plan": {"fill": "$promise"},
    "m-plan-dots": {
        "fill": "$promise-band",
        "stroke": "$promise",
        "stroke-width": "1.25",
        "stroke-dasharray": "2 3",
    },
    "m-review": {"fill": "$result-band", "stroke": "$result", "stroke-width": "1"},
    "m-review-dots": {
        "fill": "$result-band",
        "stroke": "$result",
        "stroke-width": "1.25",
        "stroke-dasharray": "2 3",
    },
}

DRAWINGS: Final = {
    "m-track": "the marks of one row, as wide as its cell, 34 high",
    "m-axis": "the numbers under or over such rows, 20 high",
    "m-glyph": "a mark without a scale in a list, 92×24",
    "m-disc": "what became of a promise, 18×18",
    "m-units": "a paragraph of such discs, each a link",
    "m-stage": "how far a project had come, 16×16",
    "m-strip": "a document as a line with its citations, 26 high",
    "m-timeline": "plans as bars over years",
    "m-dots": "a dot for each thing counted",
    "m-odd": "every second year of a timeline, to be hidden on narrow screens",
}
CLASSES: Final = (*PAINTS, *DRAWINGS)
"""Every class that a drawing inside a page may have; the style sheet knows them all."""


def rules() -> list[str]:
    """The style sheet's rules for the parts, one a class."""
    return [
        f".{name}{{{';'.join(f'{key}:{_in_css(value)}' for key, value in paint.items())}}}"
        for name, paint in PAINTS.items()
    ]


def attributes(palette: Palette, *names: str) -> Paint:
    """The parts' paint as attributes; a later part wins over an earlier one."""
    painted: Paint = {}
    for name in names:
        for key, value in PAINTS[name].items():
            painted[key] = palette.colour(value[1:]) if value.startswith("$") else value
            if value.endswith("-band"):
                painted[f"{key}-opacity"] = palette.band
    return painted


def _in_css(value: str) -> str:
    return f"var({VARIABLES[value[1:]]})" if value.startswith("$") else value
