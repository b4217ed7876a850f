"""Files that came in during a hearing → merknader in the sources, the originals beside them."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from itertools import compress
from pathlib import Path
from typing import Any

from osreport.context.document import content
from osreport.decisions.adopting import adopted
from osreport.intake.elements import of_plans
from osreport.intake.fil import MAX_BYTES, NOT_WHOLE, Reader
from osreport.intake.merknader import Desk, Made, Original, made
from osreport.intake.outcome import Taken
from osreport.intake.places import Draft
from osreport.intake.received import Address, Day, File, Reading, Received, Unread
from osreport.intake.wordfile import paragraphs_of
from osreport.kinds import KIND_OF
from osreport.model.endring import STEDER
from osreport.model.horing import Høringsrunde, Utsending
from osreport.model.merknad import Merknad
from osreport.model.planverk import Planverk
from osreport.pdf.plaintext import words
from osreport.press import Press
from osreport.problem import Place, Problem, SourceError
from osreport.publish import add
from osreport.sources.reader import Kilder, read_planverk
from osreport.sources.strict_yaml import read_yaml
from osreport.sources.suggestions import closest
from osreport.states import State, laid_out
from osreport.structs import Struct, field, replace
from osreport.word.document import fill

AT_ONCE = 4  # files that are read at the same time: those who read PDFs are processes of their own
MAX_ALL = 1_000_000_000  # bytes that are taken in at once
TOO_MUCH = Unread("Filene er til sammen større enn 1 GB, og denne er ikke kopiert.", "Ta inn resten for seg.")
HARMLESS = {"docx", "xlsx", "csv", "tsv", "eml", "txt", "md", "pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "odt"}
KINDS = {type_.__name__.lower(): kind for type_, kind in KIND_OF.items() if kind in STEDER}
FOLDER = re.compile(r"horinger/([^/]+)/runde\.yaml$")


class Order(Struct):
    """Which files to take in for which round, and what stands around them.

    `columns` names the municipality's own headings by field; `received` is the day of what does not tell its own.
    """

    sources: Path
    called: str
    round: str
    files: tuple[Path, ...]
    press: Press
    columns: Mapping[str, str] = field(default_factory=dict)
    received: Day | None = None


def taken_in(order: Order) -> tuple[tuple[Taken, ...], Path]:
    """Reads the files, writes a merknad for each input and keeps the originals; tells of each file, and where they lie.

    Raises SourceError where the sources cannot be read, have no such round, or cannot be written to; then nothing is
    written.
    """
    kilder = read_planverk(order.sources, order.called)
    round_, folder = _round(kilder, order)
    round_folder = order.sources / "horinger" / folder
    table = _Table(order, kilder, round_, round_folder)
    files = table.taken()
    add(dict(table.written(files)), round_folder)
    return files, round_folder


def _round(kilder: Kilder, order: Order) -> tuple[Høringsrunde, str]:
    """The round, and the folder that its file lies in."""
    for number, each in enumerate(kilder.planverk.høringer):
        match = FOLDER.search(kilder.places.of(("høringer", number)).file)
        if each.id == order.round and match:
            return each, match[1]
    known = [each.id for each in kilder.planverk.høringer]
    hint = closest(order.round, known, "Høringene er") if known else "Lag en mappe i horinger med filen runde.yaml."
    said = f"Høringen «{order.round}» finnes ikke."
    raise SourceError([Problem("INN003", Place(f"{order.called}/horinger"), said, hint)])


class _Table(Struct):
    """The files on the table, the round they came in for, and what it has already."""

    order: Order
    kilder: Kilder
    round: Høringsrunde
    folder: Path

    def taken(self) -> tuple[Taken, ...]:
        """Every file with what became of it."""
        files, originals = self._files, [_original(file) for file, _ in self._files]
        readings = list(self._readings([file for file, _ in files], originals))
        inputs = (
            (said, o) for reading, o in zip(readings, originals, strict=True) if reading for said in reading.received
        )
        merknader = iter(made(self._desk, inputs))
        found = [
            _checked(self.order, tuple(next(merknader) for _ in (reading or Reading()).received))
            for reading in readings
        ]
        ids: dict[str, tuple[str, ...]] = {}
        for original, each in zip(originals, found, strict=True):
            ids.setdefault(original.sha256, self._earlier(original) or tuple(m.id for m in each))
        return tuple(map(partial(self._told, ids), files, originals, readings, found))

    def _readings(self, files: Sequence[File], originals: Sequence[Original]) -> Iterator[Reading | None]:
        """What each file says that is not taken in already, None where all of it is."""
        reader = Reader(lambda: self._draft, self.order.columns, words)
        seen = {each.original.sha256 for each in self._known if each.original}
        is_new = []
        for original in originals:
            is_kept = (self.folder / "innkommet" / original.fil).exists()
            is_new.append(original.sha256 not in seen and not is_kept)
            seen.add(original.sha256)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = pool.map(reader.reading, compress(files, is_new))
            yield from (self._fresh(next(found)) if each else None for each in is_new)

    def _fresh(self, reading: Reading) -> Reading:
        """Without the rows of a spreadsheet that an earlier one had."""
        rows = {(each.avsender.navn, each.tekst): each.id for each in self._known if _is_row(each)}
        old = tuple(id_ for said in reading.received if said.form == "regneark" and (id_ := rows.get(_row(said))))
        new = tuple(s for s in reading.received if s.form != "regneark" or _row(s) not in rows)
        told = f"{len(old)} av radene er tatt inn før: {_ids(old)}."
        return Reading(new, reading.unread, (*reading.notes, told) if old else reading.notes, old)

    def _told(
        self,
        ids: Mapping[str, tuple[str, ...]],
        read: tuple[File, Unread | None],
        original: Original,
        reading: Reading | None,
        merknader: tuple[Made, ...],
    ) -> Taken:
        file, missing = read
        if missing:
            return Taken(file.name, "", unread=(missing,))
        if reading is None:
            return Taken(file.name, original.fil, original.sha256, already=ids[original.sha256])
        if reading.old and not merknader:
            return Taken(file.name, "", already=reading.old)
        return Taken(file.name, original.fil, original.sha256, merknader, None, reading.unread, reading.notes)

    def _earlier(self, original: Original) -> tuple[str, ...]:
        return tuple(m.id for m in self._known if m.original and m.original.sha256 == original.sha256)

    @cached_property
    def _files(self) -> tuple[tuple[File, Unread | None], ...]:
        """The files with their bytes, or with the reason why they are left where they lie."""
        found, room = [], MAX_ALL
        for path in self.order.files:
            file, missing = _read(path, room)
            room -= len(file.content)
            found.append((file, missing))
        return tuple(found)

    @cached_property
    def _known(self) -> tuple[Merknad, ...]:
        return tuple(each for each in self.kilder.planverk.merknader if each.høring == self.round.id)

    @cached_property
    def _desk(self) -> Desk:
        planverk = self.kilder.planverk
        elements = of_plans(planverk, self.round.dokument, self._sent.numre if self._sent else ())
        return Desk(self.round, elements, planverk.merknader, self.order.received)

    @cached_property
    def _sent(self) -> Utsending | None:
        return next((each for each in self.kilder.planverk.utsendinger if each.høring == self.round.id), None)

    @cached_property
    def _draft(self) -> Draft:
        """The draft as it was sent out; where that edition cannot be had, as the plan was on the last day."""
        if self._sent is not None:
            try:
                with laid_out(State(self._sent.utgave), self.order.sources, self.order.called) as laid:
                    kilder = read_planverk(laid.folder, laid.called)
                    day, numbers = self._sent.dato.sortering, self._desk.elements.numbers
                    found = _draft(kilder, day, self.round.dokument, self.order.press)
                    return replace(found, exact=True, numbers=numbers)
            except SourceError:
                pass
        found = _draft(self.kilder, self.round.frist.sortering, self.round.dokument, self.order.press)
        return replace(found, numbers=self._desk.elements.numbers)

    def written(self, files: Iterable[Taken]) -> Iterator[tuple[str, bytes]]:
        """The new files below the folder of the round: originals first, so that no merknad is without its own."""
        read = {_original(file).fil: file.content for file, _ in self._files}
        fresh = [each for each in files if each.kept and each.already is None]
        yield from ((f"innkommet/{each.kept}", read[each.kept]) for each in fresh)
        yield from ((f"merknader/{each.id}.yaml", each.content) for taken in fresh for each in taken.merknader)


def _read(path: Path, room: int) -> tuple[File, Unread | None]:
    """The file, or why it is left where it lies."""
    try:
        if not path.is_file():
            return File(path.name, b""), Unread("Dette er ingen fil.", "Skriv navnet på filen en gang til.")
        with path.open("rb") as stream:
            content = stream.read(min(MAX_BYTES, room) + 1)
    except OSError:
        return File(path.name, b""), Unread(
            "Filen kan ikke leses.", "Se at du har lesetilgang, og at den ikke er åpen."
        )
    if len(content) > min(MAX_BYTES, room):
        return File(path.name, b""), NOT_WHOLE if len(content) > MAX_BYTES else TOO_MUCH
    return File(path.name, content), None


def _original(file: File) -> Original:
    """The name that the file is kept by: nothing of the name it came with but a harmless ending."""
    fingerprint = hashlib.sha256(file.content).hexdigest()
    ending = file.name.rpartition(".")[2].lower()
    return Original(f"{fingerprint[:12]}.{ending if ending in HARMLESS else 'bin'}", fingerprint)


def _is_row(known: Merknad) -> bool:
    return known.original is not None and known.original.form == "regneark"


def _row(said: Received) -> tuple[str, str]:
    return said.sender.navn, said.text


def _ids(ids: Sequence[str]) -> str:
    return f"{ids[0]}–{ids[-1]}" if len(ids) > 3 else ", ".join(ids)  # noqa: PLR2004


def _checked(order: Order, merknader: tuple[Made, ...]) -> tuple[Made, ...]:
    """The merknader, when the files read back as they were meant; anything else would be a fault of this program."""
    for each in merknader:
        file = f"{order.called}/{each.id}.yaml"
        tree, problems = read_yaml(each.content, file)
        if problems or tree is None:
            raise SourceError(problems)
        if Merknad.model_validate(tree.value).tekst != each.said.text:
            raise SourceError(
                [Problem("INN004", Place(file), "Teksten kan ikke skrives ordrett.", "Meld fra om dette.")]
            )
    return merknader


def _draft(kilder: Kilder, day: Day, document: str, press: Press) -> Draft:
    """The document as it was that day, printed, with the element that each of its paragraphs prints."""
    planverk = adopted(kilder, day).planverk
    told = content(planverk, document)
    done = fill(told, press.template(document), press.called(document), press.fonts)
    found, in_cell = [], dict[object, Address]()
    for number, (text, cell) in enumerate(paragraphs_of(done.docx(()))):
        block = done.block(number)
        named = _named(done.sources.get(number, "")) or in_cell.get(cell)
        if cell is not None and named:
            in_cell[cell] = named
        found.append((text, named or _within(planverk, told.paths[block] if block is not None else ())))
    return Draft(tuple(found))


def _named(source: str) -> Address | None:
    kind, _, id_ = source.partition(":")
    return (KINDS[kind], id_) if kind in KINDS else None


def _within(planverk: Planverk, path: Sequence[str | int]) -> Address | None:
    """The last element on the path that can be pointed to."""
    value: Any = planverk
    found: Address | None = None
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
        kind = KIND_OF.get(type(value), "")
        if kind in STEDER:
            found = (kind, str(vars(value)["id"]))
    return found
