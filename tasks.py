"""The terminal: words and flags in, one recipe, problems and an exit code out.

Exit code 0: done; 1: problems in sources or templates; 2: the command was used wrongly; 3: a tool failed.
"""

import gc
import os
from datetime import date
from pathlib import Path

from invoke import Collection

from osreport import terminal
from osreport.commands.documents import build, check, redline, schema
from osreport.commands.hearing import answers
from osreport.commands.history import changes, decisions, git, merge, text
from osreport.commands.intake import intake
from osreport.commands.upkeep import bench, test
from osreport.surroundings import Surroundings

TASKS = (build, check, changes, redline, decisions, answers, text, merge, git, intake, schema, test, bench)

if __name__ == "__main__":
    gc.set_threshold(200_000)  # one build, one process: what it leaves, its end takes away
    terminal.listen()
    commands = Collection(*TASKS)
    commands.configure({"around": Surroundings(os.environ, Path.cwd(), os.cpu_count() or 1, date.today())})  # noqa: DTZ011 - the day where one sits
    try:
        terminal.Terminal(namespace=commands, binary="inv").run()
    except SystemExit as ended:
        terminal.leave(ended.code)
    terminal.leave(0)
