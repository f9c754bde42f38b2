"""A unit's projects: a row each, a column for each year in which a document speaks of it."""

from collections import defaultdict
from typing import Any, Final

from pages.charts.words import years
from pages.language import current
from pages.templatetags.pages import stage

Shape = dict[str, Any]

MOST_ROWS: Final = 16
MOST_YEARS: Final = 6
"""Columns; of more years the latest."""
MOST_STAGES: Final = 2
"""Of one project in one year, as printed in different documents."""


def undertakings_of(projects: list[Shape]) -> Shape:
    """Those named in most years first: of them one sees how they went on."""
    once, language = {project["id"]: project for project in projects}.values(), current()
    rows = [(project, _by_year(project, language)) for project in once]
    rows.sort(key=lambda row: (-len(row[1]), row[0]["id"]))
    rows = rows[:MOST_ROWS]
    columns = sorted({year for _, told in rows for year in told})[-MOST_YEARS:]
    periods = {year: _period(year, rows) for year in columns}
    return {
        "columns": [periods[year] for year in columns],
        "rows": [
            {
                "project": project,
                "cells": [
                    {"label": periods[year]["label"], "stages": told.get(year, [])}
                    for year in columns
                ],
            }
            for project, told in rows
        ],
    }


def _by_year(project: Shape, language: str) -> dict[int, list[Shape]]:
    """Stages by year, each once, with the words as printed."""
    told: defaultdict[int, list[Shape]] = defaultdict(list)
    for mention in project["mentions"]:
        drawn = stage(mention["stage"], language)
        said = {"drawn": drawn, "printed": mention["stage_text"]}
        several = told[mention["year"]]
        if said not in several and len(several) < MOST_STAGES:
            several.append(said)
    return dict(told)


def _period(year: int, rows: list[tuple[Shape, dict[int, list[Shape]]]]) -> Shape:
    """A column: its year, or the years of which a review speaks as a whole.

    So many years only where all projects that are named in this year alone have the same.
    """
    alone = [project["period"] for project, told in rows if list(told) == [year]]
    labels = {years(period): period for period in alone}
    if len(labels) == 1 and alone[0]["start"] < alone[0]["end"] == year:
        ((label, period),) = labels.items()
        return {"label": label, "basis": period["basis"], "reason": period["reason"]}
    return {"label": str(year), "basis": "stated", "reason": None}
