"""The WSGI application that granian serves."""

import gc
import os
import sys
from typing import Any, cast

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")

if all("sqlite" in database["ENGINE"] for database in settings.DATABASES.values()):
    # REST framework looks whether there are fields of PostgreSQL's, which loads its driver, ten
    # megabytes, for each worker. None means that there are not.
    cast("dict[str, Any]", sys.modules).setdefault("django.contrib.postgres.fields", None)

plain_application = get_wsgi_application()

from policyapi.allocating import map_large_blocks  # noqa: E402 - parts need Django set up
from policyapi.direct import direct  # noqa: E402
from policyapi.store import stored  # noqa: E402
from policyapi.urls import LISTS  # noqa: E402

map_large_blocks()
application = stored(direct(plain_application, LISTS))

# Some ninety thousand objects that stay as long as the worker does. To search them all for what
# nobody uses any more takes as long as making several pages, and befell one page in thirty or so.
gc.freeze()
