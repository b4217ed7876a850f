"""Printing: what is remembered, what is told of templates, and what no PDF gets past."""

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from documents import ROOT

from osreport.context.content import Content
from osreport.pdf.office import Office
from osreport.printing import Press, printed, word_files
from osreport.problem import SourceError


def silent(_: str) -> None:
    pass


def test_pages_remembered_for_other_headings_are_not_used(tmp_path: Path, os_contents: dict[str, Content]) -> None:
    """Last time's pages are worth nothing when a chapter has come or gone."""
    (tmp_path / "pages-planstrategi.json").write_text("[7, 7]", encoding="utf-8")
    what = {"planstrategi": os_contents["planstrategi"]}
    remembered, fresh = (printed(what, Press(ROOT / "templates", cache=cache), silent) for cache in (tmp_path, None))
    assert remembered == fresh


def test_every_missing_template_is_told(tmp_path: Path, os_contents: dict[str, Content]) -> None:
    with pytest.raises(SourceError) as caught:
        word_files(os_contents, Press(tmp_path), dict.fromkeys(os_contents, ()))
    assert [problem.place.file for problem in caught.value.problems] == [
        f"{tmp_path.name}/{name}.docx" for name in sorted(os_contents)
    ]


def bookmarked(titles: Sequence[str], page: int) -> bytes:
    """A PDF of two pages with these bookmarks, all leading to one page."""
    target = BytesIO()
    with pikepdf.new() as document:
        for _ in range(2):
            document.add_blank_page()
        with document.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for title in titles)
        document.save(target)
    return target.getvalue()


def press(folder: Path, pdfs: Sequence[bytes]) -> Press:
    """A press whose converter hands out these PDFs, one a call."""
    for number, pdf in enumerate(pdfs):
        (folder / f"{number}.pdf").write_bytes(pdf)
    script = f'#!/bin/sh\nfor last; do :; done\nset -- {folder}/?.pdf\nmv "$1" "${{last%docx}}pdf"\n'
    (folder / "soffice").write_text(script, encoding="utf-8")
    (folder / "soffice").chmod(0o755)
    return Press(ROOT / "templates", Office(str(folder / "soffice")), cache=folder)


@pytest.fixture
def titles(os_contents: dict[str, Content]) -> list[str]:
    return [f"{heading.number} {heading.text}".strip() for heading in os_contents["planstrategi"].headings]


def codes(what: Content, using: Press) -> set[str]:
    with pytest.raises(SourceError) as caught:
        printed({"planstrategi": what}, using, silent)
    return {problem.code for problem in caught.value.problems}


def test_page_numbers_that_move_once_more_are_told(
    tmp_path: Path, titles: list[str], os_contents: dict[str, Content]
) -> None:
    (tmp_path / "pages-planstrategi.json").write_text(json.dumps([9] * len(titles)), encoding="utf-8")
    moving = [bookmarked(titles, page) for page in (0, 1)]
    assert "PDF003" in codes(os_contents["planstrategi"], press(tmp_path, moving))


@pytest.mark.parametrize("change", [lambda titles: titles[:-1], lambda titles: [*titles[:-1], "Noe annet"]])
def test_a_pdf_with_other_bookmarks_than_the_headings_is_refused(
    change: Callable[[list[str]], list[str]], tmp_path: Path, titles: list[str], os_contents: dict[str, Content]
) -> None:
    assert codes(os_contents["planstrategi"], press(tmp_path, [bookmarked(change(titles), 0)])) == {"PDF001"}
