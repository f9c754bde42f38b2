"""`manage.py catalogue`: the Chinese of the pages and of the API's description."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages import catalogue
from policyapi import catalogue as of_the_api


class Command(BaseCommand):
    """Compile the Chinese catalogue; with a flag, write or check it."""

    help = "Compile the Chinese catalogue of the pages."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is to be done beside compiling."""
        parser.add_argument("--update", action="store_true", help="add what pages newly say")
        parser.add_argument("--check", action="store_true", help="fail where a text lacks Chinese")

    def handle(self, *, update: bool, check: bool, **_options: Any) -> None:
        """Update, check, compile."""
        if update:
            lacking = catalogue.update() + of_the_api.update()
            self.stdout.write(f"{lacking} texts lack a translation.")
        found = [*catalogue.problems(), *of_the_api.problems()] if check else []
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} problems in the catalogues."]))
        catalogue.compile_catalogue()
