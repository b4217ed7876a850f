"""Numbers to refer to, printed in a document that is on hearing, and which element each of them stands for.

A number is text in the line, so that it is the same in Word, in the PDF, on paper and read aloud. Goals, strategies,
measures and plans have one each, wherever they are printed. A paragraph or point of prose stands for its chapter.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from osreport import markup, prose
from osreport.context.blocks import Avsnitt, Blokk, Kulepunkt, Nummerpunkt, Overskrift, Utheving, Visjon
from osreport.context.document import Stream
from osreport.kinds import KIND_OF
from osreport.model.dokument import Kapittel
from osreport.model.horing import Elementnummer
from osreport.model.planverk import Planverk
from osreport.model.walk import Path
from osreport.structs import Struct, parts, replace
from osreport.wording import NBSP

KINDS = {model.__name__.lower(): kind for model, kind in KIND_OF.items()}
PROSE = (Avsnitt, Kulepunkt, Nummerpunkt, Visjon)
Address = tuple[str, str]


@dataclass
class Numbers:
    """The numbers of one document, as they are given in the order it is read."""

    planverk: Planverk
    given: dict[Address, str] = field(default_factory=dict)
    told: list[Elementnummer] = field(default_factory=list)

    def revised(self, how_to: tuple[str, str]) -> Callable[[Stream], Stream]:
        """The blocks with their numbers, and below the first heading the words about how to refer to them."""

        def numbered(placed: Stream) -> Stream:
            first = next((at for at, (_, block) in enumerate(placed, 1) if isinstance(block, Overskrift)), 0)
            top = placed[first - 1][0] if placed else ()
            box = ((top, Utheving(_bold(how_to[0]))), (top, Utheving(how_to[1])))
            shown = tuple((path, self._block(path, block)) for path, block in placed)
            return (*shown[:first], *box, *shown[first:])

        return numbered

    def _block(self, path: Path, block: Blokk) -> Blokk:
        numbered: Blokk = self._within(block)
        if numbered != block or not isinstance(block, PROSE) or not (chapter := _chapter(self.planverk, path)):
            return numbered
        return replace(block, tekst=_before(self._next("kapittel", chapter), block.tekst))

    def _within(self, value: Any) -> Any:
        """The value with a number before each text that prints an element."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, tuple):
            return tuple(map(self._within, value))
        if not isinstance(value, Struct):
            return value
        own = {name: self._within(part) for name, part in parts(value).items() if name != "slag"}
        return replace(value, **own)

    def _text(self, text: str) -> str:
        mark = next(
            (each for each in markup.split(text) if isinstance(each, markup.Mark) and each.kind == "source"), None
        )
        if mark is None:
            return text
        kind, _, id_ = mark.value.partition(":")
        address = (KINDS.get(kind, kind), id_)
        if address not in self.given:
            self.given[address] = self._next(*address)
        return _before(self.given[address], text)

    def _next(self, kind: str, id_: str) -> str:
        number = str(len(self.told) + 1)
        self.told.append(Elementnummer(nummer=number, slag=kind, id=id_))
        return number


def _before(number: str, text: str) -> str:
    return f"{_bold(f'[{number}]')}{NBSP}{text}"


def _bold(text: str) -> str:
    return markup.to_text((prose.Run(text, bold=True),))


def _chapter(planverk: Planverk, path: Path) -> str:
    """The chapter that the path leads into, the deepest one."""
    return next((each.id for each in reversed(list(_along(planverk, path))) if isinstance(each, Kapittel)), "")


def _along(planverk: Planverk, path: Path) -> Iterator[Any]:
    value: Any = planverk
    for part in path:
        value = value[part] if isinstance(part, int) else getattr(value, part)
        yield value
