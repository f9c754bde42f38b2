"""The tools for language models are an extra: without its package all else runs."""

from pathlib import Path

import pytest

from tests.loading.databases import Database

WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("django_mcpz", "django_msgspec", "msgspec"):
            raise ModuleNotFoundError(name)

sys.meta_path = [Absent(), *sys.meta_path]
import importlib.util
found = importlib.util.find_spec
def find_spec(name, package=None):
    return None if name == "django_mcpz" else found(name, package)
importlib.util.find_spec = find_spec
import django
django.setup()
from django.test import Client
client = Client(HTTP_HOST="localhost")
for path in ("/llms.txt", "/livez", "/mcp"):
    print(path, client.get(path).status_code)
"""


@pytest.mark.parametrize(("setting", "expected"), [("0", 404), ("1", None)])
def test_without_the_package_there_are_no_tools_and_setting_them_says_what_is_missing(
    setting: str, expected: int | None, tmp_path: Path
) -> None:
    database = Database(
        f"sqlite:///{tmp_path / 'db.sqlite3'}", tmp_path, {"POLICYAPI_MCP": setting}
    )
    done = database.run("-c", WITHOUT)
    if expected is None:
        assert done.returncode != 0
        assert "pip install -r requirements-mcp.txt" in done.stderr
    else:
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == ["/llms.txt", "200", "/livez", "200", "/mcp", "404"]
