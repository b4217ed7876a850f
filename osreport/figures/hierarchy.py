"""The levels of the plan system: one band a level, joined by arrows downwards."""

from itertools import pairwise

from osreport.figures import canvas
from osreport.figures.canvas import DEEP, MID, TEXT, TINT, WHITE, Drawing, Shape
from osreport.figures.lettering import Block, Lettering, broken
from osreport.figures.words import Språk, counted, joined, sentence
from osreport.structs import Struct

WIDTH, PANEL, PAD, GAP = 160.0, 58.0, 5.5, 9.0
TITLE_X, BODY_X, BULLET = 17.0, 65.0, 4.0

NUMERAL = Lettering(9, TINT, bold=True)
TITLE = Lettering(4.3, WHITE, bold=True)
SUBTITLE = Lettering(4, DEEP, bold=True)
BODY = Lettering(3.7, TEXT)

LEVELS = {
    "nb": (("nivå", "nivåer"), ", ovenfra og ned"),
    "nn": (("nivå", "nivå"), ", ovanfrå og ned"),
}


class Boks(Struct):
    tittel: str
    undertittel: str
    punkter: tuple[str, ...]


class Planhierarki(Struct):
    """The levels from the top down."""

    bokser: tuple[Boks, ...]
    språk: Språk


class _Band(Struct):
    """A level with its texts broken into lines."""

    title: Block
    subtitle: Block
    points: tuple[Block, ...]

    @property
    def body_height(self) -> float:
        return canvas.height((self.subtitle, *self.points)) + self.gap

    @property
    def gap(self) -> float:
        return 1.4 if self.subtitle.lines and self.points else 0

    @property
    def height(self) -> float:
        return max(self.title.height, self.body_height, NUMERAL.size) + 2 * PAD


def draw(figur: Planhierarki) -> Drawing:
    """The hierarchy, 160 mm wide and as high as its texts need."""
    bands = [_band(boks) for boks in figur.bokser]
    tops = [sum(band.height + GAP for band in bands[:index]) for index in range(len(bands))]
    shapes: list[Shape] = []
    for index, (band, top) in enumerate(zip(bands, tops, strict=True)):
        shapes += _drawn(band, top, index, len(bands))
    for upper, lower in pairwise(range(len(bands))):
        shapes += _arrow(tops[upper] + bands[upper].height, tops[lower])
    return canvas.drawing(shapes, (WIDTH, tops[-1] + bands[-1].height))


def alt_text(figur: Planhierarki) -> str:
    """The levels in reading order, with everything that stands in them."""
    levels, order = LEVELS[figur.språk]
    count = counted(len(figur.bokser), levels, figur.språk)
    head = f"{count} i plansystemet{order if len(figur.bokser) > 1 else ''}:"
    told = (f"{place}. {_told(boks)}" for place, boks in enumerate(figur.bokser, 1))
    return " ".join([head, *map(sentence, told)])


def _told(boks: Boks) -> str:
    return joined(": ", boks.tittel, joined(". ", boks.undertittel, "; ".join(boks.punkter)))


def _band(boks: Boks) -> _Band:
    room = WIDTH - BODY_X - PAD
    return _Band(
        broken(boks.tittel, TITLE, PANEL - TITLE_X - 4),
        broken(boks.undertittel, SUBTITLE, room),
        tuple(broken(punkt, BODY, room - BULLET) for punkt in boks.punkter),
    )


def _drawn(band: _Band, top: float, index: int, levels: int) -> list[Shape]:
    middle = top + band.height / 2
    numeral = Block((str(index + 1),), NUMERAL)
    return [
        canvas.box((0, top), (WIDTH, band.height), TINT),
        canvas.box((0, top), (PANEL, band.height), _shade(index, levels)),
        canvas.text(numeral, TITLE_X / 2 + 0.5, middle - numeral.height / 2, "middle"),
        canvas.text(band.title, TITLE_X, middle - band.title.height / 2),
        *_body(band, middle - band.body_height / 2),
    ]


def _body(band: _Band, top: float) -> list[Shape]:
    shapes = [canvas.text(band.subtitle, BODY_X, top)] if band.subtitle.lines else []
    top += band.subtitle.height + band.gap
    for point in band.points:
        shapes.append(canvas.circle((BODY_X + 1, top + point.lettering.leading / 2), 0.5, MID))
        shapes.append(canvas.text(point, BODY_X + BULLET, top))
        top += point.height
    return shapes


def _shade(index: int, levels: int) -> str:
    """Deep green at the top, mid green at the bottom; white text reads well on all of them."""
    share = index / max(levels - 1, 1)
    parts = (_between(DEEP[at : at + 2], MID[at : at + 2], share) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in parts)


def _between(start: str, end: str, share: float) -> int:
    return round(int(start, 16) + (int(end, 16) - int(start, 16)) * share)


def _arrow(top: float, bottom: float) -> list[Shape]:
    x, neck = PANEL / 2, bottom - 4
    return [
        canvas.line(((x, top + 1), (x, neck)), MID, 1.2),
        canvas.polygon(((x - 2.6, neck), (x + 2.6, neck), (x, bottom - 0.8)), MID),
    ]
