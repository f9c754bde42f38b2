"""Projects of the national set, and what the documents of two years say of them."""

from dataclasses import dataclass, field

from bench.national_facts import Document, Setting
from bench.national_vocabulary import Row, Vocabulary


@dataclass(slots=True)
class Project:
    """A project with its mentions; the document of the next year may add one."""

    key: str
    fields: Row
    mentions: list[tuple[str, Row]] = field(default_factory=list)

    def mention(self, setting: Setting, document: Document, vocabulary: Vocabulary) -> None:
        """Let a document speak of it, and with it the fields that tell of the latest mention."""
        stage = vocabulary.stages[int(setting.rng.random() * len(vocabulary.stages))]
        citation = document.cite(f"{stage['stage_text']}{self.fields['name']}")
        self.fields["citations"].append(citation)
        self.fields["period_end"] = setting.year
        self.fields["stage"] = stage["stage"]
        mention = {
            "project": self.key,
            "citation": citation,
            "year": setting.year,
            "stage": stage["stage"],
            "stage_text": stage["stage_text"],
        }
        self.mentions.append((f"{self.key}@{citation}", mention))


def projects(
    setting: Setting, vocabulary: Vocabulary, document: Document, count: int
) -> list[Project]:
    """So many projects that a year's document names. A batch is the parent of the others."""
    found: list[Project] = []
    batch: str | None = None
    for number, pattern in enumerate(setting.rng.sample(vocabulary.projects, count), start=1):
        project = _project(f"{setting.plan}-project-{number}", pattern, setting, batch)
        project.mention(setting, document, vocabulary)
        found.append(project)
        if batch is None and pattern["is_group"]:
            batch = project.key
    return found


def _project(key: str, pattern: Row, setting: Setting, batch: str | None) -> Project:
    town = setting.towns[int(setting.rng.random() * len(setting.towns))]
    name = pattern["name"].format(**setting.patterns())
    fields = setting.shared(
        pattern["domain"],
        [],
        period_basis="inferred",
        period_reason="The years of its mentions.",
    )
    fields |= {
        "name": town + name,
        "kind": pattern["kind"],
        "aliases": [name] if setting.rng.random() < 0.2 else [],
        "parent": None if pattern["is_group"] else batch,
        "is_group": pattern["is_group"],
        "is_partial": pattern["is_partial"],
        "stage": "",
        "quantity": pattern["quantity"],
        "investment": pattern["investment"],
        "area": pattern["area"],
    }
    return Project(key, fields)
