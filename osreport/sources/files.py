"""The files that a plan set was read from, as they lie in the folder."""

from collections.abc import Collection, Mapping
from pathlib import Path as FilePath
from unicodedata import normalize

from osreport.problem import Place, Problem, SourceError
from osreport.structs import Struct

from .letters import readable
from .reader import SOURCES
from .tree import Tree


class Lying(Struct):
    """A file: its path below the folder, and its bytes."""

    name: str
    content: bytes


def lying(folder: FilePath, called: str) -> dict[str, Lying]:
    """Every YAML file that the reader may read, by what problems call it; none that a link leads out to."""
    real = folder.resolve()
    found = sorted(path for source in SOURCES for path in folder.glob(source.pattern))
    names = [
        path.relative_to(folder).as_posix() for path in found if path.is_file() and path.resolve().is_relative_to(real)
    ]
    shown = (name for name in names if not any(part.startswith((".", "~", "#")) for part in name.split("/")))
    return {normalize("NFC", f"{called}/{name}"): Lying(name, (folder / name).read_bytes()) for name in shown}


def as_read(files: Mapping[str, Lying], trees: Collection[Tree]) -> dict[str, Lying]:
    """The files of what was read; SourceError for those that are other than when they were read."""
    changed = [
        tree for tree in trees if tree.file not in files or readable(files[tree.file].content, "")[0] != tree.text
    ]
    if changed:
        raise SourceError(_changed(tree.file) for tree in changed)
    return {tree.file: files[tree.file] for tree in trees}


def refuse_links(folder: FilePath, files: Mapping[str, Lying]) -> None:
    """SourceError for files that lie elsewhere than it seems: what is written there may be others' too."""
    real = folder.resolve()
    if links := [called for called, file in files.items() if (folder / file.name).resolve() != real / file.name]:
        raise SourceError(_link(called) for called in links)


def _changed(called: str) -> Problem:
    said = "Filen ble endret mens den ble lest. Ingenting er skrevet."
    return Problem("KILDE008", Place(called), said, "Lagre og lukk filen der den er åpen, og prøv på nytt.")


def _link(called: str) -> Problem:
    said = "Filen er en lenke til en annen fil, og blir ikke skrevet i. Ingenting er skrevet."
    return Problem("KILDE009", Place(called), said, "Legg selve filen i mappen, og prøv på nytt.")
