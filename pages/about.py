"""`/about/marks` and `/about/data`: how to read the marks; versions, files, licence, citing."""

from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from pages import marks, numbers
from pages.feeds.changes import counted
from pages.marks import Quantity
from pages.viewing import Visit, page
from plans.models import Release

Shape = dict[str, Any]

MOST_RELEASES: Final = 10
"""Releases that the page tells of; the feed and the API know more."""
BANDS: Final = (
    (Quantity("gt", 1), ">", gettext_noop("过, 超过, 突破: more than the number")),
    (Quantity("gte", 1), "≥", gettext_noop("以上, 达到, 不低于: the number or more")),
    (Quantity("eq", 1), "=", gettext_noop("just this number")),
    (
        Quantity("approx", 1),
        "≈",
        gettext_noop("左右, 约: about; the width means nothing, for no margin is printed"),
    ),
    (Quantity("lte", 1), "≤", gettext_noop("以内, 不超过: the number or less")),
    (Quantity("lt", 1), "<", gettext_noop("低于: less than the number")),
    (Quantity("between", 1, 2), "–", gettext_noop("from … to …")),
    (Quantity("gt", 1, role="result"), "", gettext_noop("a result that was reported")),
)
"""Marks of quantities, with the sign and the words that they stand for."""
STEMS: Final = (
    ("ensure", "确保", "chip-ensure", gettext_noop("ensure: the firmest")),
    ("require", "要", "", gettext_noop("shall")),
    ("strive", "力争", "chip-strive", gettext_noop("strive: not the same as a promise")),
    ("expect", "预计", "", gettext_noop("expect")),
    (None, "", "", gettext_noop("no such word is printed")),
)
DISCS: Final = (
    ("met", "direct"),
    ("met", "indicative"),
    ("partly_met", "direct"),
    ("not_met", "direct"),
    ("not_comparable", "direct"),
    ("none", None),
)
STAGES: Final = ("planned", "promoted", "started", "under_construction", "attracted", "completed")
LISTS: Final = (
    ("targets", gettext_noop("Targets"), "/targets"),
    ("achievements", gettext_noop("Reported results"), "/achievements"),
    ("outcomes", gettext_noop("What became of them"), ""),
    ("plans", gettext_noop("Plans"), ""),
    ("projects", gettext_noop("Projects"), "/projects"),
    ("slogans", gettext_noop("Slogans"), "/slogans"),
    ("discrepancies", gettext_noop("Where sources differ"), "/discrepancies"),
    ("districts", gettext_noop("Districts"), "/districts"),
    ("documents", gettext_noop("Sources"), "/sources"),
    ("indicators", gettext_noop("Indicators"), ""),
)
"""Lists of the API, what they are called, and their page where they have one."""


def make_marks(visit: Visit) -> Shape:
    """Every mark beside what it says, drawn by what draws it everywhere."""
    visit.refuse_parameters()
    visit.title = gettext("How to read the marks")
    visit.description = gettext(
        "A number in print is more than a number: the mark keeps the comparison, the firmness of "
        "the wording, and what was reported afterwards."
    )
    visit.crumbs = [(visit.title, "")]
    return {
        "bands": [(marks.glyph(quantity), sign, gettext(text)) for quantity, sign, text in BANDS],
        "stems": [
            (marks.glyph(Quantity("eq", 1, modality=modality)), word, chip, gettext(text))
            for modality, word, chip, text in STEMS
        ],
        "discs": [[{"verdict": verdict, "directness": how}] for verdict, how in DISCS],
        "stages": STAGES,
        "strip": marks.strip(
            1000, [{"start": 412, "end": 417}], marks.ticks(1000, (90, 170, 600, 625, 850))
        ),
    }


def make_data(visit: Visit) -> Shape:
    """The data set: version, size, files, changes, licence, how to cite it, how to ask for it."""
    visit.refuse_parameters()
    dataset = visit.answered("dataset")
    visit.title = gettext("Data and API")
    visit.description = gettext(
        "The whole data set as files, what each release changed, the licence, how to cite it, and "
        "the API."
    )
    visit.crumbs = [(visit.title, "")]
    visit.files = {"json": "/api/dataset"}
    return {
        "dataset": dataset,
        "loaded_on": (dataset["loaded_at"] or "")[:10],
        "lists": [
            (dataset["counts"][name], gettext(label), path, name) for name, label, path in LISTS
        ],
        "downloads": [
            row | {"size": size_of(row["bytes"]), "path": urlsplit(row["url"]).path}
            for row in dataset["downloads"]
        ],
        "releases": releases(),
        "mcp": settings.POLICYAPI_MCP,
    }


marks_view = page("pages/about_marks.html", make_marks)
data_view = page("pages/about_data.html", make_data)


def releases() -> list[Shape]:
    """The newest releases, each with its date, what it changed in numbers, and where to see it."""
    newest = list(Release.objects.order_by("-id")[: MOST_RELEASES + 1])
    before = [*(release.data_version for release in newest[1:]), None]
    return [
        {
            "version": release.data_version,
            "loaded_on": release.loaded_at.date().isoformat(),
            "changes": _changes(release),
            "path": f"/api/changes?since={earlier}" if earlier else "/api/changes",
        }
        for release, earlier in zip(newest[:MOST_RELEASES], before, strict=False)
    ]


def size_of(count: int) -> str:
    """Bytes as a person reads them: 1.2 MB of 1,000,000 bytes each."""
    if count < 1_000_000:
        return f"{numbers.digits(round(count / 1000) or 1)} kB"
    return f"{numbers.digits(round(count / 1_000_000, 1))} MB"


def _changes(release: Release) -> str:
    found = counted(release.pk, release.data_version, release.loaded_at.isoformat())
    if found is None:
        return gettext("too many to count here")
    sums = {action: sum(count for _, count in kinds) for action, kinds in found.items()}
    return gettext("%(added)d added, %(changed)d changed, %(removed)d removed") % sums
