"""The roll in few words, for the terminal."""

import textwrap
from collections.abc import Iterable, Iterator

from osreport.check.law import listed

from .deadlines import Due, Overdue
from .judging import Judged, name
from .mentions import Mention
from .roll import Roll

WIDTH = 100


def summary(roll: Roll) -> str:
    """What was done, what is carried over, what is overdue or falls due, and what must be cleared up."""
    return "\n\n".join([f"Rullering av planstrategien fra {roll.window.told}", *_sections(roll), _count(roll)])


def _sections(roll: Roll) -> Iterator[str]:
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("Gjennomført", map(of_revision, roll.fated("gjennomført"))),
        (f"Flyttes til {roll.window.new.fra}", map(of_revision, roll.fated("flyttes"))),
        ("På overtid", map(of_overdue, roll.overdue)),
        ("Settes opp", (of_due(each) for each in roll.due if each.proposed)),
        ("Faller også i perioden, uten å være satt opp", (of_due(each) for each in roll.due if not each.proposed)),
        ("Må avklares", map(of_revision, roll.fated("må avklares"))),
        ("Usikre år, som står som før", map(of_doubt, roll.doubtful)),
        ("Tekst å se over", map(_mention, (*roll.naming, *roll.speaking))),
    )
    for title, lines in ((title, [*lines]) for title, lines in sections):
        if lines:
            yield "\n".join([f"{title} ({len(lines)})", *map(_item, lines)])


def of_revision(each: Judged) -> str:
    return f"{name(each.plan)} {each.revision.år}: {each.why}"


def of_doubt(each: Judged) -> str:
    """A year in doubt, and the reason where one is written."""
    return f"{name(each.plan)} {each.year}{f': {each.revision.grunnlag}' if each.revision.grunnlag else ''}"


def of_overdue(each: Overdue) -> str:
    return f"{name(each.plan)}: {' '.join(each.reasons)}"


def of_due(each: Due) -> str:
    return f"{each.name} {listed(list(map(str, each.years)))}: {each.why}"


def _mention(each: Mention) -> str:
    return f"{each.place}: «{textwrap.shorten(each.sentence, WIDTH, placeholder=' …')}»"


def _item(line: str) -> str:
    return "\n".join(broken(f"  {line}", WIDTH, "    "))


def broken(line: str, width: int, below: str) -> list[str]:
    """The line in pieces, broken between words, but not between § and its number."""
    tied = line.replace("§ ", "§\0")
    pieces = textwrap.wrap(
        tied, width, subsequent_indent=below, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    return [piece.replace("\0", " ") for piece in pieces] or [""]


def _count(roll: Roll) -> str:
    """Every revision has one fate."""
    fates = (
        ("gjennomført", "gjennomført"), ("flyttes", "flyttes"), ("må avklares", "må avklares"),
        ("står", "står som før"),
    )  # fmt: skip
    told = ", ".join(f"{len(found)} {words}" for fate, words in fates if (found := roll.fated(fate)))
    one = "revisjon" if len(roll.judged) == 1 else "revisjoner"
    return f"{len(roll.judged)} {one} i registeret: {told or 'ingen'}."
