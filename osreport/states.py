"""A state of the plans: the working files or a revision of them, each as adopted on a day or as it stands.

A revision is laid out in a folder of its own; the working files are never touched, and are what templates come from.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from osreport import repository
from osreport.problem import Place, Problem, SourceError
from osreport.repository import Entry
from osreport.sources.suggestions import closest
from osreport.store import MAX_INPUT
from osreport.structs import Struct, replace

if TYPE_CHECKING:  # a build of what has not changed waits for no model
    from .decisions.order import Day

WORKING = "arbeid"
DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
FORMS = "Skriv en dato (2024-01-24), navnet på en git-utgave (v2024, HEAD~3), UTGAVE@DATO eller arbeid."


class State(Struct):
    """Which files (those of a git revision, or the working ones) and the plans in them as adopted on which day."""

    revision: str = ""
    day: "Day | None" = None

    def __str__(self) -> str:
        day = "{:04}-{:02}-{:02}".format(*self.day) if self.day else ""
        return "@".join(filter(None, (self.revision, day))) or WORKING

    def on(self, day: "Day | None") -> "State":
        """The same files on a day; ValueError where the state has a day already."""
        if day and self.day:
            raise ValueError(f"Tilstanden «{self}» har en dato. Skriv datoen ett sted.")
        return replace(self, day=day) if day else self


class LaidOut(Struct):
    """Where the files of a state lie, what problems call that folder, and which commit they are of.

    `root` is the repository they come from, None outside git, and `under` the folder below it that holds them.
    """

    folder: Path
    called: str
    commit: str
    root: Path | None = None
    under: str = ""


def parsed(word: str) -> State:
    """The state that a word means; ValueError where it means none."""
    revision, _, day = word.rpartition("@")
    if DAY.fullmatch(word):
        return State(day=day_of(word))
    if revision and DAY.fullmatch(day):
        return replace(parsed(revision), day=day_of(day)) if not DAY.fullmatch(revision) else _two_days(word)
    if not word.strip() or word != word.strip() or word.startswith("-") or not word.isprintable():
        raise ValueError(f"«{word}» er ingen tilstand. {FORMS}")
    return State("" if word == WORKING else word)


def day_of(word: str) -> "Day":
    """The day that is written ÅÅÅÅ-MM-DD; ValueError where it is none."""
    try:
        day = date(*map(int, word.split("-"))) if DAY.fullmatch(word) else date.fromisoformat("")
    except ValueError as error:
        raise ValueError(f"«{word}» er ingen dato. Skriv den som 2024-01-25 (år-måned-dag).") from error
    return (day.year, day.month, day.day)


def _two_days(word: str) -> State:
    raise ValueError(f"«{word}» har to datoer. {FORMS}")


def doubtful(word: str, sources: Path) -> str:
    """What to tell of a word that is read as a date or as the working files, and names a revision as well."""
    if not (word == WORKING or DAY.fullmatch(word)) or repository.commit(_existing(sources), word) is None:
        return ""
    meant = "arbeidsfilene" if word == WORKING else "datoen"
    return f"«{word}» er også navnet på en git-utgave. Her gjelder {meant}; skriv {word}~0 for utgaven."


@contextmanager
def laid_out(state: State, sources: Path, called: str) -> Iterator[LaidOut]:
    """The files of the state; those of a revision are there as long as this lasts.

    Raises SourceError for a revision that is not there or has no such folder.
    """
    if not state.revision:
        root = repository.root(_existing(sources))
        under = sources.resolve().relative_to(root).as_posix() if root else ""
        yield LaidOut(sources, called, repository.revision(sources), root, under)
        return
    root, commit = _found(state.revision, sources, called)
    under = sources.resolve().relative_to(root).as_posix()
    named = f"{state.revision}:{under}"
    with TemporaryDirectory() as folder:
        _write(root, _entries(root, commit, under, named), Path(folder))
        yield LaidOut(Path(folder), named, commit, root, under)


def _found(revision: str, sources: Path, called: str) -> tuple[Path, str]:
    """The root of the repository, and the commit."""
    root = repository.root(_existing(sources))
    if root is None:
        hint = "Bruk en mappe som ligger i git, eller tilstanden arbeid."
        raise SourceError(
            [Problem("GIT001", Place(called), f"Git har ingen utgave «{revision}» av denne mappen.", hint)]
        )
    commit = repository.commit(root, revision)
    if commit is None:
        hint = closest(revision, repository.names(root), "Merker og grener er") if repository.names(root) else FORMS
        raise SourceError([Problem("GIT002", Place(called), f"Git kjenner ingen utgave «{revision}».", hint)])
    return root, commit


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it: a folder may be gone that a revision still has."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())


def _entries(root: Path, commit: str, under: str, called: str) -> tuple[Entry, ...]:
    """What the reader would read in the folder."""
    from osreport.sources.reader import RECEIVED

    try:
        found = repository.entries(root, commit, "" if under == "." else under)
    except repository.FAILURES as error:
        said = Problem(
            "GIT003", Place(called), "Mappen med kilder finnes ikke i denne utgaven.", "Velg en nyere utgave."
        )
        raise SourceError([said]) from error
    shown = [entry for entry in found if not any(part.startswith((".", "/")) for part in _parts(entry))]
    shown = [entry for entry in shown if not PurePosixPath(entry.path).match(RECEIVED)]
    if sum(entry.size for entry in shown) > MAX_INPUT:
        said = Problem("GIT004", Place(called), "Mappen er for stor i denne utgaven.", "Se at den bare har kilder.")
        raise SourceError([said])
    if links := [entry for entry in shown if entry.is_link and _is_source(entry)]:
        raise SourceError(_link(f"{called}/{entry.path}") for entry in links)
    return tuple(entry for entry in shown if not entry.is_link)


def _parts(entry: Entry) -> tuple[str, ...]:
    return PurePosixPath(entry.path).parts


def _is_source(entry: Entry) -> bool:
    from osreport.sources.reader import SOURCES

    return entry.path.endswith(".yaml") or _parts(entry)[0] in {source.name for source in SOURCES}


def _link(called: str) -> Problem:
    said = "Filen er en lenke; den leses ikke fra git."
    return Problem("GIT005", Place(called), said, "Velg en utgave der selve filen ligger i mappen.")


def _write(root: Path, found: tuple[Entry, ...], folder: Path) -> None:
    for entry, content in zip(found, repository.contents(root, [each.blob for each in found]), strict=True):
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
