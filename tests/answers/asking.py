"""Ask the API and get the parsed answer."""

from typing import Any

from django.test import Client


def ask(path: str, status: int = 200, **parameters: Any) -> dict[str, Any]:
    """One GET; fails unless the status is the expected one."""
    response = Client().get(f"/api/{path}", parameters)
    assert response.status_code == status, response.content.decode()
    answer: dict[str, Any] = response.json()
    return answer


def everything(path: str, **parameters: Any) -> list[dict[str, Any]]:
    """The rows of all pages, walked by `next`."""
    rows: list[dict[str, Any]] = []
    answer = ask(path, **parameters)
    while True:
        rows += answer["results"]
        if answer["next"] is None:
            return rows
        answer = Client().get(answer["next"]).json()
