"""The content security policy of every answer, written out once."""

from functools import cache
from typing import Any, Final

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest

_OWN: Final = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class PolicyMiddleware(CSPMiddleware):
    """django-csp, which would put the same policy together anew for each answer.

    An answer with a policy of its own (Redoc's page) goes its way.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Nothing: no page has inline scripts that would need a nonce."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """The policy as a header."""
        if any(hasattr(response, name) for name in _OWN):
            return super().process_response(request, response)
        response[HEADER] = _policy()
        return response


@cache
def _policy() -> str:
    return str(build_policy())
