"""Arguments of a tool, read as strictly as parameters: a misspelt one is refused with the nearest.

The package that serves the tools reads arguments too, but names nothing near.
"""

from typing import Any, TypeVar

import msgspec
from django_mcpz.schemas import type_schema
from django_mcpz.server import ToolError

from policyapi.errors import did_you_mean, nearest, shown

Params = TypeVar("Params", bound=msgspec.Struct)


def schema_of(params: type[msgspec.Struct]) -> dict[str, Any]:
    """The JSON schema of a tool's arguments, which allows no others."""
    return {**type_schema(params), "additionalProperties": False}


def read(arguments: dict[str, Any], params: type[Params]) -> Params:
    """The arguments. Raises ToolError for whatever is wrong with them."""
    known = params.__struct_fields__
    for name in arguments:
        if name not in known:
            near = did_you_mean(nearest(name, known)) or f" There are {', '.join(known)}."
            raise ToolError(f"There is no argument {shown(name)} here.{near}")
    try:
        return msgspec.convert(arguments, params)
    except msgspec.ValidationError as error:
        raise ToolError(f"An argument is wrong: {error}") from error


def chosen(value: str, known: tuple[str, ...], name: str) -> str:
    """One of some values. Raises ToolError with the nearest for another."""
    if value not in known:
        near = did_you_mean(nearest(value, known)) or f" There are {', '.join(known)}."
        raise ToolError(f"The argument {name} is wrong: there is no {shown(value)}.{near}")
    return value
