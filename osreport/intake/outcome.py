"""What became of the files that came in, for whoever sits at the terminal: as many listed as there were files."""

from collections.abc import Iterator, Sequence

from osreport.structs import Struct

from .letters import line
from .merknader import Made
from .received import Unread

FORMS = {
    "svarskjema": "svarskjema", "høringsutkast": "utkast med merknader", "regneark": "regneark", "e-post": "e-post",
    "tekst": "tekst",
}  # fmt: skip
SHOWN = 12  # merknader of one file that are listed; a spreadsheet may have hundreds


class Taken(Struct):
    """What became of one file: the merknader it gave, or `already` those it gave before; what could not be read.

    `kept` is its name among the originals, empty where it is not kept.
    """

    name: str
    kept: str
    sha256: str = ""
    merknader: tuple[Made, ...] = ()
    already: tuple[str, ...] | None = None
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()


def to_text(files: Sequence[Taken], folder: str) -> str:
    """The list: a line for each file, and below it what came of it, what to look at, and what could not be read."""
    every = "\n".join(line for each in files for line in _file(each))
    return f"{every}\n\n{_summary(files, folder)}"


def _file(taken: Taken) -> Iterator[str]:
    name = line(taken.name, 80)
    if taken.already is not None:
        ids = ", ".join(taken.already[:SHOWN])
        yield f"{name}: allerede tatt inn som {ids}" if ids else f"{name}: ligger allerede i innkommet/{taken.kept}"
        yield from () if ids else _by_hand(taken)
        return
    yield f"{name}: {_what(taken)}"
    for each in taken.merknader[:SHOWN]:
        yield from _merknad(each)
    if len(taken.merknader) > SHOWN:
        yield f"  … og {len(taken.merknader) - SHOWN} til, til og med {taken.merknader[-1].id}"
        yield from (_flag(each, mark) for each in taken.merknader[SHOWN:] for mark in _flags(each))
    yield from (f"  Merk: {note}" for note in taken.notes)
    for missing in taken.unread:
        where = f"{missing.place}: " if missing.place else ""
        yield f"  Ikke lest: {where}{missing.reason}"
        yield f"    Gjør slik: {missing.hint}"
    if taken.kept and not taken.merknader:
        yield from _by_hand(taken)


def _by_hand(taken: Taken) -> Iterator[str]:
    """What a merknad that is written by hand says of the file that it came in."""
    yield f"    I merknaden: original: {{fil: {taken.kept}, sha256: '{taken.sha256}', form: for hånd}}"


def _what(taken: Taken) -> str:
    if not taken.merknader:
        return f"ikke lest; originalen ligger i innkommet/{taken.kept}" if taken.kept else "ikke tatt inn"
    form = FORMS[taken.merknader[0].said.form]
    count = len(taken.merknader)
    return f"{form}, {count} {'merknad' if count == 1 else 'merknader'}"


def _merknad(each: Made) -> Iterator[str]:
    points = len(each.said.points)
    yield f"  {each.id}  {each.name}, {points} {'punkt' if points == 1 else 'punkter'}"
    yield from (f"    Merk: {remark}" for remark in each.remarks)


def _flags(each: Made) -> Iterator[str]:
    """What must not be missed in a long list."""
    yield from (remark for remark in each.remarks if remark.startswith(("Kom inn", "Ligner på")))


def _flag(each: Made, mark: str) -> str:
    return f"  {each.id}  Merk: {mark}"


def _summary(files: Sequence[Taken], folder: str) -> str:
    made = [each for taken in files for each in taken.merknader]
    late, alike = (
        sum(any(r.startswith(sign) for r in each.remarks) for each in made) for sign in ("Kom inn", "Ligner på")
    )
    old = sum(each.already is not None for each in files)
    unread = sum(len(each.unread) for each in files)
    told = [_count(len(files), "fil", "filer"), _count(len(made), "ny merknad", "nye merknader")]
    told += [f"{late} etter fristen"] * bool(late) + [f"{alike} kan være kopier"] * bool(alike)
    told += [f"{_count(old, 'fil', 'filer')} var tatt inn før"] * bool(old)
    told += [f"{unread} {'sted' if unread == 1 else 'steder'} kunne ikke leses"] * bool(unread)
    return f"{', '.join(told)}. Merknadene ligger i {folder}/merknader."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
