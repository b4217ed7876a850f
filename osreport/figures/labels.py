"""Labels beside a figure: as near what they name as they can stand without touching each other."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from osreport.figures import canvas
from osreport.figures.canvas import MID, Point, Shape
from osreport.figures.lettering import Block
from osreport.structs import Struct

GAP, RULE, INDENT, ELBOW = 4.0, 0.4, 1.8, 5.0


class Label(Struct):
    """What is said of a point in the figure."""

    blocks: tuple[Block, ...]
    point: Point

    @property
    def height(self) -> float:
        return canvas.height(self.blocks)


class Placed(Struct):
    """A label and the y of its middle."""

    label: Label
    middle: float

    @property
    def top(self) -> float:
        return self.middle - self.label.height / 2

    @property
    def bottom(self) -> float:
        return self.middle + self.label.height / 2


def placed(labels: Sequence[Label]) -> list[Placed]:
    """The labels from the top down, none closer than the gap to the next."""
    ordered = sorted(labels, key=lambda label: label.point[1])
    heights = [label.height + GAP for label in ordered]
    middles = spread([label.point[1] for label in ordered], heights)
    return [Placed(label, middle) for label, middle in zip(ordered, middles, strict=True)]


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Middles that do not overlap and differ least, by squares, from the wanted ones."""
    steps = accumulate(((above + below) / 2 for above, below in pairwise(heights)), initial=0.0)
    offsets = list(steps)[: len(wanted)]
    free = _rising([middle - offset for middle, offset in zip(wanted, offsets, strict=True)])
    return [middle + offset for middle, offset in zip(free, offsets, strict=True)]


def _rising(values: Sequence[float]) -> list[float]:
    """The nearest values that never fall: neighbours in the wrong order share their mean."""
    pools: list[list[float]] = []
    for value in values:
        pools.append([value])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    return [_mean(pool) for pool in pools for _ in pool]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def drawn(one: Placed, x: float, side: int) -> list[Shape]:
    """The label, right of `x` (`side` 1) or left of it (-1), with a line to its point."""
    elbow, edge = (x - side * ELBOW, one.middle), (x, one.middle)
    anchor: canvas.Anchor = "start" if side > 0 else "end"
    return [
        canvas.line((one.label.point, elbow, edge), MID, RULE),
        canvas.line(((x, one.top), (x, one.bottom)), MID, RULE),
        *canvas.column(one.label.blocks, x + side * INDENT, one.top, anchor),
    ]
