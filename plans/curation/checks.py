"""What must be true of an annotation. A check is one function in CHECKS; its name is the truth."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final

from plans.curation.coverage import account_for
from plans.curation.drafts import Annotation, Draft
from plans.curation.fields import ALLOWED, FACT_KINDS, REQUIRED
from plans.curation.problems import Problem, did_you_mean
from plans.curation.records import MODALITY_WORDS

Check = Callable[[Annotation], Iterator[Problem]]

REQUIRE_VERBS: Final = ("要", "实现", "完成", "达到", "必须", "须", "全面落实")
YES: Final = ("group", "partial", "every")


def _fields_kind(draft: Draft) -> str:
    """The table of fields that a draft or a part of one follows."""
    if not draft.inside:
        return draft.entry.kind
    last = draft.inside.split()[-1] if "[" in draft.inside.split()[-1] else draft.inside.split()[-2]
    name = last.split("[")[0]
    return "elements" if name == "members" else name


def fields_are_known(annotation: Annotation) -> Iterator[Problem]:
    """No field is misspelt, and flags are `yes`."""
    for draft in annotation.everything():
        known = ALLOWED[_fields_kind(draft)]
        for name in draft.data:
            if name not in known and not (name == "speaker" or "of" in draft.data):
                tip = did_you_mean(name, sorted(known)) or f"; known: {', '.join(sorted(known))}"
                yield draft.problem(f"no field {name!r}{tip}")
        for name in YES:
            if draft.data.get(name, "yes") != "yes":
                yield draft.problem(f"`{name}` is `yes` or left out")


def required_fields_are_there(annotation: Annotation) -> Iterator[Problem]:
    """Each entry has the fields without which it says nothing."""
    for draft in annotation.everything():
        required = REQUIRED.get(_fields_kind(draft), frozenset())
        if draft.entry.kind == "projects" and not draft.inside and "of" not in draft.data:
            required = frozenset({"id", "district", "name", "kind", "domain", "mentions"})
        missing = sorted(name for name in required if draft.data.get(name) in (None, "", []))
        if missing:
            yield draft.problem(f"needs {', '.join(f'`{name}`' for name in missing)}")


def every_fact_has_a_citation(annotation: Annotation) -> Iterator[Problem]:
    """A fact, a component, a mention, a side without a quote does not exist."""
    for draft in annotation.everything():
        kind = _fields_kind(draft)
        cites = kind in {*FACT_KINDS, "elements", "mentions", "sides", "also", "ignored"}
        quoted = draft.spans or (kind == "projects" and draft.parts)
        if cites and not quoted and not _has_quote(draft):
            yield draft.problem("has no quote; give the shortest stretch that states it")


def _has_quote(draft: Draft) -> bool:
    return bool(draft.data.get("quote") or draft.data.get("quotes"))


def ids_are_slugs_and_unique(annotation: Annotation) -> Iterator[Problem]:
    """An id names one thing over all types."""
    owners: Counter[str] = Counter()
    for draft in annotation.everything():
        if "id" not in draft.data:
            continue
        owners[draft.id] += 1
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", draft.id):
            yield draft.problem(f"the id {draft.id!r} is not a slug: a-z, 0-9 and single hyphens")
        if owners[draft.id] > 1 and not _shares_its_id(draft):
            yield draft.problem(f"the id {draft.id!r} is taken")


def _shares_its_id(draft: Draft) -> bool:
    """Indicators, districts, outcomes and discrepancies are no facts: their ids are their own."""
    return draft.entry.kind in {"indicators", "districts", "outcomes", "discrepancies"}


def references_exist(annotation: Annotation) -> Iterator[Problem]:
    """What an entry refers to is defined, and of the right type."""
    known = {kind: [d.id for d in annotation.of(kind)] for kind in annotation.drafts}
    defined = [d.id for d in annotation.of("projects") if "of" not in d.data]
    elements = [p.id for d in annotation.of("plans") for p in d.walk() if p is not d]
    facts = [i for kind in FACT_KINDS for i in known.get(kind, [])] + elements
    tables = {
        "district": known.get("districts", []),
        "plan": known.get("plans", []),
        "element": elements,
        "indicator": known.get("indicators", []),
        "aligned_with": known.get("plans", []),
        "predecessor": known.get("plans", []),
        "of": defined,
        "fact": facts,
        "target": known.get("targets", []),
        "achievement": known.get("achievements", []),
    }
    parents = {
        "projects": defined,
        "plans": known.get("plans", []),
        "districts": known.get("districts", []),
    }
    for draft in annotation.everything():
        names = dict(tables)
        if draft.entry.kind in parents and not draft.inside:
            names["parent"] = parents[draft.entry.kind]
        for name, table in names.items():
            yield from _missing(draft, name, table)
        cited = [i for i in facts if i not in elements]
        for name, table in (("districts", tables["district"]), ("facts", cited)):
            for value in draft.data.get(name, []):
                if value not in table:
                    yield draft.problem(f"`{name}`: no {value!r}{did_you_mean(str(value), table)}")


def _missing(draft: Draft, name: str, table: list[str]) -> Iterator[Problem]:
    value = draft.data.get(name)
    if value is not None and value not in table:
        yield draft.problem(f"`{name}`: no {value!r}{did_you_mean(str(value), table)}")


def elements_belong_to_the_plan(annotation: Annotation) -> Iterator[Problem]:
    """A fact's component is one of its own plan, and the plan is one of its district."""
    owner = {p.id: d.id for d in annotation.of("plans") for p in d.walk() if p is not d}
    district = {d.id: d.data.get("district") for d in annotation.of("plans")}
    for draft in annotation.of(*FACT_KINDS):
        element, plan = draft.data.get("element"), draft.data.get("plan")
        if element and owner.get(element) not in (None, plan):
            yield draft.problem(f"the element {element!r} is one of the plan {owner[element]!r}")
        if plan in district and district[plan] != draft.data.get("district"):
            yield draft.problem(f"the plan {plan!r} is of the district {district[plan]!r}")


def quantities_are_complete(annotation: Annotation) -> Iterator[Problem]:
    """A number has a measure and an indicator, and `quantified` means that there is a number."""
    for draft in annotation.of("targets", "achievements"):
        has_number = "number" in draft.data
        for name in ("measure", "indicator"):
            if has_number and not draft.data.get(name):
                yield draft.problem(f"has a number and so needs `{name}`")
        quantified = draft.data.get("checkability") == "quantified"
        if draft.entry.kind == "targets" and has_number != quantified:
            yield draft.problem("`checkability: quantified` and `number` go together")


def stated_values_agree_with_the_print(annotation: Annotation) -> Iterator[Problem]:
    """Where a person states a value or a comparator, it is what was read from the quote."""
    for draft in annotation.of("targets", "achievements", "projects"):
        quantity = draft.quantities.get("number")
        if quantity is None:
            continue
        read = {
            "value": format(quantity.value.normalize(), "f"),
            "comparator": quantity.comparator,
        }
        for name, parsed in read.items():
            if name in draft.data and str(draft.data[name]) != parsed:
                message = f"`{name}` is stated as {draft.data[name]!r}, but the quote reads {parsed!r}"
                yield draft.problem(message)


def measures_fit_their_units(annotation: Annotation) -> Iterator[Problem]:
    """Growth and share are percent, ranks are ranks, and a level is in its indicator's unit."""
    base = {d.id: d.data.get("base_unit") for d in annotation.of("indicators")}
    fixed = {"growth": {"percent", "multiple"}, "share": {"percent"}, "multiple": {"multiple"}}
    for draft in annotation.of("targets", "achievements"):
        quantity, measure = draft.quantities.get("number"), str(draft.data.get("measure", ""))
        if quantity is None:
            continue
        expected = fixed.get(measure) or {base.get(str(draft.data.get("indicator")))}
        if measure in {*fixed, "level", "count", "rank"} and quantity.base_unit not in expected:
            wanted = " or ".join(sorted(str(unit) for unit in expected))
            yield draft.problem(f"`{measure}` in {quantity.base_unit}; expected {wanted}")


def wording_stands_in_the_line(annotation: Annotation) -> Iterator[Problem]:
    """Qualifying words and stage words are printed in a line that the fact quotes."""
    for draft in annotation.everything():
        lines = annotation.line_texts(draft)
        words = [*draft.data.get("wording", []), draft.data.get("stage_text", "")]
        deadline = draft.data.get("deadline")
        if isinstance(deadline, dict) and deadline.get("basis") == "stated":
            words.append(str(deadline.get("text", "")) or "a printed date")
        for word in words:
            if word and lines and not any(word in line for line in lines):
                yield draft.problem(f"{word!r} stands in no line that it quotes")


def modality_agrees_with_wording(annotation: Annotation) -> Iterator[Problem]:
    """确保, 力争 and 预计 are kept as wording where they make the modality, and the other way round."""
    for draft in annotation.of("targets"):
        modality, wording = draft.data.get("modality", ""), draft.data.get("wording", [])
        for name, words in MODALITY_WORDS.items():
            found = [word for word in wording if any(word.startswith(w) for w in words)]
            if modality == name and not found:
                yield draft.problem(f"`modality: {name}` needs its word in `wording`")
            if found and modality != name:
                yield draft.problem(f"{found[0]!r} in `wording` makes `modality: {name}`")
        lines = "".join(annotation.line_texts(draft))
        if modality == "require" and not any(verb in lines for verb in REQUIRE_VERBS):
            yield draft.problem("`modality: require` needs 要, 实现, 完成 or 达到 in its line")


def inferred_things_have_reasons(annotation: Annotation) -> Iterator[Problem]:
    """What the text does not print says why it is held, and what it prints is quoted."""
    for draft in annotation.everything():
        for name in ("period", "deadline", "published_on", "event_on"):
            written = draft.data.get(name)
            if isinstance(written, dict) and written.get("basis") == "inferred":
                if not written.get("reason"):
                    yield draft.problem(f"`{name}` is inferred and needs a `reason`")
            elif isinstance(written, dict) and written.get("basis") != "stated":
                yield draft.problem(f"`{name}` has a basis, stated or inferred")
        mapping = draft.data.get("mapping")
        if mapping == "inferred" and not draft.data.get("reason"):
            yield draft.problem("`mapping: inferred` needs a `reason`")
        if (mapping is None) != ("digit" not in draft.data):
            yield draft.problem("`digit` and `mapping` go together: how is the digit known?")


def stated_years_are_printed(annotation: Annotation) -> Iterator[Problem]:
    """A period that is said to be stated has its first year printed in the document."""
    for draft in annotation.of(*FACT_KINDS):
        period = draft.data.get("period")
        text = annotation.texts.get(draft.entry.document)
        if not isinstance(period, dict) or period.get("basis") != "stated" or text is None:
            continue
        if str(period.get("start")) not in text.text:
            yield draft.problem(f"{period.get('start')} is not printed; the period is inferred")


def facts_have_a_period(annotation: Annotation) -> Iterator[Problem]:
    """A fact has a period of its own, or one through its plan or its mentions."""
    for draft in annotation.of("targets", "achievements", "slogans"):
        if "period" not in draft.data and not draft.data.get("plan"):
            yield draft.problem("has no `plan` and so needs a `period`")


def groups_count_their_members(annotation: Annotation) -> Iterator[Problem]:
    """A group names as many members as it says, or none, or a note says why not."""
    for draft in annotation.everything():
        if "count" not in draft.data or not draft.parts or draft.data.get("note"):
            continue
        if str(draft.data["count"]) != str(len(draft.parts)):
            count = draft.data["count"]
            yield draft.problem(f"says {count} members but names {len(draft.parts)}; mend or note it")


def codes_are_printed(annotation: Annotation) -> Iterator[Problem]:
    """A plan's code stands in one of its quotes, but for stray spaces."""
    for draft in annotation.of("plans"):
        code = str(draft.data.get("code", ""))
        if code and not any(code in span.quote.replace(" ", "") for span in draft.spans):
            yield draft.problem(f"the code {code!r} stands in none of its quotes")


def outcomes_are_reported_later(annotation: Annotation) -> Iterator[Problem]:
    """A result is printed after its target, by the dates of their documents."""
    dates = annotation.dates()
    printed = {
        draft.id: dates.get(draft.entry.document, "")
        for draft in annotation.of("targets", "achievements")
    }
    for draft in annotation.of("outcomes"):
        target, result = (printed.get(str(draft.data.get(n))) for n in ("target", "achievement"))
        if target and result and result <= target:
            yield draft.problem("its achievement is not from a later document than its target")


def discrepancies_have_sides(annotation: Annotation) -> Iterator[Problem]:
    """It takes two to disagree."""
    for draft in annotation.of("discrepancies"):
        if len(draft.parts) < 2:
            yield draft.problem("needs at least two `sides`, each with its quotes")


def every_number_and_phrase_is_accounted_for(annotation: Annotation) -> Iterator[Problem]:
    """Each number and quoted phrase of a document is cited by a fact or ignored with a reason."""
    for draft in annotation.of("document"):
        document = draft.entry.document
        if document not in annotation.texts:
            continue
        text = annotation.texts[document].text
        for account in account_for(annotation, document).values():
            for span in account.missing:
                around = text[max(0, span.start - 6) : span.end + 6].replace("\n", " ")
                yield draft.problem(
                    f"line {span.line}: {span.quote!r} (…{around}…) is in no citation; make it a "
                    "fact, or list it in ignored.yaml with a reason"
                )


CHECKS: Final[tuple[Check, ...]] = (
    fields_are_known,
    required_fields_are_there,
    every_fact_has_a_citation,
    ids_are_slugs_and_unique,
    references_exist,
    elements_belong_to_the_plan,
    quantities_are_complete,
    stated_values_agree_with_the_print,
    measures_fit_their_units,
    wording_stands_in_the_line,
    modality_agrees_with_wording,
    inferred_things_have_reasons,
    stated_years_are_printed,
    facts_have_a_period,
    groups_count_their_members,
    codes_are_printed,
    outcomes_are_reported_later,
    discrepancies_have_sides,
    every_number_and_phrase_is_accounted_for,
)


def problems_of(annotation: Annotation) -> list[Problem]:
    """What could not be read or found, and what every check found, sorted."""
    found: list[Any] = [*annotation.problems]
    for check in CHECKS:
        found += check(annotation)
    return sorted(set(found))
