"""The twenty years of a district in the national set, written as they come."""

from random import Random
from typing import Any, Final

from bench.national_disputes import rounded_figure, spaced_code
from bench.national_districts import Unit, towns
from bench.national_facts import Document, Setting, achievement, stated, target
from bench.national_programmes import (
    Record,
    components,
    document_record,
    plan,
    slogans,
    speaker,
)
from bench.national_projects import Project, projects
from bench.national_results import Promise, result
from bench.national_vocabulary import Vocabulary
from bench.national_writing import FixtureFolder

YEARS: Final = range(2006, 2026)
TARGETS_A_PLAN: Final = 50
RESULTS_A_PLAN: Final = 5
TARGETS_A_DISTRICT: Final = TARGETS_A_PLAN * len(YEARS)
TERM: Final = 5
"""Years after which another person speaks."""
DISPUTED: Final = {2010: "code", 2020: "figure"}
"""Years in which a passage disagrees with another, and on what."""


class DistrictYears:
    """The plans, facts and documents of one district. Years follow each other, as do their ids."""

    def __init__(
        self, unit: Unit, vocabulary: Vocabulary, folder: FixtureFolder, seed: int
    ) -> None:
        self._unit, self._vocabulary, self._folder = unit, vocabulary, folder
        self._rng = Random(f"{seed} {unit.number}")
        self._towns = towns(self._rng, 12)
        self._names = {row["pk"]: row["fields"]["name"] for row in vocabulary.indicators}
        self._promises: list[Promise] = []
        self._projects: list[Project] = []

    def write(self, years: range, rare: dict[int, str]) -> None:
        """Write some years. `rare` has the words that its targets, counted from 0, have in them."""
        speaking = ""
        for number, year in enumerate(years):
            if number % TERM == 0:
                speaking = speaker(self._vocabulary, self._rng)
            setting = Setting(
                district=self._unit.id,
                plan=f"{self._unit.prefix}-{year}",
                year=year,
                speaker=speaking,
                names=self._unit.names,
                towns=self._towns,
                rng=self._rng,
            )
            first = number * TARGETS_A_PLAN
            self._year(setting, [rare.get(first + place, "") for place in range(TARGETS_A_PLAN)])
        self._end_projects()

    def _year(self, setting: Setting, rare: list[str]) -> None:
        document = Document(f"{setting.plan}-report", self._rng)
        vocabulary, number = self._vocabulary, setting.year - YEARS.start
        date = document.cite("1月15日上午")
        programme = plan(self._unit, setting, vocabulary, document)
        if number:
            programme.fields["predecessor"] = f"{self._unit.prefix}-{setting.year - 1}"
        elements = components(setting, vocabulary, document, programme.fields["code"])
        self._add("plans.plan", programme)
        self._add("plans.planelement", *elements)
        self._results(setting, document)
        self._targets(setting, document, elements, rare)
        for project in self._rng.sample(self._projects, len(self._projects) // 4):
            project.mention(setting, document, vocabulary)
        self._end_projects()
        self._projects = projects(setting, vocabulary, document, 4 + number % 2)
        self._add("plans.slogan", *slogans(setting, vocabulary, document, 2 + (number % 4 > 0)))
        self._dispute(setting, document, programme)
        for passed in self._rng.sample(vocabulary.ignored, 2):
            document.ignore(passed["quote"], passed["reason"])
        theme = programme.fields["theme"]
        self._add("plans.document", document_record(self._unit, setting, document, date, theme))
        self._add("plans.citation", *(Record(*cited) for cited in document.cited))
        self._add("plans.ignoredspan", *(Record(*span) for span in document.ignored))

    def _targets(
        self, setting: Setting, document: Document, elements: list[Record], rare: list[str]
    ) -> None:
        """The targets of a year, in the order of their ids: those of an indicator together."""
        chosen = self._rng.sample(self._vocabulary.targets, TARGETS_A_PLAN)
        keys = {
            f"{setting.plan}-{claim.slug}-{place:02}": (claim, rare[place - 1])
            for place, claim in enumerate(chosen, start=1)
        }
        members = [element for element in elements if element.fields["parent"]]
        self._promises = []
        for key, (claim, word) in sorted(keys.items()):
            statement, quote, value = stated(claim, setting, rare=word)
            citations = [document.cite(quote)]
            element = self._rng.choice(members) if self._rng.random() < 0.6 else None
            if element and self._rng.random() < 0.12:
                citations += element.fields["citations"]
            more = [("element", element.key if element else None), ("citations", citations)]
            fields = target(claim, setting, (statement, value), more)
            self._folder.add("plans.target", key, fields)
            self._promises.append(Promise(key, claim, value, citations[0]))

    def _results(self, setting: Setting, document: Document) -> None:
        """What is reported of the year before: four results of its targets, and one by itself."""
        chosen = [promise for promise in self._promises if promise.can_be_reported]
        chosen = self._rng.sample(chosen, min(RESULTS_A_PLAN - 1, len(chosen)))
        outcomes: list[Record] = []
        for place, promise in enumerate(chosen, start=1):
            name = self._names[promise.claim.fixed["indicator"]]
            fields, verdict = result(promise, name, setting, document)
            key = f"{setting.plan}-result-{place}"
            self._folder.add("plans.achievement", key, fields)
            reported = f"{fields['value']}{fields['unit']} against {promise.value}"
            reasoning = f"The report of {setting.year} on the same indicator: {reported}."
            outcomes.append(_outcome(promise, key, verdict, "direct", reasoning))
        if chosen:
            other = self._rng.choice([p for p in self._promises if p not in chosen])
            reasoning = f"The report of {setting.year} tells a result that is near to it, no more."
            key = f"{setting.plan}-result-1"
            outcomes.append(_outcome(other, key, "not_comparable", "indicative", reasoning))
        self._add("plans.outcome", *sorted(outcomes))
        free = RESULTS_A_PLAN - len(chosen)
        samples = self._rng.sample(self._vocabulary.achievements, free)
        for place, claim in enumerate(samples, start=len(chosen) + 1):
            key = f"{setting.plan}-result-{place}"
            self._folder.add("plans.achievement", key, achievement(claim, setting, document))

    def _dispute(self, setting: Setting, document: Document, programme: Record) -> None:
        """In some years, a discrepancy with its two sides."""
        subject = DISPUTED.get(setting.year)
        if subject == "code":
            told = spaced_code(programme, document)
        elif subject == "figure":
            told = rounded_figure(self._promises, self._names, document)
        else:
            return
        self._add("plans.discrepancy", told.record(setting))
        self._add("plans.discrepancyside", *told.sides(setting))

    def _end_projects(self) -> None:
        """Write the projects of the year before, of which no document speaks any more."""
        for project in self._projects:
            self._folder.add("plans.project", project.key, project.fields)
            for key, mention in project.mentions:
                self._folder.add("plans.projectmention", key, mention)

    def _add(self, label: str, *records: Record) -> None:
        for record in records:
            self._folder.add(label, record.key, record.fields)


def _outcome(
    promise: Promise, achieved: str, verdict: str, directness: str, reasoning: str
) -> Record:
    fields: dict[str, Any] = {
        "target": promise.id,
        "achievement": achieved,
        "verdict": verdict,
        "directness": directness,
        "reasoning": reasoning,
    }
    return Record(f"{promise.id}-reported", fields)
