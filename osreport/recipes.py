"""One function for each thing osreport makes: the flow, one call a step."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from osreport.check import rules
from osreport.decisions import Day, adopted
from osreport.problem import SourceError
from osreport.publish import publish
from osreport.sources.reader import Kilder, read_planverk

if TYPE_CHECKING:  # a check needs nothing of Word and PDF, and shall not wait for it
    from osreport.printing import Press, Say

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
    press: "Press"
    revision: str


def checked(sources: Path, as_of: Day | None) -> Kilder:
    """The plan set on that day; SourceError with every problem of the first step that finds any."""
    kilder = adopted(read_planverk(sources, sources.name), as_of)
    if found := rules.problems(kilder):
        raise SourceError(found)
    return kilder


def tried(sources: Path, as_of: Day | None, templates: Path) -> Kilder:
    """The plan set, after every template in the folder has been filled with it on trial."""
    from osreport.context.document import content
    from osreport.model.planverk import DOCUMENTS
    from osreport.printing import Press, word_files

    kilder = checked(sources, as_of)
    contents = {name: content(kilder.planverk, name) for name in DOCUMENTS}
    word_files(contents, Press(templates), {name: (1,) * len(each.headings) for name, each in contents.items()})
    return kilder


def build(order: Order, say: "Say") -> tuple[Path, ...]:
    """Makes the documents and the manifest, and returns their paths.

    Raises SourceError for problems in sources or templates and ToolError when LibreOffice fails; then no file in
    the output folder has changed.
    """
    from osreport.context.document import content
    from osreport.manifest import manifest
    from osreport.printing import printed

    say("Leser og kontrollerer kildene …")
    kilder = checked(order.sources, order.as_of)
    contents = {name: content(kilder.planverk, name) for name in order.documents}
    files = printed(contents, order.press, say)
    files["manifest.json"] = manifest(kilder.planverk, files, order.revision, _tools(order))
    return publish(files, order.output)


def write_schemas(sources: Path) -> tuple[Path, ...]:
    """Writes the JSON Schema files that the sources point to, and returns their paths."""
    from osreport.schema import schemas

    return publish(schemas(), sources / ".schema")


def _tools(order: Order) -> dict[str, str]:
    from osreport.pdf.office import office_version

    packages = {package: version(package) for package in ("osreport", *PACKAGES)}
    return packages | ({"libreoffice": office_version(order.press.office)} if order.press.office else {})
