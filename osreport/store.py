"""What was made before, kept under the fingerprint of all that it was made of.

A store is a saving, never a source: an entry that is missing, damaged or cannot be written costs time, nothing else.
Several builds may share one: entries appear whole, and the same key always means the same content.
"""

import contextlib
import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from osreport.problem import SourceError
from osreport.publish import publish
from osreport.structs import Struct

Files = Mapping[str, bytes]
SUFFIX = ".osreport"
MAX_INPUT = 200_000_000


def fingerprint(*parts: bytes | str) -> str:
    """One SHA-256 (FIPS 180-4) of all the parts, each told from the next by its length; in hexadecimal digits."""
    total = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        total.update(len(content).to_bytes(8, "big"))
        total.update(content)
    return total.hexdigest()


def fingerprint_of_folder(folder: Path, pattern: str = "*") -> str | None:
    """One fingerprint of the files below a folder, names and content; None where anything but plain files is met."""
    parts: list[bytes | str] = []
    size = 0
    for path in sorted(folder.rglob(pattern)):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            return None
        if path.is_file():
            size += path.stat().st_size
            if size > MAX_INPUT:
                return None
            parts += [path.relative_to(folder).as_posix(), path.read_bytes()]
    return fingerprint(*parts)


@cache
def fingerprint_of_program() -> str:
    """One fingerprint of the program's own code, so that a new version never hands out the work of an old one."""
    own = Path(__file__).parent
    return fingerprint(*(part for path in sorted(own.rglob("*.py")) for part in (path.name, path.read_bytes())))


class Store(Struct):
    """A folder of entries; when they take more than `limit` bytes, those used longest ago go."""

    folder: Path
    limit: int = 200_000_000

    def get(self, key: str) -> dict[str, bytes] | None:
        """The files kept under the key, if they are there and undamaged."""
        entry = self.folder / f"{key}{SUFFIX}"
        try:
            with zipfile.ZipFile(entry) as package:
                files = {name: package.read(name) for name in package.namelist()}  # its checksums are checked
            entry.touch()
        except (OSError, ValueError, EOFError, NotImplementedError, zipfile.BadZipFile):
            return None
        return files

    def put(self, key: str, files: Files) -> None:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            for name, content in files.items():
                package.writestr(name, content)
        with contextlib.suppress(SourceError):
            publish({f"{key}{SUFFIX}": packed.getvalue()}, self.folder)
        self._shrink()

    def _shrink(self) -> None:
        """Takes the oldest entries away until the rest fill no more than the limit."""
        room = self.limit
        for _, size, entry in sorted(self._entries(), reverse=True):
            room -= size
            if room < 0:
                with contextlib.suppress(OSError):
                    entry.unlink(missing_ok=True)

    def _entries(self) -> Iterator[tuple[int, int, Path]]:
        """When each entry was last used, its size and its path."""
        for entry in self.folder.glob(f"*{SUFFIX}"):
            with contextlib.suppress(OSError):  # another build may have taken it away
                told = entry.stat()
                yield told.st_mtime_ns, told.st_size, entry
