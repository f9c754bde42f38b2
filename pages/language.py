"""The two languages of the pages: Chinese at the root, English under /en."""

from typing import Final

from django.utils.translation import get_language

LANGUAGES: Final = {"zh": "zh-hans", "en": "en"}
"""Django's codes by the names that URLs and parameters have."""
PREFIXES: Final = {"zh": "", "en": "/en"}


def current() -> str:
    """`zh` or `en`: the language in which this page is made."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def other(language: str) -> str:
    """The other one."""
    return "zh" if language == "en" else "en"


def local(path: str, language: str | None = None) -> str:
    """A path of the pages in a language; `/targets` is `/en/targets` in English."""
    prefix = PREFIXES[language or current()]
    return prefix + path if path != "/" else prefix or "/"


def language_of(path: str) -> str:
    """The language of a page's path."""
    return "en" if path == "/en" or path.startswith("/en/") else "zh"


def without_language(path: str) -> str:
    """The path as it is in Chinese."""
    return path.removeprefix("/en") or "/" if language_of(path) == "en" else path
