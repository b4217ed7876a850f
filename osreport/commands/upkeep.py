"""The tasks of those who work on the program."""

import sys

from invoke import Context, Exit, task

from osreport import flags
from osreport.flags import ROOT
from osreport.terminal import say, told


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
