"""Stand-ins for modules that a library loads, at no small cost, and that little here uses, or nothing."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType


def later(name: str, function: str) -> Callable[..., object]:
    """The function of a module that is loaded when the function is first called."""

    def called(*given: object) -> object:
        return getattr(import_module(name), function)(*given)

    return called


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
