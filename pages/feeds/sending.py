"""Texts that depend on the settings alone, with their validators."""

import hashlib

from django.http import HttpRequest, HttpResponse

from policyapi.answering import CACHE_CONTROL, conditional
from policyapi.asking import refuse_parameters

PLAIN = "text/plain; charset=utf-8"


def text(request: HttpRequest, lines: list[str], media_type: str = PLAIN) -> HttpResponse:
    """Lines as a file. Raises Problem 400 for any parameter."""
    refuse_parameters(request)
    content = "".join(f"{line}\n" for line in lines).encode()
    etag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
    headers = {"Cache-Control": CACHE_CONTROL, "ETag": etag}
    response = HttpResponse(content, content_type=media_type, headers=headers)
    answered: HttpResponse = conditional(request, response, etag)
    return answered
