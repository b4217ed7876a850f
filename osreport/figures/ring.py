"""Ring segments shaped as arrows; angles are degrees clockwise from the top."""

from math import cos, degrees, radians, sin

from osreport.figures import canvas
from osreport.figures.canvas import Point, Shape, number

TIP, SLIT = 3.2, 1.1


def on_circle(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * sin(radians(angle)), centre[1] - radius * cos(radians(angle))


def segment(centre: Point, radii: Point, angles: Point, colour: str) -> Shape:
    """A piece of the ring between the two angles, pointed clockwise; `radii` are the inner and the outer."""
    inner, outer = radii
    middle = (inner + outer) / 2
    tip, slit = degrees(TIP / middle), degrees(SLIT / middle)
    begin, end = angles[0] + (slit - tip) / 2, angles[1] - (slit + tip) / 2
    path = [
        "M", _at(centre, outer, begin),
        _arc(outer, end - begin, clockwise=True), _at(centre, outer, end),
        "L", _at(centre, middle, end + tip),
        "L", _at(centre, inner, end),
        _arc(inner, end - begin, clockwise=False), _at(centre, inner, begin),
        "L", _at(centre, middle, begin + tip), "Z",
    ]  # fmt: skip
    return canvas.shape("path", d=" ".join(path), fill=colour)


def _at(centre: Point, radius: float, angle: float) -> str:
    x, y = on_circle(centre, radius, angle)
    return f"{number(x)},{number(y)}"


def _arc(radius: float, sweep: float, *, clockwise: bool) -> str:
    return f"A {number(radius)} {number(radius)} 0 {int(sweep > 180)} {int(clockwise)}"  # noqa: PLR2004
