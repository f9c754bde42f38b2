"""The data set as JSON-LD in the vocabulary of data catalogues, DCAT 3."""

from typing import Any, Final

from django.db.models import Max, Min

from districts.models import District
from plans.models import Achievement, Plan, Project, Slogan, Target
from plans.publishing.terms import DESCRIPTION, TITLE, TITLE_EN
from policyapi.vocabulary import values_like

Shape = dict[str, Any]

CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FACTS: Final = (Plan, Target, Achievement, Project, Slogan)
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
SHA256: Final = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"


def dataset_as_dcat(payload: Shape, root: str) -> Shape:
    """What `/api/dataset` answers, with its data version, as a dcat:Dataset in JSON-LD.

    `root` is scheme and host, without a slash. The years and the units that the facts are of are
    read from the database, in the caller's snapshot.
    """
    url = f"{root}/api/dataset"
    documents = payload.get("sources_count", len(payload["sources"]))
    return {
        "@context": CONTEXT,
        "@id": url,
        "@type": "dcat:Dataset",
        "dcterms:title": [_text(TITLE, "zh-Hans"), _text(TITLE_EN, "en")],
        "dcterms:description": _text(DESCRIPTION, "en"),
        "dcterms:identifier": f"policyapi-{payload['data_version']}",
        "dcterms:language": "zh-Hans",
        "dcterms:modified": {"@value": _moment(payload["loaded_at"]), "@type": "xsd:dateTime"},
        "dcterms:license": {"@id": payload["license"]["url"]},
        "dcterms:rights": _text(payload["license"]["terms"], "en"),
        "dcat:version": payload["data_version"],
        "dcat:landingPage": {"@id": f"{root}/"},
        "dcterms:temporal": _temporal(),
        "dcterms:spatial": _spatial(root),
        "dcterms:source": [{"@id": f"{root}/api/documents/{s['id']}"} for s in payload["sources"]],
        "dcterms:provenance": {
            "@type": "dcterms:ProvenanceStatement",
            "dcterms:description": _text(
                f"Taken by hand from {documents} press documents; every quote was "
                "found by machine in its document, and every number in a document is cited by a "
                "fact or listed as ignored with a reason.",
                "en",
            ),
        },
        "prov:wasDerivedFrom": [_source(source, root) for source in payload["sources"]],
        "dcat:distribution": [
            *(_distribution(download) for download in payload["downloads"]),
            _service(root),
        ],
    }


def _text(value: str, language: str) -> Shape:
    return {"@value": value, "@language": language}


def _moment(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _temporal() -> Shape:
    """The first and the last day that facts speak of."""
    firsts, lasts = [], []
    for model in FACTS:  # one end at a time, which the column's index knows
        rows = model._default_manager
        firsts.append(rows.aggregate(year=Min("period_start"))["year"])
        lasts.append(rows.aggregate(year=Max("period_end"))["year"])
    shape: Shape = {"@type": "dcterms:PeriodOfTime"}
    if any(firsts):
        first, last = min(filter(None, firsts)), max(filter(None, lasts))
        shape["dcat:startDate"] = {"@value": f"{first:04}-01-01", "@type": "xsd:date"}
        shape["dcat:endDate"] = {"@value": f"{last:04}-12-31", "@type": "xsd:date"}
    return shape


def _spatial(root: str) -> list[Shape]:
    """The units that have facts."""
    ids: set[str] = set()
    for model in FACTS:
        ids.update(values_like(model, "district", ""))
    places = []
    for unit in sorted(District.objects.filter(pk__in=ids), key=lambda unit: unit.pk):
        place: Shape = {
            "@id": f"{root}/api/districts/{unit.pk}",
            "@type": "dcterms:Location",
            "skos:prefLabel": [_text(unit.name, "zh-Hans"), _text(unit.name_en, "en")],
        }
        if unit.code:
            place["skos:notation"] = unit.code
        places.append(place)
    return places


def _source(source: Shape, root: str) -> Shape:
    shape: Shape = {
        "@id": f"{root}/api/documents/{source['id']}",
        "@type": ["prov:Entity", "foaf:Document"],
        "dcterms:title": _text(source["title"], "zh-Hans"),
        "dcterms:identifier": source["filename"],
        "spdx:checksum": _checksum(source["sha256"]),
    }
    if source["publisher"]:
        shape["dcterms:publisher"] = {"@type": "foaf:Agent", "foaf:name": source["publisher"]}
    if source["published_on"]:
        shape["dcterms:issued"] = {"@value": str(source["published_on"]), "@type": "xsd:date"}
    return shape


def _distribution(download: Shape) -> Shape:
    return {
        "@id": download["url"],
        "@type": "dcat:Distribution",
        "dcterms:title": _text(download["name"], "en"),
        "dcterms:description": _text(download["description"], "en"),
        "dcat:downloadURL": {"@id": download["url"]},
        "dcat:accessURL": {"@id": download["url"]},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}{download['media_type']}"},
        "dcat:byteSize": {"@value": str(download["bytes"]), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": _checksum(download["sha256"]),
    }


def _service(root: str) -> Shape:
    return {
        "@id": f"{root}/api",
        "@type": "dcat:Distribution",
        "dcterms:title": _text("policyapi", "en"),
        "dcat:accessURL": {"@id": f"{root}/api"},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}application/json"},
        "dcat:accessService": {
            "@type": "dcat:DataService",
            "dcterms:title": _text("policyapi", "en"),
            "dcat:endpointURL": {"@id": f"{root}/api"},
            "dcat:endpointDescription": {"@id": f"{root}/api/openapi.json"},
        },
    }


def _checksum(sha256: str) -> Shape:
    return {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": SHA256},
        "spdx:checksumValue": {"@value": sha256, "@type": "xsd:hexBinary"},
    }
