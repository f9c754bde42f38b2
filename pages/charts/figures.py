"""A figure that stands alone: a title, texts and drawings one under the other, and its source."""

from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext

from pages.charts.words import NO_BREAK, joined
from pages.marks.elements import element, text
from pages.marks.paints import LIGHT
from pages.marks.widths import width, wrapped

WIDTHS: Final = (360, 720, 1080)
"""Widths in px that a chart is made in."""
MARGIN: Final = 16
NARROW: Final = 520
"""Below this width labels and values stand over their line instead of beside it."""
SANS: Final = (
    "'Helvetica Neue',Arial,'Noto Sans','PingFang SC','Hiragino Sans GB','Microsoft YaHei',"
    "'Noto Sans SC','Noto Sans CJK SC',sans-serif"
)
SONG: Final = (
    "'Songti SC','Source Han Serif SC','Noto Serif SC','Noto Serif CJK SC',STZhongsong,serif"
)


@dataclass(frozen=True)
class Style:
    """How a text is set: size in px, colour's role, weight, height of a line in px."""

    size: float
    colour: str = "ink"
    weight: int | None = None
    leading: float = 20
    song: bool = False


TITLE: Final = Style(18, weight=600, leading=26)
SUBTITLE: Final = Style(13, "secondary")
HEADING: Final = Style(15, weight=600, leading=24)
LABEL: Final = Style(14, weight=600)
BODY: Final = Style(13.5, leading=21)
NOTE: Final = Style(12.5, "tertiary", leading=19)
QUOTE: Final = Style(13.5, "secondary", leading=21, song=True)
PRINTED: Final = Style(16, leading=26, song=True)
PROMISE: Final = Style(15, "promise", 600)
RESULT: Final = Style(15, "result", 600)
SOURCE: Final = Style(11.5, "tertiary", leading=17)


@dataclass(frozen=True)
class Source:
    """Where a figure comes from: the data's version, and the page that shows the same."""

    data_version: str
    url: str


@dataclass
class Figure:
    """A drawing that grows downwards from `y`."""

    width: int
    language: str
    y: float = MARGIN
    parts: list[str] = field(default_factory=list)

    @property
    def narrow(self) -> bool:
        """Whether it is for a telephone."""
        return self.width < NARROW

    @property
    def room(self) -> float:
        """Width in px between the margins."""
        return self.width - 2 * MARGIN

    def word(
        self,
        content: str,
        style: Style,
        y: float,
        x: float = MARGIN,
        *,
        anchor: str | None = None,
        printed: bool = False,
    ) -> None:
        """A text in one line on a base line; `printed` says that it is a document's, in Chinese."""
        self.parts.append(
            element(
                "text",
                text(content),
                x=x,
                y=y,
                font_size=style.size,
                font_weight=str(style.weight) if style.weight else None,
                font_family=SONG if style.song else None,
                fill=LIGHT.colour(style.colour),
                text_anchor=anchor,
                lang="zh-Hans" if printed and self.language != "zh" else None,
            )
        )

    def pair(self, left: str, style: Style, right: str, bold: Style, y: float) -> None:
        """Two texts that end together at the right margin."""
        spans = [
            element(
                "tspan",
                text(content),
                font_size=of.size,
                fill=LIGHT.colour(of.colour),
                font_weight=str(of.weight) if of.weight else None,
            )
            for content, of in ((left and left + 2 * NO_BREAK, style), (right, bold))
            if content
        ]
        where = {"x": self.width - MARGIN, "y": y}
        self.parts.append(element("text", "".join(spans), text_anchor="end", **where))

    def paragraph(
        self, content: str, style: Style, most: int = 3, *, x: float = MARGIN, printed: bool = False
    ) -> None:
        """A text in at most so many lines, and the space that it takes."""
        for line in wrapped(content, style.size, self.width - MARGIN - x, most):
            self.word(line, style, self.y + style.leading * 0.75, x, printed=printed)
            self.y += style.leading

    def draw(self, *parts: str) -> None:
        """Ready parts."""
        self.parts += parts

    def rule(self) -> None:
        """A hairline over the whole width."""
        ends = {"x1": MARGIN, "x2": self.width - MARGIN, "y1": self.y, "y2": self.y}
        self.parts.append(element("line", stroke=LIGHT.colour("hairline"), **ends))

    def head(self, title: str, subtitle: str, *, printed: bool = False) -> None:
        """The title and what stands under it."""
        self.paragraph(title, TITLE, 3, printed=printed)
        self.paragraph(subtitle, SUBTITLE, 2)
        self.y += 10

    def finish(self, title: str, description: str, source: Source) -> str:
        """The whole file, with what a screen reader says of it."""
        self.y += 10
        version = gettext("data version %(version)s") % {"version": source.data_version}
        for line in (joined("policyapi", version, language=self.language), source.url):
            self.paragraph(line, SOURCE, 3)
        height = self.y + MARGIN / 2
        content = [
            element("title", text(title), id="chart-title"),
            element("desc", text(description), id="chart-desc"),
            element("rect", width=self.width, height=height, fill=LIGHT.colour("paper")),
            *self.parts,
        ]
        return element(
            "svg",
            "".join(content),
            xmlns="http://www.w3.org/2000/svg",
            width=self.width,
            height=height,
            viewBox=f"0 0 {self.width} {height:g}",
            role="img",
            aria_labelledby="chart-title chart-desc",
            font_family=SANS,
            lang="zh-Hans" if self.language == "zh" else "en",
        )


def widest(texts: list[str], style: Style, most: float) -> float:
    """Room in px for the widest of some texts, but not more than `most`."""
    return min(most, max((width(content, style.size) for content in texts), default=0.0))
