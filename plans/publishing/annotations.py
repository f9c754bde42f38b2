"""A fact as JSON-LD: the claim, and its citations as W3C Web Annotations."""

from typing import Any, Final

from plans.publishing.terms import LICENSE

Shape = dict[str, Any]

CONTEXT: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "dcterms": "http://purl.org/dc/terms/",
        "schema": "https://schema.org/",
        "graph": "@graph",
        "schema:about": {"@type": "@id"},
        "schema:isBasedOn": {"@type": "@id"},
        "schema:license": {"@type": "@id"},
    },
]
"""The Web Annotation context, and schema.org for what the fact itself says."""

STATEMENT: Final = {
    "plan": "title", "target": "statement", "achievement": "statement", "project": "name",
    "slogan": "text",
}  # fmt: skip
"""The field of each type of fact that says it in words."""


def fact_as_jsonld(kind: str, row: Shape, root: str) -> Shape:
    """A fact as served by `/api/<kind>s/<id>`, as JSON-LD.

    A graph of the fact (a schema.org Claim; its number a QuantitativeValue) and of one annotation a
    citation. The annotation's body is the fact, or the component of a plan; its target is the
    document at the span, by its words (TextQuoteSelector) and by its place (TextPositionSelector,
    in code points of the document as published, the end exclusive). `root` is scheme and host,
    without a slash.
    """
    url = f"{root}/api/{kind}s/{row['id']}"
    bodies = [(url, "", row["citations"])]
    bodies += [
        (f"{url}#{element['id']}", f"{element['id']}-", element["citations"])
        for element in row.get("elements", [])
    ]
    annotations = [
        _annotation(f"{url}#{prefix}citation-{number}", body, citation, root)
        for body, prefix, citations in bodies
        for number, citation in enumerate(citations, 1)
    ]
    elements = [
        {"id": f"{url}#{element['id']}", "type": "schema:Claim", "schema:text": element["name"],
         "schema:isPartOf": {"id": f"{url}#{element['parent']}" if element["parent"] else url}}
        for element in row.get("elements", [])
    ]  # fmt: skip
    return {"@context": CONTEXT, "graph": [_claim(kind, url, row, root), *elements, *annotations]}


def _claim(kind: str, url: str, row: Shape, root: str) -> Shape:
    documents = dict.fromkeys(citation["document"] for citation in row["citations"])
    period = row["period"]
    claim = {
        "id": url,
        "type": "schema:Claim",
        "schema:additionalType": kind,
        "schema:identifier": row["id"],
        "schema:text": row[STATEMENT[kind]],
        "schema:about": f"{root}/api/districts/{row['district']['id']}",
        "schema:temporalCoverage": f"{period['start']}/{period['end']}",
        "schema:genre": row["domain"],
        "schema:isBasedOn": [f"{root}/api/documents/{document}" for document in documents],
        "schema:license": LICENSE["url"],
        "dcterms:bibliographicCitation": row["cite_as"],
    }
    if row["speaker"]:
        claim["schema:author"] = {"type": "schema:Person", "schema:name": row["speaker"]}
    if row.get("value") is not None:
        claim["schema:object"] = _quantity(row)
    return claim


def _quantity(row: Shape) -> Shape:
    """The number as a QuantitativeValue in its base unit: a bound is a bound, never the value."""
    quantity: Shape = {
        "type": "schema:QuantitativeValue",
        "schema:name": row["display"],
        "schema:unitText": row["base_unit"],
        "schema:description": f"{row['measure']}, {row['comparator']}",
    }
    if row["indicator"]:
        quantity["schema:measuredProperty"] = row["indicator"]["name"]
    bound = {
        "gt": "minValue", "gte": "minValue", "between": "minValue",
        "lt": "maxValue", "lte": "maxValue",
    }.get(row["comparator"], "value")  # fmt: skip
    quantity[f"schema:{bound}"] = row["base_value"]
    if row["value_high"] is not None:
        # The upper end is in the printed unit; the lower one tells what that unit is in base units.
        scale = row["base_value"] / row["value"] if row["value"] else 1
        quantity["schema:maxValue"] = round(row["value_high"] * scale, 6)
    return quantity


def _annotation(url: str, body: str, citation: Shape, root: str) -> Shape:
    return {
        "id": url,
        "type": "Annotation",
        "motivation": "describing",
        "body": body,
        "target": {
            "type": "SpecificResource",
            "source": f"{root}/api/documents/{citation['document']}",
            "selector": [
                {"type": "TextQuoteSelector", "exact": citation["quote"]},
                {
                    "type": "TextPositionSelector",
                    "start": citation["start"],
                    "end": citation["end"],
                },
            ],
        },
    }
