"""Answers from one snapshot, with the validators that let a cache or a client keep them."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from plans.loading.present import NotFinished, current_dataset, finish_load
from plans.loading.rendering import rendering_version
from plans.models import Dataset
from policyapi.errors import Problem
from policyapi.snapshot import retried, snapshot

CACHE_CONTROL: Final = "public, max-age=0, must-revalidate"
"""Any cache may keep an answer, and asks whether the data version is still the same."""


def answer(
    request: HttpRequest,
    render: Callable[[Dataset], bytes],
    media_type: str = "application/json",
) -> HttpResponse:
    """A body made inside one snapshot, with its validators; 304 where the client has it."""
    try:
        body, dataset = made(render)
    except NotFinished:
        finish_load()
        return answer(request, render, media_type)
    response = HttpResponse(body, content_type=media_type)
    etag = etag_of(request, media_type, dataset)
    answered: HttpResponse = validated(request, response, etag, dataset)
    return answered


@retried
def made(render: Callable[[Dataset], bytes]) -> tuple[bytes, Dataset]:
    """A body made inside one snapshot, and what it was made from.

    Raises Problem, and NotFinished for data that `loaddata` has put in.
    """
    with snapshot():
        dataset = current_dataset()
        return render(dataset), dataset


def etag_of(request: HttpRequest, media_type: str, dataset: Dataset) -> str:
    """Of all that makes the answer: the question, the data, and the code.

    A hash of the body would say the same and cost more than finding the rows.
    """
    digest = _digest_of(dataset.data_version, dataset.loaded_at).copy()
    question = (root_of(request), request.path_info, request.META.get("QUERY_STRING", ""))
    digest.update("\n".join((*question, media_type)).encode())
    return f'"{digest.hexdigest()}"'


@lru_cache(maxsize=8)
def _digest_of(data_version: str, loaded_at: datetime | None) -> Any:
    made_of = f"{data_version}\n{loaded_at}\n{rendering_version()}\n"
    return hashlib.md5(made_of.encode(), usedforsecurity=False)


def validators(etag: str, dataset: Dataset) -> dict[str, str]:
    """The headers that tell an answer from any other."""
    headers = {"ETag": etag, "Data-Version": dataset.data_version}
    if dataset.loaded_at is not None:
        headers["Last-Modified"] = _http_date(dataset.loaded_at)
    return headers


@lru_cache(maxsize=8)
def _http_date(moment: datetime) -> str:
    return http_date(int(moment.timestamp()))


def validated(request: HttpRequest, response: Any, etag: str, dataset: Dataset) -> Any:
    """The response with its validators, or 304 in its place where the client has it."""
    for name, value in validators(etag, dataset).items():
        response[name] = value
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = "Accept"
    loaded_at = int(dataset.loaded_at.timestamp()) if dataset.loaded_at else None
    return conditional(request, response, etag, loaded_at)


def conditional(
    request: HttpRequest, response: Any, etag: str, last_modified: int | None = None
) -> Any:
    """The response, or 304 in its place where the client has it: `If-None-Match` wins.

    `last_modified` is in epoch seconds. Raises Problem 412 where `If-Match` or
    `If-Unmodified-Since` asks for another state than the present one.
    """
    found = get_conditional_response(request, etag, last_modified, response)
    if found is not None and found.status_code == HTTPStatus.PRECONDITION_FAILED:
        detail = (
            "If-Match or If-Unmodified-Since asks for another state of this answer than the "
            f"present one, whose ETag is {etag}. Ask without them."
        )
        raise Problem(412, "precondition-failed", detail, headers={"ETag": etag})
    return found


def root_of(request: HttpRequest) -> str:
    """Scheme and host under which the API is reached, without a slash."""
    root: str | None = getattr(request, "root", None)
    if root is None:
        root = settings.POLICYAPI_PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
        request.root = root  # type: ignore[attr-defined]
    return root
