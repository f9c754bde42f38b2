"""How answers are written out."""

from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer

from policyapi.serializing import plain_number


class JSONRenderer(BaseRenderer):
    """JSON as UTF-8, without spaces."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,  # noqa: ARG002
        renderer_context: Any = None,  # noqa: ARG002
    ) -> bytes:
        """Bytes of a value."""
        return orjson.dumps(data, default=plain_number)
