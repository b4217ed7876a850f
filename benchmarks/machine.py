"""What the figures were taken on, without a word of whose machine it is."""

import os
import platform
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from osreport.pdf.office import Office, office_version
from osreport.recipes import PACKAGES

GIBIBYTE = 1024**3


def description() -> tuple[str, ...]:
    """One line for each thing that decides how fast it goes."""
    packages = ", ".join(f"{name} {version(name)}" for name in (*PACKAGES, "PyYAML", "typst"))
    office = office_version(Office(environment={"PATH": os.environ.get("PATH", os.defpath)}))
    return (
        f"Prosessor: {_processor()}, {os.cpu_count()} kjerner",
        *_memory(),
        f"System: {_system()}",
        f"LibreOffice: {office}",
        f"Python: {platform.python_version()}",
        f"Pakker: {packages}",
    )


def _processor() -> str:
    """The name the system gives it; where it gives none, the kind of machine."""
    file = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*: (.+)$", file.read_text("utf-8"), re.MULTILINE) if file.is_file() else None
    return named[1] if named else platform.machine()


def _memory() -> Iterator[str]:
    if {"SC_PAGE_SIZE", "SC_PHYS_PAGES"} <= set(getattr(os, "sysconf_names", ())):
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        yield f"Minne: {size / GIBIBYTE:.0f} GiB"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"
