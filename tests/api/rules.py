"""For every filter of every list: what to ask, and the oracle's answer. `q` has its own tests."""

from tests.api.oracle import (
    Rule,
    bounds,
    days,
    districts_named,
    documents_cited,
    documents_naming,
    equal,
    every_district_name,
    every_indicator_name,
    keys,
    names_of_indicator,
    no_values,
    row_with,
    same,
    side_documents,
    target_of,
    values,
    verdicts,
    within,
    years,
)


def facts(name: str) -> dict[str, Rule]:
    """The filters of all facts."""
    return {
        "district": (every_district_name, lambda r, v, d: r["district"] in districts_named(v, d)),
        "year": (years, lambda r, v, _: within(r, v)),
        "plan": (keys("plans"), lambda r, v, _: r["plan"] == v),
        "document": (keys("documents"), lambda r, v, _: v in documents_cited(r)),
        "domain": (no_values, equal("domain")),
        "speaker": (values(name, "speaker"), equal("speaker")),
    }


def claims(name: str) -> dict[str, Rule]:
    """The filters of targets and achievements."""
    return facts(name) | {
        "indicator": (
            every_indicator_name,
            lambda r, v, d: (
                bool(r["indicator"])
                and any(
                    same(v, name)
                    for name in names_of_indicator(row_with(d, "indicators", r["indicator"]))
                )
            ),
        ),
        "comparator": (no_values, equal("comparator")),
        "measure": (no_values, equal("measure")),
        "modality": (no_values, equal("modality")),
        "base_unit": (no_values, equal("base_unit")),
        "has_value": (
            lambda _: ["true", "false"],
            lambda r, v, _: (r["value"] is not None) == (v == "true"),
        ),
        "value_min": (
            bounds(name),
            lambda r, v, _: r["base_value"] is not None and float(r["base_value"]) >= float(v),
        ),
        "value_max": (
            bounds(name),
            lambda r, v, _: r["base_value"] is not None and float(r["base_value"]) <= float(v),
        ),
    }


RULES: dict[str, dict[str, Rule]] = {
    "districts": {
        "district": (every_district_name, lambda r, v, d: r["id"] in districts_named(v, d)),
        "kind": (no_values, equal("kind")),
        "parent": (keys("districts"), lambda r, v, _: r["parent"] == v),
    },
    "documents": {
        "district": (
            every_district_name,
            lambda r, v, d: bool(districts_named(v, d) & set(r["districts"])),
        ),
        "year": (years, lambda r, v, _: (r["published_on"] or r["event_on"] or "")[:4] == v),
    },
    "indicators": {
        "indicator": (
            every_indicator_name,
            lambda r, v, _: any(same(v, name) for name in names_of_indicator(r)),
        ),
        "domain": (no_values, equal("domain")),
        "base_unit": (no_values, equal("base_unit")),
    },
    "plans": facts("plans")
    | {
        "plan": (keys("plans"), lambda r, v, _: v in (r["id"], r["plan"])),
        "kind": (no_values, equal("kind")),
        "code": (values("plans", "code"), equal("code")),
        "theme": (values("plans", "theme"), equal("theme")),
    },
    "targets": claims("targets")
    | {
        "checkability": (no_values, equal("checkability")),
        "deadline_before": (days, lambda r, v, _: r["deadline_date"] < v),
        "deadline_after": (days, lambda r, v, _: r["deadline_date"] > v),
        "verdict": (no_values, lambda r, v, d: v in verdicts(r, d)),
    },
    "achievements": claims("achievements")
    | {"kind": (no_values, equal("kind")), "certainty": (no_values, equal("certainty"))},
    "projects": facts("projects")
    | {
        "kind": (no_values, equal("kind")),
        "stage": (no_values, equal("stage")),
        "parent": (keys("projects"), lambda r, v, _: r["parent"] == v),
        "is_group": (lambda _: ["true", "false"], lambda r, v, _: r["is_group"] == (v == "true")),
        "named_once": (
            lambda _: ["true", "false"],
            lambda r, v, d: (len(documents_naming(r, d)) == 1) == (v == "true"),
        ),
    },
    "slogans": facts("slogans") | {"kind": (no_values, equal("kind"))},
    "outcomes": {
        "district": (
            every_district_name,
            lambda r, v, d: target_of(r, d)["district"] in districts_named(v, d),
        ),
        "year": (years, lambda r, v, d: within(target_of(r, d), v)),
        "plan": (keys("plans"), lambda r, v, d: target_of(r, d)["plan"] == v),
        "document": (keys("documents"), lambda r, v, d: v in documents_cited(target_of(r, d))),
        "domain": (no_values, lambda r, v, d: target_of(r, d)["domain"] == v),
        "verdict": (no_values, equal("verdict")),
        "directness": (no_values, equal("directness")),
        "target": (keys("targets"), equal("target")),
        "achievement": (keys("achievements"), equal("achievement")),
    },
    "discrepancies": {
        "district": (
            every_district_name,
            lambda r, v, d: bool(districts_named(v, d) & set(r["districts"])),
        ),
        "kind": (no_values, equal("kind")),
        "document": (keys("documents"), lambda r, v, d: v in side_documents(r, d)),
    },
}
