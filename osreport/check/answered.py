"""MERK: every point of what came in is answered in time, and the answer and what it changed agree."""

from collections.abc import Iterator, Mapping, Sequence

from osreport.decisions.adopting import ruling
from osreport.decisions.rounds import BARRED
from osreport.model.horing import Høringsrunde
from osreport.model.merknad import Merknadspunkt
from osreport.model.vedtak import Vedtak
from osreport.model.verdi import Dato
from osreport.problem import Problem, SourceError
from osreport.sources.reader import Kilder, Places
from osreport.sources.tree import Path, Tree
from osreport.structs import replace
from osreport.treatment import FOLLOWED, Point, answers, barred, decided, points

from .checked import Checked, Rule
from .finding import Code, Finding, listed

TREATED = "plan- og bygningsloven § 11-14"
CODES = (
    Code("MERK010", "Hvert punkt er vurdert og har en konklusjon før planen blir behandlet.", "advarsel", TREATED),
    Code("MERK011", "Hvert punkt er vurdert og har en konklusjon når et vedtak bygger på høringen.", "feil", TREATED),
    Code("MERK012", "Punktene i en høring har svar.", "merknad", TREATED),
    Code("MERK013", "Det som er tatt til følge, har endret noe."),
    Code("MERK014", "Det som er delvis tatt til følge, har endret noe.", "advarsel"),
    Code("MERK015", "Bare punkter som er tatt til følge, helt eller delvis, endrer planen."),
    Code("MERK016", "Det som skal til en annen plan, sier hvilken."),
    Code("MERK017", "«som» viser til et annet punkt i samme høring, og ikke i ring."),
    Code("MERK018", "Et punkt med «som» har ikke også sitt eget svar.", "advarsel"),
    Code("MERK019", "Endringene som en høring førte til, passer med planen slik den står.", "advarsel"),
)
OWN = ("vurdering", "konklusjon", "annen_plan", "virkning")


def points_are_answered(checked: Checked) -> Iterator[Finding]:
    planverk = checked.kilder.planverk
    known = answers(planverk)
    for number, each in enumerate(planverk.høringer):
        mine = [point for point in points(planverk, each.id) if not point.merknad.kopi_av]
        left = [(point, said) for point in mine if (said := _lacks(point.punkt, known))]
        decision = decided(planverk, each.id)
        if decision:
            told = f"vedtaket «{decision.id}» bygger på høringen"
            yield from _unanswered("MERK011", [pair for pair in left if _came_before(pair[0], decision)], told)
        elif _is_treated(checked, each):
            yield from _unanswered("MERK010", left, "planen er kommet til behandling")
        elif left:
            ids = listed([point.punkt.id for point, _ in left])
            said = f"{len(left)} av {len(mine)} punkter i høringen «{each.id}» er ikke besvart: {ids}."
            yield Finding(
                "MERK012", ("høringer", number, "id"), said, "Skriv «vurdering» og «konklusjon» i hvert av dem."
            )


def _lacks(punkt: Merknadspunkt, known: Mapping[str, Merknadspunkt | None]) -> str:
    """What a point lacks of an answer; nothing where it has one."""
    answer = known[punkt.id]
    missing = [name for name in ("vurdering", "konklusjon") if answer and not getattr(answer, name)]
    if answer is None or not missing:
        return ""
    told = f"ingen {missing[0]}" if len(missing) == 1 else "verken vurdering eller konklusjon"
    return f"har {told}" if answer is punkt else f"skal ha samme svar som «{answer.id}», som har {told}"


def _unanswered(code: str, left: Sequence[tuple[Point, str]], told: str) -> Iterator[Finding]:
    for point, said in left:
        path = (*point.path, "som" if point.punkt.som else "id")
        hint = "Skriv «vurdering» og «konklusjon». Saken skal vise hvordan hver uttalelse er vurdert."
        yield Finding(code, path, f"Punktet «{point.punkt.id}» {said}, men {told}.", hint)


def _came_before(point: Point, decision: Vedtak) -> bool:
    came = point.merknad.mottatt
    return not isinstance(came, Dato) or came.sortering <= decision.dato.sortering


def _is_treated(checked: Checked, each: Høringsrunde) -> bool:
    """Whether the document that was heard has gone on, or was adopted after the hearing."""
    document = getattr(checked.kilder.planverk, each.dokument)
    if each.trinn != "høring" or document.status == "til behandling":
        return bool(each.trinn == "høring")
    day = document.vedtatt.dato if document.status == "vedtatt" and document.vedtatt else None
    return isinstance(day, Dato) and day.sortering > each.frist.sortering


def what_is_followed_has_changed_something(checked: Checked) -> Iterator[Finding]:
    for point in _answered(checked):
        punkt = point.punkt
        if punkt.konklusjon in FOLLOWED and not punkt.endringer and not punkt.som:
            whole = punkt.konklusjon == FOLLOWED[0]
            said = f"Punktet er «{punkt.konklusjon}», men endrer ingenting."
            hint = (
                "Skriv hva som endres, under «endringer», «som» om et annet punkt gjør det, eller en annen konklusjon."
            )
            yield Finding("MERK013" if whole else "MERK014", (*point.path, "konklusjon"), said, hint)


def _answered(checked: Checked) -> Iterator[Point]:
    """The points of every hearing, but for those of copies."""
    planverk = checked.kilder.planverk
    for each in planverk.høringer:
        yield from (point for point in points(planverk, each.id) if not point.merknad.kopi_av)


def only_what_is_followed_changes_something(checked: Checked) -> Iterator[Finding]:
    planverk = checked.kilder.planverk
    for point in (point for each in planverk.høringer for point in points(planverk, each.id)):
        if point.punkt.endringer and (wrong := barred(point.merknad, point.punkt)):
            yield Finding("MERK015", (*point.path, "endringer"), *wrong)


def what_goes_to_another_plan_says_which(checked: Checked) -> Iterator[Finding]:
    for point in _answered(checked):
        if point.punkt.konklusjon == "til annen plan" and not point.punkt.annen_plan:
            hint = "Skriv «annen_plan» med id-en til planen i planregister.yaml."
            said = "Punktet skal følges opp i en annen plan, men det står ikke hvilken."
            yield Finding("MERK016", (*point.path, "konklusjon"), said, hint)


def the_same_answer_is_given_once(checked: Checked) -> Iterator[Finding]:
    planverk = checked.kilder.planverk
    known = answers(planverk)
    homes = {point.punkt.id: point for each in planverk.høringer for point in points(planverk, each.id)}
    for point in homes.values():
        if point.punkt.som not in homes:
            continue
        path, answer = (*point.path, "som"), known[point.punkt.id]
        if said := _astray(point, homes[answer.id] if answer else None):
            yield Finding("MERK017", path, said, "Skriv id-en til punktet som har svaret.")
        elif own := [name for name in OWN if getattr(point.punkt, name)]:
            told = " og ".join(f"«{name}»" for name in own)
            said = f"Punktet har samme svar som «{point.punkt.som}», men også {told}."
            yield Finding("MERK018", (*point.path, own[0]), said, f"Ta bort {told}, eller «som».")


def _astray(point: Point, home: Point | None) -> str:
    if home is None:
        return f"Svaret til «{point.punkt.id}» går i ring: Ingen av punktene har et svar."
    if home.merknad.høring != point.merknad.høring:
        return f"«{home.punkt.id}» er et punkt i en annen høring."
    return f"«{home.punkt.id}» er et punkt i en kopi, som ikke har egne svar." if home.merknad.kopi_av else ""


def what_a_hearing_led_to_fits_the_plan(checked: Checked) -> Iterator[Finding]:
    """Tried on the plans as they stand, for each hearing that is not decided."""
    kilder = checked.kilder
    for number, each in enumerate(kilder.planverk.høringer):
        found = () if decided(kilder.planverk, each.id) else _tried(kilder, each.id)
        for problem in (problem for problem in found if problem.code != BARRED):  # that is MERK015
            path = _path(kilder, each.id, problem) or ("høringer", number, "id")
            yield Finding("MERK019", path, problem.message, problem.hint)


def _path(kilder: Kilder, round_id: str, problem: Problem) -> Path | None:
    """The path of what a problem points to in the files of a hearing."""
    for file in dict.fromkeys(point.path[:2] for point in points(kilder.planverk, round_id)):
        tree = kilder.places.trees.get(file)
        if isinstance(tree, Tree) and tree.file == problem.place.file:
            found = [path for path in tree.spans if tree.place(path) == problem.place]
            return (*file, *max(found, key=len)) if found else None
    return None


def _tried(kilder: Kilder, round_id: str) -> Sequence[Problem]:
    """All decisions are made already, so that only what the hearing led to is left to make."""
    if not any(point.punkt.endringer for point in points(kilder.planverk, round_id)):
        return ()
    planverk = kilder.planverk.model_copy(update={"vedtak": ()})
    trees = {path: tree for path, tree in kilder.places.trees.items() if path[0] != "vedtak"}
    try:
        return ruling(
            replace(kilder, planverk=planverk, places=Places(trees, kilder.places.root)), None, round_id
        ).problems
    except SourceError as error:
        return error.problems


RULES: tuple[Rule, ...] = (
    points_are_answered,
    what_is_followed_has_changed_something,
    only_what_is_followed_changes_something,
    what_goes_to_another_plan_says_which,
    the_same_answer_is_given_once,
    what_a_hearing_led_to_fits_the_plan,
)
FAULTS = RULES[:-1]
