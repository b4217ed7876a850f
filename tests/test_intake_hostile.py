"""Files are hostile until proven otherwise: none of them crashes, hangs, leaks, or gets anything run or fetched."""

import re
import time
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter
from desk import Desk, mail, workbook
from documents import TEMPLATES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from returned import OFFICE, Draft, form, paragraph, parts_of, w, word, zipped

from osreport.intake.fil import Reader
from osreport.intake.places import Draft as Sent
from osreport.intake.received import File, Reading
from osreport.intake.wordfile import paragraphs_of
from osreport.pdf.plaintext import words

HIDDEN = "hemmelig-3141592"
READER = Reader(lambda: Sent(()), pdf=words)


def read(content: bytes, name: str = "svar.docx") -> Reading:
    return READER.reading(File(name, content))


def refused(content: bytes, name: str = "svar.docx") -> str:
    """Why the file is not read."""
    found = read(content, name)
    assert not found.received
    (unread,) = found.unread
    assert unread.hint
    return unread.reason


def changed(docx: bytes, **parts: bytes | str) -> bytes:
    """A package with these parts in place of its own, or beside them."""
    return zipped({**parts_of(docx), **{name.replace("__", "/"): said for name, said in parts.items()}})


LETTER = word(paragraph("Mer lys i havna."))
TEXT = ("Mer lys i havna.",)


def said(reading: Reading) -> tuple[str, ...]:
    return tuple(each.text for each in reading.received)


# Packages


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert refused(changed(LETTER, **{"word/media/bilde.bmp": bytes(300_000_000)})) == (
        "Pakken er mye større når den pakkes ut, slik skadelige filer er."
    )
    assert refused(changed(LETTER, **{"word/document.xml": b"<a>" + bytes(80_000_000)})).startswith("Pakken er mye")


def test_a_package_of_thousands_of_files_is_not_opened() -> None:
    assert refused(changed(LETTER, **{f"word/{n}.xml": "" for n in range(5000)})).startswith("Pakken er mye større")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:/Windows/x", "..\\..\\x", "a\\b"])
def test_names_that_lead_out_of_the_package_are_refused(name: str) -> None:
    assert refused(changed(LETTER, **{name: "x"})) == "Pakken har filnavn som peker ut av den, eller like filnavn."


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused() -> None:
    made = BytesIO(LETTER)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("word/document.xml", "<other/>")
    assert refused(made.getvalue()) == "Pakken har filnavn som peker ut av den, eller like filnavn."


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "word/vbaData.xml", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(part: str) -> None:
    assert refused(changed(LETTER, **{part: b"x"})) == "Filen inneholder makroer."


def test_a_file_that_calls_itself_macro_enabled_is_refused() -> None:
    types = parts_of(LETTER)["[Content_Types].xml"].decode()
    renamed = types.replace("wordprocessingml.document.main", "ms-word.document.macroEnabled.main")
    assert refused(changed(LETTER, **{"[Content_Types].xml": renamed})) == "Filen inneholder makroer."


@pytest.mark.parametrize("cut", [3, 30, 200, 400, 600, 800])
def test_a_package_that_is_cut_off_is_told(cut: int) -> None:
    assert refused(LETTER[:cut]) == "Filen er skadet: pakken kan ikke åpnes."


def test_a_part_whose_bytes_are_wrong_is_told() -> None:
    place = LETTER.index(b"word/document.xml") + 40
    spoiled = LETTER[:place] + bytes(each ^ 0xFF for each in LETTER[place : place + 20]) + LETTER[place + 20 :]
    assert refused(spoiled) == "Filen er skadet: pakken kan ikke åpnes."


@pytest.mark.parametrize(
    ("kind", "target"),
    [("attachedTemplate", "http://x.example/a.dotm"), ("attachedTemplate", "\\\\x.example\\a.dotm"),
     ("attachedTemplate", "file://x.example/a.dotm"), ("image", "https://x.example/a.png"),
     ("oleObject", "http://x.example/a")],
)  # fmt: skip
def test_what_lies_on_the_net_is_never_fetched_and_the_planner_is_told(kind: str, target: str) -> None:
    link = f'<Relationship Id="x" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    (found,) = read(word(paragraph("Mer lys i havna."), relations=link)).received
    assert found.text == TEXT[0]
    assert found.notes == ("Originalen henter noe fra nettet når den åpnes; ingenting er hentet her.",)


@pytest.mark.parametrize("target", ["file:///C:/Users/kari/Normal.dotm", "Normal.dotm"])
def test_the_template_on_the_machine_of_the_sender_is_nothing_to_tell_of(target: str) -> None:
    link = f'<Relationship Id="x" Type="{OFFICE}/attachedTemplate" Target="{target}" TargetMode="External"/>'
    (found,) = read(word(paragraph("Mer lys i havna."), relations=link)).received
    assert found.notes == ()


def test_a_document_that_is_pasted_in_whole_is_told() -> None:
    link = f'<Relationship Id="x" Type="{OFFICE}/aFChunk" Target="bit.html"/>'
    (found,) = read(word(paragraph("Mer lys i havna."), relations=link)).received
    assert found.notes == ("Originalen har et innlimt dokument, som ikke er lest.",)


def test_what_is_built_in_is_not_opened_and_the_planner_is_told() -> None:
    (found,) = read(changed(LETTER, **{"word/embeddings/oleObject1.bin": b"MZ"})).received
    assert found.notes == ("Originalen har en innebygd fil, som ikke er lest.",)


# XML


def entities(told: str) -> bytes:
    """The letter with a DTD, and an entity in its text."""
    body = parts_of(LETTER)["word/document.xml"].decode()
    return changed(LETTER, **{"word/document.xml": told + body.replace("havna", "&a;")})


def test_a_billion_laughs_are_refused() -> None:
    begun = time.monotonic()
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    said = f'<!DOCTYPE w [<!ENTITY l0 "ha">{lines}<!ENTITY a "&l11;">]>'
    assert refused(entities(said)) == "Filen har XML med egne definisjoner (DTD), slik skadelige filer kan ha."
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_file_of_ours_gets_into_a_text(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "hemmelig").write_text(HIDDEN, encoding="utf-8")
    told = f'<!DOCTYPE w [<!ENTITY a SYSTEM "{(tmp_path / "hemmelig").as_uri()}">]>'
    body = parts_of(LETTER)["word/document.xml"].decode().replace("havna", "&a;")
    spoiled = changed(LETTER, **{"word/document.xml": f"{told}{body}".encode(encoding)})
    found = read(spoiled)
    assert HIDDEN not in repr(found)
    assert not found.received


def test_parameter_entities_and_a_dtd_elsewhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.dtd").write_text(f'<!ENTITY a "{HIDDEN}">', encoding="utf-8")
    told = f'<!DOCTYPE w SYSTEM "{(tmp_path / "x.dtd").as_uri()}">'
    assert HIDDEN not in repr(read(entities(told)))
    assert refused(entities(told))


@pytest.mark.parametrize("body", ["<w:p>" * 100_000, "<w:p", "<w:p></w:r>", "\0", "<w:p>&ukjent;</w:p>"])
def test_xml_that_is_none_or_too_deep_is_told(body: str) -> None:
    assert refused(word(body)).startswith("Filen")


def test_a_package_without_a_body_is_told() -> None:
    parts = parts_of(LETTER)
    del parts["word/document.xml"]
    assert refused(zipped(dict(parts))) == "Filen er skadet: den har ingen tekst."


def test_ten_thousand_comments_are_ten_thousand_points(desk: Desk, draft: bytes) -> None:
    made = Draft(draft)
    for _ in range(10):
        made.comment("Bygge turvei mellom Lyngvik og Neset", "", "Ja", "Kari")
    start, end, told = '<w:commentRangeStart w:id="{}"/>', '<w:commentRangeEnd w:id="{}"/>', ""
    parts = parts_of(made.saved())
    many = range(10, 10_000)
    told = "".join(
        f'<w:comment w:id="{n}" w:author="Kari"><w:p><w:r><w:t>Ja</w:t></w:r></w:p></w:comment>' for n in many
    )
    body = parts["word/document.xml"].decode()
    body = body.replace("<w:body>", "<w:body>" + "".join(map(start.format, many)), 1)
    body = body.replace("</w:body>", "".join(map(end.format, many)) + "</w:body>", 1)
    comments = parts["word/comments.xml"].decode().replace("</w:comments>", f"{told}</w:comments>")
    assert "</w:comments>" in comments
    begun = time.monotonic()
    (taken,) = desk.take({"u.docx": zipped({**parts, "word/document.xml": body, "word/comments.xml": comments})})
    (merknad,) = taken.merknader
    assert len(merknad.said.points) == 10_000
    assert len(desk.merknader()[0].punkter) == 10_000
    assert time.monotonic() - begun < 60


def test_a_document_of_a_hundred_thousand_paragraphs_is_told() -> None:
    assert refused(word("<w:p/>" * 100_001)) == "Innholdet er for stort til å leses trygt."


def test_tens_of_thousands_of_changes_in_one_paragraph_take_no_longer_than_they_are_long(draft: bytes) -> None:
    sent = Reader(lambda: Sent(tuple((text, None) for text, _ in paragraphs_of(draft))))
    took = []
    for many in (2000, 20_000):
        made = Draft(draft)
        last = made.find("Bygge turvei mellom Lyngvik og Neset")
        run = next(last.iter(w("r")))
        for _ in range(many):
            last.append(made.mark("ins", "Kari", made._run(run, "x")))
            last.append(made._run(run, " y "))
        content = made.saved()
        begun = time.monotonic()
        (found,) = sent.reading(File("u.docx", content)).received
        took.append(time.monotonic() - begun)
        assert len(found.points) == many
    assert took[1] < took[0] * 40


# Spreadsheets


def test_a_cell_of_fifty_megabytes_is_told() -> None:
    assert refused(b"navn;merknad\r\nKari;" + b"a" * 50_000_000, "svar.csv") == "En celle har mer enn 200 000 tegn."
    text = Random(1).randbytes(7_000_000).hex()  # noqa: S311 - words that do not shrink
    inline = f"<c r='B2' t='inlineStr'><is><t>{text}</t></is></c>"
    assert refused(workbook_with(inline), "s.xlsx") == "Filen er skadet: innholdet er ikke gyldig XML."
    short = inline.replace(text, text[:300_000])
    assert refused(workbook_with(short), "s.xlsx") == "En celle har mer enn 200 000 tegn."


def workbook_with(cells: str) -> bytes:
    """A workbook with headings and a row of these cells."""
    made = workbook(["Navn", "Merknad"], ["Kari", "Mer lys."])
    sheet = parts_of(made)["xl/worksheets/sheet1.xml"].decode()
    start = sheet.index(">", sheet.index('<row r="2"')) + 1
    return changed(
        made, **{"xl/worksheets/sheet1.xml": f"{sheet[:start]}{cells}{sheet[sheet.index('</row>', start) :]}"}
    )


def test_a_cell_far_away_takes_no_room() -> None:
    found = read(
        workbook_with("<c r='B2' t='inlineStr'><is><t>Mer lys.</t></is></c><c r='XFD2'><v>1</v></c>"), "s.xlsx"
    )
    assert said(found) == ("Mer lys.",)
    assert said(read(workbook_with("<c r='A1048576'/><c r='ZZZ9999999'><v>1</v></c>"), "s.xlsx")) == ()


CELLS = (
    "<c t='s'><v>99999</v></c>", "<c t='s'><v>-1</v></c>", "<c t='s'/>", "<c s='9999'><v>1</v></c>",
    "<c r='!'><v>x</v></c>", "<c t='d'><v>1e999</v></c>",
)  # fmt: skip


@pytest.mark.parametrize("cell", CELLS)
def test_cells_that_point_nowhere_are_read_as_they_can(cell: str) -> None:
    assert len(read(workbook_with(cell), "s.xlsx").received) + len(read(workbook_with(cell), "s.xlsx").unread) >= 1


def test_formulas_are_words_and_nothing_more(desk: Desk) -> None:
    found = desk.one("s.csv", b"navn;merknad\r\n=1+1;\"=cmd|' /C calc'!A0\"\r\n")
    assert (found.avsender.navn, found.tekst) == ("=1+1", "=cmd|' /C calc'!A0")


# E-mails


@pytest.mark.parametrize("depth", [40, 5000])
def test_emails_inside_emails_inside_emails_are_told(depth: int) -> None:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    assert refused(f"From: a@b.no\r\n{head}Content-Type: text/plain\r\n\r\nHei\r\n".encode(), "a.eml") == (
        "E-posten har for mange deler inni hverandre."
    )
    inner = "".join("Content-Type: message/rfc822\r\n\r\nFrom: a@b.no\r\n" for _ in range(depth))
    found = read(f"From: a@b.no\r\n{inner}\r\nHei\r\n".encode(), "a.eml")
    assert found.unread or found.received


def test_emails_attached_to_emails_attached_to_emails_are_told() -> None:
    inner = b"From: a@b.no\r\nDate: x\r\nSubject: y\r\n\r\nHei\r\n"
    for n in range(200):
        head = (
            f"From: a@b.no\r\nSubject: {n}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b{n}\r\n\r\n"
        )
        part = f"--b{n}\r\nContent-Type: application/octet-stream; name=a.eml\r\n\r\n"
        inner = head.encode() + part.encode() + inner + f"\r\n--b{n}--\r\n".encode()
    found = read(inner, "a.eml")
    assert [each.reason for each in found.unread] == ["E-posten har for mange deler inni hverandre."]


@pytest.mark.parametrize(
    "head",
    ["Date: tull", "Date: Tue, 99 Mar 99999 99:99:99 +9999", "From: " + "a" * 100_000, "From: =?x-x?Q?=FF?= <a@b>",
     "From: =?utf-8?b?????=", "From: \0", "From: <", 'From: "' + "(" * 5000, "Subject: " + "=?utf-8?q?a?= " * 5000,
     'Content-Type: text/plain; charset="x-unknown"', "Content-Type: text/plain; charset=utf-7",
     "Content-Type: ;;;", "Content-Transfer-Encoding: base64", "Content-Type: multipart/mixed",
     "Content-Type: text/plain; charset=rot13", "Content-Type: text/plain; charset=idna"],
)  # fmt: skip
def test_bad_headers_stop_nothing(head: str) -> None:
    found = read(f"{head}\r\nX-A: b\r\nMIME-Version: 1.0\r\n\r\nMer lys i havna \xe6.\r\n".encode("latin-1"), "a.eml")
    assert len(found.received) + len(found.unread) == 1


def test_names_of_attachments_lead_nowhere(desk: Desk) -> None:
    outer = mail("Se her.")
    outer.add_attachment(b"Mer lys.", "text", "plain", filename="../../../../etc/cron.d/x\n\u202egnp.txt")
    desk.take({"a.eml": bytes(outer)})
    (found,) = desk.merknader()
    assert "/" not in found.tekst
    assert sorted(path.name for path in desk.folder.iterdir()) == ["inn", "sources"]


@pytest.mark.parametrize(
    "page",
    ["<!--" * 200_000, "<div>" * 200_000, "<a " * 200_000, "&#x" * 200_000, "<![CDATA[" * 100_000, "<p>\0\x01\x02"],
)
def test_html_that_never_ends_is_read_to_its_end(page: str) -> None:
    begun = time.monotonic()
    assert len(read(f"<html><body>Mer lys.{page}".encode(), "a.html").received) <= 1
    assert time.monotonic() - begun < 30


# Anything at all


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "Filen er tom."),
        ("a.docx", b"\0" * 5000, "Filen er tom."),
        ("a.txt", bytes(range(256)) * 10, "Innholdet er ikke tekst."),
        ("a.txt", b"MZ\x90\0\x03\0\0\0", "Filen er et program."),
        ("a.txt", b"\xff\xd8\xff\xe0\0\x10JFIF", "Filen er et bilde."),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "Filen er i et gammelt Office-format"),
        ("a.docx", b"{\\rtf1 hei}", "Filen er i formatet RTF."),
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)), "PDF-en er skadet eller beskyttet med passord."),
        ("a.zip", zipped({"a.txt": "hei"}), "Filen er en pakke."),
        ("a.odt", zipped({"mimetype": "application/vnd.oasis"}), "Filen er i formatet OpenDocument."),
        ("a.txt", b"a" * 3_000_000, "Teksten er på mer enn to millioner tegn."),
        ("a.txt", b" \n\t\n ", "Filen er tom."),
    ],
)
def test_what_is_no_text_is_told_for_what_it_is(name: str, content: bytes, reason: str) -> None:
    assert refused(content, name).startswith(reason)


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a", "a.docx.exe", ".docx", "a.xlsx", "a.eml"])
def test_the_ending_decides_nothing_where_the_content_does(name: str) -> None:
    assert said(read(LETTER, name)) == TEXT
    assert said(read(b"Mer lys i havna.", name)) == TEXT


def test_originals_keep_nothing_of_a_name_but_a_harmless_ending(desk: Desk) -> None:
    desk.take({"Kari Nordmann.docm": b"MZ\0\0", "svar.EXE": b"MZ\0\1", "x.DOCX": LETTER, "uten": b"Mer vei."})
    kept = sorted(path.name for path in (desk.round / "innkommet").iterdir())
    assert all(re.fullmatch(r"[0-9a-f]{12}\.(?:bin|docx)", name) for name in kept)
    assert len(kept) == 4


@cache
def book() -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as written:
        written.add_worksheet().write_row(0, 0, ["Navn", "Merknad"])
    return made.getvalue()


@cache
def letter() -> bytes:
    made = EmailMessage()
    made["From"], made["Date"] = "Kåre <a@b.no>", "Tue, 24 Mar 2026 23:30:00 +0100"
    made.set_content("Hei æøå")
    made.add_alternative("<p>Hei</p>", subtype="html")
    made.add_attachment(LETTER, "application", "octet-stream", filename="å.docx")
    return bytes(made)


WHOLE: dict[str, Callable[[], bytes]] = {
    "a.docx": cache(lambda: form(navn="Kari", merknad_1="Mer lys.")),
    "b.docx": (TEMPLATES / "samfunnsdel.docx").read_bytes,
    "a.xlsx": book,
    "a.eml": letter,
    "a.csv": lambda: b'navn;merknad\r\nKari;"Mer\r\nlys"\r\n',
    "a.html": lambda: b"<html><p>Mer <b>lys",
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_damaged_files_of_each_kind_are_read_or_told(name: str, data: Any) -> None:
    content = bytearray(WHOLE[name]())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    found = read(bytes(content), name)
    assert found.received or found.unread


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_xml_in_a_sound_package_is_read_or_told(data: Any) -> None:
    parts = parts_of(data.draw(st.sampled_from([WHOLE["a.docx"](), book()])))
    name = data.draw(st.sampled_from(sorted(parts)))
    text = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text)))
        text[place : place + data.draw(st.integers(0, 30))] = data.draw(
            st.sampled_from([b"", b"<", b"<w:p/>", b"<w:ins>", b"</w:p>", b"&", b'"', b"9999999", b"<w:tr/>", b"\xff"])
        )
    found = read(zipped({**parts, name: bytes(text)}), "a.docx")
    assert found.received or found.unread


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.eml", "a.csv", "a.docx", "a.html", "a"]))
def test_any_bytes_under_any_name_are_read_or_told(content: bytes, name: str) -> None:
    found = Reader(lambda: Sent(())).reading(File(name, content))
    assert found.received or found.unread
