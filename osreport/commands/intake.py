"""The task that takes in what came in during a hearing."""

import sys

from invoke import Context, Exit, task

from osreport import flags
from osreport.flags import WRONG_USE
from osreport.surroundings import around
from osreport.terminal import PROBLEMS, told


@task(
    positional=["round", "files"],
    iterable=["files"],
    help={
        "round": "Id-en til høringen.", "files": "Filene som kom inn, eller mapper med dem.",
        "sources": "Mappen med YAML-filene.", "templates": "Mappen med Word-malene.",
        "received": "Dagen de kom inn, ÅÅÅÅ-MM-DD; for filer som ikke sier det selv.",
        "columns": "Kolonnene i regneark, slik kommunen kaller dem: navn=Innsender,tekst=Høringssvar.",
    },
)  # fmt: skip
def intake(
    c: Context,
    round: str,  # noqa: A002
    files: list[str],
    sources: str = "",
    templates: str = "",
    received: str = "",
    columns: str = "",
) -> None:
    """Ta inn høringssvar: skjema, utkast med merknader, regneark, e-post og tekst blir merknader i kildene."""
    from osreport.intake.outcome import to_text
    from osreport.press import Press
    from osreport.receiving import Order, taken_in

    here, source, word = around(c).folder, flags.folder(sources, "sources"), flags.folder(templates, "templates")
    wanted = flags.files(files)
    if not wanted:
        raise Exit("Skriv hvilke filer som skal tas inn: inv intake RUNDE FILER …", WRONG_USE)
    press = Press(word, shown_as=flags.called(word, here))
    day, own = flags.day(received, "--received"), flags.columns(columns)
    with told():
        taken, folder = taken_in(Order(source, flags.called(source, here), round, wanted, press, own, day))
        sys.stdout.write(f"{to_text(taken, flags.called(folder, here))}\n")
        if any(each.unread for each in taken):
            raise Exit(code=PROBLEMS)
