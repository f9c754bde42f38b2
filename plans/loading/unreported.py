"""Targets of which no later document reports: an outcome with the verdict none for each."""

from typing import Final

from plans.models import Document, Outcome, Target

BATCH: Final = 1000


def add_unreported() -> int:
    """Say of each target without a result that there is none, and where one could stand.

    The number of such targets. Nothing found speaks of the documents, not of the work.
    """
    Outcome.objects.filter(verdict=Outcome.Verdict.NONE).delete()
    documents = _documents()
    rows = (
        Target.objects.filter(outcomes__isnull=True)
        .prefetch_related("citations")
        .order_by("id")
        .iterator(chunk_size=BATCH)
    )
    outcomes = [
        Outcome(
            id=f"{target.pk}-unreported",
            target=target,
            verdict=Outcome.Verdict.NONE,
            reasoning=_reasoning(target, documents),
        )
        for target in rows
    ]
    Outcome.objects.bulk_create(outcomes, batch_size=BATCH)
    return len(outcomes)


def _documents() -> dict[str, tuple[str, set[str]]]:
    """Of each document its date, and the units that it speaks of."""
    return {
        document.pk: (
            str(document.published_on or document.event_on or ""),
            {district.pk for district in document.districts.all()},
        )
        for document in Document.objects.prefetch_related("districts").defer("body", "searched")
    }


def _reasoning(target: Target, documents: dict[str, tuple[str, set[str]]]) -> str:
    printed = max(documents[citation.document_id][0] for citation in target.citations.all())
    later = sorted(
        (date, pk)
        for pk, (date, districts) in documents.items()
        if date > printed and target.district_id in districts
    )
    if not later:
        return "No later document in the data set speaks of this unit."
    names = ", ".join(pk for _, pk in later)
    return f"None of the later documents that speak of this unit reports a result: {names}."
