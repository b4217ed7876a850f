"""Processes that are ended with everything they started: groups on POSIX, the process tree on Windows."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Lock, Timer
from typing import IO

PATIENCE = 2.0  # seconds to take one's leave in, once asked to

if sys.platform == "win32":  # written from the documentation; it has not been run

    def hold(log: IO[bytes]) -> None:
        """Nothing: Windows waits for the tree itself."""

    def ask_to_end(process: subprocess.Popen[bytes]) -> None:
        """Ends the process and all below it; there is no asking."""
        end_now(process)

    def end_now(process: subprocess.Popen[bytes]) -> None:
        """Ends the process and all below it."""
        subprocess.run(("taskkill", "/F", "/T", "/PID", str(process.pid)), capture_output=True, check=False)

else:
    import fcntl

    def hold(log: IO[bytes]) -> None:
        """Locks the log for as long as any process that inherits it lives; waits while another has it."""
        fcntl.flock(log, fcntl.LOCK_EX)

    def ask_to_end(process: subprocess.Popen[bytes]) -> None:
        """Asks the group that the process leads to end: LibreOffice then takes its socket in /tmp away."""
        _tell(process, signal.SIGTERM)

    def end_now(process: subprocess.Popen[bytes]) -> None:
        """Kills the group that the process leads."""
        _tell(process, signal.SIGKILL)

    def _tell(process: subprocess.Popen[bytes], what: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, what)


class Ended(Exception):  # noqa: N818 - that all has been ended is no error
    """Nothing more can be started."""


@dataclass
class Processes:
    """What has been started and not yet ended. All of it can be ended from another thread; then nothing more starts."""

    running: set[subprocess.Popen[bytes]] = field(default_factory=set)
    ended: bool = False
    lock: Lock = field(default_factory=Lock)

    def start(self, command: tuple[str, ...], log: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """A process that leads a group of its own and writes to a locked log; OSError where it cannot start."""
        with log.open("wb") as said, self.lock:
            hold(said)
            if self.ended:
                raise Ended
            process = subprocess.Popen(  # no shell, and the words are our own
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )
            self.running.add(process)
            return process

    def end(self, process: subprocess.Popen[bytes], log: Path) -> str:
        """What a process said, after its whole group has ended.

        The lock on the log is inherited, so it is free when the last of the group is gone. That is worth waiting
        for: a dying process may still write in the folder that is removed next.
        """
        with self.lock:
            if not self.ended:
                ask_to_end(process)
        with _later(PATIENCE, partial(end_now, process)), log.open("rb") as said:
            process.wait()
            hold(said)
            self.running.discard(process)
            return said.read().decode("utf-8", "replace")

    def end_all(self) -> None:
        """Asks all that run to end, and lets nothing more begin; whoever started them waits for them."""
        with self.lock:
            self.ended = True
            for process in tuple(self.running):
                ask_to_end(process)


def exit_code(process: subprocess.Popen[bytes], limit: float) -> int | None:
    """How the process ended; None when it took more than `limit` seconds, and was ended for that.

    `Popen.wait` with a limit looks only now and then, and sees the end too late.
    """
    overdue = Event()
    with _later(limit, overdue.set, partial(end_now, process)):
        code = process.wait()
    return None if overdue.is_set() else code


def has_ended(process: subprocess.Popen[bytes], within: float) -> bool:
    """Whether the process ends within so many seconds."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(within)
        return True
    return False


@contextlib.contextmanager
def _later(seconds: float, *deeds: Callable[[], object]) -> Iterator[None]:
    """Does the deeds, unless what stands below is done before that many seconds have gone."""
    timer = Timer(seconds, lambda: [deed() for deed in deeds])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
