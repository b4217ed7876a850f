"""Marks in the text become what they stand for: runs, hyperlinks, bookmarks, list numbering and drawings."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from osreport import markup
from osreport.context.content import Content, Heading
from osreport.markup import Mark

from .numbers import counted, write_number
from .ooxml import Element, element, list_of_style, number_with, style_id

FIRST_BOOKMARK = 100_000_001


def bookmark(number: int) -> str:
    """The name of the bookmark on a heading; Word hides names that begin with an underscore."""
    return f"_Toc{FIRST_BOOKMARK + number}"


@dataclass
class Finisher:
    """Resolves the marks of one document; `seen` holds the paragraph where the template printed each block.

    `sources` says of a paragraph which element of the plan set it prints, where a mark tells.
    """

    document: Any
    content: Content
    draw: Callable[[int], Element]
    seen: dict[int, Element] = field(default_factory=dict)
    sources: dict[Element, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    links: dict[tuple[Any, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.link_style = style_id(self.document.part.styles.element, "hyperlink") or None
        self.counted = frozenset(counted(self.content.headings, self.content.first_number))

    def link(self, part: Any, href: str) -> str:
        """The relation to a web address; python-docx goes through all of them each time it is asked for one."""
        if (part, href) not in self.links:
            self.links[part, href] = number = f"rIdLenke{len(self.links) + 1}"
            part.rels.add_relationship(RT.HYPERLINK, href, number, is_external=True)
        return self.links[part, href]

    def resolve(self, part: Any, root: Element) -> None:
        """Every marked paragraph below the root, finished in place."""
        for text in [text for text in root.iter(qn("w:t")) if text.text and markup.OPEN in text.text]:
            paragraph = next(text.iterancestors(qn("w:p")), None)
            if paragraph is not None and markup.OPEN in (text.text or ""):
                _Paragraph(self, part, paragraph).resolve()

    def anchor(self, href: str) -> str:
        """The bookmark of the chapter that a link points to; empty if it has none here."""
        numbers = (n for n, heading in enumerate(self.content.headings) if heading.anchor == href[1:])
        number = next(numbers, None)
        return "" if number is None else bookmark(number)

    def own_list(self, number: str, style: str) -> tuple[str, str]:
        """The numId of a list that starts at 1, numbered as the style says, and the style's level in it."""
        used, level = list_of_style(self.document.part.styles.element, style)
        if number not in self.lists:
            self.lists[number] = _restarted(self.document, used)
        return self.lists[number], level


@dataclass
class _Paragraph:
    finisher: Finisher
    part: Any
    element: Element
    begun: dict[str, str] = field(default_factory=dict)
    link: Element | None = None
    made: list[Element] = field(default_factory=list)

    def resolve(self) -> None:
        for run in list(self.element.iter(qn("w:r"))):
            if self._concerns(run):
                self.made = []
                for child in list(run):
                    self._child(run, child)
                for new in self.made:
                    run.addprevious(new)
                run.getparent().remove(run)

    def _concerns(self, run: Element) -> bool:
        marked = any(markup.OPEN in (text.text or "") for text in run.iter(qn("w:t")))
        return marked or bool(self.begun)

    def _child(self, run: Element, child: Element) -> None:
        if child.tag == qn("w:rPr"):
            return
        if child.tag != qn("w:t"):
            self._add(run, child)
            return
        for piece in markup.split(child.text or ""):
            if isinstance(piece, Mark):
                self._obey(piece)
            else:
                shown = element("w:t")
                shown.text = piece
                shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                self._add(run, shown)

    def _obey(self, mark: Mark) -> None:
        if mark.kind == "end":
            self.begun.pop(mark.value.lower(), None)
        elif mark.kind in {"bold", "italic", "language"}:
            self.begun[mark.kind] = mark.value
        elif mark.kind == "link":
            self.begun[mark.kind] = mark.value
            self.link = None
        elif mark.kind == "block":
            self.finisher.seen.setdefault(int(mark.value), self.element)
        elif mark.kind == "source":
            self.finisher.sources.setdefault(self.element, mark.value)
        elif mark.kind == "picture":
            self.made.append(element("w:r", self.finisher.draw(int(mark.value))))
        elif mark.kind == "list":
            number_with(self.element, *self.finisher.own_list(mark.value, self.element.style))
        elif mark.kind == "heading":
            self._heading(int(mark.value), self.finisher.content.headings[int(mark.value)])

    def _heading(self, number: int, heading: Heading) -> None:
        properties = self.element.get_or_add_pPr()
        properties.addnext(element("w:bookmarkStart", w_id=number + 1, w_name=bookmark(number)))
        self.element.append(element("w:bookmarkEnd", w_id=number + 1))
        if not heading.number:
            number_with(self.element, "0")
            indent = properties.get_or_add_ind()
            indent.set(qn("w:left"), "0")
            indent.set(qn("w:firstLine"), "0")
        elif number not in self.finisher.counted:
            write_number(self.finisher.document, self.element, heading.number)
        if heading.gone and number:
            properties.get_or_add_pageBreakBefore().val = False

    def _add(self, run: Element, shown: Element) -> None:
        made = element("w:r")
        if run.rPr is not None:
            made.append(copy.deepcopy(run.rPr))
        made.append(shown)
        if "bold" in self.begun:
            made.get_or_add_rPr().get_or_add_b()
        if "italic" in self.begun:
            made.get_or_add_rPr().get_or_add_i()
        if "language" in self.begun:
            speak(made, self.begun["language"])
        if "link" in self.begun:
            self._linked(made, self.begun["link"])
        else:
            self.made.append(made)

    def _linked(self, run: Element, href: str) -> None:
        """Puts the run in the hyperlink that has begun."""
        run.get_or_add_rPr().style = self.finisher.link_style
        if self.link is None:
            self.link = self._hyperlink(href)
            self.made.append(self.link)
        self.link.append(run)

    def _hyperlink(self, href: str) -> Element:
        """A hyperlink with a spoken description (PDF/UA-1, ISO 14289-1, 7.18.5)."""
        if href.startswith("#"):
            return element("w:hyperlink", w_anchor=self.finisher.anchor(href), w_history=1)
        link = self.finisher.link(self.part, href)
        return element("w:hyperlink", r_id=link, w_history=1, w_tooltip=href)


def speak(run: Element, language: str) -> None:
    """Says which language the run is in; a PDF gets it as /Lang (ISO 14289-1, 7.2; WCAG 2.1, 3.1.2)."""
    properties = run.get_or_add_rPr()
    spoken = properties.find(qn("w:lang"))
    if spoken is None:
        spoken = element("w:lang")
        properties.insert_element_before(spoken, "w:eastAsianLayout", "w:specVanish", "w:oMath")
    spoken.set(qn("w:val"), language)


def _restarted(document: Any, used: str) -> str:
    """A new numbering instance of the list, counting from 1 again on both levels."""
    numbering = document.part.numbering_part.element
    number = next((n for n in numbering.findall(qn("w:num")) if n.get(qn("w:numId")) == used), None)
    if number is None:
        return "0"
    new_id = max(int(n.get(qn("w:numId"))) for n in numbering.findall(qn("w:num"))) + 1
    abstract = number.find(qn("w:abstractNumId")).get(qn("w:val"))
    restart = [element("w:lvlOverride", element("w:startOverride", w_val=1), w_ilvl=level) for level in (0, 1)]
    numbering.append(element("w:num", element("w:abstractNumId", w_val=abstract), *restart, w_numId=new_id))
    return str(new_id)
