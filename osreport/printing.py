"""Contents and templates become finished files: every PDF proven, its page numbers told to the Word file.

Documents go side by side: while LibreOffice prints one, the template of the next is filled.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from osreport.context.content import Content
from osreport.memory import hand_back
from osreport.pdf.office import Office, convert
from osreport.press import Press
from osreport.problem import Place, Problem, SourceError
from osreport.proof.origin import Origin, Proven, Where
from osreport.store import Store, fingerprint

if TYPE_CHECKING:  # a check of the sources shall not wait for python-docx
    from osreport.word.document import Filled

Say = Callable[[str], None]
Contents = Mapping[str, Content]
Files = dict[str, bytes]


@dataclass(frozen=True)
class Job:
    """One document on its way: its template, filled; the same in the form LibreOffice prints; and its origin."""

    name: str
    filled: "Filled"
    twin: bytes
    origin: Origin


@dataclass(frozen=True)
class Prints:
    """The finished files by name, and the fonts that each PDF among them shows its text in."""

    files: Files
    fonts: Mapping[str, tuple[str, ...]]


def printed(contents: Contents, press: Press, where: Where, say: Say) -> Prints:
    """Every document. Raises SourceError where a template or a PDF fails, ToolError for LibreOffice."""
    say("Fyller malene …")
    if press.office is not None:
        return asyncio.run(_with_pdf(contents, press, press.office, where, say))
    done = filled(contents, press, where)
    return Prints({f"{job.name}.docx": job.filled.docx(_known_pages(job, press.store)) for job in done}, {})


def filled(contents: Contents, press: Press, where: Where) -> tuple[Job, ...]:
    """Every document with its template filled; SourceError with the problems of all templates together."""
    problems: list[Problem] = []
    jobs = [_job(name, content, press, where, problems) for name, content in contents.items()]
    if problems:
        raise SourceError(problems)
    return tuple(job for job in jobs if job)


def _job(name: str, content: Content, press: Press, where: Where, problems: list[Problem]) -> Job | None:
    """One document with its template filled; None when that gave problems."""
    from osreport.word.document import fill

    called = f"{press.templates.name}/{name}.docx"
    try:
        done = fill(content, _template(press.templates / f"{name}.docx", called), called, press.fonts)
    except SourceError as error:
        problems += error.problems
        return None
    twin = done.for_pdf()
    hand_back(twin)  # LibreOffice needs it
    return Job(name, done, twin, Origin(called, content, done.inventory, where))


def _template(file: Path, called: str) -> bytes:
    if file.is_file():
        return file.read_bytes()
    hint = "Legg den i mappen, eller oppgi en annen mappe: --templates MAPPE."
    raise SourceError([Problem("MAL007", Place(called), "Malen finnes ikke.", hint)])


async def _with_pdf(contents: Contents, press: Press, office: Office, where: Where, say: Say) -> Prints:
    """Every document as Word and PDF, in the order of the contents."""
    seats = asyncio.Semaphore(office.jobs)
    problems: list[Problem] = []
    tasks: dict[str, asyncio.Task[tuple[Job, Proven]]] = {}
    try:
        for name, content in contents.items():
            if job := _job(name, content, press, where, problems):
                tasks[name] = asyncio.create_task(_proven(job, press, office, seats, say))
                await asyncio.sleep(0)  # now LibreOffice starts
        done = [] if problems else await asyncio.gather(*tasks.values())
    finally:  # the first failure ends the other documents too
        for task in tasks.values():
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    problems += (problem for _, proven in done for problem in proven.problems)
    if problems:
        raise SourceError(problems)
    return _prints(done)


def _prints(done: list[tuple[Job, Proven]]) -> Prints:
    files: Files = {}
    for job, proven in done:
        files |= {f"{job.name}.docx": job.filled.docx(proven.pages), f"{job.name}.pdf": proven.pdf}
    return Prints(files, {f"{job.name}.pdf": proven.fonts for job, proven in done})


async def _proven(job: Job, press: Press, office: Office, seats: asyncio.Semaphore, say: Say) -> tuple[Job, Proven]:
    """The PDF of a document; from the store when the very same has been printed and proven before."""
    key = fingerprint("pdf", job.twin, repr(job.origin.content.properties), office.version, press.tools)
    if press.store and (kept := press.store.get(key)):
        told = json.loads(kept["facts.json"])
        return job, Proven(kept["pdf"], tuple(told["pages"]), tuple(told["fonts"]))
    async with seats:
        say(f"Lager PDF av {job.name} …")
        raw = await convert(job.name, job.twin, office)
    await asyncio.sleep(0)  # whoever waits for the seat starts LibreOffice now, before the proof takes its time
    from osreport.proof.proven import proven  # takes a while, and LibreOffice works meanwhile

    made = proven(raw, job.origin)
    if press.store and not made.problems:
        facts = {"facts.json": json.dumps({"pages": made.pages, "fonts": made.fonts}).encode()}
        press.store.put(key, {"pdf": made.pdf, **facts})
        press.store.put(_page_key(job), facts)
    return job, made


def _known_pages(job: Job, store: Store | None) -> tuple[int, ...]:
    """The page numbers that an earlier PDF of the very same document had; none when there was no such PDF."""
    kept = store.get(_page_key(job)) if store else None
    return tuple(json.loads(kept["facts.json"])["pages"]) if kept else ()


def _page_key(job: Job) -> str:
    return fingerprint("pages", job.twin)
