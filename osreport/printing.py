"""Contents and templates become finished files: every PDF proven, its page numbers told to the Word file.

Documents go side by side: while LibreOffice prints one, the template of the next is filled. Those of the plan set are
printed through templates of their own names (`printed`); any other as the sheet of it says (`printed_sheets`).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING

from osreport.context.content import Content
from osreport.memory import hand_back, is_large
from osreport.pdf.offices import Offices
from osreport.press import Press
from osreport.problem import Place, Problem, SourceError
from osreport.proof.origin import Origin, Proven, Where
from osreport.store import Store, fingerprint
from osreport.structs import Struct, replace
from osreport.templates import faults

if TYPE_CHECKING:  # a check of the sources shall not wait for python-docx
    from osreport.word.document import Filled

Say = Callable[[str], None]
Contents = Iterable[tuple[str, Content]]  # made one by one, as they are printed
Files = dict[str, bytes]


class Sheet(Struct):
    """A document to be printed: what its files are called, what stands in it, and the template it is printed through.

    `where` tells the place in the sources of a path in `content.paths`, where a fault in the file is to be mended.
    """

    name: str
    content: Content
    template: str
    where: Where


class Job(Struct):
    """One document on its way: its template, filled; and the same in the form LibreOffice prints.

    `called` is what problems call the template, `pieces` how many each table has been cut in for LibreOffice. The form
    for it is not made where it is neither printed nor what earlier page numbers are kept under.
    """

    sheet: Sheet
    called: str
    filled: "Filled"
    twin: bytes = b""
    pieces: tuple[int, ...] | None = None

    @property
    def name(self) -> str:
        return self.sheet.name

    @cached_property
    def origin(self) -> Origin:
        """What LibreOffice's PDF is made of."""
        whole = self.filled.inventory
        inventory = whole if self.pieces is None else whole.in_pieces(self.pieces)
        return Origin(self.called, self.sheet.content, inventory, self.sheet.where)

    def written(self, paragraph: int) -> Place | None:
        """Where what stands in a paragraph of the body was written."""
        return self.origin.written(self.filled.block(paragraph))


class Finished(Struct):
    """A document in both forms: the Word file knows the page numbers of the PDF, and is empty if that is not sound."""

    name: str
    docx: bytes
    proven: Proven


class Prints(Struct):
    """The finished files by name, and the fonts that each PDF among them shows its text in."""

    files: Files
    fonts: Mapping[str, tuple[str, ...]]


def printed(contents: Contents, press: Press, offices: Offices | None, where: Where, say: Say) -> Prints:
    """Every document of the plan set, each through the template of its name; else as `printed_sheets`."""
    return printed_sheets(_sheets(contents, where), press, offices, say)


def printed_sheets(sheets: Iterable[Sheet], press: Press, offices: Offices | None, say: Say) -> Prints:
    """`NAVN.docx` of every sheet, and `NAVN.pdf` where there are offices, proven as every PDF of ours is.

    Sheets may be made one by one: while LibreOffice prints one, the templates of the next are filled, what only Word
    shows is drawn, and the PDFs before it are proven. Raises SourceError where a template or a PDF fails, with the
    problems of all; else ToolError.
    """
    say("Fyller malene …")
    if offices is None:
        without = filled_sheets(sheets, press)
        return Prints({f"{job.name}.docx": job.filled.docx(_known_pages(job, press.store)) for job in without}, {})
    problems: list[Problem] = []
    begun: list[tuple[Job, Future[bytes] | Proven]] = []
    templates: dict[str, None] = {}
    for sheet in sheets:
        templates[sheet.template] = None
        if job := _job(sheet, press, problems):
            begun.append((job, _kept(job, press) or _ordered(job, press, offices, say)))
    offices.no_more()
    problems += _faults(job for job, _ in begun)
    _stop_at(problems, press, templates)
    begun = [(replace(job, filled=job.filled.completed()), made) for job, made in begun]
    done = [_finished(job, made if isinstance(made, Proven) else _proven(job, made, press)) for job, made in begun]
    if problems := [problem for each in done for problem in each.proven.problems]:
        raise SourceError(problems)
    return _prints(done)


def filled(contents: Contents, press: Press, where: Where) -> tuple[Job, ...]:
    """Every document of the plan set with its template filled; else as `filled_sheets`."""
    return filled_sheets(_sheets(contents, where), press)


def filled_sheets(sheets: Iterable[Sheet], press: Press) -> tuple[Job, ...]:
    """Every sheet with its template filled; SourceError with the problems of all templates together."""
    problems: list[Problem] = []
    tried = [(sheet.template, _job(sheet, press, problems)) for sheet in sheets]
    jobs = tuple(job for _, job in tried if job)
    problems += _faults(jobs)
    _stop_at(problems, press, dict.fromkeys(template for template, _ in tried))
    return jobs


def _faults(jobs: Iterable[Job]) -> list[Problem]:
    """What is wrong with filled templates, while LibreOffice is at work; large ones have been looked through before."""
    return [problem for job in jobs if not is_large(job.twin) for problem in _faults_of(job)]


def _faults_of(job: Job) -> Iterator[Problem]:
    from osreport.word.quality.fault import problems as told

    return told(job.filled.faults, job.called, job.written)


def _sheets(contents: Contents, where: Where) -> Iterator[Sheet]:
    return (Sheet(name, content, name, where) for name, content in contents)


def _stop_at(problems: Iterable[Problem], press: Press, names: Iterable[str]) -> None:
    """SourceError with what is wrong with the templates, and with what filling them showed of those that seem right.

    They are read through after they have been filled, as LibreOffice is at work by then.
    """
    wrong = [fault for fault in faults(press, names) if fault.severity == "feil"]
    told = {fault.place.file for fault in wrong}
    if found := [*wrong, *(problem for problem in problems if problem.place.file not in told)]:
        raise SourceError(found)


def _job(sheet: Sheet, press: Press, problems: list[Problem]) -> Job | None:
    """One document with its template filled; None when that gave problems."""
    from osreport.word.document import fill

    called = press.called(sheet.template)
    try:
        done = fill(sheet.content, press.template(sheet.template), called, press.fonts)
    except SourceError as error:
        problems += error.problems
        return None
    if press.office is None and press.store is None:
        return Job(sheet, called, done)
    job = Job(sheet, called, done, *done.for_pdf())
    if is_large(job.twin):  # LibreOffice needs the room that this takes
        problems += _faults_of(job)
        hand_back(job.twin)
    return job


def _finished(job: Job, proven: Proven) -> Finished:
    return Finished(job.name, b"" if proven.problems else job.filled.docx(proven.pages), proven)


def _prints(done: Sequence[Finished]) -> Prints:
    files: Files = {}
    for each in done:
        files |= {f"{each.name}.docx": each.docx, f"{each.name}.pdf": each.proven.pdf}
    return Prints(files, {f"{each.name}.pdf": each.proven.fonts for each in done})


def _ordered(job: Job, press: Press, offices: Offices, say: Say) -> Future[bytes]:
    say(f"Lager PDF av {job.name} …")
    shows_all = press.office is not None and press.office.shows_vectors
    return offices.pdf(job.name, job.twin if shows_all else job.filled.with_bitmaps(job.twin))


def _proven(job: Job, raw: Future[bytes], press: Press) -> Proven:
    """The PDF when LibreOffice has made it, finished and proven, and kept for the next time if it is good."""
    from osreport.proof.proven import proven

    origin = job.origin  # found out while LibreOffice prints
    made = proven(raw.result(), origin)
    if press.store and not made.problems:
        facts = {"facts.json": json.dumps({"pages": made.pages, "fonts": made.fonts}).encode()}
        press.store.put(_pdf_key(job, press), {"pdf": made.pdf, **facts})
        press.store.put(_page_key(job), facts)
    return made


def _kept(job: Job, press: Press) -> Proven | None:
    """The PDF, if the very same has been printed and proven before."""
    kept = press.store.get(_pdf_key(job, press)) if press.store else None
    if kept is None:
        return None
    told = json.loads(kept["facts.json"])
    return Proven(kept["pdf"], tuple(told["pages"]), tuple(told["fonts"]))


def _known_pages(job: Job, store: Store | None) -> tuple[int, ...]:
    """The page numbers that an earlier PDF of the very same document had; none when there was no such PDF."""
    kept = store.get(_page_key(job)) if store else None
    return tuple(json.loads(kept["facts.json"])["pages"]) if kept else ()


def _page_key(job: Job) -> str:
    return fingerprint("pages", job.twin)


def _pdf_key(job: Job, press: Press) -> str:
    version = press.office.version if press.office else ""
    return fingerprint("pdf", job.twin, repr(job.sheet.content.properties), version, press.tools)
