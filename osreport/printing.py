"""Contents and templates become finished files: page numbers settled, every PDF proven.

The number of lines in a contents list never changes, so the pages found in a first PDF are the pages of the last:
a second conversion settles them, and a good first guess saves it.
"""

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from osreport.context.content import Content
from osreport.pdf.office import Office, convert
from osreport.problem import Place, Problem, SourceError
from osreport.publish import publish

Say = Callable[[str], None]
Files = dict[str, bytes]
Contents = Mapping[str, Content]
Pages = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Press:
    """How documents are printed.

    `templates` is a folder with one Word file a document; without `office` there is no PDF; `fonts` draw the bitmaps
    that stand in for vector drawings; `cache` is a folder that remembers page numbers as a first guess.
    """

    templates: Path
    office: Office | None = None
    fonts: tuple[Path, ...] = ()
    cache: Path | None = None


def printed(contents: Contents, press: Press, say: Say) -> Files:
    """The finished files by name. Raises SourceError where a template or a PDF fails, ToolError for LibreOffice."""
    say("Fyller malene …")
    pages = {name: _guessed(press, name, content) for name, content in contents.items()}
    documents = word_files(contents, press, pages)
    if press.office is None:
        return {f"{name}.docx": docx for name, docx in documents.items()}
    say(f"Lager PDF av {', '.join(documents)} …")
    pdfs = convert(documents, press.office)
    found = {name: _pages(contents[name], pdf, name) for name, pdf in pdfs.items()}
    if moved := {name: contents[name] for name in documents if pages[name] != found[name]}:
        say(f"Setter riktige sidetall i {', '.join(moved)} …")
        documents |= word_files(moved, press, found)
        pdfs |= convert({name: documents[name] for name in moved}, press.office)
    _remember(press, found)
    return _proven(contents, documents, pdfs, found)


def word_files(contents: Contents, press: Press, pages: Pages) -> Files:
    """The Word files by document; SourceError with the problems of all templates together."""
    from osreport.word.document import to_docx

    made: Files = {}
    problems: list[Problem] = []
    for name, content in contents.items():
        called = f"{press.templates.name}/{name}.docx"
        try:
            template = _template(press.templates / f"{name}.docx", called)
            made[name] = to_docx(content, template, called, pages[name], press.fonts)
        except SourceError as error:
            problems += error.problems
    if problems:
        raise SourceError(problems)
    return made


def _template(file: Path, called: str) -> bytes:
    if file.is_file():
        return file.read_bytes()
    hint = "Legg den i mappen, eller oppgi en annen mappe: --templates MAPPE."
    raise SourceError([Problem("MAL007", Place(called), "Malen finnes ikke.", hint)])


def _proven(contents: Contents, documents: Files, pdfs: Files, pages: Pages) -> Files:
    """Word and PDF files, after every PDF has been proven; SourceError with the problems of all of them."""
    from osreport.pdf.finish import finished

    files: Files = {}
    problems: list[Problem] = []
    for name, content in contents.items():
        pdf = finished(pdfs[name], content.properties)
        problems += _broken_rules(pdf, name)
        if _pages(content, pdf, name) != pages[name]:
            said = "Sidetallene i innholdslisten falt ikke til ro."
            problems.append(Problem("PDF003", Place(f"{name}.pdf"), said, "Bygg på nytt."))
        files |= {f"{name}.docx": documents[name], f"{name}.pdf": pdf}
    if problems:
        raise SourceError(problems)
    return files


def _broken_rules(pdf: bytes, name: str) -> list[Problem]:
    from osreport.pdf.validate import failures

    said = "PDF-en bryter {0.profile}, regel {0.rule}, minst {0.count} ganger: {0.message}."
    hint = "Se etter figurer uten alternativ tekst og tabeller uten overskriftsrad i malen."
    return [Problem("PDF002", Place(f"{name}.pdf"), said.format(failure), hint) for failure in failures(pdf)]


def _pages(content: Content, pdf: bytes, name: str) -> tuple[int, ...]:
    """The page of each heading, from the bookmarks; SourceError if these are not the headings, word for word."""
    from osreport.pdf.outline import bookmarks

    marks = bookmarks(pdf)
    titles = [" ".join(mark.title.split()) for mark in marks]
    headings = [" ".join(f"{heading.number} {heading.text}".split()) for heading in content.headings]
    for title, heading in zip_longest(titles, headings, fillvalue="(ingenting)"):
        if title != heading:
            said = f"PDF-en har bokmerket «{title}» der dokumentet har overskriften «{heading}»."
            hint = "Se at malen bruker Words egne overskriftsstiler, og at de er nummerert."
            raise SourceError([Problem("PDF001", Place(f"{name}.pdf"), said, hint)])
    return tuple(mark.page for mark in marks)


def _guessed(press: Press, name: str, content: Content) -> tuple[int, ...]:
    """The pages of last time if there were as many headings, else ones."""
    unknown = (1,) * len(content.headings)
    if press.cache is None:
        return unknown
    try:
        remembered = json.loads((press.cache / f"pages-{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return unknown
    fits = isinstance(remembered, list) and all(isinstance(page, int) for page in remembered)
    return tuple(remembered) if fits and len(remembered) == len(unknown) else unknown


def _remember(press: Press, pages: Pages) -> None:
    if press.cache is not None:
        with contextlib.suppress(SourceError):  # a guess that is not kept costs time, and nothing else
            publish(
                {f"pages-{name}.json": json.dumps(list(each)).encode() for name, each in pages.items()}, press.cache
            )
