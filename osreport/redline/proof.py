"""The proof of a comparison: accepting all its changes gives the new document, rejecting all the old one.

Compared is what a reader meets, block by block in body, headers and footers: where a paragraph stands (which table, row
and cell), its style and other properties, its list, its text with formatting, links to addresses, pictures, notes and
fields, the look of cells, and the paper of sections. Not compared are the page numbers of the contents list and the
names of bookmarks, which both change by themselves; keeping with the next paragraph and the widths of columns, which
follow from the text; which headers the last section has, as no mark can track that; and what stands behind the page,
such as the document's properties.
"""

from collections.abc import Callable, Iterator, Mapping

from osreport.problem import Place, Problem
from osreport.word.quality.opened import Package, opened

from .reading import Block, Reading
from .resolved import Element, accepted, rejected

WRONG = "RED001"
REPORT = "Meld fra til dem som vedlikeholder osreport, og legg ved kildene før og etter."
SAID = (
    "Sammenligningen ble ikke riktig, og er ikke skrevet. Når alle endringer {done}, skal {where} være {wanted}, "
    "men er {found}."
)
PARTS = "De to dokumentene har ikke samme topptekster og bunntekster ({names}), og kan ikke sammenlignes."
SAME_TEMPLATE = "Lag begge dokumentene på nytt med den samme malen."
LONGEST = 60

Parts = Mapping[str, bytes]


def differences(parts: Parts, old: Parts, new: Parts, name: str) -> Iterator[Problem]:
    """The first place where the comparison is wrong for those who accept all, and for those who reject all."""
    made, before, after = (opened(each.items()) for each in (parts, old, new))
    bodies = [set(Reading(package).bodies) for package in (before, after)]
    if odd := bodies[0] ^ bodies[1]:
        yield Problem("RED003", Place(name), PARTS.format(names=", ".join(sorted(odd))), SAME_TEMPLATE)
        return
    for done, resolved, wanted in (("godtas", accepted, after), ("avvises", rejected, before)):
        found = _blocks(Package(made.names, made.raw, _each(made, resolved), made.relations, is_template=False))
        if (place := _first(found, _blocks(wanted))) is not None:
            yield _problem(done, place, name)


def _each(package: Package, resolved: Callable[[Element], Element]) -> dict[str, Element]:
    bodies = Reading(package).bodies
    return {name: resolved(root) if name in bodies else root for name, root in package.roots.items()}


def _blocks(package: Package) -> list[Block]:
    return list(Reading(package).blocks())


def _first(found: list[Block], wanted: list[Block]) -> tuple[Block | None, Block | None] | None:
    """The first block that is not as it should be."""
    for one, other in zip(found, wanted, strict=False):
        if one != other:
            return one, other
    if len(found) == len(wanted):
        return None
    more = found[len(wanted) :] or wanted[len(found) :]
    return (more[0], None) if len(found) > len(wanted) else (None, more[0])


def _problem(done: str, place: tuple[Block | None, Block | None], name: str) -> Problem:
    found, wanted = place
    where = next(block for block in (wanted, found) if block is not None).where
    said = SAID.format(done=done, where=where, wanted=_quoted(wanted, found), found=_quoted(found, wanted))
    return Problem(WRONG, Place(name), said, REPORT)


def _quoted(block: Block | None, other: Block | None) -> str:
    """What stands in a block, and how it looks where that is what sets it apart from the other."""
    if block is None:
        return "borte"
    text = block.text if len(block.text) <= LONGEST else f"{block.text[:LONGEST]}…"
    same = other is not None and other.text == block.text and other.where == block.where
    return f"«{text}» ({block.style or 'uten stil'})" if same else f"«{text}»"
