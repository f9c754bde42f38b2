"""`manage.py coverage`: the account of each document."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plans.curation.building import NoDocuments, documents_folder
from plans.curation.coverage import account_for
from plans.curation.drafts import annotate
from plans.curation.reading import read_sources


class Command(BaseCommand):
    """Print how many numbers and quoted phrases of each document are cited, ignored, or missing."""

    help = "Print the account of numbers and quoted phrases for each document."
    requires_system_checks = ()

    def handle(self, **_options: Any) -> None:
        """Two lines a document, then what is missing."""
        try:
            documents = documents_folder(settings.POLICYAPI_DOCUMENTS)
        except NoDocuments as error:
            raise CommandError(str(error)) from error
        annotation = annotate(read_sources(settings.POLICYAPI_SOURCES), documents)
        missing = 0
        for document in sorted(annotation.texts):
            self.stdout.write(f"{document} ({annotation.texts[document].filename})")
            for name, account in account_for(annotation, document).items():
                known = account.cited + account.ignored
                share = 100 * known / account.total if account.total else 100
                self.stdout.write(
                    f"  {name:8} {account.total:4} in all, {account.cited:4} cited, "
                    f"{account.ignored:4} ignored, {len(account.missing):3} missing: {share:.1f} %"
                )
                for span in account.missing:
                    self.stdout.write(f"    line {span.line}: {span.quote}")
                missing += len(account.missing)
        if annotation.problems:
            raise CommandError(
                "The sources have problems, so the account may be short; build_fixtures names them."
            )
        if missing:
            raise CommandError(f"{missing} numbers and phrases are not accounted for.")
