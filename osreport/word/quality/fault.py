"""What can be wrong with a Word file: the kinds, and one fault with its place."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Literal

from osreport.problem import Place, Problem, Severity
from osreport.structs import Struct
from osreport.word.namespaces import Element

Kind = Literal["part", "table", "row", "figure", "link", "heading", "paragraph"]
SHOWN = 3
REPORT = "Meld fra til dem som vedlikeholder osreport, og legg ved malen og kildene."
SAVE_AGAIN = "Åpne malen i Word og lagre den på nytt som .docx. Hjelper ikke det, går du ut fra en av de andre malene."
DAMAGED = "MAL019"


class Rule(Struct):
    """A kind of fault: its code, and what to do.

    `in_words` says that the municipality's own words can lead to it. With `ours`, no words and no sound template can:
    then the fault is in this program, and goes by that code.
    """

    code: str
    hint: str
    ours: str = ""
    in_words: bool = False
    severity: Severity = "feil"


HEADLESS = Rule(
    "MAL009",
    "Merk øverste rad i tabellen i malen, og velg «Gjenta som overskriftsrad» under Tabelloppsett. "
    "Er tabellen der bare for plassens skyld, bytter du den ut med avsnitt.",
)
SILENT = Rule(
    "MAL010",
    "Høyreklikk bildet i malen og velg alternativ tekst. Skriv hva bildet viser, eller merk det som dekorativt.",
)
EMPTY_HEADING = Rule(
    "MAL011",
    "Slett det tomme avsnittet, eller gi det stilen Normal. Luft over og under settes i stilen.",
    in_words=True,
)
JUMP = Rule("MAL011", "La nivåene følge etter hverandre: rett under Overskrift 1 kommer Overskrift 2.", in_words=True)
FAKE_HEADING = Rule("MAL011", "Gi avsnittet en av stilene Overskrift 1 til Overskrift 4, så finner alle frem til det.")
VAGUE_LINK = Rule("MAL012", "La teksten i lenken si hva den fører til: «planregisteret», ikke «her».", in_words=True)
TYPED_LIST = Rule(
    "MAL013", "Slett tegnene som er skrevet, merk avsnittene, og velg Punktmerking eller Nummerering under Hjem."
)
SYMBOL_BULLET = Rule(
    "MAL014", "Velg Hjem → Punktmerking → Definer nytt punktmerke, og ta • eller – fra skriften Calibri."
)
SYMBOL = Rule(
    "MAL014",
    "Slett tegnet, og ta et fra Sett inn → Symbol med skriften «(vanlig tekst)». Det kan leses opp.",
)
UNFILLED = Rule(
    "MAL015", "Koder fylles ut i brødtekst, topptekst, bunntekst og fotnoter. Flytt koden dit, eller ta den bort."
)
MARKED = Rule("MAL015", "Her kan det bare stå ren tekst, som {{ tittel }}. Flytt koden til et vanlig avsnitt.")
BOXED = Rule(
    "MAL016",
    "Flytt teksten til et vanlig avsnitt, og gi avsnittet kantlinje. Skjermlesere finner ikke frem i tekstbokser.",
)
RAGGED = Rule(
    "MAL017", "Gi alle radene i tabellen i malen like mange kolonner. Bruk «Slå sammen celler» der en celle er bredere."
)
LANGUAGE = Rule(
    "MAL018", "Merk all tekst i malen, og velg Se gjennom → Språk → Angi korrekturspråk. Velg norsk som standard."
)
DANGLING = Rule("MAL012", "Slett lenken i malen, eller la den føre til et bokmerke som finnes.", "DOCX002")
UNSOUND = Rule(DAMAGED, SAVE_AGAIN, "DOCX001")
CONFUSED = Rule(DAMAGED, SAVE_AGAIN, "DOCX002")
OPEN_CELL = Rule(DAMAGED, SAVE_AGAIN, "DOCX003")
UNTITLED = Rule("DOCX004", REPORT, "DOCX004")


class Finding(Struct):
    """A rule that is broken: `said` names the thing in a few words, `spot` is the element where it stands, if any.

    `words` are quoted as the place, where not the whole of the spot is meant.
    """

    rule: Rule
    said: str
    part: str
    spot: Element | None = None
    words: str = ""


class Fault(Struct):
    """A fault with its place: `where` in words, `number` the nth of its kind in the finished body, from 0.

    `paragraph` is the nth paragraph of that body, where the source of the words can tell. Both are -1 for what stands
    elsewhere or was found in the template itself, `paragraph` also for what no words can lead to.
    """

    code: str
    said: str
    where: str
    hint: str
    kind: Kind = "part"
    number: int = -1
    paragraph: int = -1
    severity: Severity = "feil"


def problems(faults: Iterable[Fault], file: str, written: Callable[[int], Place | None]) -> Iterator[Problem]:
    """The faults as told to a planner: like ones together, with the first places of each.

    `file` names the template; `written` says for a paragraph of the body which source its words come from, if any.
    """
    placed = [(written(fault.paragraph) if fault.paragraph >= 0 else None, fault) for fault in faults]
    for place, fault in placed:
        if place is not None:
            yield Problem(fault.code, place, f"{fault.said}: {fault.where}.", fault.hint, fault.severity)
    templates = sorted((fault for place, fault in placed if place is None), key=_likeness)
    for _, alike in groupby(templates, _likeness):
        yield _gathered(list(alike), Place(file))


def _likeness(fault: Fault) -> tuple[str, str, str]:
    return fault.code, fault.said, fault.hint


def _gathered(alike: list[Fault], place: Place) -> Problem:
    first, more = alike[0], len(alike) - SHOWN
    where = "; ".join(fault.where for fault in alike[:SHOWN]) + (f"; og {more} til" if more > 0 else "")
    return Problem(first.code, place, f"{first.said}: {where}.", first.hint, first.severity)
