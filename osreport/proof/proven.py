"""LibreOffice's PDF in, a proven one out: or the problems that keep it from being published."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait

from osreport.memory import hand_back, is_huge
from osreport.pdf.facts import Facts, facts_of
from osreport.pdf.finish import finished
from osreport.pdf.validate import Failure, failures
from osreport.problem import Place, Problem

from .checks import CHECKS, entry_parts
from .origin import Origin, Proven

# Which of our own checks tells the cause of a broken rule, better than the rule itself.
EXPLAINED = {"FIGURE": "PDF005", "TABLE": "PDF006", "HEADING": "PDF004", "UNICODE": "PDF010", "NOTE": "PDF008"}
# What a planner is told, by a word of the rule's id.
SAID = {
    "FIGURE": ("En figur mangler alternativ tekst.",
               "Høyreklikk på bildet i malen, og velg «Rediger alternativ tekst»."),
    "TABLE": ("En tabell har celler uten overskrift, eller rader av ulik lengde.",
              "Se på tabellene i malen: overskriftsrad, og celler som er slått sammen."),
    "LINK": ("En lenke sier ikke hvor den fører.", "Lag lenken på nytt i malen."),
    "ANNOTATION": ("En merknad eller lenke har ingen beskrivelse.", "Fjern merknader og felt fra malen."),
    "HEADING": ("Overskriftsnivåene hopper.", "Se at malen bruker Overskrift 1, 2 og 3 i rekkefølge."),
    "FONT": ("En skrifttype i malen kan ikke bygges inn i PDF-en.", "Bruk en annen skrifttype i malen."),
    "TRUETYPE": ("En skrifttype i malen er ikke slik arkivet krever.", "Bruk en annen skrifttype i malen."),
    "GLYPH": ("Et tegn finnes ikke i skrifttypen.", "Bruk en annen skrifttype i malen, eller et annet tegn."),
    "LANGUAGE": ("En tekst har ikke noe språk.", "Sett språket i malen til norsk."),
    "NOTE": ("En fotnote kan ikke finnes igjen.", "Se på fotnotene i malen."),
    "ROLE-MAP": ("En stil i malen har et navn som PDF bruker til noe annet.", "Gi stilen et annet navn i malen."),
    "TRANSPARENCY": ("Et bilde i malen er gjennomsiktig på en måte arkivet ikke godtar.",
                     "Lagre bildet som JPEG eller PNG."),
    "IMAGE": ("Et bilde i malen er ikke slik arkivet krever.",
              "Lagre bildet som JPEG eller PNG, og sett det inn på nytt."),
}  # fmt: skip
OTHERWISE = ("PDF-en følger ikke standarden.", "Bygg på nytt, eller bruk en annen mal. Regelen står over.")


def proven(raw: bytes, origin: Origin) -> Proven:
    """LibreOffice's PDF, finished and held against both standards and the document that it was made from.

    The validator works beside us, while the facts are read; of a huge file, before they are.
    """
    held = origin.inventory
    pdf = finished(raw, origin.content.properties, held.row_headers, [table.text for table in held.tables])
    hand_back(pdf)
    with ThreadPoolExecutor(1) as beside:
        broken = beside.submit(failures, pdf)
        if is_huge(pdf):
            wait([broken])
            hand_back(pdf)
        facts = facts_of(pdf)
        found = faults(facts, broken.result(), origin)
    hand_back(pdf)
    return Proven(pdf, _pages(facts), facts.fonts, tuple(found))


def faults(facts: Facts, broken: Iterable[Failure], origin: Origin) -> list[Problem]:
    """What is wrong with a finished PDF, of which `facts` have been read, and which breaks these rules."""
    told = [problem for check in CHECKS for problem in check(facts, origin)]
    return told + broken_rules(broken, told, origin.template)


def broken_rules(broken: Iterable[Failure], told: Iterable[Problem], template: str) -> list[Problem]:
    """The broken rules of the standards, but for those whose cause has been told already."""
    codes = {problem.code for problem in told}
    problems = []
    for failure in broken:
        word = next((word for word in SAID if word in failure.rule), "")
        if EXPLAINED.get(word) in codes:
            continue
        said, hint = SAID.get(word, OTHERWISE)
        rule = f"({failure.profile}, regel {failure.rule}, minst {failure.count} ganger: {failure.message})"
        problems.append(Problem("PDF002", Place(template), f"{said} {rule}", hint))
    return problems


def _pages(facts: Facts) -> tuple[int, ...]:
    """The page number of each heading, as the pages show it: a template may begin to count after its cover."""
    first = next((entry for entry in facts.contents if entry_parts(entry.text)[1]), None)
    moved = entry_parts(first.text)[1] - first.page if first else 0
    return tuple(mark.page + moved for mark in facts.bookmarks)
