"""Tests of what leads from documents and annotations to fixtures."""

import pytest

pytest.register_assert_rewrite("tests.curation.cases")
