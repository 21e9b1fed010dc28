"""Pause the garbage collector where many objects are made and none form a cycle.

Loading and checking a large plan would otherwise be interrupted to look through the same objects again and
again. Reference counting goes on as ever. What stands at the end is never looked through: it would cost a
tenth of a second at once, to find that none of it is rubbish.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collection() -> Iterator[None]:
    """Pause the collector in a block; where it was paused before, it stays so."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()
