"""`/charts/<name>.svg` and `.png`: answers of the API, drawn."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from pages.charts.drawn import CHARTS, Asking
from pages.charts.parameters import EXTENSIONS, read_chart_request
from pages.language import LANGUAGES
from plans.models import Dataset
from policyapi.answering import answer
from policyapi.errors import Problem, did_you_mean, nearest


def chart(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """A chart as SVG or PNG, from one snapshot, with the validators of an answer.

    Raises Problem 404 for a chart that there is not, and for what its parameters refuse.
    """
    if name not in CHARTS or extension not in EXTENSIONS:
        known = [f"/charts/{chart}.{kind}" for chart in CHARTS for kind in EXTENSIONS]
        near = nearest(f"/charts/{name}.{extension}", known)
        detail = f"There is no chart {name[:40]}.{extension[:8]}.{did_you_mean(near)}"
        raise Problem(404, "not-found", detail, nearest=near)

    def render(dataset: Dataset) -> bytes:
        svg = _svg(request, name, dataset)
        return svg.encode() if extension == "svg" else _picture(svg)

    return answer(request, render, EXTENSIONS[extension])


def _svg(request: HttpRequest, name: str, dataset: Dataset) -> str:
    parameters, draw = CHARTS[name]
    values, question = read_chart_request(request, parameters, dataset)
    with translation.override(LANGUAGES[values["lang"]]):
        return draw(Asking(request, dataset, values, question))


def _picture(svg: str) -> bytes:
    # Here, so that only a worker that is asked for a picture has the drawing library in memory.
    from pages.charts.fonts import NoFont
    from pages.charts.pictures import png

    try:
        return png(svg)
    except NoFont as error:
        raise Problem(503, "no-font", str(error)) from error
