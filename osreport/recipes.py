"""One function for each thing osreport makes: the flow, one call a step."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from osreport import check
from osreport.context.document import DOCUMENTS, content
from osreport.decisions import Day, adopted
from osreport.manifest import manifest
from osreport.printing import Press, Say, printed, word_files
from osreport.problem import SourceError
from osreport.publish import publish
from osreport.schema import schemas
from osreport.sources.reader import Kilder, read_planverk

PACKAGES = ("docxtpl", "python-docx", "lxml", "pikepdf", "page-validation", "pydantic", "resvg_py", "xlsxwriter")


@dataclass(frozen=True)
class Order:
    """Which documents are to be made of which sources, printed how, and where they are to lie.

    `revision` is what version control calls the state of the sources.
    """

    sources: Path
    output: Path
    documents: tuple[str, ...]
    as_of: Day | None
    press: Press
    revision: str


def checked(sources: Path, as_of: Day | None, templates: Path | None = None) -> Kilder:
    """The plan set on that day; SourceError with every problem of the first step that finds any.

    With a folder of templates, each of them is filled on trial.
    """
    kilder = adopted(read_planverk(sources, sources.name), as_of)
    if found := check.problems(kilder):
        raise SourceError(found)
    if templates is not None:
        contents = {name: content(kilder.planverk, name) for name in DOCUMENTS}
        word_files(contents, Press(templates), {name: (1,) * len(each.headings) for name, each in contents.items()})
    return kilder


def build(order: Order, say: Say) -> tuple[Path, ...]:
    """Makes the documents and the manifest, and returns their paths.

    Raises SourceError for problems in sources or templates and ToolError when LibreOffice fails; then no file in
    the output folder has changed.
    """
    say("Leser og kontrollerer kildene …")
    kilder = checked(order.sources, order.as_of)
    contents = {name: content(kilder.planverk, name) for name in order.documents}
    files = printed(contents, order.press, say)
    files["manifest.json"] = manifest(kilder.planverk, files, order.revision, _tools(order))
    return publish(files, order.output)


def write_schemas(sources: Path) -> tuple[Path, ...]:
    """Writes the JSON Schema files that the sources point to, and returns their paths."""
    return publish(schemas(), sources / ".schema")


def _tools(order: Order) -> dict[str, str]:
    from osreport.pdf.office import office_version

    packages = {package: version(package) for package in ("osreport", *PACKAGES)}
    return packages | ({"libreoffice": office_version(order.press.office)} if order.press.office else {})
