"""Style sheets and scripts of the pages, compressed; answers are compressed where they are kept."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware


class StaticCompression(GZipMiddleware):
    """Django's compression, of static files alone."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """The response, compressed where it is a static file and the client takes gzip."""
        static = request.path_info.startswith(settings.STATIC_URL)
        if not static or response.status_code != HTTPStatus.OK:
            return response
        return super().process_response(request, response)
