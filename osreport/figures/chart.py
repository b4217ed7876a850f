"""A native column chart: Word draws it, and whoever edits the document can edit its numbers."""

from decimal import Decimal

from osreport.figures import workbook
from osreport.figures.canvas import DEEP, TEXT, WHITE
from osreport.figures.drawingml import (
    Element,
    a,
    c,
    hatched,
    letters,
    line,
    no_line,
    related,
    said,
    setting,
    solid,
    text_style,
    written,
)
from osreport.figures.words import UNGROUPED, Språk, number, sentence
from osreport.structs import Struct

WORKBOOK_ID = "rId1"
CATEGORY_AXIS, VALUE_AXIS = 1001, 1002
LABELLED = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
GREY, PALE = "#595959", "#D9E2DF"
# Norwegian separators wherever the chart is drawn; without it they are those of the machine.
NORWEGIAN = "[$-414]"


class Serie(Struct):
    """Columns of one kind: `mønstret` are hatched, the others solid; a missing value has no column."""

    navn: str
    mønstret: bool
    verdier: tuple[Decimal | None, ...]


class Søylediagram(Struct):
    serier: tuple[Serie, ...]
    kategorier: tuple[str, ...]
    verdiakse: str
    språk: Språk

    @property
    def language(self) -> str:
        return f"{self.språk}-NO"

    @property
    def values(self) -> list[Decimal]:
        """The known values of all series."""
        return [value for serie in self.serier for value in serie.verdier if value is not None]


def draw(figur: Søylediagram) -> bytes:
    """The chart part, as Word keeps it; it refers to its workbook as rId1."""
    return written(_chart_space(figur))


def sheet(figur: Søylediagram) -> bytes:
    """The workbook that the chart refers to."""
    series = [(serie.navn, serie.verdier) for serie in figur.serier]
    return workbook.written(figur.kategorier, series)


def alt_text(figur: Søylediagram) -> str:
    """What the columns stand for, then every value with its category, series by series."""
    told = (f"{serie.navn}: {_told(serie, figur.kategorier)}" for serie in figur.serier)
    return " ".join(map(sentence, (f"Søylediagram: {figur.verdiakse}", *told)))


def _told(serie: Serie, categories: tuple[str, ...]) -> str:
    pairs = zip(serie.verdier, categories, strict=True)
    return ", ".join(f"{number(value)} ({category})" for value, category in pairs if value is not None)


def _chart_space(figur: Søylediagram) -> Element:
    return c(
        "chartSpace",
        setting("date1904", 0),
        setting("lang", figur.language),
        setting("roundedCorners", 0),
        c(
            "chart",
            setting("autoTitleDeleted", 1),
            c("plotArea", c("layout"), _columns(figur), _category_axis(), _value_axis(figur)),
            c("legend", setting("legendPos", "b"), setting("overlay", 0)),
            setting("plotVisOnly", 1),
            setting("dispBlanksAs", "gap"),
        ),
        c("spPr", a("noFill"), no_line()),
        text_style(10, TEXT, figur.language),
        related(c("externalData", setting("autoUpdate", 0)), WORKBOOK_ID),
    )


def _columns(figur: Søylediagram) -> Element:
    return c(
        "barChart",
        setting("barDir", "col"),
        setting("grouping", "clustered"),
        setting("varyColors", 0),
        *(_series(figur, index) for index in range(len(figur.serier))),
        setting("gapWidth", 70),
        setting("overlap", 0 if _side_by_side(figur) else 100),
        setting("axId", CATEGORY_AXIS),
        setting("axId", VALUE_AXIS),
    )


def _side_by_side(figur: Søylediagram) -> bool:
    """Whether any category has columns of more than one series."""
    categories = zip(*(serie.verdier for serie in figur.serier), strict=True)
    return any(sum(value is not None for value in category) > 1 for category in categories)


def _series(figur: Søylediagram, index: int) -> Element:
    serie, count = figur.serier[index], len(figur.kategorier)
    return c(
        "ser",
        setting("idx", index),
        setting("order", index),
        c("tx", _words(workbook.name_cell(index), (serie.navn,))),
        c("spPr", hatched(DEEP, WHITE) if serie.mønstret else solid(DEEP), line(DEEP, 1)),
        setting("invertIfNegative", 0),
        _data_labels(figur),
        c("cat", _words(workbook.category_cells(count), figur.kategorier)),
        c("val", _numbers(workbook.value_cells(index, count), figur, serie)),
    )


def _data_labels(figur: Søylediagram) -> Element:
    return c(
        "dLbls",
        _format(figur),
        c("spPr", solid(WHITE), no_line()),  # so that no grid line runs through a number
        text_style(11, TEXT, figur.language, bold=True),
        setting("dLblPos", "outEnd"),
        *(setting(f"show{what}", int(what == "Val")) for what in LABELLED),
    )


def _category_axis() -> Element:
    return c(
        "catAx",
        *_axis(CATEGORY_AXIS, "b"),
        *_ticks(line(GREY)),
        setting("crossAx", VALUE_AXIS),
        setting("crosses", "autoZero"),
        setting("auto", 0),  # a category named «2030» is a name, not a day
        setting("lblAlgn", "ctr"),
        setting("lblOffset", 100),
        setting("noMultiLvlLbl", 1),
    )


def _value_axis(figur: Søylediagram) -> Element:
    """The axis begins at 0, so that the height of a column is its value."""
    floor = [setting("min", 0)] if all(value >= 0 for value in figur.values) else []
    return c(
        "valAx",
        *_axis(VALUE_AXIS, "l", *floor),
        c("majorGridlines", c("spPr", line(PALE))),
        _axis_title(figur),
        _format(figur),
        *_ticks(no_line()),
        setting("crossAx", CATEGORY_AXIS),
        setting("crosses", "autoZero"),
        setting("crossBetween", "between"),
    )


def _axis(axis: int, side: str, *limits: Element) -> list[Element]:
    scaling = c("scaling", setting("orientation", "minMax"), *limits)
    return [setting("axId", axis), scaling, setting("delete", 0), setting("axPos", side)]


def _ticks(drawn: Element) -> list[Element]:
    marks = [setting(f"{kind}TickMark", "none") for kind in ("major", "minor")]
    return [*marks, setting("tickLblPos", "low"), c("spPr", drawn)]


def _axis_title(figur: Søylediagram) -> Element:
    run = a("r", letters("rPr", 10, GREY, figur.language), said(a("t"), figur.verdiakse))
    rich = c("rich", a("bodyPr", rot=-5400000, vert="horz"), a("lstStyle"), a("p", run))
    return c("title", c("tx", rich), setting("overlay", 0))


def _words(cells: str, words: tuple[str, ...]) -> Element:
    cached = (_cached(index, word) for index, word in enumerate(words))
    return c("strRef", said(c("f"), cells), c("strCache", setting("ptCount", len(words)), *cached))


def _numbers(cells: str, figur: Søylediagram, serie: Serie) -> Element:
    known = [(index, value) for index, value in enumerate(serie.verdier) if value is not None]
    cached = (_cached(index, f"{value:f}") for index, value in known)
    counted = setting("ptCount", len(serie.verdier))
    return c("numRef", said(c("f"), cells), c("numCache", said(c("formatCode"), _code(figur)), counted, *cached))


def _cached(index: int, text: str) -> Element:
    return c("pt", said(c("v"), text), idx=index)


def _format(figur: Søylediagram) -> Element:
    return c("numFmt", formatCode=_code(figur), sourceLinked=0)


def _code(figur: Søylediagram) -> str:
    """The number format: as many decimals as the values have, groups of three from 10 000."""
    decimals = max((-int(value.as_tuple().exponent) for value in figur.values), default=0)
    grouped = any(abs(value) >= 10**UNGROUPED for value in figur.values)
    return f"{NORWEGIAN}{'#,##0' if grouped else '0'}{'.' + '0' * decimals if decimals > 0 else ''}"
