"""Checks of words: what is kept as printed is printed there."""

from collections.abc import Iterator
from typing import Final

from plans.curation.drafts import Annotation
from plans.curation.problems import Problem

MODALITY_WORDS: Final = {
    "ensure": ("确保", "保障", "保证"),
    "strive": ("力争", "争取", "努力", "争创"),
    "expect": ("预计", "预期"),
}
REQUIRE_VERBS: Final = ("要", "实现", "完成", "达到", "必须", "须", "全面落实")


def wording_stands_in_the_line(annotation: Annotation) -> Iterator[Problem]:
    """Qualifying words, stage words and printed deadlines stand in a line that the fact quotes."""
    for draft in annotation.everything():
        lines = annotation.line_texts(draft)
        words = [*draft.data.get("wording", []), draft.data.get("stage_text", "")]
        deadline = draft.data.get("deadline", {})
        if deadline.get("basis") == "stated":
            words.append(deadline.get("text", ""))
        for word in words:
            if word and lines and not any(word in line for line in lines):
                yield draft.problem(f"{word!r} stands in no line that it quotes")


def modality_agrees_with_wording(annotation: Annotation) -> Iterator[Problem]:
    """确保, 力争 and 预计 are wording where they make the modality, and the other way round."""
    for draft in annotation.of("targets"):
        modality, wording = draft.data.get("modality", ""), draft.data.get("wording", [])
        for name, words in MODALITY_WORDS.items():
            found = [word for word in wording if word.startswith(words)]
            if modality == name and not found:
                yield draft.problem(f"`modality: {name}` needs its word in `wording`")
            if found and modality != name:
                yield draft.problem(f"{found[0]!r} in `wording` makes `modality: {name}`")
        lines = "".join(annotation.line_texts(draft))
        if modality == "require" and lines and not any(verb in lines for verb in REQUIRE_VERBS):
            yield draft.problem("`modality: require` needs 要, 实现, 完成 or 达到 in its line")


def codes_are_printed(annotation: Annotation) -> Iterator[Problem]:
    """A plan's code stands in one of its quotes, but for stray spaces."""
    for draft in annotation.of("plans"):
        code = draft.data.get("code", "")
        if code and not any(code in span.quote.replace(" ", "") for span in draft.spans):
            yield draft.problem(f"the code {code!r} stands in none of its quotes")
