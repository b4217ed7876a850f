"""A quiet fell landscape for a cover: layered ridges, the farthest palest. Decoration only."""

from itertools import pairwise
from math import pi, sin

from osreport.figures import canvas
from osreport.figures.canvas import Drawing, Point, Shape, number

FELLS = ("#E8F0ED", "#C3D6D0", "#8FB0A6", "#4F7F72", "#1F4E46")
STEP, GOLDEN = 5.0, 0.6180339887498949
# Waves a ridge is made of: how often each comes, and its share of the height.
WAVES = ((0.37, 0.52), (0.83, 0.3), (1.71, 0.14), (3.43, 0.04))


def landskap(bredde: float, høyde: float, farger: tuple[str, ...] = FELLS, frø: int = 2) -> Drawing:
    """Ridges in the given colours, back to front; another seed gives another horizon."""
    ridges = [_ridge(bredde, høyde, index / len(farger), frø + index) for index in range(len(farger))]
    shapes = [_fell(ridge, høyde, colour) for ridge, colour in zip(ridges, farger, strict=True)]
    return canvas.drawing(shapes, (bredde, høyde))


def _ridge(width: float, height: float, nearness: float, seed: int) -> list[Point]:
    """Points along the ridge; it begins and ends outside the picture."""
    crest, relief = height * (0.2 + 0.8 * nearness), height * (0.2 - 0.1 * nearness)
    along = [(index - 1) * STEP for index in range(round(width / STEP) + 3)]
    # The nearer, the broader: what is far away shows more of itself in the same width.
    return [(x, crest - relief * _swell(x / (85 + 45 * nearness), seed)) for x in along]


def _swell(x: float, seed: int) -> float:
    """A smooth value between -1 and 1; each wave starts where the seed puts it."""
    return sum(
        share * sin(2 * pi * (rate * x + GOLDEN * seed * (place + 2))) for place, (rate, share) in enumerate(WAVES)
    )


def _fell(ridge: list[Point], height: float, colour: str) -> Shape:
    """The ridge as a smooth curve, filled down to the ground."""
    first, last = ridge[0], ridge[-1]
    path = [f"M {_point((first[0], height))} L {_point(first)}", *_curves(ridge)]
    return canvas.shape("path", d=" ".join([*path, f"L {_point((last[0], height))} Z"]), fill=colour)


def _curves(points: list[Point]) -> list[str]:
    """Bézier curves through the points, each leaving a point in the direction of its neighbours."""
    around = [points[0], *points, points[-1]]
    return [
        f"C {_point(_towards(start, before, end))} {_point(_towards(end, after, start))} {_point(end)}"
        for (before, start), (end, after) in zip(pairwise(around[:-2]), pairwise(around[2:]), strict=True)
    ]


def _towards(point: Point, one: Point, other: Point) -> Point:
    """A sixth of the way from `one` to `other`, set off from the point: Catmull and Rom's handle."""
    return point[0] + (other[0] - one[0]) / 6, point[1] + (other[1] - one[1]) / 6


def _point(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"
