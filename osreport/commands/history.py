"""The tasks that tell what was decided, what has changed and why, and those that git runs."""

import os
import sys
from functools import partial
from pathlib import Path

from invoke import Context, Exit, task

from osreport import flags, repository, terminal
from osreport.flags import ROOT, WRONG_USE
from osreport.surroundings import around
from osreport.terminal import PROBLEMS, laid_out, say, told


@task(help={
    "from": "Tilstanden det sammenlignes med; siste lagrede utgave (HEAD) om den utelates.",
    "to": "Tilstanden det spørres om; arbeid (filene som de er) om den utelates.",
    "sources": "Mappen med YAML-filene.", "format": "text, json eller markdown.",
    "output": "Legg endringsloggen i denne mappen, som Word og PDF.", "templates": "Mappen med Word-malene.",
    "no-pdf": "Lag bare Word-filen.",
    "with": "Ta med i den nyeste tilstanden det som ikke er vedtatt: et forslag, SAK/alternativ eller en HØRING.",
})  # fmt: skip
def changes(
    c: Context,
    from_: str = "HEAD",
    to: str = "arbeid",
    sources: str = "",
    format: str = "text",  # noqa: A002
    output: str = "",
    templates: str = "",
    no_pdf: bool = False,
    with_: str = "",
) -> None:
    """Vis hva som er endret mellom to tilstander, og hvorfor."""
    from osreport import comparing, logbook
    from osreport.changes.shown import FORMATS as FORMS
    from osreport.changes.shown import to_text

    form = flags.choice(format, tuple(FORMS), "--format")
    old, new = flags.state(from_, flag="--from"), flags.state(to, flag="--to")
    source, here = flags.folder(sources, "sources"), around(c).folder
    log = flags.outside(output, source) if output else None
    with told(), laid_out(from_, old, source, here) as before, laid_out(to, new, source, here) as after:
        show = partial(to_text, colour=terminal.coloured(around(c).environment)) if form == "text" else FORMS[form]
        asked = (old, before), (new, after)
        if log:
            press = terminal.press(around(c), flags.folder(templates, "templates"), pdf=not no_pdf)
            found, made = logbook.logged(*asked, press, log, say, with_)
        else:
            found, made = comparing.changed(*asked, with_), ()
        sys.stdout.write(f"{show(found, (str(old), str(new)))}\n")
        for path in made:
            say(f"  {os.path.relpath(path)}")


@task(help={
    "sources": "Mappen med YAML-filene.", "as-of": "Bare vedtak til og med denne dagen, ÅÅÅÅ-MM-DD.",
    "with": "Ta med det som ikke er vedtatt: et forslag, SAK/alternativ eller en HØRING.",
})  # fmt: skip
def decisions(c: Context, sources: str = "", as_of: str = "", with_: str = "") -> None:
    """Vis vedtakene i rekkefølge, og hva hvert av dem endrer i planene."""
    from osreport import recipes
    from osreport.decisions.ledger import to_text

    source, chosen = flags.folder(sources, "sources"), flags.state("", as_of)
    with told():
        ruled = recipes.ruled(source, chosen.day, with_, flags.called(source, around(c).folder))
        sys.stdout.write(f"{to_text(ruled.entries)}\n")
        if ruled.problems:
            raise Exit(code=PROBLEMS)


@task(positional=["file"], help={"file": "Word-filen."})
def text(_: Context, file: str) -> None:
    """Vis en Word-fil som tekst. Git bruker den til å vise hva som er endret."""
    from osreport.word.readable import readable

    try:
        sys.stdout.write(readable(Path(file).read_bytes()))
    except (OSError, ValueError) as error:
        raise Exit(f"Kan ikke lese «{file}» som en Word-fil.", WRONG_USE) from error


@task(
    positional=["base", "ours", "theirs"],
    help={"base": "Den felles utgaven.", "ours": "Din utgave; her skrives svaret.", "theirs": "Den andre utgaven."},
)
def merge(_: Context, base: str, ours: str, theirs: str) -> None:
    """Slå sammen tre utgaver av en YAML-fil, element for element. Git bruker den når to har endret samme fil."""
    from osreport.merging import merged

    with told():
        found = merged(*(Path(file).read_bytes() for file in (base, ours, theirs)))
        Path(ours).write_bytes(found.content)
        if found.conflicts:
            raise Exit(code=PROBLEMS)


@task(help={"sources": "Mappen med YAML-filene."})
def git(_: Context, sources: str = "") -> None:
    """La git vise Word-filer som tekst, og slå sammen YAML-filer element for element."""
    from osreport import drivers

    root = repository.root(flags.folder(sources, "sources"))
    if root is None:
        raise Exit("Mappen med kilder ligger ikke i git.", WRONG_USE)
    program = f'"{Path(sys.executable).as_posix()}" "{(ROOT / "tasks.py").as_posix()}"'
    for name, value in drivers.settings(program):
        repository.configure(root, name, value)
        say(f"  {name}")
    say("Git i denne mappen viser nå Word-filer som tekst, og slår sammen YAML-filer element for element.")
    if repository.attribute(root, "sources/kommune.yaml", "merge") != "osreport-yaml":
        say(f"Legg også dette i filen .gitattributes øverst i mappen:\n{drivers.ATTRIBUTES}")
