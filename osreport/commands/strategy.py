"""The tasks of the planstrategi's own year."""

import os
import sys

from invoke import Context, Exit, task

from osreport import flags
from osreport.flags import CACHE, WRONG_USE
from osreport.surroundings import around
from osreport.terminal import say, told


@task(help={
    "to": "Året den nye perioden begynner, for eksempel 2025.",
    "sources": "Mappen med YAML-filene.", "templates": "Mappen med Word-malene.",
    "output": "Mappen der filene med endringer legges.", "no-pdf": "Lag bare Word-filene.",
})  # fmt: skip
def roll(c: Context, to: str, sources: str = "", templates: str = "", output: str = "", no_pdf: bool = False) -> None:
    """Lag et forslag til rullering av planstrategien, og vis hva det endrer."""
    from osreport import comparing, machine
    from osreport.press import Press
    from osreport.rolling.summary import summary

    (year,), here = flags.numbers(to, "--to", 1), around(c).folder
    source, word = flags.folder(sources, "sources"), flags.folder(templates, "templates")
    out = flags.folder(output, "output")
    if out.is_relative_to(source):
        raise Exit("--output kan ikke ligge i mappen med kildene: der leses alt som kilder.", WRONG_USE)
    with told():
        office = None if no_pdf else machine.office(around(c).environment, around(c).cores, CACHE)
        press = Press(word, office, machine.fonts(), shown_as=flags.called(word, here))
        try:
            found, paths = comparing.rolled(source, year, press, out, flags.called(source, here))
        except ValueError as error:
            raise Exit(f"--to: {error}", WRONG_USE) from error
        sys.stdout.write(f"{summary(found)}\n")
        for path in paths:
            say(f"  {os.path.relpath(path)}")
