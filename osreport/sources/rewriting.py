"""Files that say something else than before → the edits that make them say so, and no others.

A value that is the same keeps its bytes. What has been moved, be it from another file, comes as it was written there,
with its remarks; what is new is written as `emitted` does. An element that goes takes its remarks along (`layout`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from osreport.structs import replace

from .descent import alike, origins, renamed, staying
from .emitted import BLOCKS, Emitted, Style, emitted, field, flow, points
from .fields import fields_of
from .layout import Layout
from .spliced import Edit, applied, spliced
from .strict_yaml import read_yaml
from .tree import Path, Tree
from .written import Written


def remarks(trees: Iterable[Tree]) -> Counter[str]:
    return Counter(text for tree in trees for _, text in Layout(tree).remarks())


class Rewriting:
    """The edits of some files; values that come from another of them are taken from there."""

    def __init__(self, trees: Iterable[Tree]) -> None:
        self.layouts: Mapping[str, Layout] = {tree.file: Layout(tree) for tree in trees}

    def edits(self, tree: Tree, new: Written) -> list[Edit]:
        """What makes the file say the new value."""
        return list(self._edits(self.layouts[tree.file], (), new))

    def written(self, tree: Tree, new: Written, content: bytes) -> tuple[bytes, Tree | None]:
        """The bytes of the file with the new value, and what is read in them; nothing where that is another value."""
        try:
            made = spliced(content, self.edits(tree, new))
        except ValueError:  # what is to change is woven together
            return content, None
        read, problems = read_yaml(made, tree.file)
        return made, read if read and not problems and alike(read.value, new.plain) else None

    def _edits(self, layout: Layout, path: Path, new: Written) -> Iterator[Edit]:
        old = layout.tree.value_at(path)
        if alike(old, new.plain):
            return
        both = old and new.value and type(old) is type(new.value) and isinstance(old, dict | tuple)
        if both and layout.can_be_edited(path):
            yield from (self._fields if isinstance(old, dict) else self._members)(layout, path, new)
        elif both and not layout.is_block(path):
            yield self._between_brackets(layout, path, new)
        else:
            yield from self._value(layout, path, new)

    def _fields(self, layout: Layout, path: Path, new: Written) -> Iterator[Edit]:
        old = layout.tree.value_at(path)
        said = {name: each for name, each in new.value.items() if each.value is not None}
        anew = dict(renamed(layout.tree, path, said))
        kept = [name for name in old if name in said or name in anew or (name in new.value and old[name] is None)]
        if not kept:
            yield from self._value(layout, path, new)
            return
        for name in kept:
            yield from _named_anew(layout, (*path, name), anew.get(name, name))
            yield from (
                self._edits(layout, (*path, name), said[each]) if (each := anew.get(name, name)) in said else ()
            )
        yield from self._gone_fields(layout, path, kept)
        names = fields_of(said)
        ranks = {name: rank for rank, name in enumerate(names)}
        added = [name for name in said if name not in old and name not in anew.values()]
        for name in sorted(added, key=lambda name: ranks.get(name, len(names))):
            before = [each for each in kept if ranks.get(each, 0) <= ranks.get(name, len(names))] or kept[:1]
            yield self._new_field(layout, (*path, before[-1]), name, said[name])

    def _gone_fields(self, layout: Layout, path: Path, kept: list[str]) -> Iterator[Edit]:
        """The lines of the fields that go; behind a dash, the next field takes the place of the first."""
        names = list(layout.tree.value_at(path))
        first, then = (*path, names[0]), (*path, kept[0])
        lines = [name for name in names if name not in kept]
        if names[0] not in kept and not layout.begins_line(first):
            yield Edit(layout.start(first), layout.start(then), "")
            lines = [name for name in lines if names.index(name) > names.index(kept[0])]
        yield from (Edit(*layout.region((*path, name)), "") for name in lines)

    def _new_field(self, layout: Layout, before: Path, name: str, new: Written) -> Edit:
        at, column = layout.region(before)[1], layout.column(layout.start(before))
        return Edit(at, at, field(name, self._emitted(new, column, layout.style), column))

    def _emitted(self, new: Written, column: int, style: Style, sign: str = "") -> Emitted:
        """What stands behind a colon; members that have moved come as they were written."""
        if isinstance(new.value, tuple) and new.value:
            return Emitted("", "".join(self._point(each, column + style.dash, style) for each in new.value))
        return emitted(new.plain, column, style, sign)

    def _point(self, new: Written, column: int, style: Style) -> str:
        return self._moved(new, column) or "".join(points((new.plain,), column, style))

    def _members(self, layout: Layout, path: Path, new: Written) -> Iterator[Edit]:
        old, column = layout.tree.value_at(path), layout.column(layout.tree.spans[path].start)
        came = origins(layout.tree, path, old, new.value)
        stay = staying(came)
        if came[0] != 0 and not layout.begins_line((*path, 0)):
            yield from self._value(layout, path, new)
            return
        yield from (self._gone(layout, (*path, number)) for number in range(len(old)) if number not in stay)
        first = (*path, min(stay, default=0))
        at, spaced, above = layout.region(first)[0], layout.is_spaced(path), False
        for origin, member in zip(came, new.value, strict=True):
            if origin in stay:
                yield from self._edits(layout, (*path, origin), member)
                at, above = layout.region((*path, origin))[1], True
            else:
                text = self._point(member, column, layout.style)
                yield Edit(at, at, f"\n{text}" if spaced and above else f"{text}\n" if spaced and stay else text)

    def _gone(self, layout: Layout, path: Path) -> Edit:
        """The lines of a member that goes, and of two empty lines around it the one."""
        begin, end = layout.region(path)
        is_first, ended = path[-1] == 0, layout.text[end : end + 1] in {"\n", ""}
        above = begin if is_first else max(layout.line(begin - 1), layout.region((*path[:-1], int(path[-1]) - 1))[1])
        parted = ended and not layout.text[above:begin].strip()
        return Edit(above if parted else begin, end + (is_first and layout.text[end : end + 1] == "\n"), "")

    def _moved(self, new: Written, column: int) -> str:
        """The member as it was written where it comes from; nothing where it is new or cannot be moved so."""
        piece = new.pieces[0]
        layout, path = self.layouts.get(piece.tree.file), piece.path
        if layout is None or layout.tree is not piece.tree or not path or not isinstance(path[-1], int):
            return ""
        if not layout.can_be_edited(path[:-1]) or not layout.begins_line(path):
            return ""
        begin, end = layout.region(path)
        text = applied(layout.text[begin:end], self._edits(layout, path, new), begin)
        text = _inset(text, column - layout.column(layout.start(path)))
        tree, problems = read_yaml(f"{' ' * column}a:\n{text}".encode(), "")
        return text if tree and not problems and alike(tree.value, {"a": (new.plain,)}) else ""

    def _value(self, layout: Layout, path: Path, new: Written) -> Iterator[Edit]:
        """Another value behind a colon or a dash; a remark on its line stays."""
        span, parents = layout.tree.spans[path], (path[:length] for length in range(len(path)))
        if not all(map(layout.is_block, parents)):
            yield Edit(span.start, layout.end(path), flow(new.plain, span.sign))
            return
        if path not in layout.tree.keys and (
            layout.is_block(path) or (new.value and isinstance(new.value, dict | tuple))
        ):
            start = layout.start(path)
            text = "".join(points((new.plain,), layout.column(start), layout.style)).lstrip(" ")
            yield Edit(start, layout.after(layout.end(path)), text)
        else:
            yield from self._behind(layout, path, new)

    def _behind(self, layout: Layout, path: Path, new: Written) -> Iterator[Edit]:
        """Another value behind a colon, or a text or a number behind a dash."""
        head, begin, end = layout.colon(path), layout.tree.spans[path].start, layout.end_of_text(path)
        sign, remark, style = _manner(layout, path)
        told = self._emitted(new, layout.column(layout.start(path)), style, sign)
        first = f"{told.first}{remark if told.first[:1] in BLOCKS else ''}"
        if layout.is_block(path) or layout.line(head) != layout.line(begin):
            below = layout.region(path)[1] if layout.is_block(path) else layout.after(end)
            yield Edit(head, head, f" {first}" if first else "")
            yield Edit(layout.after(head), below, told.below)
        else:
            yield Edit(head, max(head, end), f"{layout.text[head:begin] or ' '}{first}" if first else "")
            yield Edit(layout.after(max(head, end)), layout.after(max(head, end)), told.below)

    def _between_brackets(self, layout: Layout, path: Path, new: Written) -> Edit:
        """A list or a mapping on one line, its parts as they were written where they are the same."""
        span, old = layout.tree.spans[path], layout.tree.value_at(path)
        if isinstance(old, dict):
            named = [(name if name in old else None, f"{flow(name)}: ", each) for name, each in new.value.items()]
        else:
            named = [(each, "", new.value[n]) for n, each in enumerate(origins(layout.tree, path, old, new.value))]
        parts = (
            f"{name}{flow(each.plain)}" if origin is None else self._part(layout, (*path, origin), each)
            for origin, name, each in named
        )
        text = layout.text[span.start : layout.end(path)]
        inside = text[1:-1]
        pads = inside[: len(inside) - len(inside.lstrip())], inside[len(inside.rstrip()) :]
        return Edit(span.start, layout.end(path), f"{text[0]}{pads[0]}{', '.join(parts)}{pads[1]}{text[-1]}")

    def _part(self, layout: Layout, path: Path, new: Written) -> str:
        """A field or a member between brackets as it was written, with what is new in it."""
        begin = layout.tree.keys.get(path, layout.tree.spans[path].start)
        return applied(layout.text[begin : layout.end(path)], self._edits(layout, path, new), begin)


def _named_anew(layout: Layout, path: Path, name: str) -> Iterator[Edit]:
    if name != path[-1]:
        yield Edit(layout.start(path), layout.start(path) + len(layout.name(path)), flow(name))


def _manner(layout: Layout, path: Path) -> tuple[str, str, Style]:
    """How a text is written: its quote, or the `|` or `>` of a block with a remark there; and how far in it stands."""
    sign, style = layout.tree.spans[path].sign, layout.style if path in layout.tree.keys else Style(2, 2)
    if sign not in BLOCKS:
        return sign, "", style
    first, _, below = layout.tree.written(path).partition("\n")
    header, mark, remark = first.partition(" #")
    lines = [len(line) - len(line.lstrip()) for line in below.split("\n") if line.strip()]
    inset = lines[0] - layout.column(layout.start(path)) if lines else style.step
    return sign + "".join(each for each in header if each in "+-"), f"{mark}{remark}", replace(style, step=inset)


def _inset(text: str, columns: int) -> str:
    """The lines further in, or out where columns are fewer than none."""
    if columns >= 0:
        return "".join(f"{' ' * columns if line.strip() else ''}{line}" for line in text.splitlines(keepends=True))
    spaces = (min(-columns, len(line) - len(line.lstrip(" "))) for line in text.splitlines(keepends=True))
    return "".join(line[cut:] for line, cut in zip(text.splitlines(keepends=True), spaces, strict=True))
