"""What plain Python finds in the fixtures, list by list."""

import pytest

from tests.api.asking import ask
from tests.api.oracle import Records
from tests.api.searched import Texts
from tests.trust.questions import Oracle


@pytest.fixture(scope="module")
def oracles() -> dict[str, Oracle]:
    """The oracles that were made, by list: each keeps what it has found."""
    return {}


@pytest.fixture
def oracle(name: str, records: Records, oracles: dict[str, Oracle]) -> Oracle:
    """The oracle of a list; the reasoning on unreported targets is made at load, so it is asked."""
    if name not in oracles:
        reasoned = ask("outcomes", page_size=1000, fields="id,reasoning")["results"]
        texts = Texts(records, {row["id"]: row["reasoning"] for row in reasoned})
        oracles[name] = Oracle(name, records, texts)
    return oracles[name]
