"""Read the YAML that curators write and the documents that it cites."""

import bisect
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from plans.curation.fields import DOCUMENT_FILES, SHARED_FILES
from plans.curation.problems import Problem, did_you_mean
from plans.curation.shapes import well_shaped

LONGEST_QUOTE: Final = 80


class _TextLoader(yaml.BaseLoader):
    """Loads every scalar as text and refuses a key that is given twice."""


def _mapping_without_duplicates(loader: _TextLoader, node: yaml.MappingNode) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(
                None, None, "a field's name is a plain word", key_node.start_mark
            )
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} is given twice", key_node.start_mark
            )
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_TextLoader.add_constructor("tag:yaml.org,2002:map", _mapping_without_duplicates)


@dataclass(frozen=True)
class Entry:
    """One entry of a file, with its defaults filled in."""

    kind: str
    data: dict[str, Any]
    file: str
    index: int
    document: str

    @property
    def id(self) -> str:
        """Its id, or the id of what it adds to."""
        named = (self.data.get(name) for name in ("id", "of", "fact", "word"))
        return next((name for name in named if isinstance(name, str)), "")

    def problem(self, message: str, inside: str = "") -> Problem:
        """A problem of this entry; `inside` names a part of it: mentions[2]."""
        place = f"{self.kind}[{self.index}] {self.id}".rstrip()
        return Problem(self.file, f"{place} {inside}".rstrip(), message)


@dataclass
class Sources:
    """All entries, and what could not be read."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def of(self, *kinds: str) -> Iterator[Entry]:
        """The entries of some kinds, in the order of the files."""
        return (entry for entry in self.entries if entry.kind in kinds)


@dataclass(frozen=True)
class Text:
    """A document's text, with the offsets at which its lines begin."""

    filename: str
    sha256: str
    text: str
    line_starts: tuple[int, ...]

    @classmethod
    def read(cls, path: Path) -> "Text":
        """Read a file as UTF-8, newlines as they are. Raises OSError and UnicodeDecodeError."""
        raw = path.read_bytes()
        text = raw.decode("utf-8")
        starts = (0, *(i + 1 for i, char in enumerate(text) if char == "\n"))
        return cls(path.name, hashlib.sha256(raw).hexdigest(), text, starts)

    @property
    def lines(self) -> int:
        """How many lines there are; a line break at the end begins no further one."""
        return len(self.line_starts) - self.text.endswith("\n")

    def line(self, offset: int) -> int:
        """Number of the line that holds an offset, from 1."""
        return bisect.bisect_right(self.line_starts, offset)

    def line_text(self, offset: int) -> str:
        """The whole line that holds an offset."""
        end = self.text.find("\n", offset)
        start = self.line_starts[self.line(offset) - 1]
        return self.text[start : end if end >= 0 else len(self.text)]

    def occurrences(self, words: str) -> list[int]:
        """Offsets of every occurrence, overlapping ones too."""
        found, start = [], self.text.find(words)
        while words and start >= 0:
            found.append(start)
            start = self.text.find(words, start + 1)
        return found


def read_sources(root: Path) -> Sources:
    """Read `fixtures/sources`: shared files at the top, one folder a document below.

    Files and folders whose names begin with `_` or `.` are left alone. Problems are collected.
    """
    sources = Sources()
    if not root.is_dir():
        sources.problems.append(Problem(_shown(root, root), "", "there is no such folder"))
        return sources
    for path in sorted(path for path in root.iterdir() if path.name[0] not in "_."):
        if not path.is_dir():
            _read_file(path, root, "", SHARED_FILES, sources)
            continue
        for file in _files_below(path):
            _read_file(file, root, path.name, DOCUMENT_FILES, sources)
        described = sum(file.name == "document.yaml" for file in _files_below(path))
        if described != 1:
            message = f"needs one document.yaml, and has {described}"
            sources.problems.append(Problem(_shown(path, root), "", message))
    return sources


def _files_below(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if not path.is_dir())
    return sorted(p for p in found if all(n[0] not in "_." for n in p.relative_to(folder).parts))


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root.parent.parent).as_posix()


def _read_file(
    path: Path, root: Path, document: str, known: tuple[str, ...], sources: Sources
) -> None:
    name, kind = _shown(path, root), path.stem
    if kind not in known or path.suffix != ".yaml":
        if path.suffix == ".yaml" and kind in (*SHARED_FILES, *DOCUMENT_FILES):
            where = f"{_shown(root, root)} itself" if document else "the folder of a document"
            sources.problems.append(Problem(name, "", f"belongs into {where}"))
            return
        files = [f"{stem}.yaml" for stem in known]
        tip = did_you_mean(path.name, files) or f"; known: {', '.join(files)}"
        sources.problems.append(Problem(name, "", f"no file has this name{tip}"))
        return
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), _TextLoader)  # noqa: S506
    except (yaml.YAMLError, OSError, UnicodeDecodeError, RecursionError) as error:
        reason = " ".join(str(error).replace('in "<unicode string>", ', "").split())
        sources.problems.append(Problem(name, "", f"cannot be read: {reason}"))
        return
    wrong = _wrong_shape(content, kind)
    if wrong:
        sources.problems.append(Problem(name, "", wrong))
        return
    listed = [content[kind]] if kind == "document" else content[kind]
    defaults = content.get("defaults", {})
    for index, data in enumerate(listed):
        merged = data if "of" in data else defaults | data
        written = Entry(kind, merged, name, index, document)

        def report(inside: str, message: str, entry: Entry = written) -> None:
            sources.problems.append(entry.problem(message, inside))

        shaped = well_shaped(merged, report)
        sources.entries.append(Entry(kind, shaped, name, index, document))


def _wrong_shape(content: object, kind: str) -> str:
    if not isinstance(content, dict) or set(content) - {"defaults", kind} or kind not in content:
        return f"holds `{kind}:`, and above it at most `defaults:`"
    if not isinstance(content.get("defaults", {}), dict):
        return "`defaults:` has named fields, as in {district: …, plan: …}"
    rows = [content[kind]] if kind == "document" else content[kind]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return f"`{kind}:` is a list of entries, each with named fields"
    return ""
