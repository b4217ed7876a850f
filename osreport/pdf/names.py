"""Styles with the name of a standard structure type, such as Word's own «Quote»."""

from osreport.pdf.structure import Element, Structure

GROUPS = {
    *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "Index", "NonStruct", "Private"),
    *("L", "LI", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Note"),
}
LINES = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "Lbl"}
WORDS = {
    *("Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Figure", "Formula", "Form"),
    *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"),
}
STANDARD = GROUPS | LINES | WORDS  # ISO 32000-1, 14.8.4
# Where LibreOffice puts what may look as if a style had made it.
PLACES = {"Lbl": {"LI", "Note"}, "LBody": {"LI"}, "TD": {"TR"}, "TH": {"TR"}}


def free_names(structure: Structure) -> None:
    """Gives what such a style has made the type that its name is mapped to; all else of the name is what it says.

    LibreOffice maps the name to P or Span, and a standard type shall not be mapped (ISO 14289-1, 7.1).
    """
    taken = {name: kind for name, kind in structure.roles.items() if name in STANDARD}
    if not taken:
        return
    for element in structure.elements():
        if kind := taken.get(element.name):
            structure.rename(element, kind if _is_styled(element, kind) else element.name)
    structure.unmap(taken)


def _is_styled(element: Element, kind: str) -> bool:
    """Whether the element is one of a style's. Of a heading one cannot tell, so that a paragraph styled «H1» is one."""
    parent = element.parent.kind if element.parent else ""
    in_line = parent in LINES | WORDS
    if in_line != (kind == "Span") or parent in PLACES.get(element.name, ()):
        return False
    if element.name in WORDS:
        return not element.annotations and "/Alt" not in element.object
    if element.name in LINES - {"Lbl"}:
        return in_line
    return not element.kids or bool(element.marks) or any(child.kind in WORDS for child in element.children)
