"""Why libyaml gave up, said to someone who has never heard of YAML, at the line where the cause is."""

import re

from osreport.problem import Place, Problem
from osreport.structs import Struct

Spot = tuple[int, int]

QUOTE = 'Sett hele verdien i anførselstegn, for eksempel navn: "…".'
LIKE_ABOVE = (
    "Felt som hører sammen, begynner like langt inne på hver sin linje. Rett innrykket her eller på linjen over."
)
PART_OF_TEXT = "Er linjen en fortsettelse av teksten over, må den begynne like langt inne som den."


class _Cause(Struct):
    """One cause: words of libyaml's, whose mark tells where, what the line there looks like; and what to say."""

    said: str
    message: str
    hint: str
    line: str = ""
    at: str = "problem"


SWALLOWED = "end of a quotation that took other lines with it"
CAUSES: tuple[_Cause, ...] = (
    _Cause(
        SWALLOWED,
        "Et anførselstegn er åpnet her, men ikke lukket der verdien slutter.",
        "Sett anførselstegn også der verdien slutter.",
        "",
        "context",
    ),
    _Cause(
        "unexpected end of stream",
        "Et anførselstegn er åpnet her, men ikke lukket der verdien slutter.",
        "Sett anførselstegn også der verdien slutter.",
        "",
        "context",
    ),
    _Cause(
        "",
        "Linjen begynner med harde mellomrom, som ikke teller som innrykk.",
        "Slett mellomrommene først på linjen, og skriv dem på nytt.",
        r"^ *\u00a0",
        "before",
    ),
    _Cause(
        "",
        "Etter kolon står et hardt mellomrom, som ikke teller som mellomrom.",
        "Slett mellomrommet etter kolon, og skriv det på nytt.",
        r"^[^:]*:\u00a0",
        "context",
    ),
    _Cause("tab", "Innrykket er laget med tabulator.", "Bytt tabulatoren med mellomrom; to for hvert nivå."),
    _Cause(
        "",
        "Det mangler mellomrom etter bindestreken.",
        "Skriv «- » (bindestrek og mellomrom) foran punktet.",
        r"^ *-[^\s-]",
        "above",
    ),
    _Cause(
        "could not find expected ':'",
        "Teksten under «|» er ikke rykket inn.",
        "Rykk teksten inn to mellomrom mer enn linjen med «|».",
        r"[|>][-+0-9]*$",
        "above context",
    ),
    _Cause(
        "could not find expected ':'",
        "Det mangler mellomrom etter kolon.",
        "Skriv «navn: verdi», med mellomrom etter kolon.",
        r"^ *(?:- +)?[^\s:\"']+:[^\s/]",
        "context",
    ),
    _Cause(
        "could not find expected ':'",
        "Det mangler kolon etter feltnavnet.",
        f"Skriv «navn: verdi». {PART_OF_TEXT}",
        "",
        "context",
    ),
    _Cause(
        "mapping values are not allowed",
        "Det mangler kolon etter feltnavnet.",
        "Skriv «navn: verdi», med mellomrom etter kolon.",
        r"^ *(?:- +)?[^\s:#]+(?: [^:]*)?$",
        "above",
    ),
    _Cause(
        "mapping values are not allowed",
        "Verdien inneholder kolon og mellomrom, og YAML tror det er et nytt felt.",
        QUOTE,
        r"^[^:]*: .*: |^[^:]*: .*:$",
    ),
    _Cause(
        "mapping values are not allowed",
        "Innrykket stemmer ikke mellom denne linjen og den over.",
        LIKE_ABOVE,
        "",
        "line",
    ),
    _Cause(
        "did not find expected '-' indicator",
        "Innrykket stemmer ikke: Linjen står lenger ute enn punktet den hører til.",
        "Begynn linjen like langt inne som de andre feltene i punktet.",
    ),
    _Cause(
        "did not find expected key",
        "Verdien begynner med «{» eller «[», som betyr noe eget i YAML.",
        QUOTE,
        r"^[^:]*: +[\[{]|^ *- +[\[{]",
    ),
    _Cause(
        "did not find expected key",
        "Det står noe etter anførselstegnet som avslutter verdien.",
        "Sett ett par anførselstegn rundt hele verdien, og bruk «» inni den.",
        r"^[^:]*: +[\"']|^ *- +[\"']",
    ),
    _Cause("did not find expected key", "Innrykket stemmer ikke med linjene over.", f"{LIKE_ABOVE} {PART_OF_TEXT}"),
    _Cause("while scanning an alias", "Verdien begynner med stjerne, som betyr noe eget i YAML.", QUOTE, "", "context"),
    _Cause("while scanning an anchor", "Verdien begynner med «&», som betyr noe eget i YAML.", QUOTE, "", "context"),
    _Cause("while scanning a tag", "Verdien begynner med «!», som betyr noe eget i YAML.", QUOTE, "", "context"),
    _Cause(
        "while scanning a block scalar",
        "Det står tekst på samme linje som «|» eller «>».",
        "Begynn teksten på neste linje, to mellomrom lenger inn.",
    ),
    _Cause(
        "block sequence entries are not allowed",
        "Et listepunkt står på samme linje som feltnavnet.",
        "Flytt «- » til neste linje, to mellomrom lenger inn. Hører streken til teksten, sett verdien i anførselstegn.",
    ),
    _Cause(
        "while parsing a flow",
        "Klammen som åpnes her, er ikke lukket.",
        "Lukk den, eller skriv ett punkt på hver linje. Hører klammen til teksten, sett verdien i anførselstegn.",
        "",
        "context",
    ),
    _Cause(
        "unknown escape character",
        "Omvendt skråstrek i doble anførselstegn betyr noe eget i YAML.",
        "Bruk enkle anførselstegn: '…'.",
    ),
    _Cause(
        "escape code",
        "Omvendt skråstrek i doble anførselstegn betyr noe eget i YAML.",
        "Bruk enkle anførselstegn: '…'.",
    ),
    _Cause("<document start>", "Her fortsetter filen etter at den er slutt.", "Ta bort linjen «...» over."),
    _Cause("YAML document", "Linjer som begynner med «%» brukes ikke her.", "Slett linjen."),
    _Cause("while scanning a directive", "Linjer som begynner med «%» brukes ikke her.", "Slett linjen."),
    _Cause("", "Verdien begynner med et tegn som betyr noe eget i YAML.", QUOTE, r": +[@`%,?\]}|>]|- +[@`%,?\]}|>]"),
    _Cause("", "Linjen kan ikke leses.", "Se etter kolon, innrykk og anførselstegn her og på linjen over."),
)


def explained(said: str, problem: Spot, context: Spot, text: str, file: str) -> Problem:
    """The problem; `said` are libyaml's words, `problem` and `context` the spots that it names."""
    lines = [*text.split("\n"), ""]
    cause, spot = next(
        (cause, spot)
        for cause in CAUSES
        if cause.said in said and (spot := _spot(cause, lines, problem, context)) is not None
    )
    return Problem("YAML003", Place(file, spot[0] + 1, spot[1] + 1), cause.message, cause.hint)


def _spot(cause: _Cause, lines: list[str], problem: Spot, context: Spot) -> Spot | None:
    """Line and column to look at, if the line there looks as the cause says."""
    if cause.at == "before":
        found = (number for number in range(problem[0] + 1) if re.search(cause.line, lines[number]))
        return next(((number, 0) for number in found), None)
    if cause.at == "above":
        return _above(lines, problem[0], cause.line)
    if cause.at == "above context":
        return context if _above(lines, context[0], cause.line) else None
    if cause.at == "line":
        return problem[0], len(lines[problem[0]]) - len(lines[problem[0]].lstrip())
    spot = context if cause.at == "context" else problem
    return spot if re.search(cause.line, lines[min(spot[0], len(lines) - 1)]) else None


def _above(lines: list[str], number: int, shape: str) -> Spot | None:
    """The nearest line above with something on it, if it looks like that."""
    above = next(
        (n for n in range(number - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#")), None
    )
    if above is None or not re.search(shape, lines[above].rstrip()):
        return None
    return above, len(lines[above]) - len(lines[above].lstrip())
