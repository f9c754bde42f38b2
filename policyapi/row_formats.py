"""Formats of one row beside JSON: a view set declares them, and the schema describes them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from policyapi.asking import FORMATS

BODIES: Final = {"application/xml": OpenApiTypes.STR}
"""What is not described as a JSON object."""


@dataclass(frozen=True)
class RowFormat:
    """A format in which one row can be had.

    `render` takes the row as JSON shows it, scheme and host without a slash, and the data version;
    it is called inside the snapshot that the row was read in.
    """

    name: str
    media_type: str
    description: str
    render: Callable[[dict[str, Any], str, str], bytes]


def format_parameter(row_formats: tuple[RowFormat, ...]) -> OpenApiParameter:
    """`format` of a row."""
    names = [*FORMATS, *(row_format.name for row_format in row_formats)]
    described = ["Format of the answer; the Accept header chooses it too."]
    if row_formats:
        described += [f"{row_format.name}: {row_format.description}" for row_format in row_formats]
        described.append("`fields` that leaves any out goes with json only.")
    return OpenApiParameter(
        "format",
        {"type": "string", "enum": names, "example": names[0]},
        description=" ".join(described),
    )


def format_answers(row_formats: tuple[RowFormat, ...]) -> dict[tuple[int, str], OpenApiResponse]:
    """The answers in the formats beside JSON, by status and media type."""
    return {
        (200, row_format.media_type): OpenApiResponse(
            BODIES.get(row_format.media_type, OpenApiTypes.OBJECT),
            description=row_format.description,
        )
        for row_format in row_formats
    }
