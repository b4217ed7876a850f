"""Which unit of the old text is which of the new: by who it is, by what it says, and last by how like it is."""

from collections import Counter
from collections.abc import Iterator, Sequence

from osreport.structs import Struct, replace

from .units import Unit

ALIKE = 0.5
ROOM = 40_000  # pairs that are weighed one against one; in a larger gap, only what is certain is paired


class Step(Struct, eq=False):
    """A unit of the old text, of the new, or of both; `below` are the steps inside a pair, one list a container.

    `move` is the number of the move that took it away from here or brought it here.
    """

    old: Unit | None
    new: Unit | None
    below: tuple[tuple["Step", ...], ...] = ()
    move: int = 0

    @property
    def one(self) -> Unit:
        """The unit as it is now, or was."""
        unit = self.new or self.old
        assert unit is not None  # noqa: S101 - a step without units is never made
        return unit

    @property
    def is_pair(self) -> bool:
        return self.old is not None and self.new is not None


Steps = tuple[Step, ...]


def steps(old: Sequence[Unit], new: Sequence[Unit]) -> Steps:
    """All units of both in the order in which a reader of the comparison meets them."""
    return tuple(_deepened(step) for step in _aligned(old, new))


def _deepened(step: Step) -> Step:
    """A pair with the steps inside it, where the two are not equal throughout."""
    old, new = step.old, step.new
    if old is None or new is None:
        return step
    if old.cells:
        cells = zip(old.cells, new.cells, strict=True)
        return replace(step, below=tuple(steps(before, after) for before, after in cells))
    return replace(step, below=(steps(old.inner, new.inner),)) if old.inner else step


def _aligned(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Step]:
    names = _names(old, new)
    for before, after, same in opcodes([names[id(u)] for u in old], [names[id(u)] for u in new]):
        if same:
            yield from map(Step, old[before], new[after])
        else:
            yield from _filled(old[before], new[after])


def _names(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """A number for each unit: two that have the same are the same, by key where that settles it, else by content."""
    unique = set.intersection(*(_unique(side) for side in (old, new)))
    numbers: dict[tuple[object, object], int] = {}
    return {
        id(unit): numbers.setdefault(
            ("key", (unit.key, unit.kind)) if (unit.key, unit.kind) in unique else ("mark", unit.mark), len(numbers)
        )
        for unit in (*old, *new)
    }


def _unique(units: Sequence[Unit]) -> set[tuple[object, object]]:
    counts = Counter((unit.key, unit.kind) for unit in units if unit.key)
    return {name for name, count in counts.items() if count == 1}


def opcodes(old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[slice, slice, bool]]:
    """The stretches of both sequences that are equal, and those between."""
    from rapidfuzz.distance import LCSseq

    start = stop = 0
    for op in LCSseq.opcodes(old, new):
        if op.tag == "equal":
            if (op.src_start, op.dest_start) != (start, stop):
                yield slice(start, op.src_start), slice(stop, op.dest_start), False
            yield slice(op.src_start, op.src_end), slice(op.dest_start, op.dest_end), True
            start, stop = op.src_end, op.dest_end
    if (start, stop) != (len(old), len(new)):
        yield slice(start, len(old)), slice(stop, len(new)), False


def _filled(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Step]:
    """What stands between equal stretches, paired where it is alike; the rest goes and comes."""
    if len(old) * len(new) > ROOM:
        yield from _by_beginning(old, new)
        return
    start = stop = 0
    for before, after in _best([[_likeness(a, b) for b in new] for a in old], len(old), len(new)):
        yield from _one_sided(old[start:before], new[stop:after])
        yield Step(old[before], new[after])
        start, stop = before + 1, after + 1
    yield from _one_sided(old[start:], new[stop:])


def _one_sided(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Step]:
    yield from (Step(unit, None) for unit in old)
    yield from (Step(None, unit) for unit in new)


def _by_beginning(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Step]:
    """In very long gaps, units that begin alike are the same, such as rows of a table with the same first cell."""
    numbers: dict[object, int] = {}
    first, second = ([numbers.setdefault(_beginning(unit), len(numbers)) for unit in side] for side in (old, new))
    for before, after, same in opcodes(first, second):
        yield from map(Step, old[before], new[after]) if same else _one_sided(old[before], new[after])


def _beginning(unit: Unit) -> object:
    return unit.kind, tuple(part.mark for part in unit.cells[0]) if unit.cells else unit.mark


def _likeness(old: Unit, new: Unit) -> float:
    """How much of the two is the same, from 0 for what must not be paired."""
    from rapidfuzz.distance import Indel

    if old.kind != new.kind or (old.key and new.key and old.key != new.key and old.shape != "tbl"):
        return 0
    if not old.words and not new.words:
        return ALIKE
    alike = max(float(Indel.normalized_similarity(old.words, new.words)), _known_rows(old, new))
    same_row = bool(old.cells) and bool(old.text.strip()) and _beginning(old) == _beginning(new)
    known = same_row or (old.key is not None and old.key == new.key)
    return max(alike, ALIKE) if known else alike * (alike >= ALIKE)


def _known_rows(old: Unit, new: Unit) -> float:
    """How many of the rows of two tables are known to be the same, as a part of all."""
    keys = [{row.key for row in table.inner if row.key} for table in (old, new)]
    return len(keys[0] & keys[1]) / max(len(old.inner), len(new.inner), 1) if old.shape == "tbl" else 0


def _best(alike: list[list[float]], rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """The pairs, in order on both sides, that together are most alike."""
    sums = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = sums[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            sums[i][j] = max(sums[i + 1][j], sums[i][j + 1], paired)
    i = j = 0
    while i < rows and j < columns:
        if alike[i][j] and sums[i][j] == sums[i + 1][j + 1] + alike[i][j]:
            yield i, j
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
