"""What LibreOffice gets wrong, or no program could get right."""

from docx.oxml.ns import qn

from .draft import LOREM, Draft, Xml, bookmark, cell, element, heading, item, level_xml, para, row, simple, table
from .drawings import DECORATIVE, drawn, floating, picture, shape, vml
from .tables import FLOATING


def styles() -> bytes:
    """Styles of Word's own; Quote bears the name of a standard structure type."""
    named = ("Quote", "IntenseQuote", "MacroText", "ListParagraph", "BodyText2", "NoSpacing")
    return simple(heading(1, "Stiler"), *(para(LOREM, style=style) for style in named))


def comments() -> bytes:
    draft = Draft().add(heading(1, "Kommentarer"), para("Dette er kommentert."))
    runs = draft.document.paragraphs[-1].runs
    made = draft.document.add_comment(runs, text="Er dette riktig?", author="Kari", initials="K")
    made._comment_elm.set(qn("w:date"), "2026-01-01T00:00:00Z")  # else the clock's
    return draft.docx()


def skipped_level() -> bytes:
    return simple(heading(1, "En"), para(LOREM), heading(3, "Tre"), para(LOREM))


def symbol_bullets() -> bytes:
    """The bullets that Word itself offers: private-use characters of the fonts Symbol and Wingdings."""
    draft = Draft()
    for kind, sign, font in ((51, "\uf0b7", "Symbol"), (52, "\uf0a7", "Wingdings")):
        draft.number(
            kind, level_xml(0, "bullet", sign, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/>')
        )
    return draft.add(heading(1, "Word-kuler"), item(51, 0, "Punkt"), item(52, 0, "Punkt")).docx()


def private_use() -> bytes:
    sign = Xml('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')
    return simple(heading(1, "Tegn uten mening"), para("Tegn \ue000 her, og ", sign))


def links_around_nothing() -> bytes:
    draft = Draft()
    tab, gone = draft.link("https://example.no/tabulator", "\t"), draft.link("#ingen", "ingensteds")
    return draft.add(heading(1, "Lenker om ingenting"), para("a ", tab, " b"), para("Til ", gone)).docx()


def inner_link_with_tip() -> bytes:
    """LibreOffice makes a link of it when it has no tip, or when it leads out."""
    draft = Draft()
    linked = draft.link("#bak", "her", tip="Kapittelet bak")
    return draft.add(heading(1, bookmark("bak", "Bak")), para("Se ", linked)).docx()


def link_with_note() -> bytes:
    draft = Draft()
    return draft.add(
        heading(1, "Lenke med note"), para(draft.link("https://example.no/", "her", draft.note("n")))
    ).docx()


def link_in_foot() -> bytes:
    draft = Draft()
    linked = element(para("Se ", draft.link("https://example.no/", "example.no", part=draft.foot.part)))
    draft.foot.paragraphs[0]._p.addnext(linked)
    return draft.add(heading(1, "Lenke i bunnteksten"), para(LOREM * 40)).docx()


def emoji() -> bytes:
    return simple(heading(1, "Emoji"), para("Sol ☀️, hjerte ❤, tommel 👍, flagg 🇳🇴, familie 👨‍👩‍👧."))


def letters_of_no_font() -> bytes:
    return simple(heading(1, "Skrift uten skrifttype"), para("Lineær A: \U00010600\U00010601, vai: ꔀ."))


def floating_table_over_pages() -> bytes:
    """LibreOffice draws it as an artifact."""
    rows = row("a", "b", head=True), *[row(LOREM, "d") for _ in range(30)]
    return simple(heading(1, "Flytende tabell"), para(LOREM), table(2, *rows, look=FLOATING), para(LOREM * 10))


def headless_tables() -> bytes:
    low = row(*"ab"), row(*"cd", head=True), row(*"ef")
    return simple(heading(1, "Uten hode"), table(2, row(*"ab"), row(*"cd")), para(LOREM), table(2, *low))


def clipped_table() -> bytes:
    """A table in a cell that is too narrow for it; the last column is cut off."""
    inner = table(2, row("Indre", "hode", head=True), row("venstre", "høyre"))
    return simple(heading(1, "Avkuttet"), table(2, row("a", "b", head=True), row(cell(inner, para("")), "x")))


def formulas() -> bytes:
    def sign(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{sign('a+b')}</m:num><m:den>{sign('c')}</m:den></m:f>"
    formula = Xml(f"<m:oMath>{sign('x=')}{fraction}</m:oMath>")
    return simple(heading(1, "Formler"), para("Vi regner ", formula, " her."))


def picture_in_link() -> bytes:
    """The link stands around the picture, not in it: LibreOffice drops it."""
    draft = Draft()
    linked = draft.link("https://example.no/bilde", picture(draft, "Kommunevåpen"))
    return draft.add(heading(1, "Lenke om bilde"), para(linked)).docx()


def picture_without_text() -> bytes:
    draft = Draft()
    return draft.add(heading(1, "Bilde uten tekst"), para(picture(draft))).docx()


def text_box_without_text() -> bytes:
    return simple(heading(1, "Boks uten tekst"), para(drawn(shape(para("Ord i boksen")), "wps")))


def decorative_shapes() -> bytes:
    """A line that is marked as decorative, and Word's own horizontal line, which cannot be."""
    line = drawn(shape("", "line"), "wps", extra=DECORATIVE)
    old = vml('<v:rect style="width:0;height:1.5pt" o:hralign="center" o:hrstd="t" o:hr="t" fillcolor="#a0a0a0"/>')
    return simple(heading(1, "Pynt"), para(line), para(floating(line), LOREM), para(old))
