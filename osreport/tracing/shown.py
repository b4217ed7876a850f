"""A trace as people, programs and case papers read it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import get_args

from osreport.changes.shown import around, escaped, headed, in_whole_words, lines, within
from osreport.decisions.ledger import written
from osreport.decisions.misfit import named
from osreport.model.merknad import Konklusjon, Merknad
from osreport.model.verdi import Dato
from osreport.structs import Struct
from osreport.treatment import sender, summary

from .hearing import heard_by, sent_state
from .plain import to_json
from .traced import UNANSWERED, UNSEEN, Effect, Trace, Traced

ADVICE = "Listen er et råd, ikke et svar. Vurder om de som blir berørt, har fått uttale seg om det som er nytt."
NOTHING = "Ingenting her tyder på det."
ONE_SET = (
    "Begge er laget av filene slik de er nå. Det som er skrevet rett inn i dem etter utsendingen, ser du bare med en"
    " utgave i git: --from UTGAVE@DATO."
)
OTHERWISE = ("kopi", UNSEEN, UNANSWERED)
WITHOUT = "Endret uten at en merknad eller et vedtak står bak"


class Style(Struct):
    """How a trace is written: its headings and points, and the marks around what is gone and new."""

    title: str
    heading: str
    indents: tuple[str, str, str, str]
    gone: Callable[[str], str]
    come: Callable[[str], str]
    plain: Callable[[str], str] = str
    whole_words: bool = False


TEXT = Style("{}", "{}", ("  ", "    ", "      ", "        "), within("[-", "-]"), within("{+", "+}"))
MARKDOWN = Style(
    "## {}", "### {}", ("- ", "  - ", "    - ", "      - "), around("~~"), around("**"), escaped, whole_words=True
)  # fmt: skip


def to_text(trace: Trace) -> str:
    """The points under their senders, each with its answer and what it changed; then all that changed otherwise."""
    return "\n".join(_told(trace, TEXT))


def to_markdown(trace: Trace) -> str:
    """The same as lists, to be pasted into a case paper."""
    return "\n".join(_told(trace, MARKDOWN))


def _told(trace: Trace, style: Style) -> Iterator[str]:
    yield from _head(trace, style)
    yield from _section("Merknader", style)
    for merknad, points in groupby(trace.points, key=lambda each: each.point.merknad):
        yield style.indents[0] + style.plain(_from(merknad, trace))
        for each in points:
            yield from _point(each, trace, style)
    for title, effects in (("Endret av vedtak, uten merknad", trace.decided), (WITHOUT, trace.untraced)):
        if effects:
            yield from _section(title, style)
            yield from (line for effect in effects for line in _effect(effect, style, 0, causes=True))
    yield from _again(trace, style)
    yield from ("", style.plain(summed(trace)))


def _head(trace: Trace, style: Style) -> Iterator[str]:
    document = getattr(trace.planverk, trace.runde.dokument)
    yield style.title.format(style.plain(f"Høringen {trace.runde.id}: {document.kortnavn}"))
    yield ""
    sent = " (slik den ble sendt ut)" if trace.states[0] == sent_state(trace.planverk, trace.runde, "") else ""
    yield style.plain(f"Fra {trace.states[0]}{sent} til {trace.states[1]}.")
    if not trace.from_git:
        yield style.plain(ONE_SET)
    made = trace.decision
    told = "Ikke vedtatt ennå: Her er planen slik den blir når merknadene er fulgt."
    if made:
        told = f"Merknadene er fulgt opp i vedtaket {made.id}, {made.organ} {written(made.dato)}, sak {made.sak}."
    yield style.plain(told)
    yield style.plain(f"Sporede endringer i {trace.runde.dokument}-endringer.docx: {_redline(trace)}")


def _redline(trace: Trace) -> str:
    preview = "" if trace.decision else f" --with {trace.runde.id}"
    return f"./inv redline --from {trace.states[0]} --to {trace.states[1]} --only {trace.runde.dokument}{preview}"


def _section(title: str, style: Style) -> Iterator[str]:
    yield from ("", style.heading.format(title), *([""] if style is MARKDOWN else []))


def _from(merknad: Merknad, trace: Trace) -> str:
    came = f", {written(merknad.mottatt)}" if isinstance(merknad.mottatt, Dato) and not merknad.unntatt else ""
    return f"{merknad.id} {sender(merknad, masked=trace.published)}{came}"


def _point(each: Traced, trace: Trace, style: Style) -> Iterator[str]:
    merknad, punkt = each.point.merknad, each.point.punkt
    if trace.published and merknad.unntatt:
        return
    about = "" if merknad.kopi_av else summary(merknad, punkt, masked=trace.published)
    yield style.indents[1] + style.plain(f"{punkt.id}: {about}" if about else punkt.id)
    for place in punkt.gjelder:
        number = trace.numbers.get(place.adresse)
        yield style.indents[2] + style.plain(f"Gjelder {named(place.adresse)}{f', nr. {number}' if number else ''}")
    yield style.indents[2] + style.plain(f"Svar: {_answer(each)}")
    if not (punkt.som or merknad.kopi_av):
        yield from (line for effect in each.effects for line in _effect(effect, style, 2))


def _answer(each: Traced) -> str:
    """What became of the point, loudly where nothing did."""
    said = each.said.upper() if each.said in {UNANSWERED, UNSEEN} else each.said
    alike = each.point.punkt.som and each.answer and not each.point.merknad.kopi_av
    return f"{said}, som {each.answer.id}" if alike and each.answer else said


def _effect(effect: Effect, style: Style, level: int, *, causes: bool = False) -> Iterator[str]:
    change = in_whole_words(effect.change) if style.whole_words else effect.change
    deeper = style.indents[level + 1]
    yield style.indents[level] + style.plain(headed(change))
    yield deeper + style.plain(f"Står i {change.group}")
    yield from (deeper + line for line in lines(change, style.gone, style.come, style.plain))
    yield deeper + style.plain(f"Virkning: {effect.weight.slag} ({effect.weight.why})")
    yield from (deeper + style.plain(each) for each in _why(effect, causes=causes))


def _why(effect: Effect, *, causes: bool) -> Iterator[str]:
    """The decisions behind a change; of one that nobody has answered for, who wrote it, and where."""
    for cause in effect.change.causes:
        if cause.kind == "vedtak":
            yield f"Vedtak: {cause.id}, {cause.who} {cause.date}"
        elif causes and cause.kind != "merknad":
            yield f"Skrevet inn {cause.date} av {cause.who}: {cause.what}" if cause.kind == "commit" else cause.what
    yield from [f"Fil: {effect.change.place}"] if causes else []


def _again(trace: Trace, style: Style) -> Iterator[str]:
    yield from _section("Må dette på ny høring?", style)
    if not trace.again:
        yield style.indents[0] + NOTHING
        return
    law = heard_by(trace.planverk, trace.runde)
    yield style.indents[0] + style.plain(f"{ADVICE}{f' Reglene om høringen står i {law}.' if law else ''}")
    for effect in trace.again:
        yield style.indents[0] + style.plain(f"{headed(effect.change)}: {effect.again}")


def summed(trace: Trace) -> str:
    """How many points and changes there are, and what is left."""
    counts = Counter("kopi" if each.point.merknad.kopi_av else each.said.partition(":")[0] for each in trace.points)
    told = ", ".join(f"{counts[said]} {said}" for said in (*get_args(Konklusjon), *OTHERWISE) if counts[said])
    changed = f"{len(trace.followed)} fra merknader, {len(trace.decided)} bare fra vedtak"
    return f"{len(trace.points)} punkter: {told}. Endringer: {changed}, {len(trace.untraced)} uten årsak."


FORMATS: Mapping[str, Callable[[Trace], str]] = {"text": to_text, "json": to_json, "markdown": to_markdown}
