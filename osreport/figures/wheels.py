"""The planning year as wheels below each other; two wheels meet where they share a part."""

from collections.abc import Iterable, Iterator
from math import hypot

from osreport.figures import canvas, labels, ring
from osreport.figures.canvas import DEEP, MID, OCHRE, TEXT, TINT, WHITE, Drawing, Point, Shape
from osreport.figures.labels import Label, Placed
from osreport.figures.lettering import Block, Lettering, broken, width
from osreport.figures.words import Språk, counted, listed, sentence
from osreport.structs import Struct, replace

WIDTH, CENTRE = 160.0, 80.0
INNER, OUTER, NECK, APART, MARGIN = 17.0, 29.0, 6.0, 14.0, 1.0
COLUMN = CENTRE - OUTER - 10
TOP, BOTTOM = 0.0, 180.0

HUB = tuple(Lettering(size / 10, DEEP, bold=True) for size in range(46, 22, -2))
NUMERAL = Lettering(4.6, WHITE, bold=True)
TITLE = Lettering(4.1, TEXT, bold=True)
BODY = Lettering(3.7, TEXT)
SHARED = Lettering(3.7, OCHRE, bold=True)

HEADS = {"nb": "hjul med deler som følger hverandre", "nn": "hjul med delar som følgjer kvarandre"}


class Del(Struct):
    tittel: str
    undertittel: str = ""


class Hjul(Struct):
    """A wheel; its parts follow each other clockwise."""

    tittel: str
    deler: tuple[Del, ...]


class Årshjul(Struct):
    """Wheels from the top down; a part with the same title in two of them is the same part."""

    hjul: tuple[Hjul, ...]
    språk: Språk


class _Wheel(Struct):
    """A wheel in its place: its centre's y, its first part's angle, and whether it meets the wheel above."""

    hjul: Hjul
    y: float
    first: float
    colour: str
    meets: bool = False

    @property
    def centre(self) -> Point:
        return CENTRE, self.y

    @property
    def step(self) -> float:
        return 360 / len(self.hjul.deler)

    def angle(self, index: int) -> float:
        return round(self.first + index * self.step, 6) % 360

    def side(self, index: int) -> int:
        """1 for a part in the right half, -1 in the left."""
        return 1 if TOP < self.angle(index) <= BOTTOM else -1

    def index_at(self, angle: float) -> int:
        """Which part spans the angle."""
        return round((angle - self.first) / self.step) % len(self.hjul.deler)

    def title_at(self, angle: float) -> str:
        return self.hjul.deler[self.index_at(angle)].tittel


def draw(figur: Årshjul) -> Drawing:
    """The wheels, 160 mm wide, each part named beside them."""
    wheels, shared = _wheels(figur.hjul), _shared(figur.hjul)
    sides = {side: labels.placed(list(_labels(wheels, shared, side))) for side in (-1, 1)}
    shapes = [shape for side, column in sides.items() for one in column for shape in _label(one, side)]
    shapes += [canvas.circle((CENTRE, wheel.y - OUTER), NECK, OCHRE) for wheel in wheels if wheel.meets]
    for wheel in wheels:
        shapes += _drawn(wheel, shared)
    top, bottom = _extent(wheels, [*sides[-1], *sides[1]])
    return canvas.drawing(shapes, (WIDTH, bottom - top), top)


def alt_text(figur: Årshjul) -> str:
    """Each wheel with its parts in order, then the parts that the wheels share."""
    head = counted(len(figur.hjul), (HEADS[figur.språk],) * 2, figur.språk)
    told = [f"{hjul.tittel}: {'; '.join(_told(hjul))}" for hjul in figur.hjul]
    told += [f"{part} er felles for {listed(owners)}" for part, owners in _shared(figur.hjul).items()]
    return " ".join(map(sentence, (head, *told)))


def _told(hjul: Hjul) -> Iterator[str]:
    for place, part in enumerate(hjul.deler, 1):
        yield f"{place}. {part.tittel}" + (f" ({part.undertittel})" if part.undertittel else "")


def _shared(hjul: Iterable[Hjul]) -> dict[str, tuple[str, ...]]:
    """The parts that stand in more than one wheel, and the titles of those wheels."""
    owners: dict[str, tuple[str, ...]] = {}
    for one in hjul:
        for title in dict.fromkeys(part.tittel for part in one.deler):
            owners[title] = (*owners.get(title, ()), one.tittel)
    return {title: titles for title, titles in owners.items() if len(titles) > 1}


def _wheels(hjul: tuple[Hjul, ...]) -> list[_Wheel]:
    """The wheels from the top down, turned so that shared parts face each other where they can."""
    wheels: list[_Wheel] = []
    for index, one in enumerate(hjul):
        above, below = hjul[max(index - 1, 0) : index], hjul[index + 1 : index + 2]
        wheel = _Wheel(one, 0, _first(one, above, below), (DEEP, MID)[index % 2])
        wheels += [_below(wheels[-1], wheel) if wheels else wheel]
    return wheels


def _first(hjul: Hjul, above: tuple[Hjul, ...], below: tuple[Hjul, ...]) -> float:
    """The angle of the first part's middle."""
    titles, step = [part.tittel for part in hjul.deler], 360 / len(hjul.deler)
    for neighbours, facing in ((above, TOP), (below, BOTTOM)):
        for title in (part.tittel for other in neighbours for part in other.deler):
            if title in titles:
                return facing - titles.index(title) * step
    return step / 2


def _below(upper: _Wheel, wheel: _Wheel) -> _Wheel:
    """The wheel put below the upper one, touching it where a shared part is on both sides."""
    meets = upper.title_at(BOTTOM) == wheel.title_at(TOP)
    return replace(wheel, y=upper.y + 2 * OUTER + (0 if meets else APART), meets=meets)


def _labels(wheels: list[_Wheel], shared: dict[str, tuple[str, ...]], side: int) -> list[Label]:
    """The labels on one side; where wheels meet, the upper one's label speaks for the lower one too."""
    return [
        _named(wheels[place:], index, shared)
        for place, wheel in enumerate(wheels)
        for index in range(len(wheel.hjul.deler))
        if wheel.side(index) == side and not (wheel.meets and index == wheel.index_at(TOP))
    ]


def _named(wheels: list[_Wheel], index: int, shared: dict[str, tuple[str, ...]]) -> Label:
    """The label of a part in the first of the wheels."""
    parts = _met(wheels, index)
    told = dict.fromkeys(part.undertittel for part in parts)
    owners = listed(shared.get(parts[0].tittel, ()))
    texts = ((parts[0].tittel, TITLE), *((text, BODY) for text in told), (owners, SHARED))
    blocks = (broken(text, style, COLUMN - labels.INDENT) for text, style in texts if text)
    return Label(tuple(blocks), _point(wheels[0], index, len(parts) > 1))


def _met(wheels: list[_Wheel], index: int) -> tuple[Del, ...]:
    """The part in the first wheel, and the same part in the wheels below that meet there."""
    wheel, *below = wheels
    part = wheel.hjul.deler[index]
    if below and below[0].meets and index == wheel.index_at(BOTTOM):
        return (part, *_met(below, below[0].index_at(TOP)))
    return (part,)


def _point(wheel: _Wheel, index: int, meeting: bool) -> Point:
    """Where the line from the label ends: at a meeting, or where the part is nearest to its label."""
    side, angle = wheel.side(index), wheel.angle(index)
    if meeting:
        return CENTRE + side * NECK, wheel.y + OUTER
    turn = (90 - side * angle) % 360
    nearest = min(turn, wheel.step / 4) if turn <= BOTTOM else max(turn - 360, -wheel.step / 4)
    return ring.on_circle(wheel.centre, OUTER, angle + side * nearest)


def _label(one: Placed, side: int) -> list[Shape]:
    return labels.drawn(one, COLUMN if side < 0 else WIDTH - COLUMN, side)


def _drawn(wheel: _Wheel, shared: dict[str, tuple[str, ...]]) -> list[Shape]:
    hub = _hub(wheel.hjul.tittel)
    shapes = [canvas.circle(wheel.centre, INNER - 1.2, TINT)]
    for index, part in enumerate(wheel.hjul.deler):
        shapes += _part(wheel, index, OCHRE if part.tittel in shared else wheel.colour)
    return [*shapes, canvas.text(hub, CENTRE, wheel.y - hub.height / 2, "middle")]


def _part(wheel: _Wheel, index: int, colour: str) -> list[Shape]:
    angle, half = wheel.angle(index), wheel.step / 2
    numeral = Block((str(index + 1),), NUMERAL)
    x, y = ring.on_circle(wheel.centre, (INNER + OUTER) / 2, angle)
    return [
        ring.segment(wheel.centre, (INNER, OUTER), (angle - half, angle + half), colour),
        canvas.text(numeral, x, y - numeral.height / 2, "middle"),
    ]


def _hub(title: str) -> Block:
    """The title as large as the hub allows."""
    room = 2 * INNER - 7
    sizes = (broken(title, style, room) for style in HUB if _words_fit(title, style, room))
    fitting = (block for block in sizes if hypot(block.width, block.height) <= room)
    return next(fitting, broken(title, HUB[-1], room))


def _words_fit(title: str, style: Lettering, room: float) -> bool:
    return all(width(word, style) <= room for word in title.split())


def _extent(wheels: list[_Wheel], beside: list[Placed]) -> Point:
    """The upper and the lower edge of all that is drawn."""
    reach = [max(OUTER, _hub(wheel.hjul.tittel).height / 2) for wheel in wheels]
    tops = [wheel.y - half for wheel, half in zip(wheels, reach, strict=True)]
    bottoms = [wheel.y + half for wheel, half in zip(wheels, reach, strict=True)]
    return (
        min(*tops, *(one.top for one in beside)) - MARGIN,
        max(*bottoms, *(one.bottom for one in beside)) + MARGIN,
    )
