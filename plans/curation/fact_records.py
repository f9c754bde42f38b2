"""Facts as fixture records: plans and components, targets, achievements, projects, slogans."""

from collections.abc import Iterable
from typing import Any

from plans.curation.drafts import Annotation, Draft
from plans.curation.periods import Period, deadline_of, period_of
from plans.curation.spans import Span
from plans.curation.values import Record, number, quantity_fields, record, texts


class FactWriter:
    """Turns facts into records, and remembers the spans that they cite."""

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

    def cite(self, spans: Iterable[Span]) -> list[str]:
        """Ids of the citations of some spans, in the order of their documents' dates and texts."""
        unique = sorted(set(spans), key=lambda s: (self.dates.get(s.document, ""), s))
        self.citations |= {span.id: span for span in unique}
        return [span.id for span in unique]

    def plan(self, draft: Draft) -> Iterable[Record]:
        """A programme and its components."""
        data = draft.data
        shared = self._fact(draft) | {"plan": data.get("parent")}
        fields = texts(data, "kind title theme code goal")
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
            **texts(draft.data, "statement checkability"),
            "deadline_date": deadline.date,
            "deadline_text": deadline.text,
            "deadline_basis": deadline.basis,
            "deadline_reason": deadline.reason,
        }
        yield record("plans.target", draft.id, fields)

    def achievement(self, draft: Draft) -> Iterable[Record]:
        """A result or an honour."""
        own = texts(draft.data, "statement kind certainty")
        yield record("plans.achievement", draft.id, self._fact(draft) | self._quantity(draft) | own)

    def project(self, draft: Draft) -> Iterable[Record]:
        """An undertaking, from the entry that defines it, with the mentions of all documents."""
        if "of" in draft.data:
            return
        data = draft.data
        mentions = self.mentions[draft.id]
        spans = [span for part in mentions for span in part.spans]
        rows = sorted(
            (self._mention(draft.id, part) for part in mentions),
            key=lambda row: (row["fields"]["year"], self._place(row["fields"]["citation"])),
        )
        quantities = {
            name: quantity_fields(draft.quantities[name]) if name in draft.quantities else None
            for name in ("number", "investment", "area")
        }
        if quantities["number"] and "threshold" in draft.quantities:
            quantities["number"]["threshold"] = quantity_fields(draft.quantities["threshold"])
        shared = self._fact(draft, spans, [int(row["fields"]["year"]) for row in rows])
        speakers = [str(part.data.get("speaker", "")) for part in draft.parts]
        if not shared["speaker"] and len(set(speakers)) == 1:
            shared["speaker"] = speakers[0]
        fields = {
            **shared,
            **texts(data, "name kind"),
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
        """One mention. Its citation is the quote written first; the project has all of them."""
        self.cite(part.spans)
        citation = part.spans[0].id
        fields = {"project": project, "citation": citation, "year": int(part.data["year"])}
        fields |= texts(part.data, "stage stage_text")
        return record("plans.projectmention", f"{project}@{citation}", fields)

    def slogan(self, draft: Draft) -> Iterable[Record]:
        """Words meant to be repeated."""
        yield record("plans.slogan", draft.id, self._fact(draft) | texts(draft.data, "text kind"))

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
            **texts(data, "domain speaker note"),
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
