"""Memory that is no longer used, handed back to the system."""

import gc
from contextlib import suppress

LARGE = 300_000  # bytes of a finished file; smaller ones leave too little behind to be worth the time
HUGE = 1_000_000


def is_huge(document: bytes) -> bool:
    """Whether the work on a document takes so much room that no two can do theirs at once."""
    return len(document) > HUGE


def is_large(document: bytes) -> bool:
    """Whether the work on a document takes so much room that what it leaves behind is worth handing back."""
    return len(document) >= LARGE


def hand_back(document: bytes) -> None:
    """Hands back what the work on a large document has left, before others need the room.

    Python keeps circles until it happens to look for them, and glibc keeps what was freed between pieces still in use.
    """
    if not is_large(document):
        return
    import ctypes

    gc.collect()
    with suppress(OSError, AttributeError, TypeError):  # glibc alone can
        ctypes.CDLL(None).malloc_trim(0)
