"""Which kinds of block a template prints, how often, and what of all it is offered no template prints."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from jinja2 import nodes

from osreport.word.quality.fault import Finding

from .blocks import Block, Item, Node, Outline, Said, everything_in
from .kinds import decided, part_name
from .offers import BLOCKS, KIND, Offer, Record, Row, Value, everything, kinds_of_block
from .rules import HOMELESS, TWICE
from .tags import Tag

Path = tuple[str, ...]
Names = Mapping[str, Path]
Use = tuple[str, str]


def kinds_have_one_place(outline: Outline, met: Collection[str]) -> Iterator[Finding]:
    """Every kind of block that the template can meet is printed, each part of it once."""
    loops = [
        (item.branches[0], name)
        for item in everything_in(outline.items)
        if isinstance(item, Block) and (name := _name_of_block(item))
    ]
    missing = []
    for kind in (kind for kind in kinds_of_block() if kind.kind in met):
        counts: dict[Path, list[Tag]] = {}
        for loop, name in loops:
            _add(counts, _printed(loop.body, {name: ()}, name, kind))
        if not counts:
            missing.append(f"«{kind.kind}»")
        yield from (_told_twice(outline, kind, path, tags) for path, tags in counts.items() if len(tags) > 1)
    if missing and not outline.reading.story.name:
        said = f"Det er ikke plass til innhold av typen {', '.join(missing)}"
        yield Finding(HOMELESS, said, outline.reading.story.part)


def _name_of_block(block: Block) -> str:
    """What a loop over all blocks calls each of them."""
    node = block.branches[0].node
    is_over_all = isinstance(node, nodes.For) and getattr(node.iter, "name", "") == BLOCKS
    return str(getattr(node.target, "name", "")) if is_over_all else ""


def _told_twice(outline: Outline, kind: Record, path: Path, tags: list[Tag]) -> Finding:
    said = f"«{'.'.join(path)}» i innhold av typen «{kind.kind}» skrives {len(tags)} ganger"
    return outline.reading.finding(TWICE, said, tags[1])


def _printed(items: Iterable[Item], known: Names, name: str, kind: Record) -> dict[Path, list[Tag]]:
    """The tags that print each part of a block of that kind, on the way that prints most of them."""
    counts: dict[Path, list[Tag]] = {}
    for item in items:
        if isinstance(item, Said):
            path = _path(item.node, known) if item.tag.mark == "{{" and not item.tag.attribute else None
            _add(counts, {path: [item.tag]} if path else {})
        elif item.kind == "if":
            _add(counts, _most(_printed(body, known, name, kind) for body in _ways(item, name, kind)))
        else:
            _add(counts, _printed(item.branches[0].body, _named(item, known), name, kind))
    return counts


def _ways(block: Block, name: str, kind: Record) -> Iterator[list[Item]]:
    """The branches that a block of that kind can take."""
    for branch in block.branches:
        found = True if branch.node is None or branch.tag.verb == "else" else decided(branch.node.test, name, kind)
        if found is not False:
            yield branch.body
        if found:
            break


def _named(block: Block, known: Names) -> Names:
    """The names with that of a loop over a part of the block."""
    node = block.branches[0].node
    path = _path(node.iter, known) if node is not None else None
    name = getattr(node.target, "name", "") if node is not None else ""
    return {**known, name: path} if path and name else known


def _path(node: Node, known: Names) -> Path | None:
    """`b.rader` as the way from the block, with the filters left out."""
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _path(node.node, known)
    if isinstance(node, nodes.Name):
        return known.get(node.name)
    if part_name(node):
        before = _path(node.node, known)
        return None if before is None else (*before, part_name(node))
    return None


def _add(counts: dict[Path, list[Tag]], more: Mapping[Path, list[Tag]]) -> None:
    for path, tags in more.items():
        counts[path] = [*counts.get(path, []), *tags]


def _most(ways: Iterable[Mapping[Path, list[Tag]]]) -> dict[Path, list[Tag]]:
    found: dict[Path, list[Tag]] = {}
    for way in ways:
        for path, tags in way.items():
            found[path] = max(found.get(path, []), tags, key=len)
    return found


def unused(used: Collection[Use]) -> list[str]:
    """What no template prints of all it is offered; of blocks, only the parts of those that some template prints."""
    offered = everything()
    top = [name for name in offered.parts if _is_missed(offered, name, used)]
    cover = (_missed(offer, name, used) for name, offer in offered.parts.items() if name != BLOCKS)
    printed = [kind for kind in kinds_of_block() if any(record == kind.name and name != KIND for record, name in used)]
    parts: dict[str, list[str]] = {}
    for kind in printed:
        for path in _missed(kind, "b", used):
            parts.setdefault(path, []).append(f"«{kind.kind}»")
    return [*top, *chain(*cover), *(f"{path} ({', '.join(kinds)})" for path, kinds in parts.items())]


def _missed(offer: Offer, start: str, used: Collection[Use]) -> Iterator[str]:
    while isinstance(offer, Row):
        offer = offer.item
    if isinstance(offer, Record) and offer.name:
        for name, inner in offer.parts.items():
            if _is_missed(offer, name, used):
                yield f"{start}.{name}"
            elif not isinstance(inner, Value):
                yield from _missed(inner, f"{start}.{name}", used)


def _is_missed(record: Record, name: str, used: Collection[Use]) -> bool:
    return name != KIND and name not in record.spare and (record.name, name) not in used
