"""The tasks that write in the sources themselves."""

import sys

from invoke import Context, Exit, task

from osreport import flags, repository
from osreport.flags import WRONG_USE
from osreport.surroundings import around
from osreport.terminal import say, told


@task(help={
    "until": "Vedtak til og med denne dagen, ÅÅÅÅ-MM-DD.", "sources": "Mappen med YAML-filene.",
})  # fmt: skip
def consolidate(c: Context, until: str = "", sources: str = "") -> None:
    """Skriv det vedtakene har endret inn i de andre filene, uten at dokumentene blir annerledes."""
    from osreport import recipes
    from osreport.decisions.consolidating import to_text
    from osreport.press import Press

    day, source = flags.day(until, "--until"), flags.folder(sources, "sources")
    if day is None:
        raise Exit("Skriv til og med hvilken dag: --until ÅÅÅÅ-MM-DD.", WRONG_USE)
    templates, here = flags.folder("", "templates"), around(c).folder
    with told():
        before = repository.revision(source)
        press = Press(templates, shown_as=flags.called(templates, here))
        found = recipes.consolidated(source, flags.called(source, here), day, press)
        sys.stdout.write(f"{to_text(found, until)}\n")
        if found.files:
            _say_how_to_undo(before, flags.called(source, here))


@task(help={"sources": "Mappen med YAML-filene."})
def migrate(c: Context, sources: str = "") -> None:
    """Skriv kilder fra en eldre utgave om til dagens oppbygning."""
    from osreport import recipes
    from osreport.migration import to_text

    source, here = flags.folder(sources, "sources"), around(c).folder
    with told():
        before = repository.revision(source)
        found = recipes.migrated(source, flags.called(source, here))
        sys.stdout.write(f"{to_text(found)}\n")
        if found.files:
            _say_how_to_undo(before, flags.called(source, here))


def _say_how_to_undo(before: str, folder: str) -> None:
    """How to get the files back, as git had the folder before."""
    if before.endswith("+endret"):
        say("Du hadde endringer som ikke var lagret i git. «git diff» viser dem sammen med det som nå er skrevet.")
    elif before != "ukjent":
        say(f"Se det over med «git diff». Angrer du, gir «git restore {folder}» filene tilbake slik de var.")
