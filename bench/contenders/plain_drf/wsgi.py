"""The WSGI application of both."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.contenders.plain_drf.settings"
application = get_wsgi_application()
