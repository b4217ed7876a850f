"""The tasks of a hearing: what is sent out, and what is answered."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from invoke import Context, Exit, task

from osreport import flags, report, terminal
from osreport.flags import STATE, WRONG_USE
from osreport.surroundings import around
from osreport.terminal import laid_out, say, told

if TYPE_CHECKING:
    from osreport.hearings import Made
    from osreport.states import State


@task(positional=["round"], help={
    "round": "Id-en til høringen, slik den står i runde.yaml.",
    "sources": "Mappen med YAML-filene.", "templates": "Mappen med Word-malene.",
    "output": "Mappen der pakken legges, i en mappe for høringen.", "state": STATE,
    "against": "Merk også endringene siden denne tilstanden, for eksempel planen som gjelder.",
    "draft": "Lag en prøve: Filene får ordet «Utkast», og ingenting fryses.", "no-pdf": "Lag bare Word-filene.",
})  # fmt: skip
def hearing(
    c: Context,
    round: str,  # noqa: A002
    sources: str = "",
    templates: str = "",
    output: str = "",
    state: str = "",
    against: str = "",
    draft: bool = False,
    no_pdf: bool = False,
) -> None:
    """Lag alt som sendes ut i en høring: høringsutkast, brev, kunngjøring, svarskjema, saksframlegg og kalender."""
    from osreport import hearings

    given, source, here = flags.state(state), flags.folder(sources, "sources"), around(c).folder
    old, out = flags.state(against, flag="--against") if against else None, flags.outside(output, source)
    frozen = None if draft or no_pdf else source
    with told():
        chosen = _state(source, flags.called(source, here), round, given)
        before = laid_out(against, old, source, here) if old else nullcontext()
        with laid_out(state, chosen, source, here) as laid, before as other:
            compared = (old, other) if old and other else None
            press = terminal.press(around(c), flags.folder(templates, "templates"), pdf=not no_pdf)
            made = hearings.sent_out(hearings.Order(round, (chosen, laid), press, out, frozen, compared), say)
        for path in made.paths:
            say(f"  {flags.called(path, here)}")
        _tell(made, is_frozen=frozen is not None)


def _state(source: Path, called: str, runde: str, given: "State") -> "State":
    """The state that the hearing is made of."""
    from osreport import hearings

    try:
        return hearings.state_of(source, called, runde, given)
    except ValueError as error:
        raise Exit(str(error), WRONG_USE) from error


def _tell(made: "Made", *, is_frozen: bool) -> None:
    """What the rules say of the hearing, and whether what was made is frozen."""
    if made.problems:
        sys.stdout.write(f"{report.to_text(made.problems)}\n")
    if made.is_again:
        say("Filene er de samme som ble sendt ut.")
    elif is_frozen:
        say("Det som sendes ut, er fryst i utsending.yaml. Lagre den med git commit før du sender.")
    else:
        say("DETTE ER EN PRØVE. Ingenting er fryst: Send ikke ut disse filene.")


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
    from osreport import answering

    source, word, here = flags.folder(sources, "sources"), flags.folder(templates, "templates"), around(c).folder
    out = flags.outside(output, source) / f"svar-{round}{'-offentlig' * publish}"
    wanted = answering.Wanted(round, publish, letters and not publish, around(c).today)
    new = flags.state("")
    with told(), laid_out("", new, source, here) as after:
        word_of_old = answering.sent_state((new, after), round)
        old = flags.state(word_of_old)
        with laid_out(word_of_old, old, source, here) as before:
            press = terminal.press(around(c), word, pdf=not no_pdf)
            paths = answering.answered((old, before), (new, after), wanted, press, out, say)
        for path in paths:
            say(f"  {flags.called(path, here)}")
