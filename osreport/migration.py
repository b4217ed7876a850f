"""Sources of an older layout → the same in today's, with every byte that the new layout does not ask for as it was.

A step takes what all files say, by their path in the folder, from one layout to the next. What it moves or renames
keeps its own words and remarks.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from osreport.model.kommune import FØRSTE_SKJEMA, SKJEMA
from osreport.problem import Place, Problem, SourceError
from osreport.publish import publish
from osreport.sources.files import Lying, lying, refuse_links
from osreport.sources.reader import read_planverk
from osreport.sources.rewriting import Rewriting
from osreport.sources.strict_yaml import read_yaml
from osreport.sources.tree import Tree
from osreport.sources.written import Written
from osreport.structs import Struct

Said = Mapping[str, Written]
Step = Callable[[Said], Said]
STEPS: Mapping[int, Step] = {}  # by the layout that each leads from
MAIN = "kommune.yaml"


class Migration(Struct):
    """The layouts that the sources led from and to, and the files that were written."""

    old: int
    new: int
    files: tuple[str, ...] = ()


def migrated(sources: Path, called: str, steps: Mapping[int, Step] = STEPS, today: int = SKJEMA) -> Migration:
    """Writes the sources in today's layout, all files or none; SourceError where they are newer or cannot be read."""
    try:
        files = lying(sources, called) if sources.is_dir() else {}
    except OSError:
        read_planverk(sources, called)  # tells which file cannot be read
        raise
    trees, version = _read(files), today
    if main := trees.get(MAIN):
        version = main.value.get("skjema", FØRSTE_SKJEMA) if isinstance(main.value, dict) else today
    if not isinstance(version, int) or not FØRSTE_SKJEMA <= version < today:
        read_planverk(sources, called)  # tells what is wrong, if anything is
        return Migration(today, today)
    said: Said = {name: Written.of(tree, (), tree.value) for name, tree in trees.items()}
    for number in range(version, today):
        said = steps[number](said)
    new = _rewritten(trees, _marked(said, today), files)
    refuse_links(sources, {called: files[called] for called in new})
    publish({files[called].name: content for called, content in new.items()}, sources)
    return Migration(version, today, tuple(new))


def _marked(said: Said, today: int) -> Said:
    """The same, and which layout it is of."""
    main = said[MAIN]
    return {**said, MAIN: main.put(("skjema",), Written(today, main.pieces))}


def _read(files: Mapping[str, Lying]) -> dict[str, Tree]:
    """What each file says, by its path in the folder; SourceError where one is no YAML."""
    read = {file.name: read_yaml(file.content, called) for called, file in files.items()}
    if problems := [problem for _, told in read.values() for problem in told]:
        raise SourceError(problems)
    return {name: tree for name, (tree, _) in read.items() if tree}


def _rewritten(trees: Mapping[str, Tree], said: Said, files: Mapping[str, Lying]) -> dict[str, bytes]:
    """The new content of each file that says something else than it did."""
    rewriting = Rewriting(trees.values())
    changed = {name: tree for name, tree in trees.items() if said[name].plain != tree.value}
    made = {tree.file: rewriting.written(tree, said[name], files[tree.file].content) for name, tree in changed.items()}
    if wrong := [file for file, (_, read) in made.items() if read is None]:
        raise SourceError(_not_plain(file) for file in wrong)
    return {file: content for file, (content, _) in made.items()}


def _not_plain(file: str) -> Problem:
    said = "Filen er satt opp slik at den ikke kan skrives om uten å endre mer enn nødvendig. Ingenting er skrevet."
    return Problem("KILDE011", Place(file), said, "Sett hvert felt og hvert punkt på en egen linje, og prøv på nytt.")


def to_text(found: Migration) -> str:
    """What was done, told to people."""
    if not found.files:
        return f"Ingenting å gjøre: Kildene er skrevet i skjema {found.new}, som er det denne utgaven leser."
    lines = "\n".join(f"  {file}" for file in found.files)
    return f"Skrevet om fra skjema {found.old} til skjema {found.new}:\n{lines}"
