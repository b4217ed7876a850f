"""Ending a process with everything it started: groups and locks on POSIX, the process tree on Windows."""

import contextlib
import os
import signal
import subprocess
import sys
from typing import IO

if sys.platform == "win32":  # written from the documentation; it has not been run

    def hold(log: IO[bytes]) -> None:
        """Nothing: Windows waits for the tree itself."""

    def end_group(process: subprocess.Popen[bytes]) -> None:
        """Kills the process and all below it."""
        subprocess.run(("taskkill", "/F", "/T", "/PID", str(process.pid)), capture_output=True, check=False)

else:
    import fcntl

    def hold(log: IO[bytes]) -> None:
        """Locks the log for as long as any process that inherits it lives; waits while another has it."""
        fcntl.flock(log, fcntl.LOCK_EX)

    def end_group(process: subprocess.Popen[bytes]) -> None:
        """Kills the group that the process leads."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
