"""Who runs when: everyone takes one turn in each round, so that a busy machine disturbs all alike."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from osreport.problem import ToolError

from . import lines, plans
from .lines import Line
from .measure import Meter, Run
from .office import BareOffice
from .project import Project, copied
from .typesetting import to_typst

Say = Callable[[str], None]
LARGE = 5000
TYPST = Path(__file__).with_name("typst_pdf.py")


@dataclass
class Turn:
    """One that runs: the line it belongs to, where its runs are kept, what it does, and whether it has given up."""

    line: Line
    runs: list[Run]
    does: Callable[[], Run]
    over: bool = False

    def take(self) -> None:
        """One run; after a failure, or when it has been cut off, there are no more."""
        try:
            self.runs.append(self.does())
            self.over = self.runs[-1].cut_off
        except (ToolError, OSError) as error:
            self.over = True
            self.line.failed = self.line.failed or self.runs is self.line.ours
            self.line.failures.append(_reason(error))


def _reason(error: ToolError | OSError) -> str:
    """The command by its own name, and the last it said; no paths, as a page of results is read elsewhere."""
    if isinstance(error, ToolError):
        return " ".join([Path(error.command[0]).name, f"({error.exit_code})", *error.last_lines[-1:]])
    return str(error.strerror)


def rounds_of(root: Path, folder: Path, rounds: int, say: Say) -> list[Line]:
    """The documents of this project: check, Word files, PDF from nothing and from much, then nearly nothing changed."""
    meter = Meter()
    project, office = copied(root, folder / "os", meter), BareOffice(folder / "office", meter)
    say("Os: gjør klar …")
    project.build()
    office.warm(project.documents("docx")[0])
    looked, checked = Line("Kontroll, første gang"), Line("Kontroll", lines.CHECK)
    words = Line("Word-filene", lines.WORD_FILES)
    first, again = Line("Alt, første gang", lines.EVERYTHING), Line("Alt, --no-cache", lines.EVERYTHING)
    same, changed = Line("Ingenting endret", lines.NOTHING_CHANGED), Line("Ett ord endret", lines.ONE_WORD)
    new_words = map("Ord{}".format, count(1))
    turns = [
        Turn(looked, looked.ours, project.checked_first_time),
        Turn(checked, checked.ours, project.checked_again),
        Turn(words, words.ours, partial(project.build, "--no-pdf", "--no-cache")),
        *_pdf_turns(project, office, first, again),
        Turn(same, same.ours, project.build),
        Turn(changed, changed.ours, lambda: _with_a_new_word(project, next(new_words))),
        *_others(changed, lambda: [project.output / "planstrategi.docx"], office),
    ]
    _take(turns, meter, rounds, "Os", say)
    return [looked, checked, words, first, again, same, changed]


def rounds_of_plans(root: Path, folder: Path, number: int, rounds: int, say: Say) -> Iterator[Line]:
    """The annex with that many plans in its register: in one group, then in as many as they fill."""
    meter = Meter()
    office = BareOffice(folder / "office", meter)
    kinds = ((False, "i én gruppe"), (True, f"i grupper på {plans.PER_GROUP}"))
    for spread, kind in kinds if number > plans.PER_GROUP else kinds[:1]:
        called = f"{number:,} planer {kind}".replace(",", " ")
        say(f"{called}: gjør klar …")
        change = partial(plans.write_plans, plans=number, spread=spread)
        project = copied(root, folder / f"{number}-{spread}", meter, change, only="vedlegg")
        goal = lines.LARGE if number == LARGE else None
        checked, words = Line(f"{called}: kontroll"), Line(f"{called}: Word")
        first, again = Line(f"{called}: alt, første gang", goal), Line(f"{called}: alt, --no-cache", goal)
        turns = [
            Turn(checked, checked.ours, project.checked_again),
            Turn(words, words.ours, partial(project.build, "--no-pdf", "--no-cache")),
            *_pdf_turns(project, office, first, again),
        ]
        _take(turns, meter, rounds, called, say)
        yield from (checked, words, first, again)


def _pdf_turns(project: Project, office: BareOffice, first: Line, again: Line) -> list[Turn]:
    """Both builds of everything, LibreOffice alone with and without a profile from earlier, and the others once."""
    files = partial(project.documents, "docx")
    first.typst = again.typst
    return [
        Turn(first, first.ours, project.built_first_time),
        Turn(first, first.bare, lambda: office.first_time(files())),
        Turn(again, again.ours, partial(project.build, "--no-cache")),
        *_others(again, files, office),
    ]


def _others(line: Line, files: Callable[[], list[Path]], office: BareOffice) -> list[Turn]:
    """LibreOffice alone, with our options and without, and Typst."""
    return [
        Turn(line, line.bare, lambda: office.with_our_options(files())),
        Turn(line, line.plain, lambda: office.plain(files())),
        Turn(line, line.typst, lambda: _set(files(), office.meter)),
    ]


def _set(files: Sequence[Path], meter: Meter) -> Run:
    """Typst on the text of the files, written before the clock starts."""
    texts = [file.with_suffix(".typ") for file in files]
    for file, text in zip(files, texts, strict=True):
        text.write_text(to_typst(file.read_bytes()), encoding="utf-8")
    return meter.run((sys.executable, str(TYPST), *map(str, texts)), files[0].parent)


def _with_a_new_word(project: Project, word: str) -> Run:
    project.change_a_word("planstrategi.yaml", word)
    return project.build()


def _take(turns: Sequence[Turn], meter: Meter, rounds: int, called: str, say: Say) -> None:
    """Everyone's turns: one round for memory, then so many for time."""
    for number in range(rounds + 1):
        meter.watches = number == 0
        say(f"{called}: runde {number} av {rounds} …" if number else f"{called}: ser på minnet …")
        for turn in turns:
            if not turn.over:
                turn.take()
