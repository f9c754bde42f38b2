"""The server of the tools: what it says of itself, and of each tool."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest
from django_mcpz.server import MCPServer, public
from msgspec import Struct

from agents import questions, tools
from agents.arguments import read, schema_of
from agents.looking import Answer

Tool = Callable[[HttpRequest, Any], Answer]

SERVER: Final = MCPServer(
    name="policyapi",
    version="1.0.0",
    title="What districts have promised, done and proclaimed in print",
    instructions=(
        "Facts from Chinese press documents on districts' plans, each with the quote it rests on. "
        "Repeat a number with its comparator and modality: 以上 is not 左右, 力争 is not 确保. "
        "Two documents may claim different numbers of one thing; say so. A target without a later "
        "report is unknown, not missed. Give `cite_as`, or quote, document and line, for what you "
        "say. An error names the nearest right values: ask again with one of them."
    ),
    auth=public,
)

DESCRIBED: Final[dict[Tool, tuple[type[Struct], str, str]]] = {
    tools.find_district: (
        questions.FindDistrict,
        "Find a district",
        "Find a city, district, county or zone by any name, part of a name, code or id.",
    ),
    tools.search_targets: (
        questions.SearchTargets,
        "Search targets",
        "Find checkable commitments of districts by words, district, year, indicator, policy "
        "field, firmness or what was later reported; each with number, deadline and citations.",
    ),
    tools.compare: (
        questions.Compare,
        "Compare districts",
        "Compare what all districts promise and report of one indicator in one year; levels, "
        "growth and shares are apart. Names those that claim nothing.",
    ),
    tools.follow_promise: (
        questions.FollowPromise,
        "Follow a promise",
        "Follow one target (its id) to what later documents report of it: verdict, reasoning, "
        "result, and the words of both sides.",
    ),
    tools.evidence: (
        questions.Evidence,
        "Evidence of a fact",
        "Give the quotes that a fact rests on, with document, line and a line to cite.",
    ),
    tools.trace_slogan: (
        questions.TraceSlogan,
        "Trace a slogan",
        "Find slogans with these words and every place where they are printed, the oldest first.",
    ),
    tools.coverage: (
        questions.Coverage,
        "Coverage",
        "Say which documents and districts the data cover, and how many numbers and phrases of "
        "each document are facts; of one document, what was left out and why.",
    ),
    tools.search: (
        questions.Search,
        "Search everything",
        "Find facts of all types (targets, achievements, projects, slogans, plans) by words.",
    ),
}
"""Every tool: what it takes, its title, and what it is for."""


def _offer(tool: Tool, params: type[Struct], title: str, description: str) -> None:
    def call(request: HttpRequest, arguments: dict[str, Any]) -> Answer:
        return tool(request, read(arguments, params))

    offered = SERVER.tool(
        name=tool.__name__,
        title=title,
        description=description,
        input_schema=schema_of(params),
        read_only=True,
        idempotent=True,
        open_world=False,
    )
    offered(call)


for tool, described in DESCRIBED.items():
    _offer(tool, *described)
