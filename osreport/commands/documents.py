"""The tasks that make documents, and hold the sources they are made of against the rules."""

import os
import sys
import zlib

from invoke import Context, Exit, task

from osreport import flags, report, repository, terminal
from osreport.flags import CACHE, STATE, WRONG_USE
from osreport.surroundings import around
from osreport.terminal import PROBLEMS, laid_out, say, told


@task(help={
    "only": "Bare noen av dokumentene, med komma mellom: samfunnsdel,planstrategi,vedlegg.",
    "sources": "Mappen med YAML-filene.", "templates": "Mappen med Word-malene.",
    "output": "Mappen der dokumentene legges.", "as-of": "Slik planene sto denne dagen, ÅÅÅÅ-MM-DD.",
    "with": "Forhåndsvis et forslag som ikke er vedtatt: SAK/alternativ.",
    "no-pdf": "Lag bare Word-filene.", "no-cache": "Lag alt på nytt, også det som ikke er endret.",
    "state": STATE,
})  # fmt: skip
def build(
    c: Context,
    only: str = "",
    sources: str = "",
    templates: str = "",
    output: str = "",
    as_of: str = "",
    with_: str = "",
    no_pdf: bool = False,
    no_cache: bool = False,
    state: str = "",
) -> None:
    """Lag dokumentene som Word og PDF, med manifest.json."""
    from osreport import machine, recipes
    from osreport.press import Press
    from osreport.store import Store

    wanted, chosen, here = flags.documents(only), flags.state(state, as_of), around(c).folder
    source, word = flags.folder(sources, "sources"), flags.folder(templates, "templates")
    out = flags.outside(output, source)
    with told(), laid_out(state, chosen, source, here) as laid:
        office = None if no_pdf else machine.office(around(c).environment, around(c).cores, CACHE)
        store = None if no_cache else Store(CACHE / "ferdig")
        press = Press(word, office, machine.fonts(), store, machine.typefaces(), flags.called(word, here))
        stand = (laid.commit, _versions(), laid.called, str(chosen), with_)
        order = recipes.Order(laid.folder, out, wanted, chosen.day, press, *stand)
        for path in recipes.build(order, say):
            say(f"  {os.path.relpath(path)}")


@task(help={
    "sources": "Mappen med YAML-filene.", "templates": "Fyll også malene i denne mappen på prøve.",
    "as-of": "Slik planene sto denne dagen, ÅÅÅÅ-MM-DD.", "format": "text, json, sarif eller github.",
    "only": "Bare noen slags regler, med komma mellom: REF,LOV.", "strict": "Regn også advarsler som feil.",
    "no-spelling": "Se ikke etter skrivefeil.",
    "state": STATE,
})  # fmt: skip
def check(
    c: Context,
    sources: str = "",
    templates: str = "",
    as_of: str = "",
    format: str = "text",  # noqa: A002
    only: str = "",
    strict: bool = False,
    no_spelling: bool = False,
    state: str = "",
) -> None:
    """Kontroller kildene og malene uten å lage noe."""
    from osreport import recipes
    from osreport.check.families import stranger
    from osreport.press import Press
    from osreport.store import Store

    show, chosen = terminal.shown(format, around(c).environment), flags.state(state, as_of)
    if said := stranger(only):
        raise Exit(f"--only: {said}", WRONG_USE)
    source, word = flags.folder(sources, "sources"), flags.folder(templates, "templates")
    base = (repository.root(source) if format in {"sarif", "github"} else None) or around(c).folder
    with told(show), laid_out(state, chosen, source, base) as laid:
        spelled = None if no_spelling else terminal.dictionaries(around(c).environment)
        press = Press(word, store=Store(CACHE / "ferdig"), shown_as=flags.called(word, base))
        inspect = recipes.tried if templates else recipes.inspected
        found = report.chosen(inspect(laid.folder, chosen.day, press, laid.called, spelled), only)
        sys.stdout.write(f"{show(found)}\n")
        if any(problem.severity in ("feil", "advarsel")[: 1 + strict] for problem in found):
            raise Exit(code=PROBLEMS)


@task(help={
    "from": "Tilstanden det sammenlignes med; siste lagrede utgave (HEAD) om den utelates.",
    "to": "Tilstanden det spørres om; arbeid (filene som de er) om den utelates.",
    "only": "Bare noen av dokumentene, med komma mellom: samfunnsdel,planstrategi,vedlegg.",
    "sources": "Mappen med YAML-filene.", "templates": "Mappen med Word-malene.",
    "output": "Mappen der filene legges.", "no-pdf": "Lag bare Word-filene.",
})  # fmt: skip
def redline(
    c: Context,
    from_: str = "HEAD",
    to: str = "arbeid",
    only: str = "",
    sources: str = "",
    templates: str = "",
    output: str = "",
    no_pdf: bool = False,
) -> None:
    """Lag Word-filer med sporede endringer fra en tilstand til en annen."""
    from osreport import machine, recipes
    from osreport.press import Press

    old, new = flags.state(from_, flag="--from"), flags.state(to, flag="--to")
    wanted, source, here = flags.documents(only), flags.folder(sources, "sources"), around(c).folder
    word, out = flags.folder(templates, "templates"), flags.folder(output, "output")
    with told(), laid_out(from_, old, source, here) as before, laid_out(to, new, source, here) as after:
        office = None if no_pdf else machine.office(around(c).environment, around(c).cores, CACHE)
        press = Press(word, office, machine.fonts(), shown_as=flags.called(word, here))
        made = recipes.redlined((old, before), (new, after), press, wanted, out)
        for path in made:
            say(f"  {os.path.relpath(path)}")
        if not made:
            say(f"Ingen av dokumentene er endret fra {old} til {new}.")


@task(help={"sources": "Mappen med YAML-filene."})
def schema(_: Context, sources: str = "") -> None:
    """Skriv JSON Schema for YAML-filene, så editoren fyller ut og merker feil."""
    from osreport import recipes

    folder = flags.folder(sources, "sources")
    if not folder.is_dir():
        raise Exit(f"--sources skal være en mappe med kilder, ikke «{sources}».", WRONG_USE)
    with told():
        for path in recipes.write_schemas(folder):
            say(f"  {os.path.relpath(path)}")


def _versions() -> dict[str, str]:
    return {"python": sys.version.split()[0], "zlib": zlib.ZLIB_RUNTIME_VERSION}
