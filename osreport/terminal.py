"""The program as a terminal meets it: how it starts, is stopped, and ends."""

import os
import signal
import sys
from io import TextIOWrapper

from invoke import Exit, ParseError, Program

from osreport.flags import WRONG_USE


class Terminal(Program):
    """invoke's own program, except that words it cannot read end with exit code 2."""

    def parse_tasks(self) -> None:
        try:
            super().parse_tasks()
        except ParseError as error:
            raise Exit(f"{error}\nSe kommandoene med --list, og flaggene med --help KOMMANDO.", WRONG_USE) from error


def listen() -> None:
    """Whoever stops us is heard as Ctrl-C is, so that no LibreOffice is left; and our words are UTF-8 everywhere."""
    for name in ("SIGTERM", "SIGHUP"):
        if name in signal.Signals.__members__:  # Windows has no SIGHUP
            signal.signal(signal.Signals[name], lambda *_: signal.raise_signal(signal.SIGINT))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def leave(code: object) -> None:
    """Ends the process at once: taking all that it holds apart, piece by piece, would take longer than a check."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else bool(code))
