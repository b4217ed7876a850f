"""The program as a terminal meets it: how it starts, is stopped, and ends."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

from invoke import Exit, ParseError, Program

from osreport import flags, report
from osreport.flags import CACHE, WRONG_USE
from osreport.problem import Problem, SourceError, ToolError
from osreport.surroundings import Surroundings

if TYPE_CHECKING:
    from osreport.press import Press
    from osreport.spelling import Dictionaries
    from osreport.states import LaidOut, State

PROBLEMS, TOOL_FAILED = 1, 3
STOPPED = 1  # as invoke ends on Ctrl-C
AGAIN = 0.01  # seconds
# Modules that whoever is in must leave first: stopped within, they leave a folder, files or a module half made. Some
# compiled modules end the whole process, at once, when they are stopped while they load.
HALFWAY = {
    "importlib._bootstrap", "_frozen_importlib", "tempfile", "shutil", "osreport.publish", "osreport.pdf.offices",
}  # fmt: skip

HEARD = Event()  # someone has stopped us


class Terminal(Program):
    """invoke's own program, except that Python may keep what it compiles, and unreadable words end with exit code 2."""

    def run(self, argv: list[str] | None = None, exit: bool = True) -> None:  # noqa: A002
        """As invoke does; what a library has made of Ctrl-C (ctypes: an ArgumentError), is Ctrl-C still."""
        try:
            super().run(argv, exit)
        except Exception as error:
            if HEARD.is_set():
                raise SystemExit(STOPPED) from error
            raise

    def parse_core(self, argv: list[str] | None) -> None:
        """The words before a task's; invoke also forbids Python to keep anything, and all would be compiled anew."""
        forbidden = sys.dont_write_bytecode
        super().parse_core(argv)
        sys.dont_write_bytecode = forbidden

    def normalize_argv(self, argv: list[str] | None) -> None:
        super().normalize_argv(argv)
        self.argv: list[str] = flags.spread(self.argv, {"intake": 1})

    def parse_tasks(self) -> None:
        try:
            super().parse_tasks()
        except ParseError as error:
            raise Exit(f"{error}\nSe kommandoene med --list, og flaggene med --help KOMMANDO.", WRONG_USE) from error


def listen() -> None:
    """Whoever stops us is heard as Ctrl-C is, so that no LibreOffice is left; and our words are UTF-8 everywhere.

    Python loses what is raised while it tidies up, as it does for each module that it loads; it is raised once more.
    """
    sys.unraisablehook = _lost
    heard = ["SIGTERM", "SIGHUP", "SIGALRM"]
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as what a shell runs in the background has to
        heard.append("SIGINT")
    for name in heard:
        if name in signal.Signals.__members__:  # Windows has neither SIGHUP nor SIGALRM
            signal.signal(signal.Signals[name], _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _stop(_: int, frame: FrameType | None) -> None:
    """As Ctrl-C, here or, where that would leave something halfway, a little later."""
    if not (_is_halfway(frame) and _comes_again()):
        HEARD.set()
        raise KeyboardInterrupt


def _is_halfway(frame: FrameType | None) -> bool:
    while frame:
        if frame.f_globals.get("__name__") in HALFWAY:
            return True
        frame = frame.f_back
    return False


def _comes_again() -> bool:
    """Whether the signal could be put off; not on Windows."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, AGAIN)
        return True
    return False


def _lost(what: "sys.UnraisableHookArgs") -> None:
    if not (isinstance(what.exc_value, KeyboardInterrupt) and _comes_again()):
        sys.__unraisablehook__(what)


def leave(code: object) -> None:
    """Ends the process at once: taking all that it holds apart, piece by piece, would take longer than a check."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else bool(code))


def say(line: str) -> None:
    """Progress for people; on stderr, so that stdout holds results alone."""
    sys.stderr.write(f"{line}\n")


@contextmanager
def told(shown: Callable[[Sequence[Problem]], str] = report.to_text) -> Iterator[None]:
    """Turns what went wrong into words and an exit code."""
    try:
        yield
    except SourceError as error:
        sys.stdout.write(f"{shown(error.problems)}\n")
        raise Exit(code=PROBLEMS) from error
    except ToolError as error:
        command = " ".join(error.command)
        lines = "\n".join(f"    {line}" for line in error.last_lines)
        ended = "" if error.exit_code is None else f"\n  Sluttkode: {error.exit_code}"
        raise Exit(f"{error.hint}\n  Kommando: {command}{ended}\n{lines}", TOOL_FAILED) from error


@contextmanager
def laid_out(word: str, state: "State", source: Path, base: Path) -> Iterator["LaidOut"]:
    """The files of a state, and a word to the user where what was asked for may mean two things."""
    from osreport import states

    if doubt := states.doubtful(word, source):
        say(doubt)
    with states.laid_out(state, source, flags.called(source, base)) as laid:
        yield laid


def press(here: Surroundings, templates: Path, *, pdf: bool) -> "Press":
    """How documents are printed here."""
    from osreport import machine
    from osreport.press import Press
    from osreport.store import Store

    office = machine.office(here.environment, here.cores, CACHE) if pdf else None
    called = flags.called(templates, here.folder)
    return Press(templates, office, machine.fonts(), Store(CACHE / "ferdig"), machine.typefaces(), called)


def dictionaries(environment: Mapping[str, str]) -> "Dictionaries | None":
    """The dictionaries of this machine; without them, a line that says so."""
    from osreport import machine

    found = machine.dictionaries(environment, CACHE)
    if found is None:
        say("Rettskrivingen er ikke kontrollert: Fant ingen norsk ordbok. Veiledningen sier hvordan du får den.")
    return found


def shown(form: str, environment: Mapping[str, str]) -> Callable[[Sequence[Problem]], str]:
    """How problems are shown here."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    return flags.shown(form, colour=coloured(environment), width=width)


def coloured(environment: Mapping[str, str]) -> bool:
    return flags.coloured(environment, terminal=sys.stdout.isatty())
