"""DrawingML, the XML of Office's charts: its elements, colours, lines and letters."""

from lxml import etree

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"c": CHART, "a": MAIN, "r": RELATIONSHIPS}

Element = etree._Element  # noqa: SLF001 - the only name lxml has for its element type


def c(tag: str, *children: Element, **attributes: str | int) -> Element:
    """A chart element."""
    return _element(CHART, tag, children, attributes)


def a(tag: str, *children: Element, **attributes: str | int) -> Element:
    """An element of shape or text."""
    return _element(MAIN, tag, children, attributes)


def _element(space: str, tag: str, children: tuple[Element, ...], attributes: dict[str, str | int]) -> Element:
    made = etree.Element(f"{{{space}}}{tag}", nsmap=NAMES)
    for name, value in attributes.items():
        made.set(name, str(value))
    made.extend(children)
    return made


def said(element: Element, text: str) -> Element:
    """The element, new from `c` or `a`, with the text in it."""
    element.text = text
    return element


def setting(tag: str, value: str | int) -> Element:
    """A chart element that holds one value."""
    return c(tag, val=value)


def related(element: Element, relationship: str) -> Element:
    """The element, new from `c` or `a`, bound to another part of the file."""
    element.set(f"{{{RELATIONSHIPS}}}id", relationship)
    return element


def solid(colour: str) -> Element:
    return a("solidFill", _colour(colour))


def hatched(colour: str, ground: str) -> Element:
    return a("pattFill", a("fgClr", _colour(colour)), a("bgClr", _colour(ground)), prst="wdUpDiag")


def line(colour: str, points: float = 0.75) -> Element:
    return a("ln", solid(colour), w=round(points * 12700))


def no_line() -> Element:
    return a("ln", a("noFill"))


def letters(tag: str, size: int, colour: str, language: str, *, bold: bool = False) -> Element:
    """How a text is set, in points."""
    fonts = (a(script, typeface="Calibri") for script in ("latin", "cs"))
    return a(tag, solid(colour), *fonts, lang=language, sz=size * 100, b=int(bold))


def text_style(size: int, colour: str, language: str, *, bold: bool = False) -> Element:
    """How the texts of a chart element are set."""
    style = a("pPr", letters("defRPr", size, colour, language, bold=bold))
    return c("txPr", a("bodyPr"), a("lstStyle"), a("p", style, a("endParaRPr", lang=language)))


def written(root: Element) -> bytes:
    """The element as a part of an Office file."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _colour(colour: str) -> Element:
    return a("srgbClr", val=colour.lstrip("#"))
