"""Decisions written into the sources that they change: proven to print the same, then put in place all at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from osreport.check.faults import faults
from osreport.context.content import Content
from osreport.context.document import content
from osreport.decisions.adopting import adopted
from osreport.decisions.consolidating import Consolidation, consolidation
from osreport.decisions.order import Day, is_waiting
from osreport.model.documents import DOCUMENTS
from osreport.model.planverk import Planverk
from osreport.press import Press
from osreport.printing import filled
from osreport.problem import Problem, SourceError
from osreport.publish import publish
from osreport.sources.files import Lying, as_read, lying, refuse_links
from osreport.sources.reader import Kilder, read_planverk
from osreport.sources.tree import Tree
from osreport.structs import replace


def consolidated(sources: Path, called: str, until: Day, press: Press) -> Consolidation:
    """Writes the decisions up to and including the day into the files of the folder, and tells what it wrote.

    Raises SourceError where that cannot be done or would change what is printed; then nothing is written.
    """
    kilder = read_planverk(sources, called)
    trees = [tree for tree in kilder.places.trees.values() if isinstance(tree, Tree)]
    files = as_read(lying(sources, called), trees)
    found = consolidation(kilder, until, {file: each.content for file, each in files.items()})
    refuse_links(sources, {file: files[file] for file in found.files})
    if found.files:
        prove(kilder, _read_again({**files, **_new(files, found)}, called), until, press)
        publish({each.name: each.content for each in _new(files, found).values()}, sources)
    return found


def _new(files: Mapping[str, Lying], found: Consolidation) -> dict[str, Lying]:
    return {file: replace(files[file], content=content) for file, content in found.files.items()}


def _read_again(files: Mapping[str, Lying], called: str) -> Kilder:
    """The plan set as it is read from these files."""
    with TemporaryDirectory() as folder:
        for file in files.values():
            place = Path(folder) / file.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
        return read_planverk(Path(folder), called)


def prove(old: Kilder, new: Kilder, until: Day, press: Press) -> None:
    """SourceError unless both give the same plans and the same documents, on the day and after all decisions.

    The plans are compared on the days between, too, on which decisions that remain were made.
    """
    days = [until, *sorted({each.dato.sortering for each in new.planverk.vedtak if is_waiting(each)}), None]
    for day in dict.fromkeys(days):
        before, after = adopted(old, day), adopted(new, day)
        if found := _other_plans(before, after):
            raise SourceError(found)
        if day in {until, None}:
            _prove_documents(before, after, press)


def _other_plans(before: Kilder, after: Kilder) -> list[Problem]:
    """A problem for each part of the plans that is another than it was; that a decision is in the files is no such."""
    one, other = _without_marks(before.planverk), _without_marks(after.planverk)
    names = (name for name in Planverk.model_fields if getattr(one, name) != getattr(other, name))
    return [_differs(after, name) for name in names]


def _without_marks(planverk: Planverk) -> Planverk:
    decisions = tuple(each.model_copy(update={"i_grunnlaget": False}) for each in planverk.vedtak)
    return planverk.model_copy(update={"vedtak": decisions})


def _prove_documents(before: Kilder, after: Kilder, press: Press) -> None:
    if found := faults(before):
        raise SourceError(found)
    contents = {name: (content(before.planverk, name), content(after.planverk, name)) for name in DOCUMENTS}
    differ = {name for name, (one, other) in contents.items() if one != other}
    files = [dict(_docx({name: each[side] for name, each in contents.items()}, press, before)) for side in (0, 1)]
    differ |= {name for name in DOCUMENTS if files[0][name] != files[1][name]}
    if differ:
        raise SourceError(_differs(after, name) for name in DOCUMENTS if name in differ)


def _docx(contents: Mapping[str, Content], press: Press, kilder: Kilder) -> Iterator[tuple[str, bytes]]:
    yield from ((job.name, job.filled.docx(())) for job in filled(contents.items(), press, kilder.places.of))


def _differs(kilder: Kilder, name: str) -> Problem:
    said = "Skrevet inn i filene ville vedtakene gi noe annet enn det som står i planene nå. Ingenting er skrevet."
    hint = "Det er en feil i osreport: Meld fra. Planene kan lages som før, med vedtakene der de er."
    return Problem("VEDTAK023", kilder.places.of((name,)), said, hint)
