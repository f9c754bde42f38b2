"""The check that nothing in a document was passed over."""

from collections.abc import Iterator

from plans.curation.coverage import account_for
from plans.curation.drafts import Annotation
from plans.curation.problems import Problem


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
