"""What comes in during a hearing: each form becomes merknader with the right words, sender, day and elements."""

import re
import shutil
import subprocess
import sys
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from desk import KARI, LYNGVIK, Desk, mail, workbook
from documents import TEMPLATES
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from returned import Draft, form, paragraph, word

from osreport import recipes
from osreport.drivers import ATTRIBUTES
from osreport.flags import spread
from osreport.intake import yamltekst
from osreport.intake.elements import of_plans
from osreport.intake.letters import kept
from osreport.intake.outcome import to_text
from osreport.intake.received import Point
from osreport.model.horing import Elementnummer
from osreport.model.merknad import Merknad
from osreport.press import Press
from osreport.problem import SourceError
from osreport.publish import add
from osreport.receiving import Order, taken_in
from osreport.sources.reader import read_planverk
from osreport.sources.strict_yaml import read_yaml

ROOT = Path(__file__).resolve().parent.parent
NAMED: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/cases/named.yaml").read_text(encoding="utf-8"))
OLA = "Ola Hansen"
WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def about(merknad: Merknad) -> list[list[str]]:
    return [[" ".join(each.adresse) for each in point.gjelder] for point in merknad.punkter]


def words(merknad: Merknad) -> list[str | None]:
    return [point.tekst for point in merknad.punkter]


# Reply forms


def test_a_form_becomes_a_merknad_with_a_point_for_each_pair(desk: Desk) -> None:
    said = form(
        runde="samfunnsdel-2026", navn=KARI, på_vegne_av="Lyngvik idrettslag", epost="kari@gmail.com",
        adresse="Veien 1", gjelder_1="2.1", merknad_1="Bygg hall!\nDet haster.", merknad_3="Takk for planen.",
    )  # fmt: skip
    found = desk.one("svar fra Kari.docx", said, received=(2026, 3, 20))
    assert found.tekst == "Gjelder: 2.1\nBygg hall!\nDet haster.\n\nTakk for planen."
    assert words(found) == ["Bygg hall!\nDet haster.", "Takk for planen."]
    assert about(found) == [["kapittel kapittel-bosted"], []]
    sender = found.avsender
    assert (sender.navn, sender.kontaktperson, sender.epost) == ("Lyngvik idrettslag", KARI, "kari@gmail.com")
    assert (sender.kategori, sender.mottaker) == ("lag", "idrettslaget")
    assert str(found.mottatt) == str(found.mottatt)
    assert found.original is not None
    assert found.original.form == "svarskjema"
    assert "Kari" not in "".join(path.name for path in desk.round.rglob("*"))


def test_a_category_is_what_the_sender_chose_and_never_a_guess(desk: Desk) -> None:
    desk.take({"a.docx": form(navn="A", kategori="Næring", merknad_1="x"), "b.docx": form(navn="B", merknad_1="y")})
    assert [each.avsender.kategori for each in desk.merknader()] == ["næring", None]


def test_an_empty_form_and_a_form_of_another_round_are_told(desk: Desk) -> None:
    empty, other = desk.take({"tom.docx": form(navn=KARI), "annen.docx": form(runde="strategi-2024", merknad_1="Ja.")})
    assert [each.reason for each in empty.unread] == ["Skjemaet er ikke fylt ut."]
    assert "Skjemaet er laget for en annen høring («strategi-2024»)." in other.merknader[0].remarks


# Returned drafts


def edited(draft: bytes) -> bytes:
    """The draft with every kind of mark that people leave in it."""
    made = Draft(draft)
    first = made.comment("Bygge turvei mellom Lyngvik og Neset", "turvei", "Dette er bra!\nMen når?", KARI)
    made.comment("Bygge turvei mellom Lyngvik og Neset", "Neset", "Enig med Kari.", OLA, answers=first)
    made.replace("Styrke fiskeriene og sikre nok plass i havna", "sikre nok plass i", "utvide", KARI)
    made.insert("Utvikle reiselivet uten å slite på naturen", "naturen", " og folk", OLA)
    made.replace("Bygge opp disposisjonsfondet", "opp ", "", OLA)
    made.new_paragraph(
        "Planen gjelder for hele kommunen, både som samfunn og som organisasjon.", "Og for hytter.", KARI
    )
    made.strike("De fleste arbeidsplassene er i fiskeriene og i kommunen.", OLA)
    return made.saved()


KARIS = [
    ("Foreslår å legge til «Og for hytter.» etter «Planen gjelder for hele kommunen, både som samfunn og som o…».",
     ["kapittel innledning"]),
    ("Kommentar til «turvei»:\nDette er bra!\nMen når?", ["strategi turvei"]),
    ("Foreslår «utvide» i stedet for «sikre nok plass i».", ["strategi fiskeriene"]),
]  # fmt: skip
OLAS = [
    ("Svar på kommentaren fra Kari Nordmann «Dette er bra! Men når?»:\nEnig med Kari.", ["strategi turvei"]),
    ("Foreslår å stryke «De fleste arbeidsplassene er i fiskeriene og i kommunen.».", ["kapittel kapittel-næring"]),
    ("Foreslår å legge til «og folk» etter «Utvikle reiselivet uten å slite på naturen».", ["strategi reiseliv"]),
    ("Foreslår å stryke «opp».", ["strategi disposisjonsfond"]),
]


def by_author(desk: Desk) -> dict[str, list[tuple[str, list[str]]]]:
    """The points of each author, with the elements that they are about."""
    said = {m.avsender.navn: [point or m.tekst for point in words(m)] for m in desk.merknader()}
    return {m.avsender.navn: list(zip(said[m.avsender.navn], about(m), strict=True)) for m in desk.merknader()}


def test_a_returned_draft_gives_a_merknad_for_each_author_with_points_on_the_right_elements(
    desk: Desk, draft: bytes
) -> None:
    desk.take({"utkast.docx": edited(draft)})
    assert by_author(desk) == {KARI: KARIS, OLA: OLAS}
    assert all(point.tekst in each.tekst for each in desk.merknader() for point in each.punkter if point.tekst)


def saved_by_libreoffice(docx: bytes, folder: Path) -> bytes:
    """The file as LibreOffice writes it, its own marks and comments in it."""
    (folder / "utkast.docx").write_bytes(docx)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "docx",
         "--outdir", str(folder / "ut"), str(folder / "utkast.docx")], check=True, capture_output=True,
    )  # fmt: skip
    return (folder / "ut" / "utkast.docx").read_bytes()


@pytest.mark.slow
def test_a_draft_that_libreoffice_has_saved_gives_the_same(desk: Desk, draft: bytes, tmp_path: Path) -> None:
    desk.take({"utkast.docx": saved_by_libreoffice(edited(draft), tmp_path)})
    assert by_author(desk) == {KARI: KARIS, OLA: OLAS}


def test_rows_and_moves_are_points_too(desk: Desk, draft: bytes) -> None:
    goal, strategy = "Bedriftene finner folk med riktig kompetanse", "Ta imot minst ti lærlinger hvert år"
    fund, youth = "Bygge opp disposisjonsfondet", "Gi ungdomsrådet en fast plass på sakskartet"
    made = Draft(draft)
    made.row(goal, "del", KARI)
    made.insert(strategy, "ti", " eller flere", OLA)
    made.move(fund, youth, KARI)
    desk.take({"utkast.docx": made.saved()})
    assert by_author(desk) == {
        KARI: [
            (f"Foreslår å stryke raden «{goal} | FNs bærekraftsmål 4, 8 | {strategy}».", ["mål kompetanse"]),
            (f"Foreslår å flytte «{fund}» til etter «{youth}».", ["strategi disposisjonsfond"]),
        ],
        OLA: [("Foreslår å legge til «eller flere» etter «Ta imot minst ti».", ["strategi lærlinger"])],
    }  # fmt: skip


def test_what_is_changed_without_tracking_is_found_where_nothing_else_is_said(desk: Desk, draft: bytes) -> None:
    made = Draft(draft)
    made.find("Bygge turvei mellom Lyngvik og Neset")
    run = made._split("Bygge turvei mellom Lyngvik og Neset", "turvei")
    run[-1].text = "sykkelvei"
    found = desk.one("utkast.docx", made.saved())
    assert words(found) == [None]
    assert found.tekst == (
        "Har endret «Bygge turvei mellom Lyngvik og Neset» til «Bygge sykkelvei mellom Lyngvik og Neset»"
        " (uten sporing)."
    )
    assert about(found) == [["strategi turvei"]]


def test_a_draft_that_nobody_has_touched_is_told_as_that(desk: Desk, draft: bytes) -> None:
    (taken,) = desk.take({"utkast.docx": draft})
    assert [each.reason for each in taken.unread] == ["Utkastet er sendt tilbake uten kommentarer eller endringer."]


def numbered(draft: bytes) -> bytes:
    """The draft with the numbers to refer to in front of two strategies, as it is on hearing."""
    made = Draft(draft)
    for text, number in (("Bygge turvei mellom Lyngvik og Neset", "7"), ("Bygge opp disposisjonsfondet", "9")):
        run = made._split(text, text)
        run.addprevious(made._run(run, f"[{number}]\u00a0"))
    return made.saved()


def send_out(desk: Desk, edition: str) -> None:
    numbers = "[{nummer: '7', slag: strategi, id: turvei}, {nummer: '9', slag: strategi, id: disposisjonsfond}]"
    (desk.round / "utsending.yaml").write_text(
        f"høring: samfunnsdel-2026\nutgave: '{edition}'\ndato: 2026-02-16\nnumre: {numbers}\n", encoding="utf-8"
    )


def test_the_numbers_in_a_draft_say_what_its_paragraphs_are(desk: Desk, draft: bytes) -> None:
    send_out(desk, "0123456789abcdef")
    made = Draft(numbered(draft))
    made._split("[9]\u00a0Bygge opp disposisjonsfondet", "Bygge opp disposisjonsfondet")[-1].text = "Spar penger nå"
    made.replace("[9]\u00a0Spar penger nå", "penger", "kroner", KARI)
    made.comment("[7]\u00a0Bygge turvei mellom Lyngvik og Neset", "turvei", "Se også [9].", KARI)
    found = desk.one("utkast.docx", made.saved())
    assert about(found) == [["strategi turvei", "strategi disposisjonsfond"], ["strategi disposisjonsfond"]]


def test_the_edition_that_was_sent_out_shows_what_was_changed_without_tracking(
    desk: Desk, draft: bytes, tmp_path: Path
) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.no", "-C", str(tmp_path)]
    for command in (["init", "-q"], ["add", "sources"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    ran = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    send_out(desk, ran.stdout.strip())
    plan = desk.sources / "samfunnsdel.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("Bygge turvei mellom", "Bygge en smal vei mellom"), encoding="utf-8")
    made = Draft(numbered(draft))
    run = made._split("Få flere til å leie ut eller selge tomme hus", "flere")
    run[-1].text = "alle"
    made.comment("[7]\u00a0Bygge turvei mellom Lyngvik og Neset", "turvei", "Bra.", KARI)
    found = desk.one("utkast.docx", made.saved())
    rest = "til å leie ut eller selge tomme hus"
    assert list(zip(words(found), about(found), strict=True)) == [
        ("Kommentar til «turvei»:\nBra.", ["strategi turvei"]),
        (f"Har endret «Få flere {rest}» til «Få alle {rest}» (uten sporing).", ["strategi tomme-hus"]),
    ]


def test_a_letter_is_no_draft(desk: Desk) -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Hus')}</w:tc><w:tc>{paragraph('12')}</w:tc></w:tr></w:tbl>"
    found = desk.one("brev.docx", word(paragraph("Til Lyngvik kommune") + paragraph("Vi vil ha vei.") + table))
    assert found.tekst == "Til Lyngvik kommune\nVi vil ha vei.\nHus | 12"
    assert found.original is not None
    assert found.original.form == "tekst"


def test_the_letterhead_and_the_comments_of_a_letter_are_read_too(desk: Desk) -> None:
    main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comment = f'<w:comments {main}><w:comment w:id="0" w:author="{OLA}">{paragraph("Hvor?")}</w:comment></w:comments>'
    body = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Vi vil ha vei.</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    more = {"comments": comment, "header": f"<w:hdr {main}>{paragraph('Moe AS, Veien 1')}</w:hdr>"}
    found = desk.one("brev.docx", word(body, more))
    assert words(found) == ["Moe AS, Veien 1\nVi vil ha vei.", "Ola Hansen: Kommentar til «Vi vil ha vei.»:\nHvor?"]
    assert found.tekst == "\n\n".join(filter(None, words(found)))


# Spreadsheets


def test_each_row_is_a_merknad_and_no_column_is_dropped(desk: Desk) -> None:
    from datetime import date

    rows = workbook(
        ["Svar på høringen"],
        ["Navn", "E-post", "Mottatt", "Dok.nr", "Gjelder", "Merknad", "Alder"],
        [KARI, "kari@gmail.com", date(2026, 3, 4), "2025/118-9", "Kapittel 2.2", "Mer fisk.", 44],
        ["Neset bygdelag", "", "5. mars 2026", "", "", "Vei til Neset.", ""],
        ["", "", "", "", "", "", ""],
        [OLA, "", "", "", "", "", ""],
    )
    (taken,) = desk.take({"svar.xlsx": rows})
    first, second = desk.merknader()
    assert first.tekst == "Gjelder: Kapittel 2.2\n\nMer fisk.\n\nAlder: 44"
    assert (words(first), about(first)) == (["Mer fisk."], [["kapittel kapittel-næring"]])
    assert first.journalnummer == "2025/118-9"
    assert [m.model_dump()["mottatt"]["dag"] for m in (first, second)] == [4, 5]
    assert (second.avsender.mottaker, second.avsender.kategori, second.tekst) == ("bygdelaget", "lag", "Vei til Neset.")
    assert [(m.original.sted if m.original else "") for m in (first, second)] == ["rad 3", "rad 4"]
    assert [(each.place, each.reason) for each in taken.unread] == [("rad 6", "Raden har ingen merknad.")]
    assert taken.notes == ("Kolonner som ikke er kjent, står i teksten: Alder.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_csv_is_read_whatever_the_letters_and_the_signs_between_cells(desk: Desk, encoding: str, sign: str) -> None:
    text = f'Innsender{sign}Høringssvar\r\nKåre Ås{sign}"Bro{sign} vei\r\nog ""båt"""\r\n'
    found = desk.one("svar.csv", text.encode(encoding), columns={"navn": "Innsender", "tekst": "høringssvar"})
    assert (found.avsender.navn, found.tekst) == ("Kåre Ås", f'Bro{sign} vei\nog "båt"')


def test_a_table_without_known_headings_is_told(desk: Desk) -> None:
    (taken,) = desk.take({"svar.csv": b"aa;bb\r\n1;2\r\n"})
    assert [each.reason for each in taken.unread] == ["Fant ingen rad med overskrifter i regnearket."]


def test_the_rows_of_a_newer_export_that_are_there_already_are_not_doubled(desk: Desk) -> None:
    old, new = ["Navn", "Merknad"], [[KARI, "Mer fisk."], [OLA, "Mer vei."]]
    desk.take({"a.xlsx": workbook(old, new[0])})
    (taken,) = desk.take({"b.xlsx": workbook(old, *new)})
    assert [each.avsender.navn for each in desk.merknader()] == [KARI, OLA]
    assert taken.notes == ("1 av radene er tatt inn før: m-001.",)
    (taken,) = desk.take({"c.xlsx": workbook(["Svar"], old, *new, [KARI, ""])})
    assert (taken.already, taken.kept) == (("m-001", "m-002"), "")
    assert len(desk.merknader()) == len(list((desk.round / "innkommet").iterdir())) == 2


# E-mails


def test_an_email_is_a_merknad_with_its_sender_and_day(desk: Desk) -> None:
    said = mail("Hei!\n\nKap. 3 er bra.\n", From="Bølge Åsen <post@fiskarlaget.example.no>", Subject="Høring: æøå")
    found = desk.one("a.eml", bytes(said))
    assert found.tekst == "Emne: Høring: æøå\n\nHei!\n\nKap. 3 er bra."
    sender = found.avsender
    assert (sender.navn, sender.epost) == ("Bølge Åsen", "post@fiskarlaget.example.no")
    assert (sender.mottaker, sender.kategori) == ("fiskarlaget", "næring")
    assert found.model_dump()["mottatt"] == {"år": 2026, "kvartal": 0, "måned": 3, "dag": 24}
    assert about(found) == [["kapittel oppfølging"]]


def test_what_is_attached_belongs_to_the_email_and_what_cannot_be_read_is_told(desk: Desk) -> None:
    said = mail("Her er svaret vårt.")
    answer = form(navn="Hallgeir Moe", på_vegne_av="Moe AS", merknad_1="Bygg kai.", gjelder_1="2.2")
    said.add_attachment(answer, *WORD, filename="../../svar.docx")
    said.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(99), "image", "png", filename="kart.png")
    (taken,) = desk.take({"a.eml": bytes(said)})
    (found,) = desk.merknader()
    assert found.tekst == ("Emne: Svar\n\nHer er svaret vårt.\n\n[vedlegg 1 «svar.docx»]\nGjelder: 2.2\nBygg kai.")
    sender = found.avsender
    assert (sender.navn, sender.kontaktperson, sender.epost) == ("Moe AS", "Hallgeir Moe", "kari@gmail.com")
    assert (words(found), about(found)) == (["Bygg kai."], [["kapittel kapittel-næring"]])
    assert [(each.place, each.reason) for each in taken.unread] == [("vedlegg 2 «kart.png»", "Filen er et bilde.")]
    assert "vedlegg 2 «kart.png» er ikke lest: Filen er et bilde." in taken.merknader[0].remarks[0]


def test_a_forwarded_email_is_a_merknad_of_its_own(desk: Desk) -> None:
    outer = mail("Se videresendt.", From="Postmottak <postmottak@lyngvik.example.no>")
    outer.add_attachment(mail("Jeg vil ha mer lys.", From=f"{OLA} <ola@gmail.com>"))
    desk.take({"a.eml": bytes(outer)})
    assert [(m.avsender.navn, m.tekst) for m in desk.merknader()] == [
        ("Postmottak", "Emne: Svar\n\nSe videresendt."), (OLA, "Emne: Svar\n\nJeg vil ha mer lys."),
    ]  # fmt: skip


def test_an_email_that_is_attached_as_a_file_is_a_merknad_of_its_own(desk: Desk) -> None:
    outer = mail("Se vedlegg.", From="Postmottak <postmottak@lyngvik.example.no>")
    inner = bytes(mail("Jeg vil ha mer lys.", From=f"{OLA} <ola@gmail.com>", Date="Mon, 9 Mar 2026 08:00:00 +0100"))
    outer.add_attachment(inner, "application", "octet-stream", filename="melding.eml")
    desk.take({"a.eml": bytes(outer)})
    first, second = desk.merknader()
    assert (second.avsender.navn, second.tekst) == (OLA, "Emne: Svar\n\nJeg vil ha mer lys.")
    assert [each.model_dump()["mottatt"]["dag"] for each in (first, second)] == [24, 9]
    assert second.original is not None
    assert second.original.sted == "vedlegg 1 «melding.eml»"


def test_html_is_read_as_words(desk: Desk) -> None:
    made = EmailMessage()
    made["From"] = "kari@gmail.com"
    page = (
        "<html><head><style>p{}</style></head><body><p>Mer&nbsp;lys i <b>havna</b>.<br>Og båt.</p><script>x()</script>"
    )
    made.set_content(f"{page}<ul><li>ett</li><li>to</li></ul><img src='http://x/y'></body></html>", subtype="html")
    found = desk.one("a.eml", bytes(made))
    assert found.tekst == "Mer\u00a0lys i havna.\nOg båt.\n\n- ett\n- to"
    assert found.avsender.navn == "kari@gmail.com"


# Texts, PDF


def pdf(lines: list[str], *notes: tuple[str, str]) -> bytes:
    """A PDF of one page with these lines, and notes on it by their authors."""
    written = Pdf.new()
    page = written.add_blank_page(page_size=(900, 3000))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.Resources = Dictionary(Font=Dictionary(F=written.make_indirect(font)))
    shown = b"".join(b"0 -20 Td <" + each.encode("cp1252", "replace").hex().encode() + b"> Tj " for each in lines)
    page.Contents = written.make_stream(b"BT /F 8 Tf 20 2900 Td " + shown + b"ET")
    page.Annots = Array([
        written.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 20, 20]),
                                         Contents=String(text), T=String(author)))
        for author, text in notes
    ])  # fmt: skip
    made = BytesIO()
    written.save(made)
    return made.getvalue()


def test_a_text_says_who_it_is_from_where_it_begins_so(desk: Desk) -> None:
    text = f"Fra: {OLA} <ola@gmail.com>\nSendt: mandag 9. mars 2026 kl. 12.00\n\nMer lys.\n"
    found = desk.one("a.txt", text.encode("cp1252"))
    assert (found.avsender.navn, found.avsender.epost) == (OLA, "ola@gmail.com")
    assert found.tekst == text.strip()


def test_the_words_of_a_pdf_are_read(desk: Desk) -> None:
    found = desk.one("brev.pdf", pdf(["Mer lys i kapittel 2.2"]))
    assert (found.tekst, about(found)) == ("Mer lys i kapittel 2.2", [["kapittel kapittel-næring"]])


def test_what_is_written_on_the_pages_of_a_pdf_is_read(desk: Desk) -> None:
    found = desk.one("brev.pdf", pdf(["Mer lys."], (OLA, "Når da, på mål «Det finnes møteplasser i alle bygdene»?")))
    note = "Kommentar på side 1:\nNår da, på mål «Det finnes møteplasser i alle bygdene»?"
    assert (words(found), about(found)) == (["Mer lys.", note], [[], ["mål møteplasser"]])


def test_a_draft_as_pdf_is_the_notes_on_it_and_not_its_own_words(desk: Desk, draft: bytes) -> None:
    from osreport.intake.wordfile import paragraphs_of

    lines = [text for text, _ in paragraphs_of(draft)]
    desk.take({"utkast.pdf": pdf(lines, (KARI, "Mer lys!"), (OLA, "Se kap. 2.2."), (KARI, "Takk."))})
    assert by_author(desk) == {
        KARI: [("Kommentar på side 1:\nMer lys!", []), ("Kommentar på side 1:\nTakk.", [])],
        OLA: [("Kommentar på side 1:\nSe kap. 2.2.", ["kapittel kapittel-næring"])],
    }
    (taken,) = desk.take({"urort.pdf": pdf(lines)})
    assert [each.reason for each in taken.unread] == ["Utkastet er sendt tilbake uten kommentarer eller endringer."]


# What holds for all


@pytest.mark.parametrize("case", NAMED, ids=lambda case: case["regel"])
def test_only_sure_elements_are_named(case: dict[str, Any]) -> None:
    planverk = read_planverk(LYNGVIK).planverk
    elements = of_plans(planverk, "samfunnsdel", [Elementnummer(**each) for each in case.get("numre", ())])
    found = elements.named(Point(field=case.get("felt", "")), case["tekst"])
    assert [" ".join(each) for each in found] == case["elementer"]


def test_late_ones_and_copies_are_told_and_kept(desk: Desk) -> None:
    text = "Vi ber om at det blir bygget en ny kai i indre havn så snart som mulig."
    first, copy, late = desk.take({
        "a.eml": bytes(mail(text)), "b.eml": bytes(mail(f"{text}\n\n", Subject="svar!")),
        "c.eml": bytes(mail(text, From="x@y.no", Date="Wed, 8 Apr 2026 00:10:00 +0200")),
    })  # fmt: skip
    assert [each.merknader[0].remarks for each in (first, copy, late)] == [
        (),
        ("Ligner på m-001 (samme avsender, samme tekst).",),
        (
            "Kom inn 1 dag etter fristen (07.04.2026). Kommunen avgjør om den blir tatt med.",
            "Ligner på m-001 (samme tekst, annen avsender).",
        ),
    ]
    assert [each.kopi_av for each in desk.merknader()] == [None, None, None]
    assert "kopi_av: m-001" in (desk.round / "merknader" / "m-002.yaml").read_text(encoding="utf-8")


def test_of_two_hundred_in_mixed_forms_none_is_lost(desk: Desk, draft: bytes) -> None:
    files: dict[str, bytes] = {}
    for n in range(60):
        files[f"{n}.docx"] = form(navn=f"Person {n}", merknad_1=f"skjema-{n}. Mer lys.")
        files[f"{n}.txt"] = f"tekst-{n}. Mer lys.".encode()
        files[f"{n}.eml"] = bytes(mail(f"epost-{n}. Mer lys."))
    made = Draft(draft)
    made.comment("Bygge turvei mellom Lyngvik og Neset", "turvei", "utkast-0", KARI)
    files |= {"utkast.docx": made.saved(), "b.pdf": pdf(["pdf-0. Mer lys."])}
    files["ark.xlsx"] = workbook(["Navn", "Merknad"], *([f"Rad {n}", f"rad-{n}. Mer lys."] for n in range(18)))
    taken = desk.take(files)
    texts = "\n".join(each.tekst for each in desk.merknader())
    wanted = [f"{form}-{n}" for form in ("skjema", "tekst", "epost") for n in range(60)]
    wanted += ["utkast-0", "pdf-0", *(f"rad-{n}" for n in range(18))]
    assert len(wanted) == len(desk.merknader()) == 200
    assert all(re.search(rf"{each}\b", texts) for each in wanted)
    assert [each.name for each in taken] == list(files)
    assert not any(each.unread for each in taken)


def test_the_same_file_twice_is_told_and_not_doubled(desk: Desk) -> None:
    desk.take({"a.txt": b"Mer lys."})
    again, twin, other = desk.take({"b.txt": b"Mer lys.", "c.txt": b"Mer vei.", "d.txt": b"Mer vei."})
    assert (again.already, other.already) == (("m-001",), ("m-002",))
    assert [each.id for each in twin.merknader] == ["m-002"]
    assert len(desk.merknader()) == 2


def test_what_cannot_be_read_is_kept_and_told_until_it_is_written_down(desk: Desk) -> None:
    (taken,) = desk.take({"Kari sitt kart.jpg": b"\xff\xd8\xff" + bytes(50)})
    assert not desk.merknader()
    (kept_,) = (desk.round / "innkommet").iterdir()
    told = [each for each in recipes.examined(desk.sources, None)[1] if each.code == "INN001"]
    where = "sources/horinger/samfunnsdel-2026/runde.yaml:3:1: INN001 advarsel"
    assert [str(each).partition("\n")[0] for each in told] == [
        f"{where}: «innkommet/{kept_.name}» er ikke ført som merknad."
    ]  # fmt: skip
    by_hand = next(line for line in to_text((taken,), "x").splitlines() if "I merknaden:" in line)
    (desk.round / "merknader").mkdir()
    (desk.round / "merknader" / "m-001.yaml").write_text(
        "id: m-001\nhøring: samfunnsdel-2026\navsender: {navn: Kari}\nmottatt: ukjent\n"
        f"{by_hand.partition('I merknaden: ')[2]}\ntekst: Et kart.\npunkter:\n  - id: m-001-1\n",
        encoding="utf-8",
    )
    assert not [each for each in recipes.examined(desk.sources, None)[1] if each.code == "INN001"]


def test_the_task_takes_files_and_folders_and_tells_of_each(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "svar").mkdir()
    (tmp_path / "svar" / "a.txt").write_bytes(b"Mer lys.")
    (tmp_path / "b c.csv").write_bytes(b"Hvem;Hva\nKari;Mer vei\n")
    flags = ["--sources", str(desk.sources), "--received", "2026-03-02", "--columns", "navn=Hvem,tekst=Hva"]
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tasks.py"), "intake", "samfunnsdel-2026", "svar", *flags, "b c.csv", "borte.txt"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stdout == (
        "a.txt: tekst, 1 merknad\n"
        "  m-001  Ukjent avsender, 1 punkt\n"
        "    Merk: Avsenderen er ikke kjent. Skriv den i «avsender».\n"
        "b c.csv: regneark, 1 merknad\n"
        "  m-002  Kari, 1 punkt\n"
        "borte.txt: ikke tatt inn\n"
        "  Ikke lest: Dette er ingen fil.\n"
        "    Gjør slik: Skriv navnet på filen en gang til.\n"
        "\n"
        "3 filer, 2 nye merknader, 1 sted kunne ikke leses."
        " Merknadene ligger i sources/horinger/samfunnsdel-2026/merknader.\n"
    )
    assert ran.returncode == 1
    assert {str(m.mottatt) for m in desk.merknader()} == {"år=2026 kvartal=0 måned=3 dag=2"}


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("inv check --sources a", "inv check --sources a"),
        ("inv", "inv"),
        ("inv intake r a b", "inv intake r --files a --files b"),
        ("inv intake r a --sources s b -s s c", "inv intake r --files a --sources s --files b -s s --files c"),
        ("inv intake --sources=s r --files a -f b", "inv intake --sources=s r --files a --files b"),
    ],
)
def test_each_file_gets_a_flag_of_its_own(given: str, meant: str) -> None:
    assert spread(given.split(), {"intake": 1}) == meant.split()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["samfunnsdel-2026"], "Skriv hvilke filer som skal tas inn: inv intake RUNDE FILER …"),
        (
            ["samfunnsdel-2026", "a", "--received", "i går"],
            "--received skal være en dato som 2024-01-25, ikke «i går».",
        ),
        (
            ["samfunnsdel-2026", "a", "--columns", "alder=Alder"],
            "--columns kan være navn, på_vegne_av, epost, adresse,",
        ),
        (["samfunnsdel-2026", "a", "--columns", "navn"], "--columns: skriv overskriften etter likhetstegnet"),
    ],
)
def test_wrong_use_is_told(given: list[str], told: str, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "tasks.py"), "intake", *given]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told in ran.stderr
    assert ran.returncode == 2


def test_git_leaves_the_originals_as_they_are(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    assert ATTRIBUTES in (ROOT / ".gitattributes").read_text(encoding="utf-8")
    for name in ("a.csv", "a.docx", "a.eml"):
        ask = ["git", "-C", str(tmp_path), "check-attr", "text", "diff", "--", f"sources/horinger/x/innkommet/{name}"]
        told = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.split()
        assert (told[2], told[5]) == ("unset", "unset")


def test_ids_go_on_after_the_last_and_nothing_is_written_over(desk: Desk) -> None:
    desk.take({"a.txt": b"Mer lys."})
    (desk.round / "merknader" / "m-002.yaml").mkdir()
    before = sorted(path.name for path in desk.round.rglob("*"))
    with pytest.raises(SourceError):
        desk.take({"b.txt": b"Mer vei."})
    (desk.round / "merknader" / "m-002.yaml").rmdir()
    desk.take({"b.txt": b"Mer vei."})
    assert [each.id for each in desk.merknader()] == ["m-001", "m-002"]
    assert "m-002.yaml" in before


def test_a_file_that_is_in_the_way_stops_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(SourceError, match=r"c\.yaml: UT001 feil: Det ligger en fil med dette navnet her fra før"):
        add({"inn/a.txt": b"a", "c.yaml": b"other"}, tmp_path)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["c.yaml"]
    assert (tmp_path / "c.yaml").read_text(encoding="utf-8") == "mine"


def test_an_unknown_round_is_told_with_those_there_are(desk: Desk) -> None:
    order = Order(desk.sources, "sources", "samfunnsdel-26", (), Press(TEMPLATES))
    with pytest.raises(SourceError, match="Høringen «samfunnsdel-26» finnes ikke"):
        taken_in(order)


UNSEEN = "Usynlige tegn i teksten er tatt bort; de står i originalen."
UNREADABLE = "Tegn som ikke kan leses, er skrevet som [U+…]; se originalen."


@pytest.mark.parametrize(
    ("text", "wanted", "notes"),
    [
        ("a \t b\u00a0c\u00ad", "a \t b\u00a0c\u00ad", ()),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne", ()),
        ("a\u030a\u200b\ufeff\u202eb", "åb", (UNSEEN,)),
        ("\uf0b7 punkt \ue123", "• punkt [U+E123]", (UNREADABLE,)),
        ("pip\x07 \ufffd", "pip[U+0007] [U+FFFD]", (UNREADABLE,)),
        ("SÃ¥ fint", "SÃ¥ fint", ()),
    ],
)
def test_what_a_source_cannot_hold_is_shown_or_told(text: str, wanted: str, notes: tuple[str, ...]) -> None:
    assert kept(text) == (wanted, notes)


@given(st.text(min_size=1).filter(lambda text: kept(text)[0] != ""))
def test_every_text_reads_back_letter_for_letter(text: str) -> None:
    wanted = kept(text)[0]
    lines = "\n".join(yamltekst.mapping({"tekst": wanted, "punkter": ({"id": "a", "tekst": wanted},)})) + "\n"
    tree, problems = read_yaml(lines.encode(), "m.yaml")
    assert not problems
    assert tree is not None
    assert tree.value == {"tekst": wanted, "punkter": ({"id": "a", "tekst": wanted},)}


@given(st.text(alphabet=" \n\t#:-'\"\\|>%&*!{}[]aÃ¥\u00a0\u00ad1", min_size=1))
def test_every_text_of_signs_reads_back_letter_for_letter(text: str) -> None:
    test_every_text_reads_back_letter_for_letter.hypothesis.inner_test(text)  # type: ignore[attr-defined]


@given(st.text())
def test_a_comment_never_becomes_more_than_a_comment(text: str) -> None:
    tree, problems = read_yaml(f"{yamltekst.comment(kept(text)[0])}\na: b\n".encode(), "m.yaml")
    assert not problems
    assert tree is not None
    assert tree.value == {"a": "b"}
