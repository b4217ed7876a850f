"""The styles of a template: those it uses are there, and so are those that the program looks for by name."""

from collections.abc import Iterator

from osreport.word.namespaces import qn
from osreport.word.quality.fault import Finding
from osreport.word.quality.opened import Package, text

from .rules import MISSING_STYLE, STYLELESS

USED = tuple(map(qn, ("w:pStyle", "w:rStyle", "w:tblStyle")))
# What is looked for by its built-in name, whatever a word processor shows it as, with what it is called in Norwegian.
LOOKED_FOR = {
    **{f"heading {level}": f"Overskrift {level}" for level in range(1, 5)},
    **{f"toc {level}": f"INNH {level}" for level in range(1, 4)},
    "hyperlink": "Hyperkobling",
}


def styles_that_are_used_are_there(package: Package) -> Iterator[Finding]:
    """17.7.4.17: Word shows the text as Normal otherwise."""
    for story in package.stories:
        told: set[str] = set()
        for each in story.root.iter(*USED):
            style = each.get(qn("w:val"), "")
            if style not in package.styles and style not in told:
                told.add(style)
                spot = next(each.iterancestors(qn("w:p"), qn("w:tbl")), None)
                words = text(spot)[:60] if spot is not None and spot.tag == qn("w:p") else ""
                yield Finding(STYLELESS, f"Stilen «{style}» finnes ikke i malen", story.part, spot, words)


def styles_that_are_looked_for_are_there(package: Package) -> Iterator[Finding]:
    """Headings, the contents list and links get theirs by name."""
    part, root = package.related("styles")
    found = {name.get(qn("w:val"), "").lower() for name in root.iter(qn("w:name"))} if root is not None else set()
    for name, called in LOOKED_FOR.items():
        if name not in found:
            yield Finding(MISSING_STYLE, f"Malen mangler stilen {called}", part)


RULES = (styles_that_are_used_are_there, styles_that_are_looked_for_are_there)
