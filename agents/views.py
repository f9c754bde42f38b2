"""The endpoint: JSON-RPC over POST, stateless, one JSON answer a request."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from policyapi.errors import Problem

ALLOWED = "POST, OPTIONS"


@csrf_exempt
def endpoint(request: HttpRequest) -> HttpResponse:
    """What a tool answers, or the protocol's own answers. Raises Problem 405 for GET.

    Nothing is kept between requests and nobody signs in, so that there is nothing to forge.
    """
    # The package is an extra, and the tools ask what the routes lead to.
    from agents.server import SERVER

    if request.method != "POST":
        detail = (
            "This is for tools of language models: POST messages of the Model Context Protocol."
        )
        raise Problem(405, "method-not-allowed", detail, headers={"Allow": ALLOWED})
    answered: Any = SERVER(request)
    answered.setdefault("Cache-Control", "no-store")
    response: HttpResponse = answered
    return response
