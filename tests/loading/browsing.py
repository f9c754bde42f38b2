"""A person at the admin, told as JSON: `python -m tests.loading.browsing`."""

import re
import sys
from html import unescape
from typing import Any

import django
import orjson
from django.test import Client

django.setup()

from django.contrib import admin  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.urls import reverse  # noqa: E402

PASSWORD = "not for keeps"
LINKS = re.compile(r'href="(\?[^"]+)"')


def told() -> dict[str, Any]:
    """What a stranger meets, and of each list what looking and changing answer a curator."""
    get_user_model().objects.create_superuser("curator", password=PASSWORD)
    stranger = Client().get("/admin/plans/target/")
    client = Client(raise_request_exception=False)
    assert client.login(username="curator", password=PASSWORD)
    lists = {
        model._meta.label_lower: looked_at(client, model) | changed(client, model) | declared(site)
        for model, site in admin.site._registry.items()
        if model._meta.app_label != "auth"  # the accounts of those who look
    }
    index = client.get("/admin/").status_code
    where = stranger.headers.get("Location")
    return {"stranger": [stranger.status_code, where], "index": index, "lists": lists}


def looked_at(client: Client, model: Any) -> dict[str, Any]:
    """The statuses of a list, a search, the links of its filters and columns, and a row."""
    path = _path(model, "changelist")
    shown = client.get(path)
    links = [unescape(link) for link in LINKS.findall(shown.content.decode())]
    row = client.get(_path(model, "change", model._default_manager.first().pk))
    return {
        "list": shown.status_code,
        "search": client.get(path, {"q": "2019"}).status_code,
        "links": sorted({client.get(path + link).status_code for link in links}),
        "row": row.status_code,
        "buttons": row.content.decode().count('name="_save"'),
    }


def changed(client: Client, model: Any) -> dict[str, Any]:
    """The statuses of every way to change something, and whether anything has changed."""
    key = model._default_manager.first().pk
    before = _rows(model)
    answers = [
        client.get(_path(model, "add")),
        client.post(_path(model, "add"), {"id": "new"}),
        client.post(_path(model, "change", key), {"id": key, "name": "changed"}),
        client.get(_path(model, "delete", key)),
        client.post(_path(model, "delete", key), {"post": "yes"}),
    ]
    selected = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
    client.post(_path(model, "changelist"), selected)
    return {"changes": [a.status_code for a in answers], "unchanged": _rows(model) == before}


def declared(site: Any) -> dict[str, int]:
    """How many columns, filters and searched fields a list has."""
    return {
        "columns": len(site.list_display),
        "filters": len(site.list_filter),
        "searched": len(site.search_fields),
    }


def _path(model: Any, what: str, *key: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=key)


def _rows(model: Any) -> list[tuple[Any, ...]]:
    return list(model._default_manager.order_by("pk").values_list())


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(told()))
