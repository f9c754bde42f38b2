"""A year's plan of the national set: its components, slogans, and the document that prints it."""

import hashlib
from random import Random
from typing import Final, NamedTuple

from bench.national_districts import Unit
from bench.national_facts import Document, Setting
from bench.national_vocabulary import NUMERALS, Row, Vocabulary

SPLITS: Final = ((2, 5), (3, 4), (4, 3), (5, 2))
"""Members of the two groups of a plan: with the groups, nine components."""
SURNAMES: Final = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘范彭鲁马方"
PAPERS: Final = ("日报", "晚报", "新闻网")
SOURCE_NOTE: Final = "Invented: no such document was ever printed."


class Record(NamedTuple):
    """A record of one of the fixture files."""

    key: str
    fields: Row


def speaker(vocabulary: Vocabulary, rng: Random) -> str:
    """A person who does not exist: a common surname with a given name of the vocabulary."""
    return f"{rng.choice(SURNAMES)}{rng.choice(vocabulary.speakers)[1:]}"


def plan(unit: Unit, setting: Setting, vocabulary: Vocabulary, document: Document) -> Record:
    """The plan of a district for a year; it follows the one of the unit above."""
    rng, year = setting.rng, setting.year
    code = "1+{}{}{}".format(*rng.choice(SPLITS), "+N" if rng.random() < 0.2 else "")
    theme = rng.choice(vocabulary.themes) if rng.random() < 0.3 else ""
    goal = rng.choice(vocabulary.goals).format(**setting.patterns())
    label = f"“{theme}”工作部署" if theme else f"“{code}”工作体系"
    quotes = [f"落实{year}年“{code}”工作体系", goal]
    fields = setting.shared("general", [document.cite(quote) for quote in quotes])
    fields |= {
        "plan": None,
        "kind": "annual",
        "title": f"{setting.names['name']}{year}年{label}",
        "theme": theme,
        "code": code,
        "goal": goal,
        "aligned_with": f"{unit.parent.prefix}-{year}" if unit.parent else None,
        "predecessor": None,
    }
    return Record(setting.plan, fields)


def components(
    setting: Setting, vocabulary: Vocabulary, document: Document, code: str
) -> list[Record]:
    """The two groups that a plan's code counts, each followed by its members."""
    rng = setting.rng
    found: list[Record] = []
    for position, digit in enumerate(code[2:4], start=1):
        name = NUMERALS[int(digit)] + rng.choice(vocabulary.groups)
        parent = f"{setting.plan}-e{len(found) + 1}"
        group = {"position": position, "name": name, "digit": digit}
        found.append(_component(setting, document, parent, group | {"stated_count": int(digit)}))
        for place, member in enumerate(rng.sample(vocabulary.components, int(digit)), start=1):
            fields = {
                "parent": parent,
                "group": name,
                "digit": digit,
                "position": place,
                "name": member.format(**setting.patterns()),
            }
            key = f"{setting.plan}-e{len(found) + 1}"
            found.append(_component(setting, document, key, fields))
    return found


def _component(setting: Setting, document: Document, key: str, given: Row) -> Record:
    empty: Row = {
        "plan": setting.plan,
        "parent": None,
        "group": "",
        "digit": "",
        "stated_count": None,
        "position": 1,
        "name": "",
        "mapping": "inferred",
        "reason": "The groups stand in the order of the digits and their counts are the same.",
        "note": "",
    }
    return Record(key, empty | given | {"citations": [document.cite(given["name"])]})


def slogans(
    setting: Setting, vocabulary: Vocabulary, document: Document, count: int
) -> list[Record]:
    """So many of a year's slogans."""
    found = []
    for number, pattern in enumerate(setting.rng.sample(vocabulary.slogans, count), start=1):
        text = pattern["text"].format(**setting.patterns())
        fields = setting.shared(pattern["domain"], [document.cite(text)])
        fields |= {"text": text, "kind": pattern["kind"]}
        found.append(Record(f"{setting.plan}-slogan-{number}", fields))
    return found


def document_record(
    unit: Unit, setting: Setting, document: Document, date: str, theme: str
) -> Record:
    """The document, once all its quotes are in place. `date` is the citation of its date."""
    rng, year = setting.rng, setting.year
    printed = [span["quote"] for _, span in document.cited]
    ignored = [span["quote"] for _, span in document.ignored]
    above = [unit.parent.id] if unit.parent and rng.random() < 0.1 else []
    headline = theme or "奋力谱写高质量发展新篇章"
    fields = {
        "filename": f"{document.key}.txt",
        "sha256": hashlib.sha256(document.key.encode()).hexdigest(),
        "characters": document.place + 40,
        "lines": document.line + 2,
        "title": f"{setting.names['name']}{year}年工作部署：{headline}",
        "publisher": f"{setting.names['short']}{rng.choice(PAPERS)}",
        "note": SOURCE_NOTE,
        "authors": [rng.choice(SURNAMES) + rng.choice(SURNAMES) for _ in range(2)],
        "published_on": f"{year}-01-{16 + unit.number % 12}",
        "published_on_basis": "stated",
        "published_on_reason": "",
        "event_on": f"{year}-01-15",
        "event_on_basis": "stated",
        "event_on_reason": "",
        "districts": [*above, unit.id],
        "citations_of_dates": [date],
        "account": {
            "numbers": _account(printed, ignored, "0123456789"),
            "phrases": _account(printed, ignored, "“"),
        },
    }
    return Record(document.key, fields)


def _account(printed: list[str], ignored: list[str], signs: str) -> dict[str, int]:
    cited, left = (
        sum(any(sign in quote for sign in signs) for quote in quotes)
        for quotes in (printed, ignored)
    )
    return {"total": cited + left, "cited": cited, "ignored": left}
