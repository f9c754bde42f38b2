"""Pages as tests read them."""

import html
import re
from typing import Any

from django.test import Client

from pages.explained import in_chinese


def page(path: str, status: int = 200) -> str:
    """A page's source, as a browser gets it."""
    response: Any = Client(headers={"accept": "text/html"}).get(path)
    assert response.status_code == status, response.content.decode()[:500]
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return str(response.content.decode())


def words(source: str) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", source)).split())


def links(source: str) -> list[str]:
    """Where a page's links lead."""
    return [html.unescape(link) for link in re.findall(r'<a [^>]*?href="([^"]+)"', source)]


def chinese(text: str) -> str:
    """What a Chinese page says for a text with which the data explain."""
    said = in_chinese(text)
    assert said, text
    return said
