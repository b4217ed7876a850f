"""Word files: what a template may hold, what becomes of the marks, and the same bytes every time."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from documents import PROPERTIES, TEMPLATES, anything, paragraphs, printed, to_docx, words
from docx import Document
from docx.oxml.ns import qn
from os_fixtures import nowhere

from osreport import markup, prose
from osreport.context.blocks import Avsnitt, Nummerpunkt, Overskrift, Sitat
from osreport.context.content import Content, Heading
from osreport.context.stream import with_marks
from osreport.markup import Mark
from osreport.press import Press
from osreport.printing import filled
from osreport.problem import SourceError
from osreport.structs import replace

Edit = Callable[[str], str]


def content(*blocks: object, headings: tuple[Heading, ...] = ()) -> Content:
    """A small document with the cover of the fixture and these blocks."""
    return Content(
        values={**anything(), "blokker": with_marks(tuple(blocks))},  # type: ignore[arg-type]
        headings=headings,
        pictures=(),
        paths=((),) * len(blocks),
        first_number=1,
        properties=PROPERTIES,
    )


def edited(template: bytes, edit: Edit, part: str = "word/document.xml") -> bytes:
    """The template with one part changed, as a designer's slip or an attacker would."""
    done = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(done, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, edit(text.decode()).encode() if name == part else text)
    return done.getvalue()


def problems_of(template: bytes, what: Content) -> list[str]:
    with pytest.raises(SourceError) as caught:
        to_docx(what, template, "templates/mal.docx", [0] * len(what.headings))
    return [str(problem) for problem in caught.value.problems]


def test_markdown_becomes_runs_links_and_lists() -> None:
    """Bold, italic and links are real Word runs; a link is a relationship, not coloured text."""
    runs, _ = prose.parse_line("Et **fett** og *skrått* ord, og [en lenke](https://example.no/a?b=1&c=2).")
    document = printed(content(Avsnitt(markup.to_text(runs))))
    paragraph = next(p for p in document.paragraphs if "fett" in p.text)
    assert paragraph.text == "Et fett og skrått ord, og en lenke."
    assert [run.text for run in paragraph.runs if run.bold] == ["fett"]
    assert [run.text for run in paragraph.runs if run.italic] == ["skrått"]
    assert [link.address for link in paragraph.hyperlinks] == ["https://example.no/a?b=1&c=2"]


def test_a_passage_in_another_language_is_runs_in_that_language() -> None:
    """`w:lang` in its place among the properties of a run (ISO/IEC 29500-1, 17.3.2.20), and on no other words."""
    runs, _ = prose.parse_line("Os og {en:the **bold** one}, {sma:saemien *sïjte*} og Os.")
    paragraph = next(p for p in printed(content(Avsnitt(markup.to_text(runs)))).paragraphs if "Os" in p.text)
    assert paragraph.text == "Os og the bold one, saemien sïjte og Os."
    spoken = {run.text: run._r.xpath("string(w:rPr/w:lang/@w:val)") for run in paragraph.runs}
    assert spoken == {
        "Os og ": "", "the ": "en-GB", "bold": "en-GB", " one": "en-GB", ", ": "", "saemien ": "sma-NO",
        "sïjte": "sma-NO", " og Os.": "",
    }  # fmt: skip
    assert [child.tag for run in paragraph.runs if run.bold for child in run._r.rPr] == [qn("w:b"), qn("w:lang")]


def test_a_link_is_one_link_whatever_its_words_look_like_but_one_for_each_language() -> None:
    """LibreOffice gives a link one language; and links of the same address side by side are two that one walks past."""
    runs, _ = prose.parse_line("[a **b** c {en:d *e*} f](https://example.no/)[g](https://example.no/g)")
    paragraph = next(p for p in printed(content(Avsnitt(markup.to_text(runs)))).paragraphs if p.hyperlinks)
    assert [(link.text, link.address) for link in paragraph.hyperlinks] == [
        ("a b c ", "https://example.no/"), ("d e", "https://example.no/"), (" f", "https://example.no/"),
        ("g", "https://example.no/g"),
    ]  # fmt: skip


def test_characters_that_mean_something_in_xml_are_only_characters() -> None:
    """No text can open a tag of Word or of the template."""
    text = "a & b < c > \"d\" 'e' {{ kommune.navn }} {% if %} ]]>"
    assert text in words(printed(content(Avsnitt(text))))


def test_a_link_to_a_chapter_with_norwegian_letters_is_live() -> None:
    headings = (Heading(1, "1", "Oppfølging", "oppfølging"),)
    runs, _ = prose.parse_line("Se kapittel [1](#oppfølging).")
    blocks = [Overskrift(1, markup.heading(0) + "Oppfølging"), Avsnitt(markup.to_text(runs))]
    document = printed(content(*blocks, headings=headings))
    paragraph = next(p for p in document.paragraphs if p.text == "Se kapittel 1.")
    names = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert [link.fragment in names for link in paragraph.hyperlinks] == [True]


def test_every_numbered_list_starts_at_one() -> None:
    """Two lists have two numbering instances, each with its own restart; one list has one."""
    items = [Nummerpunkt(1, markup.numbered_list(n) + text) for n, text in ((1, "a"), (1, "b"), (2, "c"))]
    found = [
        p
        for p in printed(content(*items)).element.body.iter(qn("w:p"))
        if p.pPr is not None and p.pPr.numPr is not None
    ]
    numbers = [p.pPr.numPr.numId.val for p in found]
    assert numbers[0] == numbers[1] != numbers[2]


def test_unnumbered_heading_has_no_number_and_keeps_its_level() -> None:
    headings = (Heading(1, "1", "Med", "med"), Heading(1, "", "Uten", "uten"))
    blocks = [Overskrift(1, markup.heading(n) + heading.text) for n, heading in enumerate(headings)]
    first, second = [p for p in printed(content(*blocks, headings=headings)).paragraphs if p.style.name == "Heading 1"]
    assert (first.text, second.text) == ("Med", "Uten")
    assert first._p.pPr.numPr is None
    assert second._p.pPr.numPr.numId.val == 0


def test_contents_list_holds_every_heading_as_a_live_link_with_its_page() -> None:
    headings = (Heading(1, "1", "Første", "a"), Heading(2, "1.1", "Andre", "b"))
    blocks = [Overskrift(heading.level, markup.heading(n) + heading.text) for n, heading in enumerate(headings)]
    document = printed(content(*blocks, headings=headings), pages=(3, 7))
    links = [link for link in document.element.body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    shown = ["".join(text.text or "" for text in link.iter(qn("w:t"))) for link in links]
    assert shown == ["1Første3", "1.1Andre7"]
    names = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in links} <= names


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda x: x.replace("{{ undertittel }}", "{{ underttittel }}"), ["MAL004", "«underttittel»"]),
        (lambda x: x.replace("{%p endfor %}", "", 1), ["MAL005", "endfor"]),
        (lambda x: x.replace("{{ undertittel }}", "{{ ''.__class__.__mro__ }}"), ["MAL00"]),
        (lambda x: x.replace("b.slag == 'sitat'", "false"), ["MAL006", "«sitat»"]),
    ],
    ids=["unknown name", "loop left open", "reaching for Python", "no place for a kind of block"],
)  # fmt: skip
def test_a_faulty_template_is_one_problem_that_names_the_place(edit: Edit, said: list[str]) -> None:
    template = (TEMPLATES / "planstrategi.docx").read_bytes()
    broken = edited(template, edit)
    assert broken != template
    (problem,) = problems_of(broken, content(Sitat("Ordlyd.")))
    assert problem.startswith("templates/mal.docx: MAL")
    assert all(word in problem for word in said)


def zipped(**parts: bytes) -> bytes:
    done = io.BytesIO()
    with zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), text)
    return done.getvalue()


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (b"not a zip", "MAL001"),
        (zipped(notes_xml=b"x"), "MAL001"),
        (zipped(word__document_xml=b"<x/>", word__vbaProject_bin=b"x"), "MAL003"),
        (zipped(word__document_xml=b"0" * 60_000_000), "MAL002"),
        (zipped(word__document_xml=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'), "MAL008"),
        (zipped(word__document_xml=b"<w:document"), "MAL001"),
        (b"", "MAL001"),
    ],
    ids=["text", "other zip", "macros", "bomb", "outside entity", "broken XML", "empty"],
)
def test_a_hostile_template_is_refused_unopened(template: bytes, code: str) -> None:
    assert [problem.split(": ")[1].split()[0] for problem in problems_of(template, content())] == [code]


def test_tags_typed_with_decomposed_letters_are_understood() -> None:
    """`å` as a + ring looks the same in Word; it must print the same."""
    template = edited((TEMPLATES / "planstrategi.docx").read_bytes(), lambda x: x.replace("nivå", "niva\u030a"))
    what = content(Overskrift(1, markup.heading(0) + "Tittel"), headings=(Heading(1, "1", "Tittel", "t"),))
    assert "Tittel" in words(Document(io.BytesIO(to_docx(what, template, "m", [1]))))


def test_same_content_and_template_give_the_same_bytes() -> None:
    template = (TEMPLATES / "planstrategi.docx").read_bytes()
    first, second = (to_docx(content(Avsnitt("x")), template, "m", []) for _ in range(2))
    assert first == second


def test_properties_and_language_are_the_plans_own() -> None:
    own = replace(PROPERTIES, language="nn-NO", title="Tittel & <mer>")
    document = printed(replace(content(Avsnitt("x")), properties=own))
    core = document.core_properties
    assert (core.title, core.language, core.created.date()) == ("Tittel & <mer>", "nn-NO", own.date)
    assert {mark.get(qn("w:val")) for mark in document.styles.element.iter(qn("w:lang"))} == {"nn-NO"}


def test_every_cell_ends_in_a_paragraph_and_every_table_has_a_head(os_documents: dict[str, bytes]) -> None:
    for docx in os_documents.values():
        document = Document(io.BytesIO(docx))
        for table in document.element.body.iter(qn("w:tbl")):
            assert table.find(f".//{qn('w:tblHeader')}") is not None
            assert all(cell[-1].tag == qn("w:p") for cell in table.iter(qn("w:tc")))
            widths = [int(column.get(qn("w:w"))) for column in table.tblGrid]
            for row in table.findall(qn("w:tr")):
                assert sum(int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.findall(qn("w:tc"))) == sum(
                    widths
                )


def test_no_tag_or_mark_is_left_in_any_part(os_documents: dict[str, bytes]) -> None:
    for docx in os_documents.values():
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            assert len(package.namelist()) == len(set(package.namelist()))
            for name in package.namelist():
                text = package.read(name).decode("utf-8") if name.endswith(".xml") else ""
                assert not any(left in text for left in ("{{", "{%", markup.OPEN, markup.CLOSE)), name


def test_every_figure_has_alternative_text(os_documents: dict[str, bytes]) -> None:
    document = Document(io.BytesIO(os_documents["samfunnsdel"]))
    told = [drawn.get("descr") for drawn in document.element.body.iter(qn("wp:docPr"))]
    assert len(told) == 3
    assert "1870" in told[0]
    assert "Handlingsdel" in told[2]


def test_a_fault_of_the_word_file_stops_the_build(tmp_path: Path, os_contents: dict[str, Content]) -> None:
    """The validators of PDF do not ask for a header row; a blind reader does."""
    template = edited((TEMPLATES / "planstrategi.docx").read_bytes(), lambda x: x.replace("<w:tblHeader/>", ""))
    (tmp_path / "planstrategi.docx").write_bytes(template)
    with pytest.raises(SourceError) as caught:
        filled([("planstrategi", os_contents["planstrategi"])], Press(tmp_path), nowhere)
    (problem,) = map(str, caught.value.problems)
    assert problem.startswith(f"{tmp_path.name}/planstrategi.docx: MAL009 feil: Tabell uten overskriftsrad: tabell 1 (")


def test_a_vague_link_is_told_where_it_was_written(os_contents: dict[str, Content]) -> None:
    what = os_contents["planstrategi"]
    number, block = next((n, b) for n, b in enumerate(what.values["blokker"]) if isinstance(b, Avsnitt))
    link = f"{Mark('link', 'https://example.no/')}her{Mark('end', 'link')}"
    blocks = [*what.values["blokker"]]
    blocks[number] = replace(block, tekst=f"{block.tekst} Se {link}.")
    with pytest.raises(SourceError) as caught:
        filled([("planstrategi", replace(what, values={**what.values, "blokker": tuple(blocks)}))],
               Press(TEMPLATES), nowhere)  # fmt: skip
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("MAL012", nowhere(what.paths[number]))


@pytest.mark.slow
def test_a_template_saved_by_another_word_processor_prints_the_same(
    tmp_path: Path, os_contents: dict[str, Content]
) -> None:
    """LibreOffice splits runs, renames styles and moves section breaks; the text must not change."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(tmp_path), *map(str, sorted(TEMPLATES.glob("*.docx")))],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name, what in os_contents.items():
        pages = [0] * len(what.headings)
        ours, theirs = (
            Document(io.BytesIO(to_docx(what, (folder / f"{name}.docx").read_bytes(), name, pages)))
            for folder in (TEMPLATES, tmp_path)
        )
        assert paragraphs(ours) == paragraphs(theirs)
        assert [s.orientation for s in ours.sections] == [s.orientation for s in theirs.sections]


def test_each_entry_of_the_contents_list_leads_to_its_own_heading() -> None:
    """The link, and the field that fetches the page, name the bookmark that stands around the heading."""
    headings = tuple(Heading(level, "1", f"Nivå {level}", f"n{level}") for level in (1, 2, 3))
    blocks = [Overskrift(heading.level, markup.heading(n) + heading.text) for n, heading in enumerate(headings)]
    body = printed(content(*blocks, headings=headings), template="samfunnsdel").element.body
    marks = {mark.getparent(): mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    names = ["".join(text.text or "" for text in p.iter(qn("w:t"))) for p in marks]
    where = dict(zip(names, marks.values(), strict=True))
    entries = [link for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert len(entries) > 1
    for entry, heading in zip(entries, headings, strict=False):
        fields = " ".join(field.text for field in entry.iter(qn("w:instrText")))
        assert entry.get(qn("w:anchor")) == where[heading.text]
        assert f"PAGEREF {where[heading.text]} " in fields


def test_the_contents_list_holds_the_deepest_level_it_asks_for() -> None:
    headings = (Heading(1, "1", "Øverst", "a"), Heading(2, "1.1", "Nest", "b"), Heading(3, "1.1.1", "Nederst", "c"))
    blocks = [Overskrift(heading.level, markup.heading(n) + heading.text) for n, heading in enumerate(headings)]
    body = printed(content(*blocks, headings=headings)).element.body
    depth = next(int(t.text.split('"1-')[1][0]) for t in body.iter(qn("w:instrText")) if "TOC" in t.text)
    entries = [link for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert len(entries) == sum(heading.level <= depth for heading in headings)


def test_a_link_to_a_chapter_leads_to_it_and_a_web_link_tells_its_address() -> None:
    headings = (Heading(1, "1", "Første", "a"), Heading(1, "2", "Andre", "b"))
    blocks = [Overskrift(1, markup.heading(n) + heading.text) for n, heading in enumerate(headings)]
    runs, _ = prose.parse_line("Se [kapittel](#b) og [nettet](https://example.no/).")
    body = printed(content(*blocks, Avsnitt(markup.to_text(runs)), headings=headings)).element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {"".join(t.text for t in link.iter(qn("w:t"))): link for link in body.iter(qn("w:hyperlink"))}
    assert links["kapittel"].get(qn("w:anchor")) == marks[1]
    assert links["nettet"].get(qn("w:tooltip")) == "https://example.no/"


def test_a_new_list_counts_from_one_again() -> None:
    items = [Nummerpunkt(1, markup.numbered_list(n) + text) for n, text in ((1, "a"), (2, "b"))]
    document = printed(content(*items))
    used = [p.pPr.numPr.numId.val for p in document.element.body.iter(qn("w:p"))
            if p.pPr is not None and p.pPr.numPr is not None]  # fmt: skip
    numbering = {n.numId: n for n in document.part.numbering_part.element.findall(qn("w:num"))}
    assert len(set(used)) == 2
    for number in used:
        starts = [start.get(qn("w:val")) for start in numbering[number].iter(qn("w:startOverride"))]
        assert starts == ["1", "1"]


def kept(paragraph: Any) -> bool:
    return paragraph.pPr is not None and paragraph.pPr.find(qn("w:keepNext")) is not None


def test_a_line_that_announces_something_stays_with_it() -> None:
    document = printed(content(Avsnitt("Vi gjør dette:"), Avsnitt("Ferdig.")))
    assert {p.text: kept(p._p) for p in document.paragraphs if p.text in {"Vi gjør dette:", "Ferdig."}} == {
        "Vi gjør dette:": True, "Ferdig.": False,
    }  # fmt: skip


def test_a_table_stays_with_its_head_and_with_the_lines_that_lead_to_it(os_documents: dict[str, bytes]) -> None:
    tables = [table for docx in os_documents.values()
              for table in Document(io.BytesIO(docx)).element.body.iter(qn("w:tbl"))]  # fmt: skip
    assert len(tables) > 10
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert all(kept(p) for row in (rows[0], rows[-2]) for p in row.iter(qn("w:p")))
    before = [table.getprevious() for table in tables]
    leading = [p for p in before if p.tag == qn("w:p") and p.find(f".//{qn('w:sectPr')}") is None]
    assert leading
    assert all(kept(p) for p in leading if len("".join(t.text or "" for t in p.iter(qn("w:t")))) <= 300)
