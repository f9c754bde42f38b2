"""Units in the admin."""

from django.contrib import admin

from districts.models import District
from policyapi.admin import ReadOnlyAdmin


@admin.register(District)
class DistrictAdmin(ReadOnlyAdmin):
    """Units with their names and codes."""

    list_display = ("id", "name", "code", "kind", "parent")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("id", "code", "name", "short_name", "name_en")
