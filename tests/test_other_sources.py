"""Sources of other sizes and shapes than any we have seen: few, many, lying, bare."""

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from built import EXAMPLE, NAMES, Files, broken_words, built, docx_text, empty, lying, pages, squeezed
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from osreport.pdf.outline import bookmarks
from osreport.pdf.validate import failures

SMALLEST = {
    "kommune.yaml": """
navn: Skjelvåg kommune
adresse: Strandgata 1, 9999 Skjelvåg
epost: post@example.no
nettsted: https://example.no
""",
    "samfunnsdel.yaml": """
tittel: Samfunnsplan
kortnavn: Samfunnsplan
periode: {fra: 2026, til: 2026}
status: utkast
områder: [{id: alt, tittel: Alt, mål: [{id: trivsel, tekst: Folk trives}]}]
kapitler: [{id: mål, tittel: Mål, innhold: [{vis: måltabell, område: alt}]}]
""",
    "planstrategi.yaml": """
tittel: Planstrategi
kortnavn: Planstrategi
periode: {fra: 2026, til: 2026}
status: til behandling
kapitler: [{id: tekst, tittel: Tekst, nummerert: false, innhold: [{vis: revisjoner}]}]
""",
    "vedlegg.yaml": """
tittel: Vedlegg
kortnavn: Vedlegg
periode: {fra: 2026, til: 2026}
status: erstattet
vedtatt: {sak: ukjent, dato: ukjent}
kapitler: [{id: planer, tittel: Planer, liggende: true, innhold: [{vis: planregister}]}]
""",
    "planregister.yaml": """
grupper: [{id: alle, tittel: Alle planer, planer: [{id: plan, navn: Den eneste planen, eier: Oss, overordnet: true}]}]
""",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def with_register(tmp_path: Path, sizes: list[int]) -> Path:
    """The example with other plans: a group for each size, and nothing that refers to a plan of before."""
    sources = tmp_path / "kilder"
    shutil.copytree(EXAMPLE, sources)
    shutil.rmtree(sources / "vedtatte-planer")
    groups = "".join(_group(number, size) for number, size in enumerate(sizes))
    written(sources, {"planregister.yaml": f"grupper:\n{groups}", "samfunnsdel.yaml": SMALLEST["samfunnsdel.yaml"]})
    return written(sources, {
        "planstrategi.yaml": SMALLEST["planstrategi.yaml"].replace("2026", "2025", 1).replace("til: 2026", "til: 2029"),
        "vedlegg.yaml": SMALLEST["vedlegg.yaml"].replace("2026", "2025", 1).replace("til: 2026", "til: 2029"),
    })  # fmt: skip


def _group(number: int, size: int) -> str:
    plans = "".join(_plan(f"{number}x{index}", index) for index in range(size))
    return f"  - id: gruppe-{number}\n    tittel: Gruppe nummer {number}\n    planer:\n{plans}"


def _plan(name: str, index: int) -> str:
    note = "Planen skal sees i samanheng med dei andre planane i gruppa og rullerast på nytt, " * (1 + index % 3)
    return (
        f"      - id: plan-{name}\n        navn: Temaplan A{name}A for tenester\n        eier: Eining {index}\n"
        f"        overordnet: {str(index % 9 == 0).lower()}\n"
        f"        revisjoner:\n          - år: {2025 + index % 5}\n        merknad: {note}Z{name}Z\n"
    )


def rows(docx: bytes) -> list[Any]:
    return [row for table in Document(BytesIO(docx)).tables for row in table.rows]


def in_order(text: str, parts: list[str]) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
    return True


@pytest.fixture(scope="session")
def smallest(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("minst")
    return built(written(folder / "kilder", SMALLEST), folder / "ut", pdf=True)


@pytest.mark.slow
def test_no_figures_cooperation_decisions_adopted_plans_or_facts_are_needed(smallest: Files) -> None:
    texts = {name: docx_text(smallest[f"{name}.docx"]) for name in NAMES}
    assert in_order(texts["samfunnsdel"], ["Samfunnsplan", "2026–2026", "Utkast", "Slik vil vi ha det", "Folk trives"])
    assert in_order(texts["planstrategi"], ["Til behandling", "Tekst", "2026", "Den eneste planen"])
    assert in_order(texts["vedlegg"], ["Erstattet", "Planer", "Alle planer", "2026", "Den eneste planen", "Oss"])
    for name in NAMES:
        assert failures(smallest[f"{name}.pdf"]) == ()
        assert empty(smallest[f"{name}.pdf"]) == []


@pytest.mark.slow
def test_a_document_that_lies_from_the_first_chapter_to_the_last(smallest: Files) -> None:
    assert lying(smallest["vedlegg.pdf"]) == [False, False, True]


@pytest.mark.slow
def test_three_hundred_plans(tmp_path: Path) -> None:
    files = built(with_register(tmp_path, [25] * 12), tmp_path / "ut", pdf=True)
    expected = [f"A{group}x{index}A" for group in range(12) for index in range(25)]
    assert in_order(docx_text(files["vedlegg.docx"]), expected)
    assert in_order(squeezed("".join(pages(files["vedlegg.pdf"]))), expected)
    for name in NAMES:
        assert failures(files[f"{name}.pdf"]) == ()
        assert empty(files[f"{name}.pdf"]) == []
    titles = [mark.title for mark in bookmarks(files["vedlegg.pdf"])]
    assert titles[1:] == [f"Gruppe nummer\u00a0{number}" for number in range(12)]


@pytest.mark.slow
def test_a_group_of_120_plans_repeats_its_head_and_splits_no_row(tmp_path: Path) -> None:
    files = built(with_register(tmp_path, [120]), tmp_path / "ut", pdf=True, documents=("vedlegg",))
    table = rows(files["vedlegg.docx"])
    assert len(table) == 121
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table] == [True] + [False] * 120
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table)
    shown = [squeezed(text) for text in pages(files["vedlegg.pdf"])]
    lists = [text for text in shown[2:] if text]
    assert len(lists) > 8
    assert all("PlandokumentEigar" in text for text in lists)
    for index in range(120):
        ends = [number for number, text in enumerate(shown) for end in (f"A0x{index}A", f"Z0x{index}Z") if end in text]
        assert len(ends) == 2, (index, ends)
        assert ends[0] == ends[1], (index, ends)


LYING = """
tittel: Vedlegg
kortnavn: Vedlegg
periode: {fra: 2025, til: 2029}
status: utkast
kapitler:
  - {id: først, tittel: Ligger først, liggende: true, innhold: [{tekst: Tekst}]}
  - {id: neste, tittel: Ligger også, liggende: true, innhold: [{tekst: Tekst}]}
  - id: står
    tittel: Står
    innhold: [{tekst: Tekst}]
    kapitler:
      - {id: under, tittel: Ligger under, liggende: true, innhold: [{tekst: Tekst}]}
      - {id: etter, tittel: Står etter, innhold: [{tekst: Tekst}]}
  - id: over
    tittel: Ligger over
    liggende: true
    innhold: [{tekst: Tekst}]
    kapitler:
      - {id: inni, tittel: Ligger inni, liggende: true, innhold: [{tekst: Tekst}]}
      - {id: sist, tittel: Ligger sist, innhold: [{tekst: Tekst}]}
"""


@pytest.mark.slow
def test_every_chapter_lies_or_stands_as_it_says(tmp_path: Path) -> None:
    sources = written(tmp_path / "kilder", {**SMALLEST, "vedlegg.yaml": LYING})
    files = built(sources, tmp_path / "ut", pdf=True, documents=("vedlegg",))
    flat = lying(files["vedlegg.pdf"])
    marks = {mark.title.split(maxsplit=1)[1]: flat[mark.page - 1] for mark in bookmarks(files["vedlegg.pdf"])}
    assert marks == {title: title.startswith("Ligger") for title in marks}
    assert len(marks) == 8
    assert empty(files["vedlegg.pdf"]) == []


def test_no_section_of_a_word_file_is_empty(tmp_path: Path) -> None:
    sources = written(tmp_path / "kilder", {**SMALLEST, "vedlegg.yaml": LYING})
    document = Document(BytesIO(built(sources, tmp_path / "ut", pdf=False)["vedlegg.docx"]))
    texts = [
        any(getattr(part, "text", "tabell") for part in section.iter_inner_content()) for section in document.sections
    ]
    assert all(texts)
    assert document.sections[-1].orientation == WD_ORIENT.LANDSCAPE


LONG = {"fra: 2026, til: 2026": "fra: 2024, til: 2035"}
NARROW = {"fra: 2026, til: 2026": "fra: 2026, til: 2030", "liggende: true": "liggende: false"}


@pytest.mark.slow
@pytest.mark.parametrize("changes", [LONG, NARROW], ids=["twelve years", "a register on pages that stand"])
def test_tables_of_years_stay_on_the_page_and_break_no_word(tmp_path: Path, changes: dict[str, str]) -> None:
    changed = dict(SMALLEST)
    for name in ("planstrategi.yaml", "vedlegg.yaml"):
        for old, new in changes.items():
            changed[name] = changed[name].replace(old, new)
    documents = ("planstrategi", "vedlegg")
    files = built(written(tmp_path / "kilder", changed), tmp_path / "ut", pdf=True, documents=documents)
    for name in documents:
        assert broken_words(files[f"{name}.docx"], files[f"{name}.pdf"]) == {}
        assert changes["fra: 2026, til: 2026"][-4:] in pages(files[f"{name}.pdf"])[2]
