"""The tasks of a hearing."""

import os

from invoke import Context, task

from osreport import flags
from osreport.flags import CACHE
from osreport.surroundings import around
from osreport.terminal import say, told


@task(positional=["round"], help={
    "round": "Høringen, slik id-en er i runde.yaml.", "sources": "Mappen med YAML-filene.",
    "templates": "Mappen med Word-malene.", "output": "Mappen der filene legges.", "no-pdf": "Lag bare Word-filene.",
    "publish": "Lag det som kan legges ut: uten navn på privatpersoner, og uten brev.",
    "letters": "Lag også brev til dem som har uttalt seg.",
})  # fmt: skip
def answers(
    c: Context,
    round: str,  # noqa: A002
    sources: str = "",
    templates: str = "",
    output: str = "",
    no_pdf: bool = False,
    publish: bool = False,
    letters: bool = False,
) -> None:
    """Lag merknadsdokument, saksframlegg og svarbrev etter en høring."""
    from osreport import machine
    from osreport.answering import Wanted, answered
    from osreport.press import Press
    from osreport.store import Store

    source, word, here = flags.folder(sources, "sources"), flags.folder(templates, "templates"), around(c).folder
    out = flags.outside(output, source) / f"svar-{round}{'-offentlig' * publish}"
    with told():
        office = None if no_pdf else machine.office(around(c).environment, around(c).cores, CACHE)
        shown_as = flags.called(word, here)
        press = Press(word, office, machine.fonts(), Store(CACHE / "ferdig"), machine.typefaces(), shown_as)
        wanted = Wanted(round, publish, letters and not publish, around(c).today)
        for path in answered(source, flags.called(source, here), wanted, press, out, say):
            say(f"  {os.path.relpath(path)}")
