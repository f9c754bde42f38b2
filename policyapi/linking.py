"""Links between pages: each is of one version of the data, and of no other."""

from django.http import HttpRequest

from plans.models import Dataset
from policyapi.answering import root_of
from policyapi.asking import Asked
from policyapi.errors import ParameterError, Problem, bad_parameters, shown
from policyapi.paging import START_CURSOR


def page_link(request: HttpRequest, asked: Asked, dataset: Dataset, **paging: int | str) -> str:
    """URL of another page of the same question, of this data version."""
    # Numbers, cursors and versions have nothing to be encoded, for which each is looked through.
    named = [f"{name}={value}" for name, value in paging.items()]
    parts = [asked.elsewhere, *named, f"data_version={dataset.data_version}"]
    return f"{root_of(request)}{request.path_info}?{'&'.join(filter(None, parts))}"


def refuse_other_versions(request: HttpRequest, asked: Asked, dataset: Dataset) -> None:
    """Raise Problem 409, with the way back to the first page, for a link of another version."""
    if not asked.data_version or asked.data_version == dataset.data_version:
        return
    if asked.errors:
        raise bad_parameters(asked.errors)  # No way back leads through these.
    path = f"{root_of(request)}{request.path_info}"
    first = f"{path}?{asked.elsewhere}" if asked.elsewhere else path
    detail = (
        f"The data have changed: this link is of version {shown(asked.data_version)}, the data "
        f"are now {dataset.data_version}. Begin again at `first_page`."
    )
    raise Problem(409, "data-changed", detail, data_version=dataset.data_version, first_page=first)


def refuse_pages_behind(asked: Asked, count: int) -> None:
    """Raise Problem 404, with the last page, for a page that so many rows do not have."""
    last = max(1, -(-count // asked.page_size))
    if asked.page > last:
        detail = f"There is no page {asked.page}: the last page of these {count} rows is {last}."
        raise _absent("no-such-page", "page", str(asked.page), detail, str(last))


def no_such_place(name: str, value: str, reason: str) -> Problem:
    """404 for a cursor that leads nowhere."""
    link = "next" if name == "after" else "previous"
    detail = f"The place {shown(value)} is {reason}. Take `{name}` from a `{link}` link."
    return _absent("no-such-place", name, value, detail)


def refuse_pages_of_files(asked: Asked) -> None:
    """Raise Problem 404 for a page of an export other than the first: a file has one, with all."""
    for name, value, first in (
        ("page", str(asked.page), "1"),
        ("after", asked.after, START_CURSOR),
        ("before", asked.before, ""),
    ):
        if value not in ("", first):
            detail = (
                f"There is no {name} {shown(value)} in the format {asked.format}: an export holds "
                f"every row that matches. Leave {name} out, or ask for format=json."
            )
            raise _absent("no-such-page", name, value, detail)


def no_such_format(name: str) -> Problem:
    """404 for some fields of a format that shows a row whole."""
    detail = f"There is no {name} of some fields only. Leave `fields` out, or ask for format=json."
    return _absent("no-such-format", "fields", name, detail, "json")


def _absent(code: str, name: str, value: str, detail: str, *near: str) -> Problem:
    return Problem(404, code, detail, [ParameterError(name, value, detail, list(near))])
