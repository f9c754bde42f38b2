"""How often one address may ask, where the operator limits it (`POLICYAPI_THROTTLE`)."""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from policyapi.counting import CountingError, counter
from policyapi.errors import Problem

SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
ASK_AGAIN: Final = 5
"""Seconds for which a counter that did not answer is left alone."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rate:
    """So many requests in each second, minute, hour or day of the clock."""

    requests: int
    unit: str

    @property
    def seconds(self) -> int:
        """Length of the window."""
        return SECONDS[self.unit]


def read_rate(text: str) -> Rate:
    """`120/minute`. Raises ImproperlyConfigured for anything else."""
    found = re.fullmatch(rf"([1-9][0-9]{{0,8}})/({'|'.join(SECONDS)})", text)
    if found is None:
        raise ImproperlyConfigured(
            f"POLICYAPI_THROTTLE is {text!r}; write a number and {', '.join(SECONDS)}, as in "
            "120/minute, or leave it empty for no limit."
        )
    return Rate(int(found[1]), found[2])


class ThrottleMiddleware:
    """Refuses with 429 what one address asks of /api beyond the rate.

    Windows are those of the clock, so that all workers agree on them and one counted number is all
    that they share. DRF's throttles keep a list of times, which two workers overwrite for each
    other. Who cannot be counted is answered: a cache that is away takes nothing else with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.rate = read_rate(settings.POLICYAPI_THROTTLE)
        self.counter = counter()
        self.away_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse."""
        if not request.path_info.startswith(("/api/", "/mcp")) and request.path_info != "/api":
            return self.get_response(request)
        now = time.time()
        start = int(now) // self.rate.seconds * self.rate.seconds
        if self._number(request, start) > self.rate.requests:
            # Whole seconds, rounded up: who waits that long is in the next window.
            refused = too_many(self.rate, start + self.rate.seconds - int(now)).response(request)
            # Django logs each refusal; whoever asks too much must not fill the log as well.
            refused._has_been_logged = True  # type: ignore[attr-defined]
            return refused
        return self.get_response(request)

    def _number(self, request: HttpRequest, start: int) -> int:
        if time.monotonic() < self.away_until:
            return 0
        client, rate = client_of(request), self.rate
        try:
            return self.counter.number(client, start, rate.seconds, rate.requests)
        except CountingError as error:
            self.away_until = time.monotonic() + ASK_AGAIN
            logger.warning("Requests are not counted: %s", error)
            return 0


def too_many(rate: Rate, wait: int) -> Problem:
    """429, with the seconds to wait."""
    detail = (
        f"More than {rate.requests} requests within a {rate.unit} came from this address. "
        f"Try again in {wait} seconds."
    )
    return Problem(429, "too-many-requests", detail, headers={"Retry-After": str(wait)})


def client_of(request: HttpRequest) -> str:
    """Who asks: an IPv4 address, or the /64 network of an IPv6 one, which one customer has.

    Each trusted proxy adds to the right of X-Forwarded-For whom it saw; what stands further left a
    client may have invented. A header with fewer entries did not come by way of all of them.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.POLICYAPI_TRUSTED_PROXIES
    if proxies:
        seen = request.headers.get("X-Forwarded-For", "").split(",")
        if len(seen) >= proxies and seen[-proxies].strip():
            address = seen[-proxies].strip()
    return _network(address)


def _network(address: str) -> str:
    bare = re.fullmatch(r"\[(.+)\](?::[0-9]+)?|([0-9.]+):[0-9]+", address)
    try:
        parsed = ip_address((bare[1] or bare[2]) if bare else address)
    except ValueError:
        return address[:100]
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
