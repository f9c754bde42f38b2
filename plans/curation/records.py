"""From drafts to fixture records: one function a kind, the models' own fields as the only schema."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Final

from plans.curation.coverage import account_for
from plans.curation.drafts import Annotation, Draft
from plans.curation.periods import Period, deadline_of, period_of
from plans.curation.quantities import Quantity
from plans.curation.spans import Span

Record = dict[str, Any]
FACT_MODELS: Final = {
    "plans": "plans.plan",
    "targets": "plans.target",
    "achievements": "plans.achievement",
    "projects": "plans.project",
    "slogans": "plans.slogan",
}
FACT_TYPES: Final = {kind: model.split(".")[1] for kind, model in FACT_MODELS.items()}
MODALITY_WORDS: Final = {
    "ensure": ("确保", "保障", "保证"),
    "strive": ("力争", "争取", "努力", "争创"),
    "expect": ("预计", "预期"),
}


def record(model: str, pk: object, fields: dict[str, Any]) -> Record:
    """A fixture record, its fields in the order given."""
    return {"model": model, "pk": pk, "fields": fields}


def number(value: Decimal | None) -> str | None:
    """A decimal as fixtures keep it: without an exponent and without trailing zeros."""
    if value is None:
        return None
    return format(value.normalize().quantize(1) if value == value.to_integral() else value.normalize(), "f")


def quantity_fields(quantity: Quantity) -> dict[str, Any]:
    """A quantity that is kept as JSON: a threshold, an investment, a batch's count."""
    return {
        "wording": list(quantity.wording),
        "comparator": quantity.comparator,
        "value": _json_number(quantity.value),
        "unit": quantity.unit,
        "base_value": _json_number(quantity.base_value),
        "base_unit": quantity.base_unit,
    }


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral() else float(value)


class Writer:
    """Turns an annotation without problems into records, a list a model."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.citations: dict[str, Span] = {}
        self.dates = annotation.dates()
        self.plans = {draft.id: draft for draft in annotation.of("plans")}
        self.extra: dict[str, list[Span]] = {}
        for draft in annotation.of("also"):
            self.extra.setdefault(str(draft.data["fact"]), []).extend(draft.spans)
        self.mentions: dict[str, list[Draft]] = {}
        for draft in annotation.of("projects"):
            self.mentions.setdefault(draft.id, []).extend(draft.parts)
        self.aliases: dict[str, list[str]] = {}
        for draft in annotation.of("projects"):
            known = self.aliases.setdefault(draft.id, [])
            known += [a for a in draft.data.get("aliases", []) if a not in known]

    def write(self) -> dict[str, list[Record]]:
        """All records by model label, each list in the order of its primary keys."""
        kinds: dict[str, Callable[[Draft], Iterable[Record]]] = {
            "districts": self.district,
            "indicators": self.indicator,
            "document": self.document,
            "plans": self.plan,
            "targets": self.target,
            "achievements": self.achievement,
            "projects": self.project,
            "slogans": self.slogan,
            "outcomes": self.outcome,
            "discrepancies": self.discrepancy,
            "ignored": self.ignored,
        }
        records: dict[str, dict[Any, Record]] = {}
        for kind, write in kinds.items():
            for draft in self.annotation.of(kind):
                for row in write(draft):
                    records.setdefault(row["model"], {})[row["pk"]] = row
        for span in self.citations.values():
            row = record("plans.citation", span.id, _span_fields(span))
            records.setdefault(row["model"], {})[row["pk"]] = row
        return {model: [rows[pk] for pk in sorted(rows)] for model, rows in sorted(records.items())}

    def cite(self, spans: Iterable[Span]) -> list[str]:
        """Ids of the citations of some spans, in the order of the documents' dates and of the text."""
        unique = sorted(set(spans), key=lambda s: (self.dates.get(s.document, ""), s))
        self.citations |= {span.id: span for span in unique}
        return [span.id for span in unique]

    def district(self, draft: Draft) -> Iterable[Record]:
        """A unit."""
        data = draft.data
        former = [row | {"until": int(row["until"])} for row in data.get("former_codes", [])]
        yield record(
            "districts.district",
            draft.id,
            {
                "code": data.get("code"),
                **_texts(data, "name short_name name_en kind"),
                "parent": data.get("parent"),
                "aliases": data.get("aliases", []),
                "former_codes": former,
            },
        )

    def indicator(self, draft: Draft) -> Iterable[Record]:
        """What is measured."""
        fields = _texts(draft.data, "name name_en base_unit direction domain")
        yield record("plans.indicator", draft.id, fields | {"synonyms": draft.data.get("synonyms", [])})

    def document(self, draft: Draft) -> Iterable[Record]:
        """A source, with its account."""
        document, data = draft.entry.document, draft.data
        text = self.annotation.texts[document]
        accounts = account_for(self.annotation, document)
        fields: dict[str, Any] = {
            "filename": text.filename,
            "sha256": text.sha256,
            "characters": len(text.text),
            "lines": text.line(len(text.text)),
            **_texts(data, "title publisher note"),
            "authors": data.get("authors", []),
        }
        for name in ("published_on", "event_on"):
            dated = data.get(name, {})
            fields |= {
                name: dated.get("date"),
                f"{name}_basis": dated.get("basis", ""),
                f"{name}_reason": dated.get("reason", ""),
            }
        fields |= {
            "districts": sorted(data["districts"]),
            "citations_of_dates": self.cite(draft.spans),
            "account": {name: account.as_dict() for name, account in accounts.items()},
        }
        yield record("plans.document", document, fields)
        for account in accounts.values():
            for span, reason in account.words:
                yield record("plans.ignoredspan", span.id, _span_fields(span) | {"reason": reason})

    def ignored(self, draft: Draft) -> Iterable[Record]:
        """Numbers and phrases that are no fact."""
        for span in draft.spans:
            fields = _span_fields(span) | {"reason": str(draft.data["reason"])}
            yield record("plans.ignoredspan", span.id, fields)

    def plan(self, draft: Draft) -> Iterable[Record]:
        """A programme and its components."""
        data = draft.data
        shared = self._fact(draft) | {"plan": data.get("parent")}
        fields = _texts(data, "kind title theme code goal")
        links = {"aligned_with": data.get("aligned_with"), "predecessor": data.get("predecessor")}
        yield record("plans.plan", draft.id, shared | fields | links)
        for position, part in enumerate(draft.parts, 1):
            yield from self._element(part, draft.id, position, None)

    def _element(
        self, part: Draft, plan: str, position: int, group: Draft | None
    ) -> Iterable[Record]:
        source = group or part
        fields = {
            "plan": plan,
            "parent": group.id if group else None,
            "group": str(group.data.get("label") or group.data.get("name")) if group else "",
            "digit": str(source.data.get("digit", "")),
            "stated_count": int(part.data["count"]) if "count" in part.data else None,
            "position": position,
            "name": str(part.data.get("name") or part.data.get("label")),
            "mapping": str(source.data.get("mapping", "")),
            "reason": str(source.data.get("reason", "")),
            "note": str(part.data.get("note", "")),
            "citations": self.cite([*part.spans, *self.extra.get(part.id, [])]),
        }
        yield record("plans.planelement", part.id, fields)
        for index, member in enumerate(part.parts, 1):
            yield from self._element(member, plan, index, part)

    def target(self, draft: Draft) -> Iterable[Record]:
        """A commitment."""
        period = period_of(draft, self.plans)
        deadline = deadline_of(draft, period)
        fields = {
            **self._fact(draft),
            **self._quantity(draft),
            **_texts(draft.data, "statement checkability"),
            "deadline_date": deadline.date,
            "deadline_text": deadline.text,
            "deadline_basis": deadline.basis,
            "deadline_reason": deadline.reason,
        }
        yield record("plans.target", draft.id, fields)

    def achievement(self, draft: Draft) -> Iterable[Record]:
        """A result or an honour."""
        own = _texts(draft.data, "statement kind certainty")
        yield record("plans.achievement", draft.id, self._fact(draft) | self._quantity(draft) | own)

    def project(self, draft: Draft) -> Iterable[Record]:
        """An undertaking, from the entry that defines it, with the mentions of all documents."""
        if "of" in draft.data:
            return
        data = draft.data
        mentions = self.mentions[draft.id]
        spans = [span for part in mentions for span in part.spans]
        rows = sorted(
            (self._mention(draft.id, part) for part in mentions if part.spans),
            key=lambda row: (row["fields"]["year"], self._place(row["fields"]["citation"])),
        )
        quantities = {
            name: quantity_fields(draft.quantities[name]) if name in draft.quantities else None
            for name in ("number", "investment", "area")
        }
        if quantities["number"] and "threshold" in draft.quantities:
            quantities["number"]["threshold"] = quantity_fields(draft.quantities["threshold"])
        fields = {
            **self._fact(draft, spans, [int(row["fields"]["year"]) for row in rows]),
            **_texts(data, "name kind"),
            "aliases": [alias for alias in self.aliases[draft.id] if alias != data["name"]],
            "parent": data.get("parent"),
            "is_group": data.get("group") == "yes",
            "is_partial": data.get("partial") == "yes",
            "stage": rows[-1]["fields"]["stage"],
            "quantity": quantities["number"],
            "investment": quantities["investment"],
            "area": quantities["area"],
        }
        yield record("plans.project", draft.id, fields)
        yield from rows

    def _place(self, citation: str) -> tuple[str, Span]:
        span = self.citations[citation]
        return self.dates.get(span.document, ""), span

    def _mention(self, project: str, part: Draft) -> Record:
        citation = self.cite(part.spans)[0]
        fields = {"project": project, "citation": citation, "year": int(part.data["year"])}
        fields |= _texts(part.data, "stage stage_text")
        return record("plans.projectmention", f"{project}@{citation}", fields)

    def slogan(self, draft: Draft) -> Iterable[Record]:
        """Words meant to be repeated."""
        yield record("plans.slogan", draft.id, self._fact(draft) | _texts(draft.data, "text kind"))

    def outcome(self, draft: Draft) -> Iterable[Record]:
        """A target and its result."""
        names = "target achievement verdict directness reasoning"
        yield record("plans.outcome", draft.id, _texts(draft.data, names))

    def discrepancy(self, draft: Draft) -> Iterable[Record]:
        """Passages that differ, and their sides."""
        fields = _texts(draft.data, "kind subject reading")
        districts = sorted(draft.data["districts"])
        yield record("plans.discrepancy", draft.id, fields | {"districts": districts})
        types = {d.id: FACT_TYPES[d.entry.kind] for d in self.annotation.of(*FACT_TYPES)}
        for position, side in enumerate(draft.parts, 1):
            facts = [{"type": types[fact], "id": fact} for fact in side.data.get("facts", [])]
            side_fields = {
                "discrepancy": draft.id,
                "position": position,
                "claim": str(side.data["claim"]),
                "facts": facts,
                "citations": self.cite(side.spans),
            }
            yield record("plans.discrepancyside", f"{draft.id}:{position}", side_fields)

    def _fact(
        self, draft: Draft, spans: list[Span] | None = None, years: list[int] | None = None
    ) -> dict[str, Any]:
        data = draft.data
        period: Period = period_of(draft, self.plans, years)
        cited = [*(draft.spans if spans is None else spans), *self.extra.get(draft.id, [])]
        return {
            "district": str(data["district"]),
            "plan": data.get("plan"),
            "element": data.get("element"),
            "period_start": period.start,
            "period_end": period.end,
            "period_basis": period.basis,
            "period_reason": period.reason,
            **_texts(data, "domain speaker note"),
            "citations": self.cite(cited),
        }

    def _quantity(self, draft: Draft) -> dict[str, Any]:
        quantity = draft.quantities.get("number")
        threshold = draft.quantities.get("threshold")
        outside = list(draft.data.get("wording", []))
        inside = [word for word in (quantity.wording if quantity else ()) if word not in outside]
        return {
            "indicator": draft.data.get("indicator"),
            "modality": str(draft.data.get("modality", "")),
            "wording": self._in_printed_order(draft, [*outside, *inside]),
            "comparator": quantity.comparator if quantity else "",
            "measure": str(draft.data.get("measure", "")) if quantity else "",
            "value": number(quantity.value) if quantity else None,
            "value_high": number(quantity.value_high) if quantity else None,
            "unit": quantity.unit if quantity else "",
            "base_value": number(quantity.base_value) if quantity else None,
            "base_unit": quantity.base_unit if quantity else "",
            "threshold": quantity_fields(threshold) if threshold else None,
        }

    @staticmethod
    def _in_printed_order(draft: Draft, words: list[str]) -> list[str]:
        """In the order of the quote; a word that governs it from outside stands before it."""
        quoted = "\n".join(span.quote for span in draft.spans)
        return sorted(words, key=quoted.find) if len(words) > 1 else words


def _texts(data: dict[str, Any], names: str) -> dict[str, str]:
    return {name: str(data.get(name, "")) for name in names.split()}


def _span_fields(span: Span) -> dict[str, Any]:
    return {
        "document": span.document,
        "start": span.start,
        "end": span.end,
        "line": span.line,
        "quote": span.quote,
    }
