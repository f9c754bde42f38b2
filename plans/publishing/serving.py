"""`/api/downloads/<name>`: the files with the whole data set."""

from pathlib import Path
from typing import IO, Any, cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import http_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from plans.loading.present import NotFinished, current_dataset, finish_load
from plans.loading.writing import writing
from plans.models import Dataset, Download
from plans.publishing.downloads import FILES, DownloadsNotWritten, path_of, restore
from policyapi.answering import CACHE_CONTROL, conditional
from policyapi.asking import refuse_parameters
from policyapi.documented import problems
from policyapi.errors import Problem, did_you_mean, nearest, shown
from policyapi.schema import Schema
from policyapi.snapshot import retried, snapshot
from policyapi.views import AnyFormat


class DownloadSchema(Schema):
    """A file: no parameters but its name, and every error."""

    def get_operation_id(self) -> str:
        """As the lists' rows are called."""
        return "get_download"

    def get_summary(self) -> str:
        """One line."""
        return "The whole data set as a file"

    def get_override_parameters(self) -> list[Any]:
        """The name, and none beside it."""
        suffixes = "|".join(file.suffix.lstrip(".") for file in FILES)
        described = (
            "Name of the file, as /api/dataset gives it, or without the data version for the file "
            "of the present data."
        )
        schema = {
            "type": "string",
            "pattern": rf"^policyapi(-[0-9a-f]{{16}})?\.({suffixes})$",
            "example": f"policyapi{FILES[0].suffix}",
        }
        return [OpenApiParameter("name", schema, OpenApiParameter.PATH, description=described)]

    def get_response_serializers(self) -> Any:
        """The file by its media type."""
        files = {
            (200, file.media_type): OpenApiResponse(
                OpenApiTypes.BINARY, description=file.description
            )
            for file in FILES
        }
        return {**files, **problems(400, 404, 405, 500, 503)}


class DownloadView(APIView):
    """The whole data set as a file, as `/api/dataset` lists it with size and SHA-256.

    The name carries the data version; the file of an older version is gone. `policyapi.zip` and
    `policyapi.sqlite` are the present ones. The `ETag` is the SHA-256 of the file.
    """

    content_negotiation_class = AnyFormat
    schema = DownloadSchema()

    def get(self, request: Request, name: str) -> HttpResponseBase:
        """The file."""
        refuse_parameters(request._request)
        download, file, loaded_at = opened(name)
        etag = f'"{download.sha256}"'
        if request.method == "HEAD":
            file.close()
            response: HttpResponseBase = HttpResponse(content_type=download.media_type)
            response["Content-Disposition"] = f'attachment; filename="{download.name}"'
            response["Content-Length"] = str(download.bytes)
        else:
            response = FileResponse(
                file, as_attachment=True, filename=download.name, content_type=download.media_type
            )
        response["ETag"] = etag
        response["Last-Modified"] = http_date(loaded_at)
        response["Cache-Control"] = CACHE_CONTROL
        response["Data-Version"] = download.data_version
        return _conditional(request._request, response, etag, loaded_at)

    def options(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        """What may be done here."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})


def opened(name: str) -> tuple[Download, IO[bytes], int]:
    """A file of the present data, open for reading, and when it was loaded, in epoch seconds.

    The name has the data version or is without it. A file that is recorded but missing, as on a
    disk that does not outlive the process, is built again. Raises Problem 404 for another name,
    with the nearest, and 503 where the file cannot be built.
    """
    download, loaded_at = _recorded(name)
    try:
        return download, path_of(download.name).open("rb"), loaded_at
    except OSError:
        _rebuild()
    download, loaded_at = _recorded(name)
    try:
        return download, path_of(download.name).open("rb"), loaded_at
    except OSError as error:
        raise _unreadable(f"The file cannot be read here: {error}.") from error


@retried
def _recorded(name: str) -> tuple[Download, int]:
    try:
        with snapshot():
            dataset = current_dataset()
            version = dataset.data_version
            rows = Download.objects.filter(data_version=version)
            files = {download.name: download for download in rows}
    except NotFinished:
        finish_load()
        return _recorded(name)
    download = files.get(name) or files.get(name.replace("policyapi.", f"policyapi-{version}."))
    if download is None:
        raise _no_file(name, sorted(files))
    return download, int(dataset.loaded_at.timestamp()) if dataset.loaded_at else 0


def _rebuild() -> None:
    try:
        with writing():
            dataset = Dataset.objects.first()
            if dataset is not None:
                restore(dataset.data_version)
    except DownloadsNotWritten as error:
        raise _unreadable(f"The file is missing here, and {error}.") from error


def _unreadable(detail: str) -> Problem:
    return Problem(503, "file-missing", detail, headers={"Retry-After": "60"})


def _no_file(name: str, known: list[str]) -> Problem:
    same_kind = [file for file in known if Path(file).suffix == Path(name).suffix]
    near = same_kind or nearest(name, known) or known
    detail = f"There is no file {shown(name)}; the files of older versions are gone."
    return Problem(404, "not-found", detail + did_you_mean(near), nearest=near)


def _conditional(
    request: HttpRequest, response: HttpResponseBase, etag: str, loaded_at: int
) -> HttpResponseBase:
    try:
        answer: Any = conditional(request, response, etag, loaded_at)
    except Problem:
        response.close()
        raise
    if answer is not response:
        response.close()
    return cast("HttpResponseBase", answer)
