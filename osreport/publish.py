"""Finished files on their way to the folder where people find them: all of them whole, or none at all."""

import errno
import os
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from osreport.problem import Place, Problem, SourceError

NOT_ALLOWED = "Du kan ikke skrive her, eller filen er åpen i et annet program."
WHY = {
    errno.EACCES: NOT_ALLOWED,
    errno.EPERM: NOT_ALLOWED,
    errno.EROFS: NOT_ALLOWED,
    errno.EEXIST: "Det ligger en fil der mappen skal være.",
    errno.ENOTDIR: "Det ligger en fil der mappen skal være.",
    errno.EISDIR: "Det ligger en mappe der filen skal være.",
    errno.ENOSPC: "Disken er full.",
    errno.EDQUOT: "Disken er full.",
    errno.ENAMETOOLONG: "Navnet på mappen er for langt.",
}
EXISTS = "Det ligger en fil med dette navnet her fra før; den er ikke rørt."
HINT = "Lukk filen hvis den er åpen i Word, eller velg en mappe du kan skrive i."


def publish(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Writes the files beside their place first, then moves each over what stood there; returns their paths.

    Names may lead into folders below. A file keeps its rights. Raises SourceError where that does not go; then, as
    after Ctrl-C, what stood there stands there still.
    """
    place = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".bygg-") as temporary, ExitStack() as undo:
            new, old = (_subfolder(temporary, name) for name in ("ny", "gammel"))
            for name, content in files.items():
                _with_folders(new / name).write_bytes(content)
            for name in files:
                place = folder / name
                if place.is_file():
                    shutil.copy(place, _with_folders(old / name))
                    shutil.copymode(place, new / name)
                undo.callback(_put_back, old / name, place)
                os.replace(new / name, place)  # noqa: PTH105 - one step, also over an existing file
            undo.pop_all()
    except OSError as error:
        said = WHY.get(error.errno or 0, "Det går ikke å skrive her.")
        raise SourceError([Problem("UT001", Place(str(place)), said, HINT)]) from error
    return tuple(folder / name for name in files)


def add(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Writes new files in the folder and in folders below it, never over one that is there; returns their paths.

    Raises SourceError where that does not go; then, as after Ctrl-C, none of them is there.
    """
    place = folder
    try:
        with ExitStack() as undo:
            for name, content in files.items():
                place = folder / name
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("xb") as stream:
                    undo.callback(place.unlink, missing_ok=True)
                    stream.write(content)
            undo.pop_all()
    except OSError as error:
        said = EXISTS if isinstance(error, FileExistsError) else WHY.get(error.errno or 0, "Det går ikke å skrive her.")
        raise SourceError([Problem("UT001", Place(str(place)), said, HINT)]) from error
    return tuple(folder / name for name in files)


def _subfolder(folder: str, name: str) -> Path:
    made = Path(folder) / name
    made.mkdir()
    return made


def _with_folders(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def _put_back(old: Path, place: Path) -> None:
    if old.is_file():
        old.replace(place)
    elif place.is_file():
        place.unlink()
