"""One function for each thing osreport makes: the flow, one call a step."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from osreport import check
from osreport.context.content import Content
from osreport.context.document import content
from osreport.decisions import Day, adopted
from osreport.manifest import manifest
from osreport.pdf.office import Office
from osreport.problem import Place, Problem, SourceError
from osreport.publish import publish
from osreport.schema import schemas
from osreport.sources.reader import Kilder, read_planverk

Say = Callable[[str], None]
Pages = Mapping[str, Sequence[int]]
PACKAGES = ("docxtpl", "python-docx", "lxml", "pikepdf", "page-validation", "pydantic", "resvg_py", "xlsxwriter")


@dataclass(frozen=True)
class Order:
    """What is to be made of which sources with which templates, and where it is to lie.

    `office` is None for Word files alone. `cache` is a folder for page numbers from last time, a first guess.
    """

    sources: Path
    templates: Path
    output: Path
    documents: tuple[str, ...]
    as_of: Day | None
    office: Office | None
    fonts: tuple[Path, ...]
    cache: Path
    revision: str


def checked(sources: Path, as_of: Day | None) -> Kilder:
    """The plan set on that day; SourceError with every problem of the first step that finds any."""
    kilder = adopted(read_planverk(sources, sources.name), as_of)
    if found := check.problems(kilder):
        raise SourceError(found)
    return kilder


def build(order: Order, say: Say) -> tuple[Path, ...]:
    """Makes the documents and the manifest, and returns their paths.

    Raises SourceError for problems in sources or templates and ToolError when LibreOffice fails; then no file in
    the output folder has changed.
    """
    say("Leser og kontrollerer kildene …")
    kilder = checked(order.sources, order.as_of)
    contents = {name: content(kilder.planverk, name) for name in order.documents}
    say("Fyller malene …")
    files = _printed(order, contents, say)
    files["manifest.json"] = manifest(kilder.planverk, files, order.revision, _tools(order))
    return publish(files, order.output)


def write_schemas(sources: Path) -> tuple[Path, ...]:
    """Writes the JSON Schema files that the sources point to, and returns their paths."""
    return publish(schemas(), sources / ".schema")


def _printed(order: Order, contents: Mapping[str, Content], say: Say) -> dict[str, bytes]:
    pages = {name: _guessed(order, name, content) for name, content in contents.items()}
    documents = _documents(order, contents, pages)
    if order.office is None:
        return {f"{name}.docx": docx for name, docx in documents.items()}
    documents, pdfs = _settled(order, contents, documents, pages, say)
    files = {}
    for name in contents:
        files[f"{name}.docx"], files[f"{name}.pdf"] = documents[name], pdfs[name]
    return files


def _documents(order: Order, contents: Mapping[str, Content], pages: Pages) -> dict[str, bytes]:
    """The Word files; problems of all templates together."""
    from osreport.word.document import to_docx

    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, each in contents.items():
        file = order.templates / f"{name}.docx"
        called = f"{order.templates.name}/{name}.docx"
        try:
            made[name] = to_docx(each, _template(file, called), called, pages[name], order.fonts)
        except SourceError as error:
            problems += error.problems
    if problems:
        raise SourceError(problems)
    return made


def _template(file: Path, called: str) -> bytes:
    if not file.is_file():
        problem = Problem("MAL007", Place(called), "Malen finnes ikke.", "Legg den i mappen, eller oppgi en annen: --templates MAPPE.")
        raise SourceError([problem])
    return file.read_bytes()


def _settled(
    order: Order, contents: Mapping[str, Content], documents: dict[str, bytes], pages: Pages, say: Say
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Word files whose contents lists name the pages that their PDFs have, and those PDFs.

    The number of lines in a contents list never changes, so one more conversion settles it.
    """
    from osreport.pdf.office import convert

    assert order.office is not None
    say(f"Lager PDF av {', '.join(documents)} …")
    pdfs = convert(documents, order.office)
    found = {name: _pages(contents[name], pdf, name) for name, pdf in pdfs.items()}
    moved = {name: contents[name] for name in documents if tuple(pages[name]) != found[name]}
    if moved:
        say(f"Setter riktige sidetall i {', '.join(moved)} …")
        documents = documents | _documents(order, moved, found)
        pdfs |= convert({name: documents[name] for name in moved}, order.office)
    _remember(order, found)
    return documents, {name: _finished(contents[name], pdf, found[name], name) for name, pdf in pdfs.items()}


def _pages(content: Content, pdf: bytes, name: str) -> tuple[int, ...]:
    """The page of each heading, from the bookmarks; they must be the headings, word for word."""
    from osreport.pdf.outline import bookmarks

    marks = bookmarks(pdf)
    titles = [" ".join(mark.title.split()) for mark in marks]
    expected = [" ".join(f"{heading.number} {heading.text}".split()) for heading in content.headings]
    if titles != expected:
        first = next((i for i, pair in enumerate(zip(titles, expected, strict=False)) if pair[0] != pair[1]), -1)
        shown = expected[first] if first >= 0 else f"{len(expected)} overskrifter mot {len(titles)} bokmerker"
        raise SourceError([
            Problem("PDF001", Place(f"{name}.pdf"), f"Bokmerkene i PDF-en er ikke overskriftene i dokumentet (ved «{shown}»).",
                    "Se at malen bruker Words egne overskriftsstiler med nummerering."),
        ])  # fmt: skip
    return tuple(mark.page for mark in marks)


def _finished(content: Content, pdf: bytes, pages: Sequence[int], name: str) -> bytes:
    """The PDF with its claims, after the validator has proven them."""
    from osreport.pdf.finish import finished
    from osreport.pdf.validate import failures

    done = finished(pdf, content.properties)
    problems = [
        Problem("PDF002", Place(f"{name}.pdf"), f"PDF-en bryter {failure.profile}, regel {failure.rule}: {failure.message} ({failure.count} steder).",
                "Se etter figurer uten alternativ tekst og tabeller uten overskriftsrad i malen.")
        for failure in failures(done)
    ]  # fmt: skip
    if _pages(content, done, name) != tuple(pages):
        problems.append(Problem("PDF003", Place(f"{name}.pdf"), "Sidetallene i innholdslisten falt ikke til ro.", "Bygg på nytt."))
    if problems:
        raise SourceError(problems)
    return done


def _guessed(order: Order, name: str, content: Content) -> tuple[int, ...]:
    """The pages of last time if there were as many headings, else all ones: only a first guess."""
    try:
        remembered = json.loads((order.cache / f"pages-{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        remembered = []
    fits = isinstance(remembered, list) and len(remembered) == len(content.headings)
    return tuple(remembered) if fits and all(isinstance(page, int) for page in remembered) else (1,) * len(content.headings)


def _remember(order: Order, found: Pages) -> None:
    publish({f"pages-{name}.json": json.dumps(list(pages)).encode() for name, pages in found.items()}, order.cache)


def _tools(order: Order) -> dict[str, str]:
    from osreport.pdf.office import office_version

    packages = {package: version(package) for package in ("osreport", *PACKAGES)}
    return packages | ({"libreoffice": office_version(order.office)} if order.office else {})
