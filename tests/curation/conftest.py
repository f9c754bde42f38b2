"""A workshop for each test: two small documents and a right annotation of them."""

from pathlib import Path

import pytest

from tests.curation.workshop import Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """The invented documents and their annotation, in a folder of the test's own."""
    return Workshop(tmp_path)
