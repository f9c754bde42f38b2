"""All fixture records: facts, and what they refer to. The models' own fields are the schema."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from plans.curation.coverage import account_for
from plans.curation.drafts import Annotation, Draft
from plans.curation.fact_records import FactWriter
from plans.curation.problems import Problem
from plans.curation.values import Record, record, span_fields, texts

FACT_MODELS: Final = {
    "plans": "plans.plan",
    "targets": "plans.target",
    "achievements": "plans.achievement",
    "projects": "plans.project",
    "slogans": "plans.slogan",
}
FACT_TYPES: Final = {kind: model.split(".")[1] for kind, model in FACT_MODELS.items()}


class Writer(FactWriter):
    """Turns an annotation without problems into records, a list a model.

    `drafts` tells from which draft a record came, by model and primary key; `problems` names the
    drafts that would write the same record differently.
    """

    def __init__(self, annotation: Annotation) -> None:
        super().__init__(annotation)
        self.drafts: dict[tuple[str, str], Draft] = {}
        self.problems: list[Problem] = []

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
                    self._keep(row, draft, records.setdefault(row["model"], {}))
        for span in self.citations.values():
            row = record("plans.citation", span.id, span_fields(span))
            records.setdefault(row["model"], {})[row["pk"]] = row
        return {model: [rows[pk] for pk in sorted(rows)] for model, rows in sorted(records.items())}

    def _keep(self, row: Record, draft: Draft, rows: dict[Any, Record]) -> None:
        if rows.get(row["pk"], row) != row:
            message = f"an entry before makes something else of these words ({row['pk']})"
            self.problems.append(draft.problem(message))
        rows[row["pk"]] = row
        part = next((part for part in draft.walk() if part.id == row["pk"]), draft)
        self.drafts[row["model"], str(row["pk"])] = part

    def district(self, draft: Draft) -> Iterable[Record]:
        """A unit."""
        data = draft.data
        former = [row | {"until": int(row["until"])} for row in data.get("former_codes", [])]
        yield record(
            "districts.district",
            draft.id,
            {
                "code": data.get("code"),
                **texts(data, "name short_name name_en kind"),
                "parent": data.get("parent"),
                "aliases": data.get("aliases", []),
                "former_codes": former,
            },
        )

    def indicator(self, draft: Draft) -> Iterable[Record]:
        """What is measured."""
        fields = texts(draft.data, "name name_en base_unit direction domain")
        yield record(
            "plans.indicator", draft.id, fields | {"synonyms": draft.data.get("synonyms", [])}
        )

    def document(self, draft: Draft) -> Iterable[Record]:
        """A source, with its account."""
        document, data = draft.entry.document, draft.data
        text = self.annotation.texts[document]
        accounts = account_for(self.annotation, document)
        fields: dict[str, Any] = {
            "filename": text.filename,
            "sha256": text.sha256,
            "characters": len(text.text),
            "lines": text.lines,
            **texts(data, "title publisher note"),
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
                yield record("plans.ignoredspan", span.id, span_fields(span) | {"reason": reason})

    def ignored(self, draft: Draft) -> Iterable[Record]:
        """Numbers and phrases that are no fact."""
        for span in draft.spans:
            fields = span_fields(span) | {"reason": str(draft.data["reason"])}
            yield record("plans.ignoredspan", span.id, fields)

    def outcome(self, draft: Draft) -> Iterable[Record]:
        """A target and its result."""
        names = "target achievement verdict directness reasoning"
        yield record("plans.outcome", draft.id, texts(draft.data, names))

    def discrepancy(self, draft: Draft) -> Iterable[Record]:
        """Passages that differ, and their sides."""
        fields = texts(draft.data, "kind subject reading")
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
