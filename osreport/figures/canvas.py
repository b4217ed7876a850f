"""SVG, written as elements: the shapes, colours and texts that the drawings share."""

from collections.abc import Iterable, Sequence
from typing import Literal

from lxml import etree

from osreport.figures.lettering import Block, width
from osreport.structs import Struct

SVG = "http://www.w3.org/2000/svg"
FONTS = "Calibri, Carlito, sans-serif"

DEEP, MID, TINT, OCHRE, TEXT, WHITE = "#1F4E46", "#4F7F72", "#E8F0ED", "#9A5B13", "#222222", "#FFFFFF"

Anchor = Literal["start", "middle", "end"]
ANCHORS: dict[Anchor, float] = {"start": 0, "middle": 0.5, "end": 1}
Point = tuple[float, float]
Shape = etree._Element  # noqa: SLF001 - the only name lxml has for its element type


class Drawing(Struct):
    """A finished SVG and its size in millimetres."""

    svg: bytes
    bredde: float
    høyde: float


def number(millimetres: float) -> str:
    """The length as it stands in the file: hundredths of a millimetre."""
    # LibreOffice places letters on whole units; with a millimetre as the unit, words drift apart.
    return str(round(millimetres * 100))


def shape(tag: str, **attributes: float | str) -> Shape:
    """One SVG element; `text_anchor=` becomes `text-anchor`."""
    made = etree.Element(f"{{{SVG}}}{tag}")
    for name, value in attributes.items():
        made.set(name.replace("_", "-"), value if isinstance(value, str) else number(value))
    return made


def box(corner: Point, size: Point, colour: str) -> Shape:
    return shape("rect", x=corner[0], y=corner[1], width=size[0], height=size[1], fill=colour)


def circle(centre: Point, radius: float, colour: str) -> Shape:
    return shape("circle", cx=centre[0], cy=centre[1], r=radius, fill=colour)


def line(points: Sequence[Point], colour: str, thickness: float) -> Shape:
    joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return shape("polyline", points=joined, fill="none", stroke=colour, stroke_width=thickness)


def polygon(points: Sequence[Point], colour: str) -> Shape:
    return shape("polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in points), fill=colour)


def text(block: Block, x: float, top: float, anchor: Anchor = "start") -> Shape:
    """The block with its first line below `top`; one text element, so that it stays one text for a reader."""
    style = block.lettering
    made = shape("text", font_size=style.size, font_weight="bold" if style.bold else "normal", fill=style.colour)
    for index, words in enumerate(block.lines):
        # 0.32 em: half the height of a capital, so that capitals stand in the middle of their line.
        baseline = top + (index + 0.5) * style.leading + 0.32 * style.size
        # Every line begins at its own x: LibreOffice measures text-anchor wrong in small units.
        row = shape("tspan", x=x - ANCHORS[anchor] * width(words, style), y=baseline)
        row.text = words
        made.append(row)
    return made


def column(blocks: Iterable[Block], x: float, top: float, anchor: Anchor = "start") -> list[Shape]:
    """The blocks below each other."""
    drawn = []
    for block in blocks:
        drawn.append(text(block, x, top, anchor))
        top += block.height
    return drawn


def height(blocks: Iterable[Block]) -> float:
    return sum(block.height for block in blocks)


def drawing(shapes: Iterable[Shape], size: Point, top: float = 0) -> Drawing:
    """The shapes as a whole SVG file; `top` is the y at its upper edge."""
    root = etree.XML(f'<svg xmlns="{SVG}" font-family="{FONTS}"/>')
    root.set("width", f"{size[0]:.2f}mm")
    root.set("height", f"{size[1]:.2f}mm")
    root.set("viewBox", " ".join(map(number, (0, top, *size))))
    root.extend(list(shapes))
    return Drawing(etree.tostring(root, xml_declaration=True, encoding="UTF-8"), *size)
