"""One command as a whole process: how long it took, or how much memory it and what it started held.

Memory is read from /proc while it runs; where there is none (macOS, Windows), only the time is known.
"""

import os
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter
from typing import IO

from osreport.pdf.processes import end_now, exit_code
from osreport.problem import ToolError

PROCESSES = Path("/proc")
PAUSE, GRACE = 0.02, 10
OFFICE = "soffice.bin"
FAILED = "Et steg i målingen feilet."


@dataclass(frozen=True)
class Memory:
    """Largest resident size in bytes: of the process itself, of its largest LibreOffice, of all at one moment.

    `together` counts pages that two processes share twice. `offices` is how many LibreOffices it started.
    """

    own: int
    office: int
    together: int
    offices: int


@dataclass(frozen=True)
class Run:
    """One run of a command; `memory` is None where nobody watched it. One that was cut off took longer than told."""

    seconds: float
    memory: Memory | None
    cut_off: bool = False


@dataclass
class Meter:
    """Takes the time of commands, or watches their memory: whoever looks at it every 20 ms takes of their time."""

    watches: bool = False

    def run(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str] | None = None,
        limit: float | None = None,
    ) -> Run:
        """Runs the command in the folder until it ends, or is ended at the limit; ToolError when it fails.

        However it ends, with Ctrl-C too, no process is left.
        """
        with TemporaryFile() as said:
            began = perf_counter()
            process = _started(command, folder, said, environment)
            with _watched(process.pid) if self.watches else nullcontext() as watch:
                try:
                    code = _exit_code(process, limit)
                finally:
                    seconds = perf_counter() - began
                    _end(process)
            if code:
                said.seek(0)
                raise ToolError(tuple(command), code, said.read().decode("utf-8", "replace"), FAILED)
        return Run(seconds, watch.memory() if watch else None, cut_off=code is None)


def _exit_code(process: subprocess.Popen[bytes], limit: float | None) -> int | None:
    """How it ended; None when it was still running at the limit. `Popen.wait` with a limit sees the end 50 ms late."""
    return process.wait() if limit is None else exit_code(process, limit)


def _started(
    command: Sequence[str], folder: Path, said: IO[bytes], environment: Mapping[str, str] | None
) -> subprocess.Popen[bytes]:
    """A process that leads a group of its own."""
    return subprocess.Popen(  # noqa: S603 - no shell, and the words are our own
        command,
        cwd=folder,
        env=_environment() if environment is None else dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends one that still runs: asked first, as osreport then ends its LibreOffice, and then with all of its group."""
    if process.poll() is not None:
        return
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    end_now(process)
    process.wait()


def _environment() -> dict[str, str]:
    """Ours, save that Python may keep what it has compiled, as it does for a planner."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONUTF8": "1"}


@contextmanager
def _watched(pid: int) -> Iterator["_Watch"]:
    """A watch over the process while the block runs."""
    watch, ended = _Watch(pid), threading.Event()

    def look() -> None:
        while not ended.wait(PAUSE):
            watch.look()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join()


@dataclass
class _Watch:
    """What has been seen of a process and those below it."""

    pid: int
    peaks: dict[int, int] = field(default_factory=dict)
    offices: set[int] = field(default_factory=set)
    together: int = 0

    def memory(self) -> Memory | None:
        if not self.peaks:
            return None
        office = max((self.peaks[pid] for pid in self.offices), default=0)
        return Memory(self.peaks.get(self.pid, 0), office, self.together, len(self.offices))

    def look(self) -> None:
        now = 0
        for pid in _tree(self.pid, ""):
            told = _told(PROCESSES / str(pid) / "status")
            if "VmHWM" in told:  # a process that has just ended has none
                self.peaks[pid] = max(self.peaks.get(pid, 0), _bytes(told["VmHWM"]))
                now += _bytes(told["VmRSS"])
                if told["Name"] == OFFICE:
                    self.offices.add(pid)
        self.together = max(self.together, now)


def _tree(pid: int, above: str) -> Iterator[int]:
    """The process and those below it, save copies that have not yet become another program than the one above.

    LibreOffice starts its small helpers through copies of copies; nothing below it is looked at.
    """
    command = _text(PROCESSES / str(pid) / "cmdline")
    if command == above:
        return
    yield pid
    if _text(PROCESSES / str(pid) / "comm").strip() == OFFICE:
        return
    try:
        threads = list((PROCESSES / str(pid) / "task").iterdir())
    except OSError:
        return
    for thread in threads:
        for child in _text(thread / "children").split():
            yield from _tree(int(child), command)


def _told(status: Path) -> dict[str, str]:
    lines = (line.partition(":") for line in _text(status).splitlines())
    return {name: value.strip() for name, _, value in lines}


def _bytes(value: str) -> int:
    return int(value.removesuffix(" kB")) * 1024


def _text(file: Path) -> str:
    """What the file says; nothing when the process it tells of is gone."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""
