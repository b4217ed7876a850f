"""What the words after a flag mean, and how answers look; a word that means nothing is wrong use, exit code 2.

The terminal and the variables are told by whoever asks.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from invoke import Exit

from osreport import report
from osreport.problem import Problem

if TYPE_CHECKING:
    from osreport.decisions.order import Day
    from osreport.model.verdi import Dato
    from osreport.states import State

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
WRONG_USE = 2
STATE = "Tilstanden: en dato, en git-utgave, UTGAVE@DATO eller arbeid (filene som de er)."


def folder(given: str, otherwise: str) -> Path:
    return Path(given).resolve() if given else ROOT / otherwise


def outside(given: str, sources: Path) -> Path:
    """The folder for what is made; it cannot lie among the sources."""
    made = folder(given, "output")
    if made.is_relative_to(sources):
        raise Exit("--output kan ikke ligge i mappen med kildene: der leses alt som kilder.", WRONG_USE)
    return made


def called(folder: Path, base: Path) -> str:
    """The folder as one finds it from where one stands: a path that a terminal or a code host makes a link of."""
    with suppress(ValueError):  # on Windows, another drive
        return min(Path(os.path.relpath(folder, base)).as_posix(), folder.as_posix(), key=len)
    return folder.as_posix()


def documents(only: str) -> tuple[str, ...]:
    from osreport.model.documents import DOCUMENTS

    wanted = [name.strip() for name in only.split(",")] if only else list(DOCUMENTS)
    for name in wanted:
        choice(name, DOCUMENTS, "--only")
    return tuple(name for name in DOCUMENTS if name in wanted)


def choice(given: str, allowed: tuple[str, ...], flag: str) -> str:
    if given not in allowed:
        raise Exit(f"{flag} kan være {', '.join(allowed)}, ikke «{given}».", WRONG_USE)
    return given


def numbers(given: str, flag: str, least: int) -> tuple[int, ...]:
    numbers = tuple(int(each) if each.strip().isdecimal() else 0 for each in given.split(","))
    if min(numbers) < least:
        raise Exit(f"{flag} skal være hele tall fra {least} og opp, ikke «{given}».", WRONG_USE)
    return numbers


def state(given: str, as_of: str = "", flag: str = "--state") -> "State":
    """The state that is asked for, on the day that is asked for."""
    from osreport import states

    chosen = day(as_of, "--as-of")
    try:
        return states.parsed(given or states.WORKING).on(chosen)
    except ValueError as error:
        raise Exit(f"{flag}: {error}", WRONG_USE) from error


def files(given: Sequence[str]) -> tuple[Path, ...]:
    """The files, and in place of a folder all files in it."""
    paths = [Path(each) for each in given]
    return tuple(file for path in paths for file in (_inside(path) if path.is_dir() else (path,)))


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def columns(given: str) -> dict[str, str]:
    """The headings of a municipality's own spreadsheets by field, as in `navn=Innsender,tekst=Høringssvar`."""
    from osreport.intake.regneark import FIELDS

    pairs = [each.partition("=") for each in given.split(",")] if given else []
    for field, _, heading in pairs:
        choice(field.strip(), FIELDS, "--columns")
        if not heading.strip():
            raise Exit(
                f"--columns: skriv overskriften etter likhetstegnet, som i {field.strip()}=Innsender.", WRONG_USE
            )
    return {field.strip(): heading.strip() for field, _, heading in pairs}


def day(given: str, flag: str) -> "Day | None":
    """The day that is written after a flag, if there is one."""
    from osreport import states

    if not given:
        return None
    try:
        return states.day_of(given)
    except ValueError as error:
        raise Exit(f"{flag} skal være en dato som 2024-01-25, ikke «{given}».", WRONG_USE) from error


def date(given: str, flag: str) -> "Dato | None":
    """The date, as exactly as it is written; None where nothing is."""
    from osreport.model.verdi import as_date

    found = as_date(given) if given else None
    if given and found is None:
        raise Exit(f"{flag} skal være en dato som 2024-01-25, ikke «{given}».", WRONG_USE)
    return found


def shown(form: str, *, colour: bool, width: int) -> Callable[[Sequence[Problem]], str]:
    """How problems are shown; text no wider than the terminal, 0 where there is none."""
    choice(form, (*report.FORMATS, "sarif"), "--format")
    if form == "sarif":
        from osreport.sarif import to_sarif

        return to_sarif
    return partial(report.to_text, colour=colour, width=width) if form == "text" else report.FORMATS[form]


def spread(words: Sequence[str], tasks: Mapping[str, int]) -> list[str]:
    """The command with a flag before each of the many files that a task takes, as invoke cannot tell them apart.

    `tasks` says of each such task how many words come before its files.
    """
    start = next((number for number, each in enumerate(words, 1) if each in tasks), len(words))
    before, found, is_value = tasks.get(words[start - 1], 0) if words else 0, list(words[:start]), False
    for word in words[start:]:
        is_flag = word.startswith("-") and len(word) > 1
        if word in {"--files", "-f"}:
            continue
        if not is_flag and not is_value:
            found += [word] if before > 0 else ["--files", word]
            before -= 1
        else:
            found.append(word)
        is_value = is_flag and "=" not in word and (word.startswith("--") or len(word) == len("-s"))
    return found


def coloured(environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether text is in colour, as no-color.org and bixense.com/clicolors have it."""
    wanted = environment.get("CLICOLOR_FORCE", "0") != "0" or (terminal and environment.get("TERM") != "dumb")
    return wanted and not environment.get("NO_COLOR")
