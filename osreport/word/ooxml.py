"""Short words for WordprocessingML (ISO/IEC 29500-1): names, elements, styles by name."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from . import namespaces

Element = namespaces.Element

VALUE = qn("w:val")
STYLE, STYLE_ID, NAME = qn("w:style"), qn("w:styleId"), qn("w:name")
STYLE_OF_PARAGRAPH = f"{qn('w:pPr')}/{qn('w:pStyle')}"
TEXT = qn("w:t")


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """`element("w:num", …, w_numId=3)`: a new element; `_` in attribute names stands for the colon."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name.replace("_", ":", 1)), str(value))
    made.extend(children)
    return made


def text_run(text: str, properties: Element | None = None) -> Element:
    """A run with the text, blanks kept."""
    run = element("w:r")
    if properties is not None:
        run.append(properties)
    shown = element("w:t")
    shown.text = text
    shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(shown)
    return run


def text_of(block: Element) -> str:
    """All that is written in a paragraph, a cell or a table."""
    return "".join(text.text or "" for text in block.iter(TEXT))


def style_of(paragraph: Element) -> str:
    """The id of the paragraph's style, empty if it names none; in long tables, python-docx's `style` is slow."""
    found = paragraph.find(STYLE_OF_PARAGRAPH)
    return "" if found is None else str(found.get(VALUE, ""))


def style_id(styles: Element, name: str) -> str:
    """The id of the style with this built-in name; word processors rename ids, never built-in names."""
    return style_ids(styles).get(name.lower(), "")


def style_ids(styles: Element) -> dict[str, str]:
    """The ids of all styles by their names in small letters; the first of a name counts."""
    named = [(name.get(VALUE, "").lower(), name.getparent().get(STYLE_ID, "")) for name in styles.iter(NAME)]
    return dict(reversed(named))


def list_of_style(styles: Element, style: str) -> tuple[str, str]:
    """The numId and level that a paragraph style, or one it is based on, numbers with; empty if none."""
    seen: set[str] = set()
    while style and style not in seen:
        seen.add(style)
        found = next((each for each in styles.iter(STYLE) if each.get(STYLE_ID) == style), None)
        if found is None:
            break
        numbering = found.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbering is not None and numbering.numId is not None:
            return str(numbering.numId.val), str(numbering.ilvl.val if numbering.ilvl is not None else 0)
        base = found.find(qn("w:basedOn"))
        style = base.get(VALUE, "") if base is not None else ""
    return "", ""


def number_with(paragraph: Element, number: str, level: str = "0") -> None:
    """Numbers a paragraph with a list of its own; number 0 takes the numbering of its style away."""
    properties = paragraph.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = int(level or 0)
    properties.get_or_add_numId().val = int(number)


def story_roots(document: Any) -> Iterator[tuple[Any, Element]]:
    """Every part that holds running text (body, headers, footers) with its root element."""
    yield document.part, document.element
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")) and not relation.is_external:
            yield relation.target_part, relation.target_part.element
