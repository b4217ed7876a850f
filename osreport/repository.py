"""What git knows of a folder. The only home of git."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from osreport.problem import ToolError
from osreport.structs import Struct

OURS, THEIRS = "din utgave", "den andre utgaven"  # as conflicts name them
FAILURES = (OSError, subprocess.CalledProcessError)


class Entry(Struct):
    """A file of a commit: its path below the folder asked for, its size and the name of its content."""

    path: str
    size: int
    blob: str
    is_link: bool


class Commit(Struct):
    """Who said what when, to a change of some files; never with an address."""

    id: str
    date: str
    who: str
    what: str


def revision(folder: Path) -> str:
    """The commit of the folder, with «+endret» when files in it differ from it; «ukjent» outside git."""
    try:
        changed = _git(folder, "status", "--porcelain", "--", ".").strip()
        return _git(folder, "rev-parse", "HEAD").strip() + "+endret" * bool(changed)
    except FAILURES:
        return "ukjent"


def root(folder: Path) -> Path | None:
    """The root of the repository that holds the folder; None outside git."""
    with suppress(*FAILURES):
        return Path(_git(folder, "rev-parse", "--show-toplevel").strip()).resolve()
    return None


def commit(folder: Path, name: str) -> str | None:
    """The commit that a tag, a branch or another name of a revision means; None where there is none."""
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    with suppress(*FAILURES, ValueError):  # ValueError: a name that no command can be given
        return _git(folder, *words).strip()
    return None


def names(folder: Path) -> tuple[str, ...]:
    """Every tag and branch, tags first, the newest first."""
    words = ("for-each-ref", "--sort=-creatordate", "--format=%(refname:short)")
    with suppress(*FAILURES):
        return tuple(_git(folder, *words, "refs/tags").split() + _git(folder, *words, "refs/heads").split())
    return ()


def entries(repository: Path, commit: str, under: str) -> tuple[Entry, ...]:
    """Every file below a folder of a commit, links among them; not what stands in submodules."""
    told = _git(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", f"{commit}:{under}")
    split = (line.partition("\t") for line in told.split("\0") if line)
    found = ((path, *facts.split()) for facts, _, path in split)
    return tuple(
        Entry(path, int(size), blob, mode == "120000") for path, mode, kind, blob, size in found if kind == "blob"
    )


def contents(repository: Path, blobs: Sequence[str]) -> Iterator[bytes]:
    """The bytes of each, in the same order (git-cat-file, «batch output»)."""
    command = ("git", "-C", str(repository), "cat-file", "--batch")
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    told = subprocess.run(command, input=asked, capture_output=True, check=True).stdout
    start = 0
    for _ in blobs:
        head = told.index(b"\n", start)
        start = head + 2 + int(told[start:head].split()[2])
        yield told[head + 1 : start - 1]


def commits(repository: Path, old: str, new: str, file: str) -> tuple[Commit, ...]:
    """The commits after one and up to another that touched a file, the newest first."""
    words = (
        "log",
        "-z",
        "--no-show-signature",
        "--format=%H%x1f%as%x1f%an%x1f%s",
        f"{old}..{new}",
        "--",
        f":(top,literal){file}",
    )
    with suppress(*FAILURES):
        return tuple(Commit(*told.split("\x1f", 3)) for told in _git(repository, *words).split("\0") if told.strip())
    return ()


def commits_of_lines(repository: Path, commit: str, file: str) -> tuple[str, ...]:
    """For each line of a file the commit that it came with, empty for one that is not committed.

    Without a commit, the file as it lies in the folder.
    """
    words = ("blame", "--porcelain", *([commit] if commit else []), "--", file)
    with suppress(*FAILURES):
        names = re.findall(r"^([0-9a-f]{40,}) \d+ \d+", _git(repository, *words), re.MULTILINE)
        return tuple(name if name.strip("0") else "" for name in names)
    return ()


def merged(base: str, ours: str, theirs: str) -> tuple[str, bool]:
    """Three versions of a text made one, line by line, and whether there are conflicts in it (git-merge-file)."""
    labels = ("-L", OURS, "-L", "felles utgave", "-L", THEIRS)
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("ours", "base", "theirs")]
        for file, text in zip(files, (ours, base, theirs), strict=True):
            file.write_bytes(text.encode())
        command = ("git", "merge-file", "-p", "-q", *labels, *map(str, files))
        done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in range(128):
        raise ToolError(command, done.returncode, done.stderr.decode(errors="replace"))
    return done.stdout.decode(), done.returncode > 0


def configure(repository: Path, name: str, value: str) -> None:
    """Writes a setting of this clone alone."""
    _git(repository, "config", "--local", name, value)


def attribute(repository: Path, file: str, name: str) -> str:
    """What .gitattributes says of a file; «unspecified» where it says nothing (git-check-attr)."""
    return _git(repository, "check-attr", name, "--", file).strip().rpartition(": ")[2]


def _git(folder: Path, *words: str) -> str:
    command = ("git", "-C", str(folder), *words)
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
