"""Decisions written into the files that they change: what each file is to say, and which decisions it then has.

From the oldest without holes. The files of the decisions keep all they say, and tell that it stands in the others.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from osreport.model.vedtak import Vedtak
from osreport.problem import Problem, SourceError
from osreport.sources.reader import Kilder
from osreport.sources.rewriting import Rewriting, remarks
from osreport.sources.tree import Tree
from osreport.sources.written import Patched, Written
from osreport.structs import Struct, field

from .adopting import adopted, is_within
from .ledger import written
from .order import Day, in_order, is_waiting, left_behind


class Consolidation(Struct):
    """The decisions, in order; the new content of each file; the remarks that went with what the decisions took out."""

    decisions: tuple[Vedtak, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def consolidation(kilder: Kilder, until: Day, contents: Mapping[str, bytes]) -> Consolidation:
    """The files with all that was decided up to and including the day; `contents` are their bytes as they are.

    Raises SourceError where a decision does not fit, where one would be left behind by a later one, and where a file
    cannot be written so that it says what it should.
    """
    decisions = kilder.planverk.vedtak
    chosen = [n for n in in_order(decisions) if is_waiting(decisions[n]) and decisions[n].dato.sortering <= until]
    if not chosen:
        return Consolidation()
    if problems := [*_too_early(kilder, until), *_left_behind(kilder, chosen)]:
        raise SourceError(problems)
    adopted(kilder)
    new = {**_changed(adopted(kilder, until)), **dict(_marked(kilder, number) for number in chosen)}
    files, lost = _rewritten(kilder, new, contents)
    return Consolidation(tuple(decisions[number] for number in chosen), files, lost)


def _too_early(kilder: Kilder, until: Day) -> Iterator[Problem]:
    for number, decision in enumerate(kilder.planverk.vedtak):
        if is_within(decision) and decision.dato.sortering > until:
            said = f"Vedtaket «{decision.id}» er nyere enn datoen du har bedt om, og filene er skrevet etter det."
            hint = f"Skriv --until {_until(decision)} eller en senere dato. Da kommer de eldre vedtakene med."
            yield Problem("VEDTAK020", kilder.places.of(("vedtak", number, "dato")), said, hint)


def _left_behind(kilder: Kilder, chosen: Collection[int]) -> Iterator[Problem]:
    decisions = kilder.planverk.vedtak
    within = {*chosen, *(number for number, decision in enumerate(decisions) if decision.i_grunnlaget)}
    for number, later in left_behind(decisions, within):
        said = f"Vedtaket «{decisions[number].id}» kom før «{decisions[later].id}», men blir ikke med nå."
        day = _until(decisions[number])
        hint = f"Skriv --until {day} eller en senere dato, eller rett «dato» eller «etter» i vedtakene."
        yield Problem("VEDTAK021", kilder.places.of(("vedtak", number, "dato")), said, hint)


def _until(decision: Vedtak) -> str:
    """The first day that takes the decision along."""
    return "{:04}-{:02}-{:02}".format(*decision.dato.sortering)


def _changed(then: Kilder) -> dict[str, Written]:
    """What the files are to say that decisions have changed."""
    return {_file(tree): tree.node for tree in then.places.trees.values() if isinstance(tree, Patched)}


def _file(tree: Patched) -> str:
    return tree.node.pieces[0].tree.file


def _marked(kilder: Kilder, number: int) -> tuple[str, Written]:
    """The file of a decision, and what it is to say: the same, and that the others have it."""
    tree: Any = kilder.places.trees[("vedtak", number)]
    node = Written.of(tree, (), tree.value)
    return tree.file, node.put(("i_grunnlaget",), Written.of(tree, (), value=True))


def _rewritten(
    kilder: Kilder, new: Mapping[str, Written], contents: Mapping[str, bytes]
) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The new files, read again and found to say what they should; and the remarks that are gone."""
    trees = {path: tree for path, tree in kilder.places.trees.items() if isinstance(tree, Tree)}
    base = Rewriting(tree for path, tree in trees.items() if path[0] != "vedtak")
    files, before, after, problems = dict[str, bytes](), list[Tree](), list[Tree](), list[Problem]()
    for path, tree in trees.items():
        if node := new.get(tree.file):
            rewriting = Rewriting([tree]) if path[0] == "vedtak" else base
            files[tree.file], read = rewriting.written(tree, node, contents[tree.file])
            before, after = [*before, tree], [*after, *([read] if read else [])]
            problems += [] if read else [_not_plain(tree)]
    if problems:
        raise SourceError(problems)
    changed = {file: content for file, content in files.items() if content != contents[file]}
    return changed, tuple(sorted((remarks(before) - remarks(after)).elements()))


def _not_plain(tree: Tree) -> Problem:
    said = "Filen er satt opp slik at endringene ikke kan skrives inn uten å endre mer. Ingenting er skrevet."
    hint = "Sett hvert felt og hvert punkt som endres, på en egen linje, og prøv på nytt."
    return Problem("VEDTAK022", tree.place(()), said, hint)


def to_text(found: Consolidation, until: str) -> str:
    """What was written where, and what it means from now on."""
    if not found.decisions:
        return f"Ingenting å gjøre: Filene har alt som er vedtatt til og med {until}."
    lines = [f"Skrevet inn i filene, vedtak til og med {until}:"]
    lines += [f"  {written(each.dato)} {each.id}: {each.gjelder}" for each in found.decisions]
    lines += ["Filer:", *(f"  {file}" for file in sorted(found.files))]
    if found.remarks:
        lines += ["Disse merknadene gikk ut sammen med det de sto ved:", *(f"  {each}" for each in found.remarks)]
    if previews := [each.id for each in found.decisions if each.alternativer]:
        lines += [f"Forslagene i {', '.join(previews)} kan ikke lenger forhåndsvises slik planene var før vedtaket."]
    last = written(found.decisions[-1].dato)
    lines += ["Prøvd før det ble skrevet: Alle dokumentene er de samme som før."]
    lines += [f"Planene slik de var før {last}, lages nå av en eldre utgave i git: --state UTGAVE@DATO."]
    return "\n".join(lines)
