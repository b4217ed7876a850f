"""Everything that is sent out with a document on hearing: made, listed, packed, and frozen where it is asked for."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from osreport import recipes
from osreport.check import rules
from osreport.model.horing import Elementnummer, Høringsrunde, Utsending
from osreport.press import Press
from osreport.problem import Place, Problem, SourceError
from osreport.publish import publish
from osreport.sources.suggestions import closest
from osreport.states import State
from osreport.structs import Struct

if TYPE_CHECKING:
    from osreport.comparing import Asked
    from osreport.hearing.papers import Paper
    from osreport.hearing.subject import Hearing
    from osreport.pdf.offices import Offices
    from osreport.printing import Say, Sheet
    from osreport.sources.reader import Kilder

FROZEN = "utsending.yaml"
STATUSES = {"høring": ("høring",), "planprogram": ("utkast", "høring"), "uttalelser": ("utkast", "høring")}
Files = dict[str, bytes]


class Order(Struct):
    """Which hearing is to be made of which state of the plans, printed how, and where it is to lie.

    `against` is the state that changes are marked from. `sources` is where what is sent out is frozen, None where
    nothing is to be.
    """

    runde: str
    asked: "Asked"
    press: Press
    output: Path
    sources: Path | None = None
    against: "Asked | None" = None

    @property
    def commit(self) -> str:
        return self.asked[1].commit


class Made(Struct):
    """The paths of what was made, what the rules say of the hearing, and whether it was frozen before."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]
    is_again: bool


def state_of(sources: Path, called: str, runde: str, given: State) -> State:
    """The state that a hearing is made of: what was sent out, else what is asked for, on the day it is announced.

    ValueError where there is no such hearing; SourceError where the sources cannot be read.
    """
    from osreport.sources.reader import read_planverk

    planverk = read_planverk(sources, called).planverk
    found = next((each for each in planverk.høringer if each.id == runde), None)
    if found is None:
        known = [each.id for each in planverk.høringer]
        told = closest(runde, known, "Velg blant") if known else "Ingen høring er ført opp i mappen horinger."
        raise ValueError(f"Ingen høring heter «{runde}». {told}")
    sent = next((each for each in planverk.utsendinger if each.høring == runde), None)
    state = State(sent.utgave) if sent and not given.revision else given
    return state if state.day else state.on(found.kunngjort.sortering)


def sent_out(order: Order, say: "Say") -> Made:
    """Makes all that is sent out and writes it; SourceError where something is wrong, and then no file has changed."""
    from osreport.pdf.offices import Offices

    with Offices(order.press.office) if order.press.office else nullcontext() as offices:
        say("Leser og kontrollerer kildene …")
        state, laid = order.asked
        kilder = recipes.checked(laid.folder, state.day, laid.called)
        number = _number(kilder, order.runde)
        found = told_of(kilder, number)
        if order.sources and (wrong := [*_unready(order, kilder, number), *_warnings(found)]):
            raise SourceError(wrong)
        files, numbers, hearing = _made(order, kilder, number, offices, say)
    return _written(order, kilder, hearing, files, numbers, found)


def _number(kilder: "Kilder", runde: str) -> int:
    for number, each in enumerate(kilder.planverk.høringer):
        if each.id == runde:
            return number
    said = f"Høringen «{runde}» er ikke vedtatt den dagen den er kunngjort, så den finnes ikke ennå."
    raise SourceError(
        [Problem("UT010", Place(kilder.places.root), said, "Rett «kunngjort» i runden eller datoen i vedtaket.")]
    )


def told_of(kilder: "Kilder", number: int) -> tuple[Problem, ...]:
    """What the rules say of one hearing."""
    file = kilder.places.of(("høringer", number)).file
    return tuple(each for each in rules.problems(kilder) if each.place.file == file or each.code == "HØR003")


def _warnings(found: tuple[Problem, ...]) -> list[Problem]:
    """What must be mended, or excepted with a reason, before anything is sent out."""
    return [each for each in found if each.severity == "advarsel"]


def _unready(order: Order, kilder: "Kilder", number: int) -> Iterator[Problem]:
    """Why what is made cannot be frozen."""
    runde = kilder.planverk.høringer[number]
    status = getattr(kilder.planverk, runde.dokument).status
    hint = "Lag en prøve med --draft så lenge."
    if status not in STATUSES[runde.trinn]:
        said = f"Dokumentet har status «{status}», så det er ikke på høring {_date(runde)}."
        yield Problem(
            "UT011", kilder.places.of((runde.dokument, "status")), said, f"Før opp vedtaket som sender det ut. {hint}"
        )
    if order.asked[0].day != runde.kunngjort.sortering:
        said = f"Planen er ikke slik den er den dagen høringen er kunngjort, {_date(runde)}."
        yield Problem("UT014", kilder.places.of(("høringer", number)), said, f"Ta bort datoen i --state. {hint}")
    yield from _uncommitted(order, kilder, hint)


def _uncommitted(order: Order, kilder: "Kilder", hint: str) -> Iterator[Problem]:
    if order.commit == "ukjent" or order.commit.endswith("+endret"):
        unsaved = order.commit != "ukjent"
        said = "Filene er endret siden siste lagrede utgave i git" if unsaved else "Mappen med kilder ligger ikke i git"
        then = "Lagre dem med git commit først." if unsaved else "Legg den i git først."
        yield Problem(
            "UT012", Place(kilder.places.root), f"{said}, så det som sendes ut, kan ikke fryses.", f"{then} {hint}"
        )


def _date(runde: Høringsrunde) -> str:
    year, month, day = runde.kunngjort.sortering
    return f"{day:02}.{month:02}.{year}"


def _made(
    order: Order, kilder: "Kilder", number: int, offices: "Offices | None", say: "Say"
) -> tuple[Files, tuple[Elementnummer, ...], "Hearing"]:
    """Every file, the numbers that are printed in them, and the hearing they are of."""
    from osreport.hearing.announcement import as_text
    from osreport.hearing.archive import described, zipped
    from osreport.hearing.events import calendar
    from osreport.hearing.papers import draft, papers
    from osreport.hearing.subject import Hearing
    from osreport.printing import printed_sheets

    hearing = Hearing(kilder.planverk, number, order.sources is None, str(order.against[0]) if order.against else "")
    main, numbers = draft(hearing, kilder.preview) if hearing.is_printed_here else (None, ())
    made = [*filter(None, [main]), *papers(hearing)]
    marked = _redlined(order, kilder, hearing, offices, say)
    prints = printed_sheets((_sheet(each, kilder) for each in made), order.press, offices, say)
    texts = {f"{each.name}.txt": as_text(each.content) for each in made if each.name.startswith("kunngjoring")}
    files = {**prints.files, **marked, **texts, "horing.ics": calendar(hearing)}
    titles = {each.name: each.content.properties.title for each in made}
    state = {"revisjon": order.commit, "dag": _date(hearing.runde), "endringer_siden": hearing.against}
    files["manifest.json"] = described(hearing, files, titles, state)
    return files | {f"{folder_name(hearing.runde.id)}.zip": zipped(files)}, numbers, hearing


def _sheet(paper: "Paper", kilder: "Kilder") -> "Sheet":
    from osreport.printing import Sheet

    return Sheet(paper.name, paper.content, paper.template, kilder.places.of)


def folder_name(runde: str) -> str:
    from osreport.hearing.papers import PLAIN

    return f"horing-{runde.translate(PLAIN)}"


def _redlined(order: Order, kilder: "Kilder", hearing: "Hearing", offices: "Offices | None", say: "Say") -> Files:
    """The document with all that has changed since another state marked; nothing where none is asked for."""
    from osreport.hearing.archive import MAIN
    from osreport.redlining import redlines

    if order.against is None or not hearing.is_printed_here:
        say("Ingen utgave med endringer merket: Oppgi med --against hva det skal sammenlignes med.")
        return {}
    state, laid = order.against
    old, name = recipes.checked(laid.folder, state.day, laid.called), hearing.runde.dokument
    files = redlines(old, kilder, order.press, (name,), offices)
    return {called.replace(name, MAIN, 1): content for called, content in files.items()}


def _written(
    order: Order, kilder: "Kilder", hearing: "Hearing", files: Files,
    numbers: tuple[Elementnummer, ...], found: tuple[Problem, ...],
) -> Made:  # fmt: skip
    from osreport.hearing.frozen import as_yaml

    output = order.output / folder_name(order.runde)
    if order.sources is None:
        return Made(publish(files, output), found, is_again=False)
    place = Path(kilder.places.of(hearing.path).file.removeprefix(f"{kilder.places.root}/")).parent
    before = _frozen(order, order.sources, kilder)
    loose = {name: content for name, content in files.items() if not name.endswith(".zip")}
    if before:
        _refuse_others(before, loose, str(place / FROZEN))
        return Made(publish(files, output), found, is_again=True)
    frozen = as_yaml(hearing, order.commit, loose, numbers)
    return Made((*publish(files, output), *publish({FROZEN: frozen}, order.sources / place)), found, is_again=False)


def _frozen(order: Order, sources: Path, kilder: "Kilder") -> Utsending | None:
    """What was sent out before, as the files at hand tell."""
    from osreport.sources.reader import read_planverk

    planverk = read_planverk(sources, kilder.places.root).planverk
    return next((each for each in planverk.utsendinger if each.høring == order.runde), None)


def _refuse_others(before: Utsending, files: Mapping[str, bytes], place: str) -> None:
    """SourceError where the files are not those that were sent out."""
    from osreport.hearing.frozen import differing

    if others := differing(before, files):
        said = f"Disse filene er ikke de samme som ble sendt ut: {', '.join(others)}."
        hint = (
            "Oppgi samme --against som da. Ellers er maler eller programmet endret siden, og det som ble sendt ut, "
            "gjelder. Lag en prøve med --draft, eller slett filen hvis ingenting er sendt."
        )
        raise SourceError([Problem("UT013", Place(place), said, hint)])
