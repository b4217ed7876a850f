"""Pictures and shapes that are difficult: in the line and floating, with and without words."""

from io import BytesIO

from PIL import Image

from .draft import (
    BOLD,
    BULLETS,
    LOREM,
    SIDES,
    SPACES,
    UPRIGHT,
    Draft,
    Xml,
    cell,
    element,
    field,
    heading,
    item,
    para,
    row,
    run,
    section,
    table,
)  # fmt: skip

DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext></a:extLst>'
)
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
# Modes and formats that Word takes; each is another kind of image in the PDF.
IMAGES = ("L PNG", "LA PNG", "RGBA PNG", "P PNG", "1 PNG", "I;16 PNG", "RGB JPEG", "L JPEG", "RGB GIF", "RGB TIFF",
          "RGB BMP")  # fmt: skip


def drawn(graphic: str, space: str, alt: str = "", extra: str = "", number: int = 1, height: int = 1200000) -> Xml:
    """Anything drawn in the line; `extra` stands in its properties."""
    told = f' descr="{alt}"' if alt else ""
    return Xml(
        f'<w:r><w:drawing><wp:inline><wp:extent cx="2400000" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="T{number}"{told}>{extra}</wp:docPr>'
        f'<a:graphic><a:graphicData uri="{SPACES[space]}">{graphic}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def floating(inline: Xml) -> Xml:
    """The same drawing beside the text."""
    sides = 'distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"'
    where = "".join(f'<wp:position{axis} relativeFrom="{base}"><wp:posOffset>{at}</wp:posOffset></wp:position{axis}>'
                    for axis, base, at in (("H", "column", 3000000), ("V", "paragraph", 0)))  # fmt: skip
    start = f'<wp:anchor {sides} layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{where}'
    return Xml(
        inline.replace("<wp:inline>", start)
        .replace("</wp:inline>", "</wp:anchor>")
        .replace("<wp:docPr", '<wp:wrapSquare wrapText="bothSides"/><wp:docPr')
    )


def picture(draft: Draft, alt: str = "", extra: str = "", colour: tuple[int, int, int] = (10, 90, 160)) -> Xml:
    draft.drawn += 1
    file = BytesIO()
    Image.new("RGB", (60, 30), colour).save(file, "PNG")
    relation, _ = draft.document.part.get_or_add_image(file)
    return drawn(
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{draft.drawn}" name="b"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="2400000" cy="1200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></pic:spPr></pic:pic>",
        "pic", alt, extra, draft.drawn,
    )  # fmt: skip


def shape(content: str, geometry: str = "rect", x: int = 0) -> str:
    """A shape, with paragraphs in it or none."""
    words = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>" if content else ""
    return (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="{x}" y="0"/><a:ext cx="1200000" cy="1200000"/></a:xfrm>'
        f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="DDEEFF"/></a:solidFill>'
        f"</wps:spPr>{words}<wps:bodyPr/></wps:wsp>"
    )


def vml(shown: str) -> Xml:
    """A drawing of Word before 2010."""
    return Xml(f"<w:r><w:pict>{shown}</w:pict></w:r>")


def pictures() -> bytes:
    draft = Draft()
    draft.head.paragraphs[0].text = "Topptekst "
    file = BytesIO()
    Image.new("RGB", (60, 30)).save(file, "PNG")
    draft.head.paragraphs[0].add_run().add_picture(file)
    red, blue = picture(draft, "Rødt våpen", colour=(200, 0, 0)), picture(draft, "Blått våpen")
    leading = f'<a:hlinkClick r:id="{draft.address("https://example.no/kart")}" tooltip="Til kartet"/>'
    return draft.add(
        heading(1, "Bilder"), para(red, " og ", blue),
        para("Figur ", field("SEQ Figur", "1"), ": Våpen", style="Caption"),
        para("Pynt: ", picture(draft, extra=DECORATIVE)), para(floating(picture(draft, extra=DECORATIVE)), LOREM * 4),
        para(floating(picture(draft, "Flytende bilde")), LOREM * 3),
        table(2, row("Bilde", cell(picture(draft, "I hoderad")), head=True),
              row(cell(picture(draft, "I en celle")), "b"),
              row(cell(para(floating(picture(draft, "Flytende i celle")), LOREM)), "b")),
        item(BULLETS, 0, "Punkt med ", picture(draft, "I et punkt")),
        para(picture(draft, "Kart", leading)), para(floating(picture(draft, "Kart ved siden", leading)), LOREM),
    ).docx()  # fmt: skip


def images() -> bytes:
    draft = Draft()
    for number, (mode, kind) in enumerate(each.split() for each in IMAGES):
        file = BytesIO()
        Image.new(mode, (40, 30 + number)).save(file, kind)
        draft.document.add_paragraph().add_run().add_picture(file)._inline.docPr.set("descr", f"{mode} som {kind}")
    return draft.docx()


def text_boxes() -> bytes:
    """In the line and floating, with all that a page may hold; in the head of the page; of the old kind; grouped."""
    draft = Draft()
    draft.head.paragraphs[0]._p.append(element(drawn(shape(para("I hodet")), "wps", "Hode", number=99)))
    rich = "".join((
        heading(2, "Overskrift i boks"), item(BULLETS, 0, "Punkt"), item(BULLETS, 1, "Under"),
        table(2, row("a", "b", head=True, width=500), row("c", "d", width=500), width=500),
        para("Se ", draft.link("https://example.no/", "lenke"), run(" feit", BOLD), picture(draft, "Bilde i boks")),
    ))  # fmt: skip
    group = (
        '<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2400000" cy="1200000"/>'
        '<a:chOff x="0" y="0"/><a:chExt cx="2400000" cy="1200000"/></a:xfrm></wpg:grpSpPr>'
        f"{shape(para('Ord'), 'ellipse')}{shape(para('Ord'), 'ellipse', 1200000)}</wpg:wgp>"
    )
    old = vml('<v:shape id="s1" type="#_x0000_t202" alt="Gammel boks" style="width:200pt;height:80pt"><v:textbox>'
              f"<w:txbxContent>{para('Gammelt')}</w:txbxContent></v:textbox></v:shape>")  # fmt: skip
    return draft.add(
        heading(1, "Tekstbokser"), para(drawn(shape(rich), "wps", "Faktaboks", number=71, height=3600000)),
        para(floating(drawn(shape(rich), "wps", "Faktaboks ved siden", number=72, height=3600000)), LOREM * 4),
        para(drawn(group, "wpg", "To sirkler", number=73)), para(old),
        para(drawn(shape("", "ellipse"), "wps", "En ellipse", number=74)), para(LOREM),
    ).docx()  # fmt: skip


def chart() -> bytes:
    draft = Draft()
    points = "".join(f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate((3, 5, 4)))
    names = "".join(f'<c:pt idx="{at}"><c:v>{2024 + at}</c:v></c:pt>' for at in range(3))
    axes = "".join(
        f'<c:{kind}><c:axId val="{own}"/><c:scaling/><c:delete val="0"/><c:axPos val="{side}"/>'
        f'<c:crossAx val="{other}"/></c:{kind}>'
        for kind, own, side, other in (("catAx", 1, "b", 2), ("valAx", 2, "l", 1))
    )
    series = (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:cat><c:strLit><c:ptCount val="3"/>{names}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:ptCount val="3"/>{points}</c:numLit></c:val></c:ser>'
    )
    xml = (
        f'<c:chartSpace xmlns:c="{SPACES["c"]}" xmlns:a="{SPACES["a"]}"><c:chart><c:autoTitleDeleted val="1"/>'
        f'<c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>{series}'
        f'<c:axId val="1"/><c:axId val="2"/></c:barChart>{axes}</c:plotArea></c:chart></c:chartSpace>'
    )
    shown = f'<c:chart r:id="{draft.part("/word/charts/chart1.xml", CHART, "chart", xml)}"/>'
    return draft.add(heading(1, "Diagram"), para(drawn(shown, "c", "Tre søyler")), para(LOREM)).docx()


def watermark() -> bytes:
    draft = Draft()
    draft.head.paragraphs[0].text = "Topptekst"
    place = "".join(
        f"mso-position-{way}:center;mso-position-{way}-relative:margin;" for way in ("horizontal", "vertical")
    )
    art = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:path textpathok="t"/><v:textpath on="t"/></v:shapetype><v:shape id="vann" type="#_x0000_t136" style="'
        f'position:absolute;width:400pt;height:100pt;rotation:315;{place}" fillcolor="silver" stroked="f">'
        '<v:textpath style="font-family:Calibri" string="UTKAST"/></v:shape>'
    )
    draft.head.paragraphs[0]._p.append(element(vml(art)))
    return draft.add(heading(1, "Vannmerke"), para(LOREM * 20), heading(1, "Mer"), para(LOREM * 30)).docx()


def page_frame() -> bytes:
    draft = Draft()
    sides = "".join(f'<w:{side} w:val="single" w:sz="12" w:space="24" w:color="auto"/>'
                    for side in ("top", "left", "bottom", "right"))  # fmt: skip
    draft.document.element.insert(0, element('<w:background w:color="EEF5FF"/>'))
    draft.document.settings.element.append(element("<w:displayBackgroundShape/>"))
    framed = section(f"{UPRIGHT}{SIDES}<w:pgBorders>{sides}</w:pgBorders>")
    return draft.add(heading(1, "Ramme om siden"), para(LOREM), framed, para(LOREM)).docx()
