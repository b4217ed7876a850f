"""The task that follows a hearing from each point to the plan, and back."""

import sys

from invoke import Context, Exit, task

from osreport import flags
from osreport.flags import WRONG_USE
from osreport.surroundings import around
from osreport.terminal import PROBLEMS, laid_out, told


@task(positional=["round_"], help={
    "round": "Id-en til høringen.",
    "from": "Tilstanden som ble sendt ut; den som står i utsendingen, om den utelates.",
    "to": "Tilstanden det spørres om; arbeid (filene som de er) om den utelates.",
    "sources": "Mappen med YAML-filene.", "format": "text, json eller markdown.",
    "publish": "Skjul navn som ikke skal vises i det som blir lagt ut.",
    "strict": "Slutt med kode 1 når noe ikke er besvart, ikke er å se i planen eller er uten årsak.",
})  # fmt: skip
def trace(
    c: Context,
    round_: str,
    from_: str = "",
    to: str = "arbeid",
    sources: str = "",
    format: str = "text",  # noqa: A002
    publish: bool = False,
    strict: bool = False,
) -> None:
    """Følg hvert punkt i en høring til svaret og endringen i planen, og finn endringer uten årsak."""
    from osreport import trail
    from osreport.tracing.published import published
    from osreport.tracing.shown import FORMATS as FORMS

    form = flags.choice(format, tuple(FORMS), "--format")
    new, here = flags.state(to, flag="--to"), around(c).folder
    source = flags.folder(sources, "sources")
    with told(), laid_out(to, new, source, here) as after:
        word = from_ or _sent(trail.sent_states((new, after)), round_)
        old = flags.state(word, flag="--from")
        with laid_out(word, old, source, here) as before:
            found = trail.followed(round_, (old, before), (new, after))
    sys.stdout.write(f"{FORMS[form](published(found) if publish else found)}\n")
    if strict and (found.left or found.untraced):
        raise Exit(code=PROBLEMS)


def _sent(states: dict[str, str], asked: str) -> str:
    """The state that was sent out in the round that is asked for."""
    if not states:
        raise Exit("Det er ingen høringer i kildene.", WRONG_USE)
    return states[flags.choice(asked, tuple(states), "Høringen")]
