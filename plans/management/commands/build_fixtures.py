"""`manage.py build_fixtures`: from what curators write to the fixtures."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plans.curation.building import (
    NoDocuments,
    build,
    differing,
    documents_folder,
    write_files,
)
from plans.curation.problems import BuildRefused


class Command(BaseCommand):
    """Build `fixtures/*.json` from `fixtures/sources` and the documents. Uses no database."""

    help = "Build the fixtures from fixtures/sources; all errors at once, nothing half-written."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` changes nothing and fails where a rebuild would differ."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail where a rebuild would differ"
        )
        parser.add_argument(
            "--if-documents",
            action="store_true",
            help="where the documents are missing, say so and succeed",
        )

    def handle(self, *, check: bool, if_documents: bool, **_options: Any) -> None:
        """Build, then write or compare."""
        try:
            documents = documents_folder(settings.POLICYAPI_DOCUMENTS)
            files = build(settings.POLICYAPI_SOURCES, documents)
        except NoDocuments as error:
            if if_documents:
                self.stdout.write(f"Not checked against the documents. {error}")
                return
            raise CommandError(str(error)) from error
        except BuildRefused as error:
            count = len(error.problems)
            counted = "1 problem" if count == 1 else f"{count} problems"
            raise CommandError(f"{error}\n{counted}; nothing was written.") from error
        if check:
            differ = differing(files, settings.POLICYAPI_FIXTURES)
            if differ:
                raise CommandError(f"A rebuild differs in {', '.join(differ)}; run `make data`.")
            self.stdout.write("The fixtures are what the sources make.")
            return
        changed = write_files(files, settings.POLICYAPI_FIXTURES)
        self.stdout.write(f"Written: {', '.join(changed)}." if changed else "Nothing has changed.")
