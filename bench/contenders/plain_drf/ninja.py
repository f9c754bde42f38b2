"""The same models by django-ninja; also the routes of its own server."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI, Schema
from ninja.pagination import PageNumberPagination, paginate

from bench.contenders.plain_drf.models import Target


class _District(Schema):
    id: str
    code: str | None
    name: str
    short_name: str


class _Plan(Schema):
    id: str
    code: str
    theme: str


class _Indicator(Schema):
    id: str
    name: str


class _Citation(Schema):
    document_id: str
    line: int
    start: int
    end: int
    quote: str


class _Target(Schema):
    id: str
    district: _District
    plan: _Plan | None
    indicator: _Indicator | None
    citations: list[_Citation]
    period_start: int
    period_end: int
    deadline_date: date
    domain: str
    statement: str
    checkability: str
    wording: list[str]
    modality: str
    comparator: str
    measure: str
    value: Decimal | None
    value_high: Decimal | None
    unit: str
    base_value: Decimal | None
    base_unit: str
    threshold: dict[str, Any] | None
    speaker: str
    note: str


api = NinjaAPI()


@api.get("/targets", response=list[_Target])
@paginate(PageNumberPagination, page_size=100)
def targets(request: HttpRequest, district: str) -> Any:  # noqa: ARG001 - its name is ninja's
    """The targets of a district."""
    return (
        Target.objects.select_related("district", "plan", "indicator")
        .prefetch_related("citations")
        .filter(district=district)
        .order_by("number")
    )


urlpatterns = [path("api/", api.urls)]
