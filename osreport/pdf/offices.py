"""DOCX → raw PDF: LibreOffices started before they are needed, given one document after another, ended together.

A LibreOffice that has a document open stays, and prints what another one, started with the same profile, hands over to
it. That takes half the time of starting one for each document. It prints the open one first, while there is nothing
else to do, and then has all that it prints with at hand.
"""

import contextlib
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Self

from osreport.pdf.blank import blank_docx
from osreport.pdf.office import NO_PDF, OPEN, Office, printing, said, started, waiting
from osreport.pdf.processes import Ended, Processes, has_ended
from osreport.problem import ToolError
from osreport.structs import replace

if TYPE_CHECKING:
    import subprocess

OPENED = f".~lock.{OPEN}.docx#"  # LibreOffice locks a file that it has opened
READ = {"registrymodifications.xcu", "extensions"}
LOOK, LONGEST = 0.005, 20.0  # seconds: between looks whether it is ready, and before it is given up


class Offices:
    """LibreOffices at work: one gets ready at once, others when more documents wait; leaving ends them all.

    They are started and ended by threads, which no Ctrl-C stops halfway.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._processes = Processes()
        self._seats = [_Seat(office, self._processes) for _ in range(office.jobs)]
        self._unused: SimpleQueue[_Seat] = SimpleQueue()
        self._free: SimpleQueue[_Seat] = SimpleQueue()
        self._threads = ThreadPoolExecutor(office.jobs)
        self._over, self._closed = Event(), Event()
        self._closing = Thread(target=self._close, daemon=True)

    def __enter__(self) -> Self:
        """Waits until the first has been started: Python, hard at work, gives a thread with files to copy few turns."""
        first, *others = self._seats
        for seat in others:
            self._unused.put(seat)
        self._closing.start()
        try:
            self._threads.submit(int).result()  # whoever is stopped while a thread starts, loses sight of it
            self._threads.submit(self._open, first).result()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Whoever stops us meanwhile is heard when all is ended and taken away.

        A thread that we stop waiting for (`join`) passes for ended from then on, though it is at work (gh-90882).
        """
        stopped: KeyboardInterrupt | None = None
        while not self._closed.is_set():
            try:
                self._over.set()
                self._closed.wait()
            except KeyboardInterrupt as error:
                stopped = error
        if stopped:
            raise stopped

    def _close(self) -> None:
        self._over.wait()
        try:
            self._processes.end_all()
            self._threads.shutdown(cancel_futures=True)
            for seat in self._seats:
                seat.close()
        finally:
            self._closed.set()

    def pdf(self, name: str, docx: bytes) -> Future[bytes]:
        """The raw PDF of a DOCX, in time; ToolError where LibreOffice has failed twice, the second time by itself."""
        return self._threads.submit(self._printed, name, docx)

    def no_more(self) -> None:
        """Every document has been handed over: a LibreOffice that is done ends, and leaves its room to the proofs."""
        for _ in self._seats:
            self._threads.submit(self._rest)

    def _rest(self) -> None:
        with contextlib.suppress(Empty):
            seat = self._free.get_nowait()
            seat.end()
            self._free.put(seat)

    def _open(self, seat: "_Seat") -> None:
        try:
            seat.open()
        finally:
            self._free.put(seat)

    def _printed(self, name: str, docx: bytes) -> bytes:
        if self._free.empty():
            with contextlib.suppress(Empty):
                self._open(self._unused.get_nowait())
        seat = self._free.get()
        try:
            return seat.printed(name, docx)
        except ToolError:
            return self._alone(name, docx)
        finally:
            self._free.put(seat)

    def _alone(self, name: str, docx: bytes) -> bytes:
        """By a LibreOffice of its own with a new profile, in case the old one is the fault."""
        seat = _Seat(replace(self._office, profile=None), self._processes)
        try:
            return seat.printed(name, docx)
        finally:
            seat.close()


class _Seat:
    """A folder with a profile, the LibreOffice that waits there, and one document at a time."""

    def __init__(self, office: Office, processes: Processes) -> None:
        self._office, self._processes = office, processes
        self._process: subprocess.Popen[bytes] | None = None
        self._is_good = False

    @cached_property
    def _home(self) -> "TemporaryDirectory[str]":
        """Made by the thread that first needs it."""
        return TemporaryDirectory(prefix="osreport-")

    @property
    def _folder(self) -> Path:
        return Path(self._home.name)

    @property
    def _log(self) -> Path:
        return self._folder / "waiting.log"

    def open(self) -> None:
        """Starts LibreOffice; where it cannot be started, each document starts its own."""
        if self._office.profile:
            with contextlib.suppress(OSError):
                shutil.copytree(self._office.profile, self._folder / "profile", ignore=_unread)
        (self._folder / f"{OPEN}.docx").write_bytes(blank_docx())
        command = waiting(self._office, self._folder)
        with contextlib.suppress(ToolError, Ended):
            self._process = started(self._processes, self._office, command, self._log)

    def _wait(self) -> None:
        """Until LibreOffice is ready to be handed a document, or has ended; one that never is, is given up."""
        for _ in range(int(min(self._office.time_limit, LONGEST) / LOOK)):
            if self._process is None or (self._folder / OPENED).exists() or has_ended(self._process, LOOK):
                return
        self.end()

    def printed(self, name: str, docx: bytes) -> bytes:
        """The raw PDF; after a failure, nothing waits here any more."""
        self._wait()
        try:
            pdf = self._made(name, docx)
        except ToolError:
            self.end()
            raise
        self._is_good = True
        return pdf

    def _made(self, name: str, docx: bytes) -> bytes:
        """The raw PDF; LibreOffice's exit code is 0 also when it could not read the file."""
        file, made = (self._folder / f"{name}.{kind}" for kind in ("docx", "pdf"))
        file.write_bytes(docx)
        command = printing(self._office, self._folder, name)
        words = said(self._processes, self._office, command, self._folder / "log", name)
        if not made.is_file():
            raise ToolError(command, 0, words, NO_PDF.format(name=name))
        return made.read_bytes()

    def close(self) -> None:
        """Ends what waits here, leaves a profile that has been of use for later builds, and takes the folder away."""
        self.end()
        if self._is_good:
            _keep(self._folder / "profile", self._office.profile)
        if "_home" in vars(self):
            self._home.cleanup()

    def end(self) -> None:
        """Ends the LibreOffice that waits; a later document starts its own."""
        if self._process:
            self._processes.end(self._process, self._log)
            self._process = None


def _unread(folder: str, names: list[str]) -> set[str]:
    """What of a profile LibreOffice does not look at when it starts."""
    return set(names) - READ if Path(folder).name == "user" else set()


def _keep(used: Path, profile: Path | None) -> None:
    """Leaves a used profile for later, unless one is there or another build comes first."""
    if profile is None or profile.exists():
        return
    with contextlib.suppress(OSError):
        profile.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=profile.parent, prefix=f"{profile.name}-") as name:
            shutil.copytree(used, Path(name) / "profile", ignore=_unread).rename(profile)
