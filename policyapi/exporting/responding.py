"""The one way out for exports: `respond` streams a table in the format that was asked for."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import chain
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from plans.loading.present import NotFinished, current_dataset, finish_load
from plans.models import Dataset
from policyapi.answering import root_of, validated
from policyapi.asking import Asked
from policyapi.exporting.as_csv import csv_chunks
from policyapi.exporting.as_ndjson import ndjson_chunks
from policyapi.exporting.formats import EXPORTS
from policyapi.exporting.naming import attachment, file_name
from policyapi.exporting.tables import Source, Table
from policyapi.snapshot import retried, snapshot


class SnapshotStream:
    """Chunks of a file that keep their snapshot open until they are read or given up."""

    def __init__(self, chunks: Iterator[bytes], held: ExitStack) -> None:
        self._chunks = chunks
        self._held = held

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._chunks)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the snapshot; again does nothing."""
        self._held.close()


@retried
def respond(
    request: HttpRequest, asked: Asked, name: str, make: Callable[[Dataset], Table]
) -> HttpResponseBase:
    """A table as a file named after `name`, in the format `asked.format`, one of EXPORTS.

    `make` is called inside the snapshot in which all rows are read, and may raise Problem. Rows are
    read as they are sent; for HEAD and for a client that has the file already none is.
    """
    try:
        return _respond(request, asked, name, make)
    except NotFinished:
        finish_load()
        return _respond(request, asked, name, make)


def _respond(
    request: HttpRequest, asked: Asked, name: str, make: Callable[[Dataset], Table]
) -> HttpResponseBase:
    with ExitStack() as held:
        held.enter_context(snapshot())
        dataset = current_dataset()
        table = make(dataset)
        root = root_of(request)
        version = f"{dataset.data_version} {dataset.rendering}"
        etag = _etag(request.path_info, asked, table, version, root)
        headers = _headers(asked, name, table, dataset.data_version)
        # Without a body, and without the Content-Length of 0 that a plain response would be given.
        response = StreamingHttpResponse(iter(()), headers=headers)
        conditional: HttpResponseBase = validated(request, response, etag, dataset)
        if conditional is not response or request.method == "HEAD":
            return conditional
        url = _url(request, asked, root)
        source = Source(name, root, url, dataset.data_version, dataset.loaded_at)
        chunks = _chunks(asked, table, source)
        held.callback(chunks.close)
        first = next(chunks, b"")
        response.streaming_content = SnapshotStream(chain([first], chunks), held.pop_all())
        return response


def _chunks(asked: Asked, table: Table, source: Source) -> Any:
    if asked.format == "xlsx":
        # Here, so that only a worker that is asked for a workbook has the library in memory.
        from policyapi.exporting.as_xlsx import xlsx_chunks

        return xlsx_chunks(table, source)
    writers: dict[str, Callable[[Table, Source], Iterator[bytes]]] = {
        "csv": partial(csv_chunks, bom=asked.bom),
        "ndjson": ndjson_chunks,
    }
    return writers[asked.format](table, source)


def _etag(path: str, asked: Asked, table: Table, version: str, root: str) -> str:
    """Of the question and the version of data and code; weak for XLSX, which holds its time."""
    query = sorted((k, v) for k, v in asked.query.items() if k not in {"format", "bom"})
    columns = [column.name for column in table.shape.columns()]
    question = [version, root, path, query, asked.format, asked.bom, columns]
    digest = hashlib.md5(orjson.dumps(question), usedforsecurity=False).hexdigest()
    return f'W/"{digest}"' if asked.format == "xlsx" else f'"{digest}"'


def _headers(asked: Asked, name: str, table: Table, data_version: str) -> dict[str, str]:
    words = [value for _, values in sorted(asked.filters.items()) for value in values]
    media_type = EXPORTS[asked.format]
    headers = {
        "Content-Type": f"{media_type}; charset=utf-8" if asked.format == "csv" else media_type,
        "Content-Disposition": attachment(file_name(name, words, data_version, asked.format)),
    }
    if table.matched:
        # A header is ASCII, which only the standard library's JSON can be.
        headers["Matched"] = json.dumps(table.matched)
    return headers


def _url(request: HttpRequest, asked: Asked, root: str) -> str:
    query = urlencode({**asked.query, "format": [asked.format]}, doseq=True)
    return f"{root}{request.path_info}?{query}"
