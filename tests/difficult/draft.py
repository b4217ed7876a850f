"""WordprocessingML in short: texts become runs, runs paragraphs, cells tables, and a draft a whole document."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from fixtures.pdf.document import draw_real_bullets, speak_norwegian

OFFICE = "http://schemas.openxmlformats.org"
SPACES = {
    "w": f"{OFFICE}/wordprocessingml/2006/main",
    "r": f"{OFFICE}/officeDocument/2006/relationships",
    "m": f"{OFFICE}/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": f"{OFFICE}/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "a": f"{OFFICE}/drawingml/2006/main",
    "pic": f"{OFFICE}/drawingml/2006/picture",
    "c": f"{OFFICE}/drawingml/2006/chart",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
LOREM = "Kommunen skal legge til rette for gode levekår, og følge opp planene sine hvert eneste år. "
BOLD = "<w:b/>"
UPRIGHT = '<w:pgSz w:w="11906" w:h="16838"/>'
LYING = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
SIDES = (
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="500" w:footer="500" w:gutter="0"/>'
)
BLOCKS = ("<w:p>", "<w:tbl>", "<w:sdt>")
BULLETS, NUMBERS, MIXED = 1, 2, 3
LISTS = {BULLETS: ["bullet"] * 4, NUMBERS: ["decimal"] * 4, MIXED: ["decimal", "bullet"] * 2}


class Xml(str):
    """Text that is XML already."""

    __slots__ = ()


def element(xml: str) -> Any:
    """The element in which every prefix of ours is known."""
    return parse_xml(f"<w:body {DECLARED}>{xml}</w:body>")[0]


def run(text: str, look: str = "") -> Xml:
    """Text with run properties; a tab is Word's own."""
    inner = escape(text).replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    return Xml(f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{inner}</w:t></w:r>")


def para(*parts: str, style: str = "", look: str = "") -> Xml:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(part if isinstance(part, Xml) else run(part) for part in parts)
    return Xml(f"<w:p><w:pPr>{named}{look}</w:pPr>{inner}</w:p>")


def heading(level: int, *parts: str) -> Xml:
    return para(*parts, style=f"Heading{level}")


def item(kind: int, level: int, *parts: str) -> Xml:
    return para(*parts, look=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{900 + kind}"/></w:numPr>')


def bookmark(name: str, *parts: str) -> Xml:
    inner = "".join(part if isinstance(part, Xml) else run(part) for part in parts)
    number = sum(name.encode())
    return Xml(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>')


def field(words: str, *parts: str) -> Xml:
    """A field as Word saves it: its instruction, and its last result."""
    inner = "".join(part if isinstance(part, Xml) else run(part) for part in parts)
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    asked = f'<w:r><w:instrText xml:space="preserve"> {escape(words)} </w:instrText></w:r>'
    return Xml(f"{marks[0]}{asked}{marks[1]}{inner}{marks[2]}")


def cell(*content: str, across: int = 1, down: str = "", width: int = 2000, look: str = "") -> Xml:
    """A cell; `down` is «restart» for the first of merged rows, «continue» for the others."""
    merged = f'<w:vMerge w:val="{down}"/>' if down else ""
    whole = content and all(isinstance(each, Xml) and each.startswith(BLOCKS) for each in content)
    blocks = "".join(content) if whole else para(*content)
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    size = f'<w:tcW w:w="{width * across}" w:type="dxa"/>'
    return Xml(f"<w:tc><w:tcPr>{size}{span}{merged}{look}</w:tcPr>{blocks}</w:tc>")


def row(*cells: str, head: bool = False, look: str = "", width: int = 2000) -> Xml:
    properties = f"<w:trPr>{look}{'<w:tblHeader/>' if head else ''}</w:trPr>"
    made = (each if each.startswith("<w:tc>") else cell(each, width=width) for each in cells)
    return Xml(f"<w:tr>{properties}{''.join(made)}</w:tr>")


def table(columns: int, *rows: str, look: str = "", width: int = 2000) -> Xml:
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    edges = f'<w:tblStyle w:val="TableGrid"/>{look}<w:tblW w:w="0" w:type="auto"/>'
    return Xml(f"<w:tbl><w:tblPr>{edges}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def section(look: str) -> Xml:
    """The paragraph that ends a section."""
    return Xml(f"<w:p><w:pPr><w:sectPr>{look}</w:sectPr></w:pPr></w:p>")


class Draft:
    """A document in the making: python-docx's own template, with nb-NO, real bullets and the three LISTS."""

    def __init__(self) -> None:
        self.document: Any = Document()
        self.document.core_properties.title = "Vanskelig dokument"
        speak_norwegian(self.document)
        draw_real_bullets(self.document)
        self.drawn = 0
        self._notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._note_parts: dict[str, Part] = {}
        for kind, formats in LISTS.items():
            self.number(kind, "".join(_level(level, each) for level, each in enumerate(formats)))

    @property
    def head(self) -> Any:
        return self.document.sections[0].header

    @property
    def foot(self) -> Any:
        return self.document.sections[0].footer

    def add(self, *blocks: str) -> "Draft":
        for block in blocks:
            self.document.element.body.sectPr.addprevious(element(block))
        return self

    def number(self, kind: int, levels: str) -> None:
        """A list that `item` may use."""
        numbering = self.document.part.numbering_part.element
        numbering.insert(0, element(f'<w:abstractNum w:abstractNumId="{900 + kind}">{levels}</w:abstractNum>'))
        used = f'<w:abstractNumId w:val="{900 + kind}"/>'
        numbering.append(element(f'<w:num w:numId="{900 + kind}">{used}</w:num>'))

    def link(self, goal: str, *parts: str, tip: str = "", part: Any = None) -> Xml:
        """A link to a bookmark (#name) or an address; `part` is where it stands, when that is not the body."""
        told = f' w:tooltip="{tip}"' if tip else ""
        look = '<w:color w:val="0563C1"/><w:u w:val="single"/>'
        inner = "".join(each if isinstance(each, Xml) else run(each, look) for each in parts)
        if goal.startswith("#"):
            return Xml(f'<w:hyperlink w:anchor="{goal[1:]}"{told}>{inner}</w:hyperlink>')
        relation = self.address(goal, part)
        return Xml(f'<w:hyperlink r:id="{relation}"{told}>{inner}</w:hyperlink>')

    def address(self, goal: str, part: Any = None) -> str:
        """The relationship to an address outside."""
        return str((part or self.document.part).rels.get_or_add_ext_rel(RELATIONSHIP_TYPE.HYPERLINK, goal))

    def note(self, *parts: str, kind: str = "footnote") -> Xml:
        """The mark of a new foot- or endnote with that text."""
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        mark = Xml(f"<w:r>{raised}<w:{kind}Ref/></w:r>")
        notes = self._notes[kind]
        notes.append(f'<w:{kind} w:id="{len(notes) + 1}">{para(mark, " ", *parts)}</w:{kind}>')
        return Xml(f'<w:r>{raised}<w:{kind}Reference w:id="{len(notes)}"/></w:r>')

    def note_part(self, kind: str = "footnote") -> Part:
        """The part that holds the notes, so that links in them have a home."""
        if kind not in self._note_parts:
            made = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
            self._note_parts[kind] = Part(PackURI(f"/word/{kind}s.xml"), made, b"", self.document.part.package)
            self.document.part.relate_to(self._note_parts[kind], f"{SPACES['r']}/{kind}s")
        return self._note_parts[kind]

    def part(self, name: str, content_type: str, relation: str, xml: str) -> str:
        """The relationship to a new part of the document."""
        made = Part(PackURI(name), content_type, xml.encode(), self.document.part.package)
        return str(self.document.part.relate_to(made, f"{SPACES['r']}/{relation}"))

    def docx(self) -> bytes:
        for kind, notes in self._notes.items():
            if notes:
                xml = f"<w:{kind}s {DECLARED}>{_separators(kind)}{''.join(notes)}</w:{kind}s>"
                self.note_part(kind)._blob = xml.encode()
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()


def simple(*blocks: str) -> bytes:
    """A document of nothing but these blocks."""
    return Draft().add(*blocks).docx()


def joined(xml: Iterable[str]) -> Xml:
    return Xml("".join(xml))


def _separators(kind: str) -> str:
    lines = ((-1, "separator"), (0, "continuationSeparator"))
    return "".join(
        f'<w:{kind} w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for number, name in lines
    )


def _level(level: int, kind: str) -> str:
    return level_xml(level, kind, "•" if kind == "bullet" else f"%{level + 1}.")


def level_xml(level: int, kind: str, text: str, look: str = "") -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{(level + 1) * 500}" w:hanging="300"/></w:pPr><w:rPr>{look}</w:rPr></w:lvl>'
    )
