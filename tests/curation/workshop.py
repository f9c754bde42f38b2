"""A folder with documents and their annotation, for tests to break and to ask for problems."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from plans.curation.building import build
from plans.curation.checks import problems_of
from plans.curation.drafts import Annotation, annotate
from plans.curation.reading import read_sources
from tests.curation.annotated import (
    PLAN,
    REVIEW,
    Entry,
    plan_files,
    review_files,
    shared_files,
)

OTHER_NAMES = ("of", "fact", "word", "quote")


class Workshop:
    """Documents and sources in a folder; change `files` and `texts`, then ask for the problems."""

    def __init__(self, folder: Path) -> None:
        self.documents = folder / "documents"
        self.sources = folder / "fixtures" / "sources"
        self.texts = {"plan.txt": PLAN, "review.txt": REVIEW}
        self.files: dict[str, Any] = {**shared_files(), **plan_files(), **review_files()}
        self.raw: dict[str, str] = {}

    def entry(self, name: str) -> Entry:
        """The entry or part with that id, else with that `of`, `fact`, `word` or `quote`."""
        everything = list(_mappings(self.files))
        found = [row for row in everything if row.get("id") == name] or [
            row for row in everything if name in [row.get(key) for key in OTHER_NAMES]
        ]
        assert len(found) == 1, f"{len(found)} entries are called {name}"
        return found[0]

    def write(self) -> None:
        """Write the documents and the sources."""
        self.documents.mkdir(exist_ok=True)
        for name, text in self.texts.items():
            (self.documents / name).write_text(text, encoding="utf-8")
        for name, content in self.files.items():
            path = self.sources / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_yaml(content), encoding="utf-8")
        for name, written in self.raw.items():
            path = self.sources / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written, encoding="utf-8")

    def annotation(self) -> Annotation:
        """What was written, resolved."""
        self.write()
        return annotate(read_sources(self.sources), self.documents)

    def problems(self) -> list[str]:
        """Every problem, as a curator sees it."""
        return [str(problem) for problem in problems_of(self.annotation())]

    def build(self) -> dict[str, str]:
        """The fixture files."""
        self.write()
        return build(self.sources, self.documents)


Change = Callable[[Workshop], object]


def _mappings(value: Any) -> Iterator[Entry]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _mappings(part)


def as_yaml(content: Any) -> str:
    """Content as YAML, Chinese as it is."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)
