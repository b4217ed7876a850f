"""One of everything, and nothing difficult about it."""

from .draft import BULLETS, LOREM, NUMBERS, Draft, cell, heading, item, para, row, run, table
from .drawings import picture


def everything() -> bytes:
    draft = Draft()
    english = run("a foreign passage", '<w:lang w:val="en-GB"/>')
    return draft.add(
        heading(1, "Alt"),
        para("En note", draft.note("Den første."), " og en til", draft.note("Den andre."), ", og ", english, "."),
        para("En ", draft.link("https://example.no/", "lenke"), " og et bilde: ", picture(draft, "Et våpen")),
        heading(2, "Lister"), item(BULLETS, 0, "Punkt"), item(BULLETS, 1, "Under"), item(NUMBERS, 0, "Nummer"),
        heading(3, "Tabell"),
        table(2, row("Plan", "År", head=True),
              row(cell("Klima", down="restart"), "1"), row(cell(down="continue"), "2")),
        para(LOREM),
    ).docx()  # fmt: skip
