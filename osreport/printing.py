"""Contents and templates become finished files: every PDF proven, its page numbers told to the Word file.

Documents go side by side: while LibreOffice prints one, the template of the next is filled.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from osreport.context.content import Content
from osreport.memory import hand_back
from osreport.pdf.office import Office, convert
from osreport.press import Press
from osreport.problem import Problem, SourceError
from osreport.proof.origin import Origin, Proven, Where
from osreport.store import Store, fingerprint

if TYPE_CHECKING:  # a check of the sources shall not wait for python-docx
    from osreport.word.document import Filled

Say = Callable[[str], None]
Contents = Iterable[tuple[str, Content]]  # made one by one, as they are printed
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
    jobs = [_job(name, content, press, where, problems) for name, content in contents]
    if problems:
        raise SourceError(problems)
    return tuple(job for job in jobs if job)


def _job(name: str, content: Content, press: Press, where: Where, problems: list[Problem]) -> Job | None:
    """One document with its template filled; None when that gave problems."""
    from osreport.word.document import fill
    from osreport.word.quality.fault import problems as told

    called = press.called(name)
    try:
        done = fill(content, press.template(name), called, press.fonts)
    except SourceError as error:
        problems += error.problems
        return None
    origin = Origin(called, content, done.inventory, where)
    if found := [*told(done.faults, called, lambda paragraph: origin.written(done.block(paragraph)))]:
        problems += found
        return None
    twin, printed_there = done.for_pdf()
    hand_back(twin)  # LibreOffice needs it
    return Job(name, done, twin, replace(origin, inventory=printed_there))


async def _with_pdf(contents: Contents, press: Press, office: Office, where: Where, say: Say) -> Prints:
    """Every document as Word and PDF, in the order of the contents.

    While a LibreOffice prints one document, the templates of the next are filled; the last one gets all that are left.
    """
    jobs: dict[str, Job] = {}
    problems: list[Problem] = []
    waiting: list[Job] = []
    async with _Offices(press, office, say) as offices:
        for name, content in contents:
            if job := _job(name, content, press, where, problems):
                jobs[name] = job
                waiting += offices.unknown(job)
            if waiting and offices.free > 1:
                await offices.start(waiting)
                waiting = []
        if problems:
            raise SourceError(problems)
        await offices.start(waiting)
        await offices.done()
    if problems := [problem for each in offices.proven.values() for problem in each.problems]:
        raise SourceError(problems)
    return _prints([(job, offices.proven[name]) for name, job in jobs.items()])


def _prints(done: list[tuple[Job, Proven]]) -> Prints:
    files: Files = {}
    for job, proven in done:
        files |= {f"{job.name}.docx": job.filled.docx(proven.pages), f"{job.name}.pdf": proven.pdf}
    return Prints(files, {f"{job.name}.pdf": proven.fonts for job, proven in done})


class _Offices:
    """The LibreOffices at work, at most as many as allowed; leaving ends those that are not done."""

    def __init__(self, press: Press, office: Office, say: Say) -> None:
        self.press, self.office, self.say = press, office, say
        self.tasks: list[asyncio.Task[None]] = []
        self.proven: dict[str, Proven] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    @property
    def free(self) -> int:
        return self.office.jobs - len(self.tasks)

    def unknown(self, job: Job) -> list[Job]:
        """The job, unless the very same has been printed and proven before: then that is taken."""
        if self.press.store and (kept := self.press.store.get(self._key(job))):
            told = json.loads(kept["facts.json"])
            self.proven[job.name] = Proven(kept["pdf"], tuple(told["pages"]), tuple(told["fonts"]))
            return []
        return [job]

    async def start(self, jobs: list[Job]) -> None:
        """Lets one LibreOffice print these; it has begun when this returns."""
        if jobs:
            self.say(f"Lager PDF av {' og '.join(job.name for job in jobs)} …")
            self.tasks.append(asyncio.create_task(self._print(jobs)))
            await asyncio.sleep(0)

    async def done(self) -> None:
        """Waits until every PDF is proven; ToolError where LibreOffice failed."""
        if self.tasks:
            from osreport.proof import proven  # noqa: F401 - takes a while to load, while LibreOffice works
        await asyncio.gather(*self.tasks)

    async def _print(self, jobs: list[Job]) -> None:
        raws = await convert({job.name: job.twin for job in jobs}, self.office)
        from osreport.proof.proven import proven

        for job in jobs:
            self.proven[job.name] = made = proven(raws.pop(job.name), job.origin)
            if self.press.store and not made.problems:
                facts = {"facts.json": json.dumps({"pages": made.pages, "fonts": made.fonts}).encode()}
                self.press.store.put(self._key(job), {"pdf": made.pdf, **facts})
                self.press.store.put(_page_key(job), facts)

    def _key(self, job: Job) -> str:
        properties = repr(job.origin.content.properties)
        return fingerprint("pdf", job.twin, properties, self.office.version, self.press.tools)


def _known_pages(job: Job, store: Store | None) -> tuple[int, ...]:
    """The page numbers that an earlier PDF of the very same document had; none when there was no such PDF."""
    kept = store.get(_page_key(job)) if store else None
    return tuple(json.loads(kept["facts.json"])["pages"]) if kept else ()


def _page_key(job: Job) -> str:
    return fingerprint("pages", job.twin)
