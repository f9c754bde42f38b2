"""Python's search for objects that keep each other alive, while a load makes very many that do not.

Records and rows are trees, freed when nothing names them any more. The search walks them all the
same, every few hundred objects, and everything else that is in memory now and then.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = (200_000, 20, 100)
"""Objects more than before until young ones are looked through, then searches until older ones.
A thousand rows on their way have fewer."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for such objects seldom, and never among those that are there already."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
