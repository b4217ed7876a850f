"""The terminal: words and flags in, one recipe, problems and an exit code out.

Exit code 0: done; 1: problems in sources or templates; 2: the command was used wrongly; 3: a tool failed.
"""

# ruff: noqa: E402 - what makes loading quick comes before what is loaded

import gc
import signal
import sys

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is begun yet: Ctrl-C ends us without a word, until we listen
gc.set_threshold(200_000)  # one command, one process: what it leaves, its end takes away
sys.setswitchinterval(0.0005)  # seconds; who hands LibreOffice the next document waits no longer for its turn

import os
from datetime import date
from pathlib import Path

from osreport.standins import later, standing_in

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it looks for them in every package there is

with (
    standing_in("unittest.mock", Mock=None),  # invoke has a double of itself for tests, made with it
    standing_in("invoke.vendor.yaml", safe_load=later("invoke.vendor.yaml", "safe_load")),  # for settings few have
):
    from invoke import Collection

from osreport import terminal
from osreport.commands.documents import build, check, redline, schema
from osreport.commands.hearing import answers, hearing
from osreport.commands.history import changes, decisions, git, merge, text
from osreport.commands.intake import intake
from osreport.commands.numbers import freeze, numbers
from osreport.commands.rewriting import consolidate, migrate
from osreport.commands.strategy import roll
from osreport.commands.tracing import trace
from osreport.commands.upkeep import bench, test
from osreport.surroundings import Surroundings

TASKS = (
    build, check, schema, decisions, freeze, numbers, consolidate, roll, hearing, intake, answers, trace,
    changes, redline, git, text, merge, migrate, test, bench,
)  # fmt: skip

namespace = Collection(*TASKS)  # by this name, invoke's own program finds them
namespace.configure({"around": Surroundings(os.environ, Path.cwd(), os.cpu_count() or 1, date.today())})  # noqa: DTZ011 - the day where one sits

if __name__ == "__main__":
    terminal.listen()
    try:
        terminal.Terminal(namespace=namespace, binary="inv").run()
    except SystemExit as ended:
        terminal.leave(ended.code)
    terminal.leave(0)
