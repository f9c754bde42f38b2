"""What stands at paths that every site has: `/robots.txt` and `/.well-known/security.txt`."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pages.feeds.sending import text
from policyapi.answering import root_of
from policyapi.errors import not_found

GOOD_FOR: Final = timedelta(days=180)
"""RFC 9116 recommends less than a year."""

ENDLESS: Final = ("/search", "/en/search", "/suggest", "/*?*after=", "/*?*before=")
"""Paths that lead a crawler on and on; the sitemap names every page of facts."""


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers need not ask (RFC 9309). The API stays open to whoever reads for a person."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ENDLESS)]
    return text(request, [*lines, "", f"Sitemap: {root_of(request)}/sitemap.xml"])


def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116). Raises Problem 404 where the operator names nobody."""
    contact = settings.POLICYAPI_CONTACT
    if not contact:
        raise not_found(request)
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {(today + GOOD_FOR).isoformat()}",
        "Preferred-Languages: zh, en",
        f"Canonical: {root_of(request)}/.well-known/security.txt",
    ]
    return text(request, lines)
