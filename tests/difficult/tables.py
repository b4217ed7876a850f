"""Tables that are difficult: merged, long, uneven, nested, floating, turned."""

from .draft import (
    BULLETS,
    LOREM,
    Draft,
    Xml,
    cell,
    element,
    heading,
    item,
    para,
    row,
    simple,
    table,
)  # fmt: skip

FLOATING = (
    '<w:tblpPr w:leftFromText="141" w:rightFromText="141" w:vertAnchor="text" w:horzAnchor="text" w:tblpX="4000" '
    'w:tblpY="100"/>'
)


def merged_cells() -> bytes:
    """Merged both ways; each area goes over a page break."""
    body = [row(cell("Område", down="restart"), cell("År", across=2), cell("Merknad", down="restart"), head=True),
            row(cell(down="continue"), "2026", "2027", cell(down="continue"), head=True),
            row(cell("Hele bredden", across=4)),
            row(cell("To og to", across=2, down="restart"), "a", "b"),
            row(cell(across=2, down="continue"), "c", "d")]  # fmt: skip
    for area in range(4):
        body += [row(cell("" if line else f"Område {area}", down="continue" if line else "restart"), LOREM, "x", "y")
                 for line in range(12)]  # fmt: skip
    return simple(heading(1, "Flettede celler"), para(LOREM), table(4, *body), para(LOREM))


def long_table() -> bytes:
    """Forty pages, with two rows of headers."""
    head = (row(cell("Plan", down="restart"), cell("Rullering", across=2), head=True),
            row(cell(down="continue"), "Først", "Sist", head=True))  # fmt: skip
    body = [row(f"Plan {number}: {LOREM}", "2026", "2027") for number in range(1, 250)]
    return simple(heading(1, "Lang tabell"), table(3, *head, *body))


def nested_tables() -> bytes:
    inner = table(2, row("Indre", "hode", head=True, width=900), row("1", "2", width=900), width=900)
    tall = table(1, row("Lang", head=True), *[row(LOREM) for _ in range(40)])
    return simple(
        heading(1, "Tabell i tabell"),
        table(2, row("Ytre", "hode", head=True), row(cell(inner, para("etter")), cell(para("før"), inner, para("")))),
        para(LOREM),
        table(2, row("Ytre", "hode", head=True), row(cell(tall, para("")), "x")),
    )


def uneven_tables() -> bytes:
    shifted = '<w:gridBefore w:val="1"/><w:wBefore w:w="2000" w:type="dxa"/>'
    first = table(3, row(*"abc", head=True), row("x", "y", look=shifted), row("z", look='<w:gridAfter w:val="2"/>'),
                  row(*"123"))  # fmt: skip
    halves = table(4, row(cell("a", across=2, width=750), cell("b", across=2, width=2250), head=True),
                   row(cell("c", width=1000), cell("d", across=2, width=1000), cell("e", width=3000)),
                   row(cell("f", across=4, width=1500)), width=1500)  # fmt: skip
    return simple(heading(1, "Ujevne rader"), first, para(LOREM), halves)


def odd_headers() -> bytes:
    """Nothing but headers; and one merged into the body."""
    merged = (row(cell("a", down="restart"), "b", head=True), row(cell(down="continue"), "c"), row(*"de"))
    only = row(*"ab", head=True), row(*"cd", head=True)
    return simple(heading(1, "Rare hoder"), table(2, *only), para(LOREM), table(2, *merged))


def tall_row() -> bytes:
    """One row over several pages, with a heading in it."""
    left = [heading(2, "Overskrift i celle"), *[para(LOREM * 20) for _ in range(3)]]
    right = [item(BULLETS, 0, LOREM * 30), item(BULLETS, 1, LOREM * 40)]
    return simple(
        heading(1, "Høy rad"), table(2, row("a", "b", head=True), row(cell(*left), cell(*right))), para(LOREM)
    )


def floating_table() -> bytes:
    beside = table(2, row("a", "b", head=True), row("c", "d"), look=FLOATING)
    return simple(heading(1, "Flytende tabell"), beside, para(LOREM * 10))


def turned_cells() -> bytes:
    turned = cell("Oppreist", look='<w:textDirection w:val="btLr"/>')
    return simple(heading(1, "Stående tekst"), table(2, row(turned, "b", head=True), row("c", "d")))


def table_in_head() -> bytes:
    draft = Draft()
    draft.head.paragraphs[0]._p.addprevious(element(Xml(table(2, row("Kommune", "Side")))))
    return draft.add(heading(1, "Tabell i toppteksten"), para(LOREM * 40)).docx()
