"""The tools: each one question that people come with, asked of the API."""

from typing import Final

from django.http import HttpRequest

from agents import questions
from agents.arguments import chosen
from agents.evidence import cited, documents_of, printed_on
from agents.looking import Answer, Look, look
from plans.answers.facts import plural

SHOWN: Final = (
    "id,district,period,deadline,domain,indicator,statement,checkability,wording,modality,"
    "comparator,measure,display,base_value,base_unit,speaker,outcomes,citations,cite_as"
)
"""Fields of a target, as the API names them."""
SAID: Final = ("statement", "name", "text", "title", "subject", "reading", "cite_as", "note")
"""What a row says, whatever its type."""
MOST_IGNORED: Final = 60
"""Passages of one document that are no facts."""


def find_district(request: HttpRequest, params: questions.FindDistrict) -> Answer:
    """Units by any name."""

    def make(see: Look) -> Answer:
        found = see.listed("districts", {"q": params.name, "page_size": 25})
        # Nobody has these words in a name: the filter of units says which are near.
        found = found if found["count"] else see.listed("districts", {"district": params.name})
        return found | {"rows": [see.at("districts", row) for row in found["rows"]]}

    return look(request, make)


def search_targets(request: HttpRequest, params: questions.SearchTargets) -> Answer:
    """Targets that fit."""
    query = {
        "q": params.words,
        "district": params.district,
        "year": params.year,
        "indicator": params.indicator,
        "domain": params.domain,
        "modality": params.modality,
        "verdict": params.verdict,
        "has_value": params.has_value,
        "fields": SHOWN,
        "page_size": params.limit,
        "page": params.page,
    }

    def make(see: Look) -> Answer:
        found = see.listed("targets", query)
        return found | {"rows": [see.at("targets", row) for row in found["rows"]]}

    return look(request, make)


def compare(request: HttpRequest, params: questions.Compare) -> Answer:
    """Who claims what of an indicator for a year, and who claims nothing."""
    query = {"indicator": params.indicator, "year": params.year, "district": params.district}

    def make(see: Look) -> Answer:
        found = see.asked("compare", query)
        rows = found.pop("rows")
        without = [row["district"]["name"] for row in rows if not row["claims"]]
        for column, claims in (cell for row in rows for cell in row["cells"].items()):
            name = plural(column.partition(":")[0])
            claims[:] = [see.at(name, claim) for claim in claims]
        return found | {
            "rows": [row for row in rows if row["claims"]],
            "without_claims": {"count": len(without), "first": without[:50]},
        }

    return look(request, make)


def follow_promise(request: HttpRequest, params: questions.FollowPromise) -> Answer:
    """A target, what later documents report of it, and the results that they report."""

    def make(see: Look) -> Answer:
        target = see.row("targets", params.target)
        found = see.listed("outcomes", {"target": params.target})
        results = dict.fromkeys(
            outcome["achievement"]["id"] for outcome in found["rows"] if outcome["achievement"]
        )
        return {
            "target": target,
            "outcomes": [see.at("outcomes", outcome) for outcome in found["rows"]],
            "results": [see.row("achievements", key) for key in results],
            "documents": documents_of(see, cited([target, found["rows"]])),
        }

    return look(request, make)


def evidence(request: HttpRequest, params: questions.Evidence) -> Answer:
    """The words that a fact rests on, and the documents that they stand in."""
    kind = chosen(params.type, questions.CITED, "type")
    name = plural(kind)

    def make(see: Look) -> Answer:
        row = see.row(name, params.id)
        citations = list(cited(row))
        said = {
            key: row[key]
            for key in (
                "statement",
                "name",
                "text",
                "title",
                "subject",
                "reading",
                "cite_as",
                "note",
            )
            if row.get(key)
        }
        return {
            "type": kind,
            "id": params.id,
            "url": row["url"],
            **said,
            "citations": citations,
            "documents": documents_of(see, citations),
        }

    return look(request, make)


def trace_slogan(request: HttpRequest, params: questions.TraceSlogan) -> Answer:
    """Slogans with these words, and each place where one is printed, the oldest first."""
    query = {"q": params.words, "district": params.district}

    def make(see: Look) -> Answer:
        found = see.listed("slogans", query | {"page_size": params.limit})
        documents = documents_of(see, cited(found["rows"]))
        days = {document["id"]: printed_on(document) for document in documents}
        printed = [
            {"slogan": row["id"], "district": row["district"]["name"], **citation}
            | {"published_on": days[citation["document"]]}
            for row in found["rows"]
            for citation in row["citations"]
        ]
        printed.sort(key=lambda place: (place["published_on"] or "", place["start"]))
        kinds = see.asked("search", query | {"page_size": 1})["facets"]["type"]
        return found | {
            "rows": [see.at("slogans", row) for row in found["rows"]],
            "printed": printed,
            "documents": documents,
            "facts_with_these_words": kinds,
        }

    return look(request, make)


def coverage(request: HttpRequest, params: questions.Coverage) -> Answer:
    """How much of each document was read into facts; of one document, what was not, and why."""
    query = {"document": params.document, "page": params.page, "page_size": 25}

    def make(see: Look) -> Answer:
        found = see.asked("coverage", query)
        documents = [
            document | {"ignored": document["ignored"][:MOST_IGNORED]}
            if params.document
            else {name: value for name, value in document.items() if name != "ignored"}
            for document in found["documents"]
        ]
        return found | {"documents": documents}

    return look(request, make)


def search(request: HttpRequest, params: questions.Search) -> Answer:
    """Facts of all types that have the words."""
    query = {
        "q": params.words,
        "type": params.type,
        "district": params.district,
        "year": params.year,
        "domain": params.domain,
        "page_size": params.limit,
        "page": params.page,
    }

    def make(see: Look) -> Answer:
        found = see.asked("search", query)
        for hit in found["results"]:
            row = see.row(plural(hit["type"]), hit["id"])
            hit |= {name: row[name] for name in ("citations", "cite_as")}
        return found

    return look(request, make)
