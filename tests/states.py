"""Documents made at random, in one state and in the next: all kinds of block, odd letters, long tables."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from documents import PROPERTIES, TEMPLATES, anything

from osreport import markup, prose
from osreport.context import blocks as b
from osreport.context.content import Content, Heading, Picture
from osreport.context.stream import with_marks
from osreport.figures.chart import Serie, Søylediagram
from osreport.figures.hierarchy import Boks, Planhierarki
from osreport.redline.side import State
from osreport.word.document import fill

LETTERS = (
    "kommunen skal ha gode tilbud til alle innbyggere i hele året, og folkehelse er viktig. «Vi» vil styrke 3,5 % mer:"
    " næringslivet ho\u0308ring ÆØÅ æøå e\u0301n A\u030a 👩\u200d👩\u200d👧 👍🏽 🇳🇴 ❤️ 日本語 שלום مرحبا Ελλάδα čálli"
    " 2026–2038 «sitat» <b> & \u00a0km et\u00adtersom kvalitets\u2011sikring Os – plan/planer post@example.no"
    " 12.06.2024 (se vedtak) **x** ..."
)
WORDS = tuple(LETTERS.split(" "))
TEMPLATE_NAMES = ("samfunnsdel", "planstrategi", "vedlegg")


@dataclass(frozen=True)
class Item:
    """A block of a document on the way: its kind, its id, and what it says."""

    kind: str
    id: str
    text: str
    rows: tuple[tuple[str, str], ...] = ()
    number: int = 0


def sentence(random: Random, longest: int = 14) -> str:
    return " ".join(random.choice(WORDS) for _ in range(random.randint(1, longest)))


def line(random: Random) -> str:
    """A sentence with formatting, now and then a link in it."""
    text = prose.escaped(sentence(random))
    extra = ("", " **fett**", " *skrått og langt*", " [lenke](https://example.no/{})", " {{en:the word}}")
    return text + random.choice(extra).format(random.randint(1, 3))


def item(random: Random, number: int) -> Item:
    kind = random.choice(tuple(KINDS))
    count = random.choice((1, 2, 3, 5, 8)) if random.random() < 0.95 else 60
    rows = tuple((f"rad-{number}-{n}", line(random)) for n in range(count))
    return Item(kind, f"e{number}", line(random), rows, random.randint(0, 3))


def state(random: Random, longest: int = 25) -> tuple[Item, ...]:
    return tuple(item(random, number) for number in range(random.randint(0, longest)))


def next_state(random: Random, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items after a few decisions."""
    made = list(items)
    for number in range(random.randint(0, 8)):
        random.choice((_add, _remove, _move, _reword, _rows, _recount, _swap))(random, made, 1000 + number)
    return tuple(made)


def _add(random: Random, made: list[Item], number: int) -> None:
    made.insert(random.randint(0, len(made)), item(random, number))


def _remove(random: Random, made: list[Item], _: int) -> None:
    if made:
        start = random.randrange(len(made))
        del made[start : start + random.randint(1, 3)]


def _move(random: Random, made: list[Item], _: int) -> None:
    if made:
        start = random.randrange(len(made))
        taken = made[start : start + random.randint(1, 4)]
        del made[start : start + len(taken)]
        place = random.randint(0, len(made))
        made[place:place] = taken


def _reword(random: Random, made: list[Item], _: int) -> None:
    if made:
        place = random.randrange(len(made))
        made[place] = replace(made[place], text=_reworded(random, made[place].text))


def _reworded(random: Random, text: str) -> str:
    words = text.split(" ")
    place = random.randrange(len(words))
    if "[" in text or "{" in text or "*" in text:
        return f"{sentence(random, 3)} {text}"
    words[place : place + random.randint(0, 2)] = [prose.escaped(sentence(random, 3))]
    return " ".join(words)


def _rows(random: Random, made: list[Item], number: int) -> None:
    """Changes a few rows, or points, of one block."""
    if made:
        place = random.randrange(len(made))
        rows = list(made[place].rows)
        for n in range(random.randint(1, 4)):
            at = random.randint(0, len(rows))
            change = random.choice(("add", "remove", "change", "move"))
            if change == "add" or len(rows) < 2:
                rows.insert(at, (f"ny-{number}-{n}", line(random)))
            elif change == "remove":
                del rows[at % len(rows)]
            elif change == "move":
                rows.insert(random.randrange(len(rows)), rows.pop(at % len(rows)))
            else:
                rows[at % len(rows)] = (rows[at % len(rows)][0], _reworded(random, rows[at % len(rows)][1]))
        made[place] = replace(made[place], rows=tuple(rows))


def _recount(random: Random, made: list[Item], _: int) -> None:
    """A table gets another number of columns, a heading another level, a figure other numbers."""
    if made:
        place = random.randrange(len(made))
        made[place] = replace(made[place], number=random.randint(0, 3))


def _swap(random: Random, made: list[Item], _: int) -> None:
    """A block becomes one of another kind under the same id."""
    if made:
        place = random.randrange(len(made))
        made[place] = replace(made[place], kind=random.choice(tuple(KINDS)))


@dataclass
class Printer:
    """What the blocks of one document need to be numbered: its headings, pictures and lists so far."""

    headings: list[Heading]
    pictures: list[Picture]
    lists: int = 0

    def line(self, text: str) -> str:
        return markup.to_text(prose.parse_line(text)[0])

    def plain(self, text: str) -> str:
        return prose.plain(prose.parse_line(text)[0])

    def heading(self, each: Item) -> Any:
        level = each.number % 3 + 1
        self.headings.append(Heading(level, "1" * (each.number % 2), self.plain(each.text), each.id))
        return b.Overskrift(level, markup.heading(len(self.headings) - 1) + self.line(each.text))

    def figure(self, each: Item) -> Any:
        drawn = _chart(each.number) if each.number % 2 else _hierarchy(self.plain(each.text), each.number)
        self.pictures.append(Picture(drawn, f"Bilde av {each.number}", ()))
        return b.Figur(markup.picture(len(self.pictures) - 1), f"Figur {len(self.pictures)}. {self.line(each.text)}")

    def numbered(self, each: Item) -> Any:
        self.lists += each.number % 2 == 0 or self.lists == 0
        return b.Nummerpunkt(each.number % 2 + 1, markup.numbered_list(self.lists) + self.line(each.text))


def _chart(number: int) -> Søylediagram:
    return Søylediagram((Serie("Innbyggere", False, (Decimal(number), None)),), ("2014", "2026"), "Antall", "nb")


def _hierarchy(text: str, number: int) -> Planhierarki:
    boxes = tuple(Boks(f"Nivå {n}", text[:10] or "x", ("punkt",)) for n in range(number // 2 + 1))
    return Planhierarki(boxes, "nb")


def _marked(each: Item, printer: Printer) -> list[str]:
    return [markup.source(f"rad:{name}") + printer.line(text) for name, text in each.rows]


def _mark(number: int, place: int) -> b.Årsmerke:
    return b.Årsmerke("", "tom") if (number + place) % 2 else b.Årsmerke("X", "planlagt")


def _marks(each: Item, place: int) -> tuple[b.Årsmerke, ...]:
    return tuple(_mark(each.number, place + column) for column in range(_columns(each)))


def _columns(each: Item) -> int:
    return each.number % 2 + 2


def _years(each: Item) -> tuple[str, ...]:
    return tuple(str(2024 + n) for n in range(_columns(each)))


def _table(each: Item, p: Printer) -> Any:
    columns = _columns(each)
    rows = tuple((row, *(f"{n}:{each.number}" for n in range(1, columns))) for row in _marked(each, p))
    return b.Tabell(tuple(f"Kolonne {n}" for n in range(columns)), rows, "Beskrivelse")


def _goals(each: Item, p: Printer) -> Any:
    rows = tuple(
        b.Målrad(row, (p.line(each.text),) * (n % 2), tuple(p.line(text) for _, text in each.rows[:n]), n % 4 == 3)
        for n, row in enumerate(_marked(each, p))
    )
    return b.Måltabell("Mål", "Strategier", rows, "Beskrivelse")


def _plans(each: Item, p: Printer) -> Any:
    rows = tuple(
        b.Planrad(row, (p.plain(each.text),) * (n % 2), "Eier", "2024", _marks(each, n), p.line(each.text), ())
        for n, row in enumerate(_marked(each, p))
    )
    return b.Plantabell(b.Registerord("Plan", "Eier", "Vedtatt", "Merknad"), _years(each), rows, "Beskrivelse")


def _years_of(each: Item, p: Printer) -> Any:
    rows = tuple(b.Revisjonsrad(row, _marks(each, n)) for n, row in enumerate(_marked(each, p)))
    return b.Revisjonstabell("Plan", _years(each), rows, "Beskrivelse")


def _programme(each: Item, p: Printer) -> Any:
    steps = tuple(b.Ledd(p.line(text), n % 3) for n, (_, text) in enumerate(each.rows[:4]))
    rows = tuple(
        b.Programrad(row, steps[: n % 5], ("Helse",) * (n % 3), p.line(each.text) if n % 2 else "", n % 5 == 4)
        for n, row in enumerate(_marked(each, p))
    )
    return b.Programtabell("Tema", "Tiltak", "Ansvarlig", rows, "Beskrivelse")


def _theme(each: Item, p: Printer) -> Any:
    steps = tuple(b.Ledd(text, n % 3) for n, text in enumerate(_marked(each, p)))
    return b.Tematabell("Strategier", "Tiltak", (p.line(each.text),), steps, "Beskrivelse")


KINDS: dict[str, Callable[[Item, Printer], Any]] = {
    "overskrift": lambda each, p: p.heading(each),
    "avsnitt": lambda each, p: b.Avsnitt(p.line(each.text)),
    "kulepunkt": lambda each, p: b.Kulepunkt(each.number % 2 + 1, p.line(each.text)),
    "nummerpunkt": lambda each, p: p.numbered(each),
    "utheving": lambda each, p: b.Utheving(p.line(each.text)),
    "sitat": lambda each, p: b.Sitat(p.line(each.text)),
    "sitatkilde": lambda each, p: b.Sitatkilde(p.line(each.text)),
    "visjon": lambda each, p: b.Visjon("Visjon", p.line(each.text)),
    "tabelltittel": lambda each, p: b.Tabelltittel(p.line(each.text)),
    "figur": lambda each, p: p.figure(each),
    "tabell": _table,
    "overordnet mål": lambda each, p: b.OverordnetMål("Overordnede mål", tuple(_marked(each, p))),
    "måltabell": _goals,
    "revisjoner": _years_of,
    "planregister": _plans,
    "tema": _theme,
    "program": _programme,
    "tegnforklaring": lambda each, p: b.Tegnforklaring("Tegn", p.line(each.text)),
    "seksjonsslutt": lambda each, _: b.Seksjonsslutt(liggende=bool(each.number % 2)),
}


def content(items: tuple[Item, ...]) -> Content:
    printer = Printer([], [])
    made = tuple(KINDS[each.kind](each, printer) for each in items)
    return Content(
        values={**anything(), "blokker": with_marks(made)},
        headings=tuple(printer.headings),
        pictures=tuple(printer.pictures),
        paths=tuple((each.id,) for each in items),
        first_number=1,
        properties=PROPERTIES,
    )


def printed_state(items: tuple[Item, ...], template: str, page: int = 1, *, knows: bool = True) -> State:
    """The document of the items; `page` is where all headings are said to stand, `knows` that paragraphs have keys."""
    made = content(items)
    done = fill(made, (TEMPLATES / f"{template}.docx").read_bytes(), "mal", ())
    begun = {paragraph: (items[block].id,) for paragraph, block in done.blocks}
    keys = begun | {paragraph: (source,) for paragraph, source in done.sources.items()}
    return State(done.docx([page] * len(made.headings)), keys if knows else {})
