"""What git knows of a folder. The only home of git."""

import subprocess
from contextlib import suppress
from pathlib import Path


def revision(folder: Path) -> str:
    """The commit of the folder, with «+endret» when files in it differ from it; «ukjent» outside git."""
    try:
        changed = _git(folder, "status", "--porcelain", "--", ".").strip()
        return _git(folder, "rev-parse", "HEAD").strip() + "+endret" * bool(changed)
    except (OSError, subprocess.CalledProcessError):
        return "ukjent"


def root(folder: Path) -> Path | None:
    """The root of the repository that holds the folder; None outside git."""
    with suppress(OSError, subprocess.CalledProcessError):
        return Path(_git(folder, "rev-parse", "--show-toplevel").strip()).resolve()
    return None


def _git(folder: Path, *words: str) -> str:
    command = ("git", "-C", str(folder), *words)
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
