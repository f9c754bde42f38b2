"""The one path of the tools; included where `POLICYAPI_MCP` is set."""

from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured
from django.urls import re_path

from agents.views import endpoint

if find_spec("django_mcpz") is None:
    raise ImproperlyConfigured(
        "POLICYAPI_MCP is set, but what it needs is not installed: "
        "pip install -r requirements-mcp.txt, or leave POLICYAPI_MCP out."
    )

urlpatterns = [re_path(r"^mcp/?$", endpoint, name="mcp")]
