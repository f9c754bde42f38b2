"""The parameters of charts, read as strictly as the API's own."""

from typing import Any, ClassVar, Final

from django.http import HttpRequest

from pages.charts.figures import WIDTHS
from pages.language import LANGUAGES
from plans.answers.compare import CompareFilterSet
from plans.answers.timeline import UnitFilter
from plans.models import Dataset
from policyapi.answering import root_of
from policyapi.errors import ParameterError, Problem, bad_parameters, did_you_mean, nearest, shown
from policyapi.filtering import ChoiceFilter, PlainParameter, StrictFilterSet
from policyapi.query import Query, read_query
from policyapi.questions import missing
from policyapi.values import KnownValueField

EXTENSIONS: Final = {"svg": "image/svg+xml", "png": "image/png"}


class OneOf(PlainParameter, ChoiceFilter):
    """One of a short list of values; it filters no rows."""


class TargetFilter(PlainParameter):
    """The promise that is drawn; it filters no rows."""

    field_class = KnownValueField


def _targets() -> Any:
    from plans.models import Target

    return Target.objects.order_by("id").values_list("id", flat=True)


class ChartParameters(StrictFilterSet):
    """What every chart takes: language, width, and the data version that it is meant to show."""

    needed: ClassVar[tuple[str, ...]] = ()
    own: ClassVar = ("lang", "w", "v")

    lang = OneOf(
        choices=[(name, name) for name in LANGUAGES],
        example="zh",
        help_text="Language of labels and numbers; quotes stay Chinese. Default zh.",
    )
    w = OneOf(
        choices=[(str(width), str(width)) for width in WIDTHS],
        example="720",
        help_text="Width in px; 360 is laid out for telephones. Default 720.",
    )
    v = PlainParameter(
        example="0123456789abcdef",
        help_text="Data version that the chart is meant to show: 409 where the data are another.",
    )


class CompareParameters(ChartParameters, CompareFilterSet):
    """Of /charts/compare: those of /api/compare."""

    needed: ClassVar = ("indicator", "year")


class TargetParameters(ChartParameters):
    """Of /charts/target."""

    needed: ClassVar = ("id",)

    id = TargetFilter(known=_targets, noun="target", example="shizhong-2019-gdp", help_text="Id.")


class UnitParameters(ChartParameters):
    """Of /charts/timeline and /charts/follow."""

    needed: ClassVar = ("district",)

    district = UnitFilter(
        example="市中", help_text="One unit, by id, code, name, short name or alias."
    )


def read_chart_request(
    request: HttpRequest, parameters: type[ChartParameters], dataset: Dataset
) -> tuple[dict[str, Any], Query]:
    """Values by parameter, with `lang`, `w` and `v` filled in; and the question's own as asked.

    Raises Problem 400 with everything that is wrong, and 409 for another data version.
    """
    query = read_query(request.META.get("QUERY_STRING", ""))
    known = parameters.parameters()
    errors = [_unknown(name, list(known)) for name in query if name not in known]
    chosen = parameters.read({name: given for name, given in query.items() if name in known})
    errors += chosen.errors
    errors += [missing(name) for name in parameters.needed if name not in query]
    if errors:
        raise bad_parameters(errors)
    values = {"lang": "zh", "w": "720", "v": dataset.data_version} | chosen.values
    if values["v"] != dataset.data_version:
        raise _other_version(request, values["v"], dataset)
    return values, {name: given for name, given in query.items() if name not in parameters.own}


def _unknown(name: str, known: list[str]) -> ParameterError:
    near = nearest(name, known)
    detail = f"There is no parameter {shown(name)} here.{did_you_mean(near)}"
    return ParameterError(name[:60], None, detail, near, "unknown-parameter")


def _other_version(request: HttpRequest, asked: str, dataset: Dataset) -> Problem:
    present = dataset.data_version
    parts = request.META.get("QUERY_STRING", "").split("&")
    query = "&".join(part for part in parts if part.partition("=")[0] != "v")
    detail = (
        f"The data have changed: this chart is asked for in version {shown(asked)}, the data are "
        f"now {present}. `present` has the chart of the present version."
    )
    url = f"{root_of(request)}{request.path_info}?{query}"
    return Problem(409, "data-changed", detail, data_version=present, present=url)
