"""A draft as people send it back: with comments and tracked changes, made in the XML as Word writes them."""

import copy
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DAY = "2026-03-20T10:00:00Z"
Element = Any


def w(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes | str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def word(body: str, more: dict[str, str] | None = None, relations: str = "") -> bytes:
    """A Word file with this XML in its body; `more` are other parts, by their kind."""
    more = more or {}
    kinds = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{WORD}.{kind}+xml"/>' for kind in ("document", *more)
    ).replace(".document+xml", ".document.main+xml")
    links = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for n, kind in enumerate(more)
    )
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type='
        f'"{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}{relations}'
        "</Relationships>",
        **{f"word/{kind}.xml": content for kind, content in more.items()},
    })  # fmt: skip


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def control(tag: str, text: str, *, is_placeholder: bool = False) -> str:
    """A content control in a paragraph, with the words that invite to write or with those of the sender."""
    shown = "<w:showingPlcHdr/>" if is_placeholder else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in text.split("\n"))
    inside = f'<w:sdtPr><w:tag w:val="{tag}"/>{shown}</w:sdtPr><w:sdtContent><w:r>{lines}</w:r></w:sdtContent>'
    return f"<w:p><w:sdt>{inside}</w:sdt></w:p>"


def form(**said: str) -> bytes:
    """A reply form with these fields filled in, the others as they were sent out."""
    pairs = [f"{name}_{n}" for n in range(1, 6) for name in ("gjelder", "merknad")]
    fields = ["runde", "navn", "på_vegne_av", "kategori", "epost", "adresse", *pairs]
    body = "".join(
        control(each, said[each]) if each in said else control(each, "Klikk og skriv", is_placeholder=True)
        for each in fields
    )
    return word(paragraph("Svar på høringen") + body)


@dataclass
class Draft:
    """A draft on somebody's desk. Every edit is of the paragraph that has exactly these words."""

    docx: bytes
    comments: list[Element] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    number: int = 900

    def __post_init__(self) -> None:
        self.parts = parts_of(self.docx)
        self.root = etree.fromstring(self.parts["word/document.xml"])

    def find(self, text: str) -> Element:
        found = [each for each in self.root.iter(w("p")) if "".join(t.text or "" for t in each.iter(w("t"))) == text]
        assert len(found) == 1, (text, len(found))
        return found[0]

    def mark(self, kind: str, author: str, *children: Element) -> Element:
        self.number += 1
        made = etree.Element(w(kind), {w("id"): str(self.number), w("author"): author, w("date"): DAY})
        made.extend(children)
        return made

    def _split(self, text: str, words: str) -> Element:
        """The run with just these words of the paragraph, those around it in runs of their own."""
        run = next(r for r in self.find(text).iter(w("r")) if words in "".join(t.text or "" for t in r.iter(w("t"))))
        whole = "".join(t.text or "" for t in run.iter(w("t")))
        before, _, after = whole.partition(words)
        for piece, place in ((before, run.addprevious), (after, run.addnext)):
            if piece:
                place(self._run(run, piece))
        exact = self._run(run, words)
        run.getparent().replace(run, exact)
        return exact

    def _run(self, like: Element, text: str) -> Element:
        made = etree.Element(w("r"))
        if (look := like.find(w("rPr"))) is not None:
            made.append(copy.deepcopy(look))
        said = etree.SubElement(made, w("t"))
        said.text = text
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return made

    def replace(self, text: str, words: str, new: str, author: str) -> None:
        """Strikes words out and puts others in their place; without new ones, only strikes out."""
        run = self._split(text, words)
        gone = self.mark("del", author)
        run.addprevious(gone)
        if new:
            gone.addnext(self.mark("ins", author, self._run(run, new)))
        gone.append(run)
        for each in run.iter(w("t")):
            each.tag = w("delText")

    def insert(self, text: str, after: str, new: str, author: str) -> None:
        """Puts words in after others in a paragraph."""
        run = self._split(text, after)
        run.addnext(self.mark("ins", author, self._run(run, new)))

    def new_paragraph(self, after: str, text: str, author: str) -> None:
        before = self.find(after)
        run = next(before.iter(w("r")))
        made = etree.Element(w("p"))
        look = etree.SubElement(etree.SubElement(made, w("pPr")), w("rPr"))
        look.append(self.mark("ins", author))
        made.append(self.mark("ins", author, self._run(run, text)))
        before.addnext(made)

    def strike(self, text: str, author: str) -> None:
        """Strikes out a whole paragraph, its end included."""
        found = self.find(text)
        self._end(found, "del", author)
        for run in list(found.findall(w("r"))):
            gone = self.mark("del", author)
            run.addprevious(gone)
            gone.append(run)
            for each in run.iter(w("t")):
                each.tag = w("delText")

    def _end(self, found: Element, kind: str, author: str) -> None:
        properties = found.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            found.insert(0, properties)
        look = properties.find(w("rPr"))
        if look is None:
            look = etree.SubElement(properties, w("rPr"))
        look.insert(0, self.mark(kind, author))

    def row(self, text: str, kind: str, author: str) -> None:
        """Marks the row that a text stands in as put in or struck out."""
        row = next(self.find(text).iterancestors(w("tr")))
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(0, properties)
        properties.append(self.mark(kind, author))

    def move(self, text: str, after: str, author: str) -> None:
        """Moves a paragraph, as Word tracks it."""
        found, goal = self.find(text), self.find(after)
        there = copy.deepcopy(found)
        for each, kind in ((found, "moveFrom"), (there, "moveTo")):
            self._end(each, kind, author)
            for run in list(each.findall(w("r"))):
                mark = self.mark(kind, author)
                run.addprevious(mark)
                mark.append(run)
        goal.addnext(there)

    def comment(self, text: str, words: str, said: str, author: str, answers: str = "") -> str:
        """A comment on words of a paragraph; returns its number."""
        run = self._split(text, words) if words else next(self.find(text).iter(w("r")))
        number = str(len(self.comments))
        run.addprevious(etree.Element(w("commentRangeStart"), {w("id"): number}))
        end = etree.Element(w("commentRangeEnd"), {w("id"): number})
        run.addnext(end)
        reference = etree.Element(w("r"))
        reference.append(etree.Element(w("commentReference"), {w("id"): number}))
        end.addnext(reference)
        self._told(number, said, author, answers)
        return number

    def _told(self, number: str, said: str, author: str, answers: str) -> None:
        made = etree.Element(w("comment"), {w("id"): number, w("author"): author, w("date"): DAY})
        for n, line in enumerate(said.split("\n")):
            para = etree.SubElement(made, w("p"), {f"{{{W14}}}paraId": f"{int(number) * 100 + n + 1:08X}"})
            etree.SubElement(etree.SubElement(para, w("r")), w("t")).text = line
        self.comments.append(made)
        if answers:
            self.answers.append((number, answers))

    def saved(self) -> bytes:
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(self.root)
        if self.comments:
            self._add(parts, "comments", _root("comments", MAIN, self.comments), f"{OFFICE}/comments")
            extended = f"{WORD}.commentsExtended+xml"
            self._add(parts, "commentsExtended", self._extended(), "http://schemas.microsoft.com/office/2011/"
                      "relationships/commentsExtended", extended)  # fmt: skip
        return zipped(parts)

    def _extended(self) -> Element:
        last = {each.get(w("id")): each[-1].get(f"{{{W14}}}paraId") for each in self.comments}
        parents = dict(self.answers)
        made = [
            etree.Element(f"{{{W15}}}commentEx", {f"{{{W15}}}paraId": para}
                          | ({f"{{{W15}}}paraIdParent": last[parents[n]]} if n in parents else {}))
            for n, para in last.items()
        ]  # fmt: skip
        return _root("commentsEx", W15, made)

    def _add(self, parts: dict[str, bytes], name: str, root: Element, kind: str, type_: str = "") -> None:
        parts[f"word/{name}.xml"] = etree.tostring(root)
        types = etree.fromstring(parts["[Content_Types].xml"])
        etree.SubElement(types, f"{{{PACKAGE}/content-types}}Override", PartName=f"/word/{name}.xml",
                         ContentType=type_ or f"{WORD}.{name}+xml")  # fmt: skip
        parts["[Content_Types].xml"] = etree.tostring(types)
        links = etree.fromstring(parts["word/_rels/document.xml.rels"])
        etree.SubElement(links, f"{{{PACKAGE}/relationships}}Relationship", Id=f"r{name}", Type=kind,
                         Target=f"{name}.xml")  # fmt: skip
        parts["word/_rels/document.xml.rels"] = etree.tostring(links)


def _root(name: str, namespace: str, children: list[Element]) -> Element:
    made = etree.Element(f"{{{namespace}}}{name}", nsmap={"w": MAIN, "w14": W14, "w15": W15})
    made.extend(children)
    return made
