"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")

plain_application = get_wsgi_application()

from policyapi.store import stored  # noqa: E402 - its parts need Django set up

application = stored(plain_application)
