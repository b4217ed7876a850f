"""The terminal: words and flags in, one recipe, problems and an exit code out.

Exit code 0: done; 1: problems in sources or templates; 2: the command was used wrongly; 3: a tool failed.
"""

import gc
import os
import shutil
import sys
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from invoke import Collection, Context, Exit, task

from osreport import flags, report, repository, terminal
from osreport.flags import ROOT, WRONG_USE
from osreport.problem import Problem
from osreport.terminal import PROBLEMS, laid_out, say, told

if TYPE_CHECKING:
    from osreport.spelling import Dictionaries

CACHE = ROOT / ".cache"
FORMATS = (*report.FORMATS, "sarif")
STATE = "Tilstanden: en dato, en git-utgave, UTGAVE@DATO eller arbeid (filene som de er)."


@task(help={
    "only": "Bare noen av dokumentene, med komma mellom: samfunnsdel,planstrategi,vedlegg.",
    "sources": "Mappen med YAML-filene.", "templates": "Mappen med Word-malene.",
    "output": "Mappen der dokumentene legges.", "as-of": "Slik planene sto denne dagen, ÅÅÅÅ-MM-DD.",
    "with": "Forhåndsvis et forslag som ikke er vedtatt: SAK/alternativ.",
    "no-pdf": "Lag bare Word-filene.", "no-cache": "Lag alt på nytt, også det som ikke er endret.",
    "state": STATE,
})  # fmt: skip
def build(
    _: Context,
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

    wanted, chosen, here = flags.documents(only), flags.state(state, as_of), Path.cwd()
    source, word = flags.folder(sources, "sources"), flags.folder(templates, "templates")
    out = flags.folder(output, "output")
    if out.is_relative_to(source):
        raise Exit("--output kan ikke ligge i mappen med kildene: der leses alt som kilder.", WRONG_USE)
    with told(), laid_out(state, chosen, source, here) as laid:
        office = None if no_pdf else machine.office(os.environ, os.cpu_count() or 1, CACHE)
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
    _: Context,
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

    show, chosen = _shown(flags.choice(format, FORMATS, "--format")), flags.state(state, as_of)
    if said := stranger(only):
        raise Exit(f"--only: {said}", WRONG_USE)
    source, word = flags.folder(sources, "sources"), flags.folder(templates, "templates")
    base = (repository.root(source) if format in {"sarif", "github"} else None) or Path.cwd()
    with told(show), laid_out(state, chosen, source, base) as laid:
        spelled = None if no_spelling else _dictionaries()
        press = Press(word, store=Store(CACHE / "ferdig"), shown_as=flags.called(word, base))
        inspect = recipes.tried if templates else recipes.inspected
        found = report.chosen(inspect(laid.folder, chosen.day, press, laid.called, spelled), only)
        sys.stdout.write(f"{show(found)}\n")
        if any(problem.severity in ("feil", "advarsel")[: 1 + strict] for problem in found):
            raise Exit(code=PROBLEMS)


@task(help={
    "from": "Tilstanden det sammenlignes med; siste lagrede utgave (HEAD) om den utelates.",
    "to": "Tilstanden det spørres om; arbeid (filene som de er) om den utelates.",
    "sources": "Mappen med YAML-filene.", "format": "text, json eller markdown.",
})  # fmt: skip
def changes(_: Context, from_: str = "HEAD", to: str = "arbeid", sources: str = "", format: str = "text") -> None:  # noqa: A002
    """Vis hva som er endret mellom to tilstander, og hvorfor."""
    from osreport import recipes
    from osreport.changes.shown import FORMATS as FORMS
    from osreport.changes.shown import to_text

    form = flags.choice(format, tuple(FORMS), "--format")
    old, new = flags.state(from_, flag="--from"), flags.state(to, flag="--to")
    source, here = flags.folder(sources, "sources"), Path.cwd()
    with told(), laid_out(from_, old, source, here) as before, laid_out(to, new, source, here) as after:
        show = partial(to_text, colour=_coloured()) if form == "text" else FORMS[form]
        found = recipes.changed((old, before), (new, after))
        sys.stdout.write(f"{show(found, (str(old), str(new)))}\n")


@task(help={
    "from": "Tilstanden det sammenlignes med; siste lagrede utgave (HEAD) om den utelates.",
    "to": "Tilstanden det spørres om; arbeid (filene som de er) om den utelates.",
    "only": "Bare noen av dokumentene, med komma mellom: samfunnsdel,planstrategi,vedlegg.",
    "sources": "Mappen med YAML-filene.", "templates": "Mappen med Word-malene.",
    "output": "Mappen der filene legges.", "no-pdf": "Lag bare Word-filene.",
})  # fmt: skip
def redline(
    _: Context,
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
    wanted, source, here = flags.documents(only), flags.folder(sources, "sources"), Path.cwd()
    word, out = flags.folder(templates, "templates"), flags.folder(output, "output")
    with told(), laid_out(from_, old, source, here) as before, laid_out(to, new, source, here) as after:
        office = None if no_pdf else machine.office(os.environ, os.cpu_count() or 1, CACHE)
        press = Press(word, office, machine.fonts(), shown_as=flags.called(word, here))
        made = recipes.redlined((old, before), (new, after), press, wanted, out)
        for path in made:
            say(f"  {os.path.relpath(path)}")
        if not made:
            say(f"Ingen av dokumentene er endret fra {old} til {new}.")


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


@task(help={
    "sources": "Mappen med YAML-filene.", "as-of": "Bare vedtak til og med denne dagen, ÅÅÅÅ-MM-DD.",
    "with": "Ta med et forslag som ikke er vedtatt: SAK/alternativ.",
})  # fmt: skip
def decisions(_: Context, sources: str = "", as_of: str = "", with_: str = "") -> None:
    """Vis vedtakene i rekkefølge, og hva hvert av dem endrer i planene."""
    from osreport import recipes
    from osreport.decisions.ledger import to_text

    source, chosen = flags.folder(sources, "sources"), flags.state("", as_of)
    with told():
        ruled = recipes.ruled(source, chosen.day, with_, flags.called(source, Path.cwd()))
        sys.stdout.write(f"{to_text(ruled.entries)}\n")
        if ruled.problems:
            raise Exit(code=PROBLEMS)


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


@task(help={"fast": "Hopp over prøvene som lager PDF."})
def test(c: Context, fast: bool = False) -> None:
    """Kjør alt CI kjører: format, lint, typer og prøver."""
    python = f'"{sys.executable}" -m'
    marks = '-m "not slow"' if fast else ""
    commands = ("ruff format --check .", "ruff check .", "mypy", f"pytest -n auto --dist loadfile {marks}")
    with c.cd(str(ROOT)):
        failed = [command for command in commands if not c.run(f"{python} {command}", warn=True, pty=False).ok]
    if failed:
        raise Exit(f"Feilet: {'; '.join(failed)}", 1)


@task(help={
    "plans": "Hvor mange planer registeret skal ha, med komma mellom: 10,100,1000,5000.",
    "rounds": "Hvor mange ganger alt måles.", "quick": "Mål én gang, med små registre.",
    "write": "Skriv tallene i benchmarks/RESULTS.md også.",
})  # fmt: skip
def bench(_: Context, plans: str = "", rounds: str = "5", quick: bool = False, write: bool = False) -> None:
    """Mål tid og minne ved siden av LibreOffice alene og Typst."""
    from benchmarks.bench import Order, measured

    with told():
        usual = "10,100" if quick else "10,100,1000,5000"
        sizes = flags.numbers(plans or usual, "--plans", 10)
        order = Order(sizes, 1 if quick else flags.numbers(rounds, "--rounds", 1)[0])
        found = measured(ROOT, order, say)
        sys.stdout.write(f"{found.text()}\n")
        if write:
            (ROOT / "benchmarks" / "RESULTS.md").write_text(found.page(), encoding="utf-8")


def _dictionaries() -> "Dictionaries | None":
    """The dictionaries of this machine; without them, a line that says so."""
    from osreport import machine

    found = machine.dictionaries(os.environ, CACHE)
    if found is None:
        say("Rettskrivingen er ikke kontrollert: Fant ingen norsk ordbok. Veiledningen sier hvordan du får den.")
    return found


def _shown(form: str) -> Callable[[Sequence[Problem]], str]:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    return flags.shown(form, colour=_coloured(), width=width)


def _coloured() -> bool:
    return flags.coloured(os.environ, terminal=sys.stdout.isatty())


def _versions() -> dict[str, str]:
    return {"python": sys.version.split()[0], "zlib": zlib.ZLIB_RUNTIME_VERSION}


if __name__ == "__main__":
    gc.set_threshold(200_000)  # one build, one process: what it leaves, its end takes away
    terminal.listen()
    commands = Collection(build, check, changes, redline, decisions, text, merge, git, schema, test, bench)
    try:
        terminal.Terminal(namespace=commands, binary="inv").run()
    except SystemExit as ended:
        terminal.leave(ended.code)
    terminal.leave(0)
