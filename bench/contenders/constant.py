"""The floor: the bytes of an answer of the API as a constant, its headers too or only two."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson

_ANSWER = Path(os.environ["BENCH_ANSWER"])
_BODY = [(_ANSWER / "body").read_bytes()]
_ALL = [(name, value) for name, value in orjson.loads((_ANSWER / "headers.json").read_bytes())]
_TWO = [("content-type", "application/json"), ("content-length", str(len(_BODY[0])))]


def same_bytes(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Body and headers of the API."""
    start("200 OK", _ALL)
    return _BODY


def bare(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The body, with its type and length."""
    start("200 OK", _TWO)
    return _BODY
