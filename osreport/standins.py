"""Stand-ins for modules that a library loads, at no small cost, and that nothing here uses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def standing_in(name: str, **contents: object) -> Iterator[None]:
    """Whoever imports the module within gets a stand-in that holds the contents; nobody, if it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = stand_in = ModuleType(name)
    vars(stand_in).update(contents)
    try:
        yield
    finally:
        del sys.modules[name]
