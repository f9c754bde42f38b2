"""Accept-Encoding is read as RFC 9110 says."""

from random import Random

import pytest

from policyapi.storing.encodings import CODINGS, LEAST_BYTES, preferred_coding
from policyapi.storing.kept import Content


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("gzip; q=0.5 , zstd;q=0.500", "zstd"),
        ("*", "zstd"),
        ("zstd;q=0, *", "gzip"),
        ("*;q=0.3, gzip;q=0.2", "zstd"),
        ("gzip;q=0", ""),
        ("gzip;q=0.000, *;q=0", ""),
        ("identity", ""),
        ("identity, gzip", "gzip"),
        ("identity;q=1, gzip;q=0.9", ""),
        ("identity;q=0", ""),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("br, deflate, compress", ""),
        ("gzip;q=2", ""),
        ("gzip;q=nan", ""),
        ("gzip;q=-1", ""),
        ("gzip;level=9", ""),
        (",,;q=1,", ""),
        ("gzipped", ""),
        ("\u0130gzip", ""),
    ],
)
def test_the_coding_that_is_wanted_most_is_chosen(header: str, coding: str) -> None:
    assert preferred_coding(header) == coding


@pytest.mark.parametrize("coding", CODINGS)
def test_a_body_is_encoded_once_and_only_where_that_makes_it_shorter(coding: str) -> None:
    short, dense, long = b"a" * (LEAST_BYTES - 1), Random(0).randbytes(2_000), b"a" * 999  # noqa: S311
    assert Content(short).coded(coding) is None
    assert Content(dense).coded(coding) is None
    content = Content(long)
    assert content.coded("") is None
    assert b"".join(content.whole()) == long
    made = content.coded(coding)
    assert made is not None
    assert made is content.coded(coding)
    assert len(made) < 100 < content.size
