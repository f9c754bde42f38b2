"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")

plain_application = get_wsgi_application()

from policyapi.direct import direct  # noqa: E402 - their parts need Django set up
from policyapi.store import stored  # noqa: E402
from policyapi.urls import LISTS  # noqa: E402

application = stored(direct(plain_application, LISTS))
