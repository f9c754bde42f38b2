"""Links between pages: each is of one version of the data, and of no other."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from plans.models import Dataset
from policyapi.answering import root_of
from policyapi.asking import Asked
from policyapi.errors import Problem, shown

OF_A_PAGE = {"page", "after", "data_version"}


def page_link(request: HttpRequest, asked: Asked, dataset: Dataset, **paging: Any) -> str:
    """URL of another page of the same question, of this data version."""
    query = _kept(asked) | paging | {"data_version": dataset.data_version}
    return f"{root_of(request)}{request.path_info}?{urlencode(query, doseq=True)}"


def refuse_other_versions(request: HttpRequest, asked: Asked, dataset: Dataset) -> None:
    """Raise Problem 409, with the way back to the first page, for a link of another version."""
    if not asked.data_version or asked.data_version == dataset.data_version:
        return
    query = urlencode(_kept(asked), doseq=True)
    path = f"{root_of(request)}{request.path_info}"
    first = f"{path}?{query}" if query else path
    detail = (
        f"The data have changed: this link is of version {shown(asked.data_version)}, the data "
        f"are now {dataset.data_version}. Begin again at the first page: {first}"
    )
    raise Problem(409, "data-changed", detail, data_version=dataset.data_version, first_page=first)


def _kept(asked: Asked) -> dict[str, Any]:
    return {name: values for name, values in asked.query.items() if name not in OF_A_PAGE}
