"""`manage.py catalogue`: the Chinese of the pages, of the data's texts and of the API's."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages import catalogue, catalogue_of_data
from policyapi import catalogue as of_the_api

CATALOGUES = (catalogue, catalogue_of_data, of_the_api)


class Command(BaseCommand):
    """Compile the Chinese catalogues; with a flag, write or check them."""

    help = "Compile the Chinese catalogues of the pages and of the data's texts."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is to be done beside compiling."""
        parser.add_argument(
            "--update", action="store_true", help="add what pages and data newly say"
        )
        parser.add_argument("--check", action="store_true", help="fail where a text lacks Chinese")

    def handle(self, *, update: bool, check: bool, **_options: Any) -> None:
        """Update, check, compile."""
        if update:
            lacking = sum(module.update() for module in CATALOGUES)
            self.stdout.write(f"{lacking} texts lack a translation.")
        found = [each for module in CATALOGUES for each in module.problems()] if check else []
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} problems in the catalogues."]))
        catalogue.compile_catalogue()
