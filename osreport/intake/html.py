"""The words of a page of HTML; scripts, styles and addresses are left out, and nothing is fetched."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from .received import Refused

Element = Any

SILENT = {"script", "style", "head", "title", "template", "noscript", "object", "svg"}
BLOCKS = {
    "p", "div", "li", "tr", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr",
    "section", "article", "header", "footer", "dl", "dt", "dd", "body",
}  # fmt: skip
FAR = {"p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"}
NARROW, WIDE = "\x01", "\x02"  # where a block begins or ends; several in a row are one break
BREAKS = re.compile(f"[{NARROW}{WIDE} ]*[{NARROW}{WIDE}][{NARROW}{WIDE} ]*")
BAD = ("HTML-en kan ikke leses.", "Åpne originalen i nettleseren, og skriv inn teksten for hånd.")


def words(text: str) -> str:
    """The words as a reader sees them, a line for each block, a bar between the cells of a table."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(*BAD) from error
    told = "" if root is None else "".join(_pieces(root))
    broken = BREAKS.sub(lambda match: "\n\n" if WIDE in match[0] else "\n", told)
    lines = (each.strip(" ") for each in broken.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _pieces(root: Element) -> Iterator[str]:
    """The words and the breaks between them; white space in the source is one space (HTML 4.01, 9.1)."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in SILENT
            if not hidden:
                yield from _begun(element, tag)
        else:
            yield _break(tag) if not hidden else ""
            hidden -= tag in SILENT
            if not hidden and element is not root:
                yield _flat(element.tail)


def _begun(element: Element, tag: str) -> Iterator[str]:
    if tag == "br":
        yield "\n"
    yield _break(tag)
    if tag in {"td", "th"} and element.getprevious() is not None:
        yield " | "
    yield f"{'- ' if tag == 'li' else ''}{_flat(element.text)}"


def _break(tag: str) -> str:
    return (WIDE if tag in FAR else NARROW) if tag in BLOCKS else ""


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f\x01\x02]+", " ", text or "")
