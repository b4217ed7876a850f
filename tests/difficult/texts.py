"""Paragraphs that are difficult: notes, links, lists, headings, columns, letters, changes."""

from .draft import (
    BOLD,
    BULLETS,
    LOREM,
    LYING,
    MIXED,
    NUMBERS,
    SIDES,
    UPRIGHT,
    Draft,
    Xml,
    bookmark,
    cell,
    element,
    field,
    heading,
    item,
    level_xml,
    para,
    row,
    run,
    section,
    simple,
    table,
)  # fmt: skip

CONTINUOUS = f'<w:type w:val="continuous"/>{UPRIGHT}{SIDES}'


def notes() -> bytes:
    draft = Draft()
    long = draft.note(LOREM * 40)
    linked = draft.note("Se ", draft.link("https://example.no/plan", "planen", part=draft.note_part()), ".")
    again = bookmark("_RefNote", draft.note("Vist til to ganger."))
    return draft.add(
        heading(1, "Noter", draft.note("I en overskrift.")),
        para("Kommunen", draft.note("Os kommune."), " planlegger", draft.note("Se kapittel 2."), ", og følger opp."),
        para("Sluttnoter", draft.note("Første sluttnote.", kind="endnote"), " står til slutt."),
        para(LOREM * 25),
        para("En lang note", long, " går over sideskiftet."),
        para("En note med lenke", linked, ", og en", again, " som nevnes igjen", field("NOTEREF _RefNote \\h", "9")),
        table(2, row("Plan", cell("År", draft.note("I hoderaden.")), head=True),
              row(cell("Klima", draft.note("I en celle.")), "2026")),
        item(BULLETS, 0, "Punkt", draft.note("I et punkt.")),
        heading(1, "Kapittel 2"),
        para("En sluttnote til", draft.note(LOREM, kind="endnote"), " og en fotnote", draft.note(LOREM), "."),
    ).docx()  # fmt: skip


def many_notes() -> bytes:
    draft = Draft()
    lines = [para(LOREM, draft.note(LOREM * 3), LOREM, draft.note("kort")) for _ in range(40)]
    return draft.add(heading(1, "Mange noter"), *lines).docx()


def links() -> bytes:
    draft = Draft()
    web, mail, inner = (draft.link(goal, text) for goal, text in (
        ("https://example.no/", "nettstedet"), ("mailto:post@example.no", "e-post"),
        ("#bak", "kapittelet bak")))  # fmt: skip
    long = draft.link("https://example.no/en/lang/adresse", "en lenke med så mange ord at den må brytes " * 4)
    over = [row(cell(LOREM * 3, draft.link("https://example.no/rad", LOREM * 2)), "b") for _ in range(15)]
    return draft.add(
        heading(1, "Lenker til ", draft.link("https://example.no/tittel", "nett")),
        para("Se ", web, ", ", mail, " og ", inner, "."),
        para(LOREM, long, " og slutt."),
        para("To ", web, web, " inntil hverandre, og én med tips: ",
             draft.link("https://example.no/tips", "der", tip="Om tips")),
        table(2, row("Plan", cell(draft.link("https://example.no/hode", "Lenke")), head=True),
              row("Klima", cell("Se ", web)), row("Helse", cell(para(inner))), *over),
        item(BULLETS, 0, "Punkt med ", mail),
        para("Lenke over sideskift. ", LOREM * 27, long, long),
        heading(1, bookmark("bak", "Bak")),
        para("Se også ", draft.link("https://example.no/?a=1&b=%C3%A5", run("adressen", BOLD)), " og ",
             draft.link("https://example.no/å", "æøå"), "."),
    ).docx()  # fmt: skip


def cross_references() -> bytes:
    draft = Draft()
    draft.foot.paragraphs[0]._p.append(element(f"<w:fldSimple w:instr=' PAGE '>{run('1')}</w:fldSimple>"))
    return draft.add(
        heading(1, bookmark("_Ref1", "Felt")),
        para("Se ", field("REF _Ref1 \\h", "Felt"), " på side ", field("PAGEREF _Ref1 \\h", "1"), "."),
        para("Tabell ", field("SEQ Tabell", "1"), ": En tabell", style="Caption"),
        table(2, row("a", "b", head=True), row("c", "d")),
        para("Tittelen ", field("TITLE", "t"), " og et ord", field('XE "ord"'), " til registeret."),
        para(field('INDEX \\c "2"', "ord, 1")),
    ).docx()


def nested_lists() -> bytes:
    points = [item(kind, level, f"Punkt på nivå {level + 1}")
              for kind in (BULLETS, NUMBERS, MIXED) for level in (0, 1, 2, 3, 3, 2, 1, 0)]  # fmt: skip
    mixed = [item(NUMBERS, 0, "Nummer"), item(BULLETS, 1, "Kule under nummer"), item(NUMBERS, 2, "Nummer under kule"),
             item(BULLETS, 3, "Kule til sist"), para("Et avsnitt midt i."), item(NUMBERS, 0, "Nummer igjen"),
             item(MIXED, 3, "Rett ned"), item(BULLETS, 0, LOREM * 30)]  # fmt: skip
    inside = table(2, row("Mål", "Strategi", head=True),
                   row(cell(item(BULLETS, 0, "a"), item(BULLETS, 1, "b")), cell(item(NUMBERS, 0, "c"))))  # fmt: skip
    return simple(heading(1, "Lister"), *points, heading(2, "Blandet"), *mixed, inside)


def lists_of_nine_levels() -> bytes:
    draft = Draft()
    formats = (("upperRoman", "%1."), ("lowerLetter", "%2)"), ("decimal", "%1.%2.%3"), ("none", ""),
               ("lowerRoman", "(%5)"), ("bullet", "–"), ("bullet", "▪"), ("decimalZero", "%8"),
               ("bullet", "o"))  # fmt: skip
    draft.number(50, "".join(level_xml(level, *each) for level, each in enumerate(formats)))
    points = [item(50, level, f"Nivå {level + 1}") for level in (0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 8, 2)]
    return draft.add(heading(1, "Ni nivåer"), *points).docx()


def broken_lists() -> bytes:
    return simple(
        heading(1, "Brutte lister"), item(NUMBERS, 0, "En"), table(1, row("Hode", head=True), row("Celle")),
        item(NUMBERS, 0, "To"), para("Innrykk", look='<w:ind w:left="800"/>'), item(NUMBERS, 1, "Under"),
        heading(2, "Midt i"), item(NUMBERS, 0, "Tre"), section(UPRIGHT + SIDES), item(NUMBERS, 0, "Fire"),
        para(LOREM), item(BULLETS, 3, "Begynner på nivå 4"), item(BULLETS, 0, "Nivå 1"), para(LOREM),
        item(BULLETS, 2, "Nivå 3"), item(BULLETS, 1, "Nivå 2"),
    )  # fmt: skip


def headings() -> bytes:
    draft = Draft().add(para("Tittelen", style="Title"), para("Undertittel", style="Subtitle"))
    for level in (1, 2, 3, 4, 5, 6, 2, 3, 1):
        draft.add(heading(level, f"Overskrift på nivå {level}"), para(LOREM))
    turned = heading(2, "Linje\tto", Xml("<w:r><w:br/></w:r>"), "tre")
    return draft.add(heading(2, ""), para("En tom overskrift står over."), turned).docx()


def sections() -> bytes:
    draft = Draft()
    draft.head.paragraphs[0].text = "Topptekst"
    return draft.add(
        heading(1, "Stående"), para(LOREM * 3), section(UPRIGHT + SIDES),
        heading(1, "Liggende"), table(4, row(*"abcd", head=True), row(*"1234")), section(LYING + SIDES),
        heading(1, "Stående igjen"), para(LOREM), section(f'{UPRIGHT}{SIDES}<w:lnNumType w:countBy="1"/>'), para(LOREM),
    ).docx()  # fmt: skip


def columns() -> bytes:
    draft = Draft()
    two = f'{CONTINUOUS}<w:cols w:num="2" w:space="400"/>'
    turn = Xml('<w:r><w:br w:type="column"/></w:r>')
    narrow = table(2, row("a", "b", head=True), *[row(LOREM, "x") for _ in range(20)])
    return draft.add(
        heading(1, "To spalter"), section(CONTINUOUS), para(LOREM * 10, draft.note(LOREM * 8)), heading(2, "I spalten"),
        para(LOREM * 9, draft.note("Kort.")), para(turn, LOREM * 4), item(BULLETS, 0, LOREM * 2), narrow, section(two),
        heading(1, "Én spalte"), para(LOREM),
    ).docx()  # fmt: skip


def hyphens() -> bytes:
    draft = Draft()
    draft.document.settings.element.append(element("<w:autoHyphenation/>"))
    soft = Xml("<w:r><w:t>kommune</w:t><w:softHyphen/><w:t>planens</w:t><w:noBreakHyphen/><w:t>samfunnsdel</w:t></w:r>")
    text = "Kommuneplanens arealdel\u00adbestemmelser, 3\u00a0000 innbyggere – 50\u202f% – §§ 3-1. "
    cells = "Arealplan\u00adbestemmelsene", "Samfunnssikkerhets\u00advurderinger", "Folkehelseoversiktsdokument"
    narrow = table(3, row(*cells, head=True), row(*cells), width=900)
    return draft.add(heading(1, "Orddeling"), para(soft, " ", text * 12), narrow).docx()


def long_words() -> bytes:
    word = "Minoritetsladningsbærerdiffusjonskoeffisientmålingsapparatur" * 4
    web = "https://example.no/" + "mappe/" * 60
    rows = row(word, *"abc", head=True), row(*"abc", web)
    return simple(heading(1, word), para(word, " ", web), table(4, *rows))


def letters() -> bytes:
    return simple(
        heading(1, "Bokstaver: æøåÆØÅ"),
        para("Nordsamisk: čđŋšŧž ČĐŊŠŦŽ áÁ. Sørsamisk: ïöÏÖ. Kvensk: äö. Islandsk: þðÞÐ."),
        para("Gresk: αβγδε ΑΒΓΔΕ. Kyrillisk: Привет. Polsk: łąęśżź. Ukrainsk: їєґ."),
        para("Matematikk: ≤ ≥ ≠ ± × ÷ √ ∑ ∞ ≈ → ← ∈ ² ³ ½ ‰ € № ™ © … « » – — • ▪ ☐ ☑ ✓"),
        para("Sammensatt: a\u030a (a + ring), e\u0301 (e + akutt). Null\u200bbredde."),
        para(run("مرحبا بالعالم", '<w:rtl/><w:lang w:bidi="ar-SA"/>'), look="<w:bidi/>"),
    )


def languages() -> bytes:
    tongues = {"en-GB": "This passage is English.", "se-NO": "Dát lea davvisámegillii: čálus.",
               "nn-NO": "Dette er nynorsk.", "de-DE": "Dieser Satz ist deutsch."}  # fmt: skip
    spoken = [run(text, f'<w:lang w:val="{tongue}"/>') for tongue, text in tongues.items()]
    lines = [para("Norsk, og så: ", each, " Norsk igjen.") for each in spoken]
    return simple(heading(1, "Språk"), *lines, *map(para, spoken), heading(1, spoken[0]))


def emphasis() -> bytes:
    looks = ("<w:b/>", "<w:i/>", "<w:b/><w:i/>", '<w:u w:val="single"/>', "<w:strike/>", "<w:smallCaps/>", "<w:caps/>",
             '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>', '<w:highlight w:val="yellow"/>',
             "<w:vanish/>", '<w:color w:val="C00000"/>', '<w:bdr w:val="single" w:sz="4" w:color="auto"/>',
             '<w:shd w:val="clear" w:fill="DDDDDD"/>', '<w:em w:val="dot"/>', '<w:spacing w:val="60"/>')  # fmt: skip
    edges = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="1" w:color="auto"/>' for side in ("top", "bottom"))
    drop = '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>'
    return simple(
        heading(1, "Utheving ", run("kursiv", "<w:i/>")), *(para("Ord ", run("med vekt", look)) for look in looks),
        para("Ramme", look=f"<w:pBdr>{edges}</w:pBdr>"), para("Skygge", look='<w:shd w:val="clear" w:fill="EEEEEE"/>'),
        para("K", look=drop), para("ommunen har en uthevet førstebokstav. ", LOREM * 2),
    )  # fmt: skip


def empties() -> bytes:
    return simple(
        heading(1, "  Tomt  "), para(""), item(BULLETS, 0, ""), item(BULLETS, 0, "Et punkt"), item(BULLETS, 1, ""),
        item(NUMBERS, 0, ""), para("   "), para("\t\t"), para(Xml('<w:r><w:br w:type="page"/></w:r>')),
        table(2, row("", "Hode", head=True), row("", ""), row("a", "")), para(""),
        table(1, row("Bare hode", head=True), row("")), para(" "),
    )  # fmt: skip


def content_controls() -> bytes:
    def control(kind: str, content: str) -> Xml:
        return Xml(f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")

    choice = '<w:dropDownList><w:listItem w:displayText="Ja" w:value="ja"/></w:dropDownList>'
    box = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
    old = '<w:ffData><w:name w:val="K"/><w:enabled/><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
    day = control('<w:date w:fullDate="2026-03-12T00:00:00Z"/>', run("12. mars 2026"))
    return simple(
        heading(1, "Innholdskontroller"),
        control("<w:richText/>", para("Et helt avsnitt i en kontroll.")),
        para("Tekst ", control("<w:text/>", run("skrevet inn")), ", valg ", control(choice, run("Ja")), ", dato ", day),
        para("Kryss ", control(box, run("☒")), " og gammelt kryss ",
             Xml(field("FORMCHECKBOX").replace('"begin"/>', f'"begin">{old}</w:fldChar>', 1))),
        table(1, row("Hode", head=True), row(cell(control("<w:text/>", para("I celle")), para("")))),
    )  # fmt: skip


def tracked_changes() -> bytes:
    def change(kind: str, inner: str, number: int) -> Xml:
        return Xml(f'<w:{kind} w:id="{number}" w:author="Ola" w:date="2026-01-01T00:00:00Z">{inner}</w:{kind}>')

    added, gone = change("ins", run("innsatt "), 1), change("del", "<w:r><w:delText>slettet </w:delText></w:r>", 2)
    look = run("feit", f"<w:b/>{change('rPrChange', '<w:rPr/>', 3)}")
    whole = para("Nytt avsnitt.", look=f"<w:rPr>{change('ins', '', 4)}</w:rPr>")
    moved = [para(change("moveFrom", run("Flyttet."), 5)), para(change("moveTo", run("Flyttet."), 6))]
    rows = row("slettet", "rad", look=change("del", "", 7)), row("c", "d")
    return simple(heading(1, "Sporede ", added, "endringer"), para("Her er ", gone, added, look, "."), whole, *moved,
                  table(2, row("a", "b", head=True), *rows))  # fmt: skip


def contents() -> bytes:
    """Contents lists as Word saves them, longer than a page, with lines that turn; and one of figures.

    The page numbers are made up.
    """
    draft = Draft()
    name = "Kapittel {} med et navn som er så langt at det må gå over to linjer i innholdslisten, slik navn kan gjøre"
    words = [(run(f"{name.format(n)}\t"), field(f"PAGEREF _Toc{n} \\h", str(n))) for n in range(40)]
    lines = [para(draft.link(f"#_Toc{n}", *each), style="TOC1") for n, each in enumerate(words)]
    start, end = field('TOC \\o "1-3" \\h', Xml("|")).split("|")
    lines[0] = Xml(lines[0].replace("<w:hyperlink", f"{start}<w:hyperlink", 1))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    listed = f"{para('Innhold', style='TOCHeading')}{''.join(lines)}{para(Xml(end))}"
    draft.add(f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{listed}</w:sdtContent></w:sdt>")
    draft.add(para(field('TOC \\h \\c "Figur"', draft.link("#_Figur1", "Figur 1\t1"))))
    draft.add(para(bookmark("_Figur1", "Figur ", field("SEQ Figur", "1"), ": navn"), style="Caption"))
    for number in range(40):
        draft.add(heading(1, bookmark(f"_Toc{number}", name.format(number))), para(LOREM))
    return draft.docx()
