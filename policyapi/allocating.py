"""Room for large answers that is given back to the system when they have been sent."""

import ctypes
from typing import Final

M_MMAP_THRESHOLD: Final = -3
"""The number that glibc's `mallopt` knows the bound by."""
LARGE: Final = 1 << 20


def map_large_blocks() -> None:
    """Have glibc map each block of a megabyte or more apart from all others.

    Left alone, it raises that bound to the largest block that it was given back, up to 32 MB, and
    so keeps the room of the largest answers within its heap. Other C libraries have no such bound.
    """
    try:
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE)
    except (AttributeError, OSError, TypeError):
        return
