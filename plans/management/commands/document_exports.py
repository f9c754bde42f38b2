"""manage.py document_exports: write the columns of all exports into docs/exports.md."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from policyapi.exporting.columns import shape_of_rows
from policyapi.exporting.describing import with_tables
from policyapi.urls import router


class Command(BaseCommand):
    """See the module."""

    help = "Write the columns of all exports, as the serializers define them, into docs/exports.md."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Rewrite the tables; the text above them stays."""
        path = settings.BASE_DIR / "docs" / "exports.md"
        views: list[tuple[str, Any, str]] = router.registry
        shapes = {name: shape_of_rows(view.serializer_class) for name, view, _ in views}
        path.write_text(with_tables(path.read_text(encoding="utf-8"), shapes), encoding="utf-8")
        self.stdout.write(f"{path.name}: the columns of {len(shapes)} lists.")
