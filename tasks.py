"""The terminal: words and flags in, one recipe, problems and an exit code out.

Exit code 0: done; 1: problems in sources or templates; 2: the command was used wrongly; 3: a tool failed.
"""

import gc
import os
import shutil
import signal
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from invoke import Collection, Context, Exit, ParseError, Program, task

from osreport import report, repository
from osreport.problem import Problem, SourceError, ToolError

if TYPE_CHECKING:
    from osreport.spelling import Dictionaries

ROOT = Path(__file__).resolve().parent
CACHE = ROOT / ".cache"
FORMATS = (*report.FORMATS, "sarif")
WRONG_USE, PROBLEMS, TOOL_FAILED = 2, 1, 3


@task(help={
    "only": "Bare noen av dokumentene, med komma mellom: samfunnsdel,planstrategi,vedlegg.",
    "sources": "Mappen med YAML-filene.", "templates": "Mappen med Word-malene.",
    "output": "Mappen der dokumentene legges.", "as-of": "Slik planene sto denne dagen, ÅÅÅÅ-MM-DD.",
    "with": "Forhåndsvis et forslag som ikke er vedtatt: SAK/alternativ.",
    "no-pdf": "Lag bare Word-filene.", "no-cache": "Lag alt på nytt, også det som ikke er endret.",
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
) -> None:
    """Lag dokumentene som Word og PDF, med manifest.json."""
    from osreport import machine, recipes
    from osreport.press import Press
    from osreport.store import Store

    wanted, day, here = _documents(only), _day(as_of), Path.cwd()
    source, word, out = (
        _folder(each, usual) for each, usual in ((sources, "sources"), (templates, "templates"), (output, "output"))
    )
    if out.is_relative_to(source):
        raise Exit("--output kan ikke ligge i mappen med kildene: der leses alt som kilder.", WRONG_USE)
    with _told():
        office = None if no_pdf else machine.office(os.environ, os.cpu_count() or 1, CACHE)
        store = None if no_cache else Store(CACHE / "ferdig")
        press = Press(word, office, machine.fonts(), store, machine.typefaces(), _called(word, here))
        told = (repository.revision(source), _versions(), _called(source, here))
        order = recipes.Order(source, out, wanted, day, press, *told, with_)
        for path in recipes.build(order, say):
            say(f"  {os.path.relpath(path)}")


@task(help={
    "sources": "Mappen med YAML-filene.", "templates": "Fyll også malene i denne mappen på prøve.",
    "as-of": "Slik planene sto denne dagen, ÅÅÅÅ-MM-DD.", "format": "text, json, sarif eller github.",
    "only": "Bare noen slags regler, med komma mellom: REF,LOV.", "strict": "Regn også advarsler som feil.",
    "no-spelling": "Se ikke etter skrivefeil.",
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
) -> None:
    """Kontroller kildene og malene uten å lage noe."""
    from osreport import recipes
    from osreport.check.families import stranger
    from osreport.press import Press
    from osreport.store import Store

    show, day = _shown(_choice(format, FORMATS, "--format")), _day(as_of)
    if said := stranger(only):
        raise Exit(f"--only: {said}", WRONG_USE)
    source, word = _folder(sources, "sources"), _folder(templates, "templates")
    base = (repository.root(source) if format in {"sarif", "github"} else None) or Path.cwd()
    with _told(show):
        spelled = None if no_spelling else _dictionaries()
        press = Press(word, store=Store(CACHE / "ferdig"), shown_as=_called(word, base))
        inspect = recipes.tried if templates else recipes.inspected
        found = report.chosen(inspect(source, day, press, _called(source, base), spelled), only)
        sys.stdout.write(f"{show(found)}\n")
        if any(problem.severity in ("feil", "advarsel")[: 1 + strict] for problem in found):
            raise Exit(code=PROBLEMS)


@task(help={
    "sources": "Mappen med YAML-filene.", "as-of": "Bare vedtak til og med denne dagen, ÅÅÅÅ-MM-DD.",
    "with": "Ta med et forslag som ikke er vedtatt: SAK/alternativ.",
})  # fmt: skip
def decisions(_: Context, sources: str = "", as_of: str = "", with_: str = "") -> None:
    """Vis vedtakene i rekkefølge, og hva hvert av dem endrer i planene."""
    from osreport import recipes
    from osreport.decisions.ledger import to_text

    source, day = _folder(sources, "sources"), _day(as_of)
    with _told():
        ruled = recipes.ruled(source, day, with_, _called(source, Path.cwd()))
        sys.stdout.write(f"{to_text(ruled.entries)}\n")
        if ruled.problems:
            raise Exit(code=PROBLEMS)


@task(help={"sources": "Mappen med YAML-filene."})
def schema(_: Context, sources: str = "") -> None:
    """Skriv JSON Schema for YAML-filene, så editoren fyller ut og merker feil."""
    from osreport import recipes

    folder = _folder(sources, "sources")
    if not folder.is_dir():
        raise Exit(f"--sources skal være en mappe med kilder, ikke «{sources}».", WRONG_USE)
    with _told():
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

    with _told():
        usual = "10,100" if quick else "10,100,1000,5000"
        order = Order(_numbers(plans or usual, "--plans", 10), 1 if quick else _numbers(rounds, "--rounds", 1)[0])
        found = measured(ROOT, order, say)
        sys.stdout.write(f"{found.text()}\n")
        if write:
            (ROOT / "benchmarks" / "RESULTS.md").write_text(found.page(), encoding="utf-8")


def say(line: str) -> None:
    """Progress for people; on stderr, so that stdout holds results alone."""
    sys.stderr.write(f"{line}\n")


@contextmanager
def _told(shown: Callable[[Sequence[Problem]], str] = report.to_text) -> Iterator[None]:
    """Turns what went wrong into words and an exit code."""
    try:
        yield
    except SourceError as error:
        sys.stdout.write(f"{shown(error.problems)}\n")
        raise Exit(code=PROBLEMS) from error
    except ToolError as error:
        command = " ".join(error.command)
        lines = "\n".join(f"    {line}" for line in error.last_lines)
        ended = "" if error.exit_code is None else f"\n  Sluttkode: {error.exit_code}"
        raise Exit(f"{error.hint}\n  Kommando: {command}{ended}\n{lines}", TOOL_FAILED) from error


def _shown(form: str) -> Callable[[Sequence[Problem]], str]:
    """How problems are shown; text on a terminal in its width, and in colour (no-color.org, bixense.com/clicolors)."""
    if form == "sarif":
        from osreport.sarif import to_sarif

        return to_sarif
    if form != "text":
        return report.FORMATS[form]
    said, terminal = os.environ.get, sys.stdout.isatty()
    wanted = said("CLICOLOR_FORCE", "0") != "0" or (terminal and said("TERM") != "dumb")
    width = shutil.get_terminal_size().columns if terminal else 0
    return partial(report.to_text, colour=wanted and not said("NO_COLOR"), width=width)


def _folder(given: str, otherwise: str) -> Path:
    return Path(given).resolve() if given else ROOT / otherwise


def _called(folder: Path, base: Path) -> str:
    """The folder as one finds it from where one stands: a path that a terminal or a code host makes a link of."""
    with suppress(ValueError):  # on Windows, another drive
        return min(Path(os.path.relpath(folder, base)).as_posix(), folder.as_posix(), key=len)
    return folder.as_posix()


def _documents(only: str) -> tuple[str, ...]:
    from osreport.model.documents import DOCUMENTS

    wanted = [name.strip() for name in only.split(",")] if only else list(DOCUMENTS)
    for name in wanted:
        _choice(name, DOCUMENTS, "--only")
    return tuple(name for name in DOCUMENTS if name in wanted)


def _choice(given: str, allowed: tuple[str, ...], flag: str) -> str:
    if given not in allowed:
        raise Exit(f"{flag} kan være {', '.join(allowed)}, ikke «{given}».", WRONG_USE)
    return given


def _numbers(given: str, flag: str, least: int) -> tuple[int, ...]:
    numbers = tuple(int(each) if each.strip().isdecimal() else 0 for each in given.split(","))
    if min(numbers) < least:
        raise Exit(f"{flag} skal være hele tall fra {least} og opp, ikke «{given}».", WRONG_USE)
    return numbers


def _day(given: str) -> tuple[int, int, int] | None:
    if not given:
        return None
    try:
        day = datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise Exit(f"--as-of skal være en dato som 2024-01-25, ikke «{given}».", WRONG_USE) from error
    return (day.year, day.month, day.day)


def _dictionaries() -> "Dictionaries | None":
    """The dictionaries of this machine; without them, a line that says so."""
    from osreport import machine

    found = machine.dictionaries(os.environ, CACHE)
    if found is None:
        say("Rettskrivingen er ikke kontrollert: Fant ingen norsk ordbok. Veiledningen sier hvordan du får den.")
    return found


def _versions() -> dict[str, str]:
    return {"python": sys.version.split()[0], "zlib": zlib.ZLIB_RUNTIME_VERSION}


class Terminal(Program):
    """invoke's own program, except that words it cannot read end with exit code 2."""

    def parse_tasks(self) -> None:
        try:
            super().parse_tasks()
        except ParseError as error:
            raise Exit(f"{error}\nSe kommandoene med --list, og flaggene med --help KOMMANDO.", WRONG_USE) from error


def listen() -> None:
    """Whoever stops us is heard as Ctrl-C is, so that no LibreOffice is left; and our words are UTF-8 everywhere."""
    for name in ("SIGTERM", "SIGHUP"):
        if name in signal.Signals.__members__:  # Windows has no SIGHUP
            signal.signal(signal.Signals[name], lambda *_: signal.raise_signal(signal.SIGINT))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def leave(code: object) -> None:
    """Ends the process at once: taking all that it holds apart, piece by piece, would take longer than a check."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else bool(code))


if __name__ == "__main__":
    gc.set_threshold(200_000)  # one build, one process: what it leaves, its end takes away
    listen()
    try:
        Terminal(namespace=Collection(build, check, decisions, schema, test, bench), binary="inv").run()
    except SystemExit as ended:
        leave(ended.code)
    leave(0)
