"""Figures as Word keeps them: a native chart with its workbook, or a vector drawing with a bitmap beside it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

from osreport.context.content import Content, Picture
from osreport.figures import chart, hierarchy, picture, wheels
from osreport.figures.canvas import Drawing
from osreport.figures.chart import Søylediagram
from osreport.figures.hierarchy import Planhierarki
from osreport.structs import Struct

from .ooxml import Element, element

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # [MS-ODRAWXML] 2.3.1, svgBlip
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART_SIZE = (Mm(160), Mm(80))
DOTS_PER_MM = 4
Later = Mapping[str, Callable[[], bytes]]
FIRST_ID = 1_000_000  # docxtpl numbers the pictures of a template from 1001


class Drawn(Struct):
    """The `w:drawing` of a figure, and how the contents of those of its parts that only Word shows are made.

    LibreOffice shows the vector drawing, and the values that the chart itself holds: until then, they are empty.
    """

    element: Element
    later: Later


def drawing(document: Any, content: Content, number: int, fonts: Sequence[Path]) -> Drawn:
    """The figure; its parts are added to the document."""
    shown = content.pictures[number]
    if isinstance(shown.figure, Søylediagram):
        graphic, later = _chart(document, shown.figure)
        return Drawn(_inline(number, shown, *CHART_SIZE, graphic), later)
    figure = shown.figure
    drawn = hierarchy.draw(figure) if isinstance(figure, Planhierarki) else wheels.draw(figure)
    graphic, later = _image(document, drawn, number, fonts)
    return Drawn(_inline(number, shown, Mm(drawn.bredde), Mm(drawn.høyde), graphic), later)


def _inline(number: int, shown: Picture, width: int, height: int, graphic: Element) -> Element:
    """The figure in the line of text, with its alternative text (WCAG 2.1, 1.1.1)."""
    described = element("wp:docPr")
    described.set("id", str(FIRST_ID + number))
    described.set("name", f"Figur {number + 1}")
    described.set("descr", shown.alt)
    extent = element("wp:extent")
    extent.set("cx", str(int(width)))
    extent.set("cy", str(int(height)))
    inline = element("wp:inline", extent, described, element("wp:cNvGraphicFramePr"), graphic)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    return element("w:drawing", inline)


def _chart(document: Any, figure: Søylediagram) -> tuple[Element, Later]:
    package = document.part.package
    part = Part(package.next_partname("/word/charts/chart%d.xml"), CHART_TYPE, chart.draw(figure), package)
    sheet = Part(package.next_partname("/word/embeddings/diagram%d.xlsx"), SHEET_TYPE, b"", package)
    part.rels.get_or_add(f"{OFFICE}/package", sheet)
    relation = document.part.relate_to(part, f"{OFFICE}/chart")
    graphic = parse_xml(
        f'<a:graphic xmlns:a="{MAIN}"><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" xmlns:r="{OFFICE}" r:id="{relation}"/></a:graphicData></a:graphic>'
    )
    return graphic, {_name(sheet): partial(chart.sheet, figure)}


def _image(document: Any, drawn: Drawing, number: int, fonts: Sequence[Path]) -> tuple[Element, Later]:
    """The bitmap, with the vector drawing as the extension that newer programs show instead."""
    package = document.part.package
    png = Part(package.next_partname("/word/media/figur%d.png"), "image/png", b"", package)
    svg = Part(package.next_partname("/word/media/figur%d.svg"), "image/svg+xml", drawn.svg, package)
    png_id, svg_id = (document.part.relate_to(part, f"{OFFICE}/image") for part in (png, svg))
    graphic = parse_xml(
        f'<a:graphic xmlns:a="{MAIN}" xmlns:r="{OFFICE}"><a:graphicData uri="{PICTURE}">'
        f'<pic:pic xmlns:pic="{PICTURE}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{FIRST_ID + number}" name="figur{number + 1}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{png_id}"><a:extLst>'
        f'<a:ext uri="{SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{SVG}" r:embed="{svg_id}"/></a:ext>'
        f"</a:extLst></a:blip>"
        f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x='0' y='0'/>"
        f"<a:ext cx='{int(Mm(drawn.bredde))}' cy='{int(Mm(drawn.høyde))}'/></a:xfrm>"
        f"<a:prstGeom prst='rect'><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )
    return graphic, {_name(png): partial(picture.png, drawn.svg, round(drawn.bredde * DOTS_PER_MM), tuple(fonts))}


def _name(part: Part) -> str:
    """The part's name in the package of the finished file."""
    return str(part.partname.lstrip("/"))
