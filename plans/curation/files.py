"""The names of the fixture files."""

from typing import Final

FILES: Final = {
    "districts.district": "districts.json",
    "plans.document": "documents.json",
    "plans.citation": "citations.json",
    "plans.ignoredspan": "ignored.json",
    "plans.indicator": "indicators.json",
    "plans.plan": "plans.json",
    "plans.planelement": "plan_elements.json",
    "plans.target": "targets.json",
    "plans.achievement": "achievements.json",
    "plans.outcome": "outcomes.json",
    "plans.project": "projects.json",
    "plans.projectmention": "project_mentions.json",
    "plans.slogan": "slogans.json",
    "plans.discrepancy": "discrepancies.json",
    "plans.discrepancyside": "discrepancy_sides.json",
}
"""Fixture file of each model, in the order in which a load needs them."""

DATASET_FILE: Final = "dataset.json"
