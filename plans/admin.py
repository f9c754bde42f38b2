"""Documents, facts and what links them, in the admin."""

from typing import Any, ClassVar

from django.contrib import admin

from plans import models
from policyapi.admin import ReadOnlyAdmin


class Rows(admin.TabularInline):
    """Rows that belong to the one that is shown."""

    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, *_: Any) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, *_: Any) -> bool:
        """Nobody."""
        return False


class ElementRows(Rows):
    """The components of a programme."""

    model = models.PlanElement
    fields = ("id", "group", "digit", "position", "name", "mapping")


class MentionRows(Rows):
    """What documents say of an undertaking."""

    model = models.ProjectMention
    fields = ("year", "stage", "stage_text", "citation")


class SideRows(Rows):
    """The passages that differ."""

    model = models.DiscrepancySide
    fields = ("position", "claim", "facts")


@admin.register(models.Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Sources, with their dates."""

    list_display = ("id", "title", "publisher", "published_on", "event_on", "characters")
    list_filter = ("published_on_basis", "districts")
    search_fields = ("id", "title", "publisher", "filename")


@admin.register(models.Citation)
class CitationAdmin(ReadOnlyAdmin):
    """Cited spans."""

    list_display = ("id", "quote", "document", "line", "start", "end")
    list_filter = ("document",)
    list_select_related = ("document",)
    search_fields = ("id", "quote")


@admin.register(models.IgnoredSpan)
class IgnoredSpanAdmin(ReadOnlyAdmin):
    """Numbers and phrases that are no facts, with the reason."""

    list_display = ("id", "quote", "reason", "document", "line")
    list_filter = ("document",)
    list_select_related = ("document",)
    search_fields = ("id", "quote", "reason")


@admin.register(models.Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    """What is measured."""

    list_display = ("id", "name", "name_en", "base_unit", "direction", "domain")
    list_filter = ("domain", "direction", "base_unit")
    search_fields = ("id", "name", "name_en", "synonyms")


class FactAdmin(ReadOnlyAdmin):
    """What the lists of all facts share."""

    list_select_related: ClassVar[tuple[str, ...]] = ("district", "plan")
    search_fields = ("id", "note", "citations__quote")


@admin.register(models.Plan)
class PlanAdmin(FactAdmin):
    """Programmes, with their components."""

    list_display = ("id", "district", "kind", "period_start", "period_end", "theme", "code")
    list_filter = ("kind", "period_start", "district")
    inlines = (ElementRows,)


@admin.register(models.Target)
class TargetAdmin(FactAdmin):
    """Commitments."""

    list_display = ("id", "district", "statement", "comparator", "value", "unit", "deadline_date")
    list_filter = ("checkability", "measure", "modality", "domain", "period_start", "district")


@admin.register(models.Achievement)
class AchievementAdmin(FactAdmin):
    """Results and honours."""

    list_display = ("id", "district", "statement", "comparator", "value", "unit", "certainty")
    list_filter = ("kind", "certainty", "measure", "domain", "period_start", "district")


@admin.register(models.Project)
class ProjectAdmin(FactAdmin):
    """Undertakings, with what each document says of them."""

    list_display = ("id", "district", "name", "kind", "stage", "is_group", "parent")
    list_filter = ("kind", "stage", "is_group", "domain", "district")
    list_select_related: ClassVar[tuple[str, ...]] = ("district", "plan", "parent")
    inlines = (MentionRows,)


@admin.register(models.Slogan)
class SloganAdmin(FactAdmin):
    """Words meant to be repeated."""

    list_display = ("id", "district", "text", "kind", "speaker", "period_start")
    list_filter = ("kind", "domain", "period_start", "district")


@admin.register(models.Outcome)
class OutcomeAdmin(ReadOnlyAdmin):
    """What became of targets."""

    list_display = ("id", "target", "achievement", "verdict", "directness")
    list_filter = ("verdict", "directness")
    list_select_related = ("target", "achievement")
    search_fields = ("id", "reasoning", "target__statement")


@admin.register(models.Discrepancy)
class DiscrepancyAdmin(ReadOnlyAdmin):
    """Passages that disagree or differ."""

    list_display = ("id", "kind", "subject")
    list_filter = ("kind", "districts")
    search_fields = ("id", "subject", "reading")
    inlines = (SideRows,)


@admin.register(models.Dataset)
class DatasetAdmin(ReadOnlyAdmin):
    """The version that is served."""

    list_display = ("data_version", "finished_version", "loaded_at")
    search_fields = ("data_version",)


@admin.register(models.Download)
class DownloadAdmin(ReadOnlyAdmin):
    """The files with the whole data set."""

    list_display = ("name", "media_type", "bytes", "sha256")
    search_fields = ("name",)


@admin.register(models.Release)
class ReleaseAdmin(ReadOnlyAdmin):
    """Loads, in their order."""

    list_display = ("id", "data_version", "loaded_at")
    search_fields = ("data_version",)


@admin.register(models.Change)
class ChangeAdmin(ReadOnlyAdmin):
    """What each load changed."""

    list_display = ("id", "release", "action", "type", "row")
    list_filter = ("action", "type")
    list_select_related = ("release",)
    search_fields = ("row",)
