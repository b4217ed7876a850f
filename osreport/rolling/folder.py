"""The proposal in the folder of decisions: as a part of the plans to be looked at, and as a file to be written."""

from collections.abc import Iterator

from osreport.model.vedtak import Vedtak
from osreport.problem import Place, Problem, SourceError
from osreport.sources.reader import Kilder, Places
from osreport.sources.strict_yaml import read_yaml

from .roll import Roll


def ahead(read: Kilder, roll: Roll, text: str) -> Kilder:
    """The sources as read, with the proposal among the decisions; SourceError where another lies in its place."""
    if _lies_there(read, roll, text):
        return read
    decisions = read.planverk.vedtak
    tree, problems = read_yaml(text.encode(), _called(read, roll))
    if tree is None:
        raise SourceError(problems)
    planverk = read.planverk.model_copy(update={"vedtak": (*decisions, Vedtak.model_validate(tree.value))})
    trees = {**read.places.trees, ("vedtak", len(decisions)): tree}
    return Kilder(planverk, Places(trees, read.places.root), read.changed)


def beside(read: Kilder, roll: Roll, text: str) -> dict[str, bytes]:
    """The file by its name; none where it lies there, with the same words."""
    return {} if _lies_there(read, roll, text) else {roll.file: text.encode()}


def _lies_there(read: Kilder, roll: Roll, text: str) -> bool:
    """Whether the very same proposal is among the sources; SourceError where it is another one."""
    others = list(_others(read, roll, text))
    if others:
        raise SourceError(others)
    return any(each.id == roll.id for each in read.planverk.vedtak)


def _others(read: Kilder, roll: Roll, text: str) -> Iterator[Problem]:
    for number, decision in enumerate(read.planverk.vedtak):
        tree = read.places.trees[("vedtak", number)]
        is_in_place = tree.place(()).file == _called(read, roll)
        if (decision.id == roll.id or is_in_place) and getattr(tree, "text", "") != text:
            said = f"Det ligger et forslag til rullering til {roll.window.new.fra} her, med et annet innhold."
            hint = (
                f"Arbeid videre i filen, og se den med «./inv redline --from arbeid --with {decision.id}». "
                "Skal forslaget lages på nytt, sletter du den først."
            )
            yield Problem("VEDTAK024", Place(tree.place(()).file), said, hint)


def _called(read: Kilder, roll: Roll) -> str:
    return f"{read.places.root}/vedtak/{roll.file}"
