"""One function for each thing osreport makes: the flow, one call a step."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from osreport.press import Press
from osreport.problem import Place, Problem, SourceError, in_order
from osreport.publish import publish
from osreport.store import fingerprint, fingerprint_of_folder, fingerprint_of_program
from osreport.structs import Struct, field, replace

if TYPE_CHECKING:  # what has not changed is published at once, and a check waits for nothing of Word and PDF
    from osreport.context.content import Content
    from osreport.decisions.adopting import Ruled
    from osreport.decisions.consolidating import Consolidation
    from osreport.decisions.order import Day
    from osreport.freezing.compared import Compared
    from osreport.migration import Migration
    from osreport.model.verdi import Dato
    from osreport.printing import Say, Sheet
    from osreport.sources.reader import Kilder
    from osreport.spelling import Dictionaries
    from osreport.states import LaidOut, State

    Asked = tuple[State, LaidOut]
    Frozen = tuple[tuple[Path, ...], bool]

PACKAGES = (
    "docxtpl", "python-docx", "lxml", "pikepdf", "page-validation", "pydantic", "pypdfium2", "resvg_py", "xlsxwriter",
)  # fmt: skip
PRINTED = ("vedlegg", "samfunnsdel", "planstrategi")  # in this order: what takes longest to prove, first


class Order(Struct):
    """Which documents are to be made of which sources, printed how, and where they are to lie.

    `revision` is what version control calls the state of the sources; `versions` are those of the language and the
    libraries that the machine brings; `called` is what problems call the folder of sources, if not by its name; `state`
    is the state of the plans that was asked for; `preview` names an alternative of a decision (`SAK/alternativ`) to be
    printed as if it were adopted.
    """

    sources: Path
    output: Path
    documents: tuple[str, ...]
    as_of: "Day | None"
    press: Press
    revision: str
    versions: Mapping[str, str] = field(default_factory=dict)
    called: str = ""
    state: str = "arbeid"
    preview: str = ""


def examined(
    sources: Path, as_of: "Day | None", called: str = "", dictionaries: "Dictionaries | None" = None
) -> tuple["Kilder", tuple[Problem, ...]]:
    """The plan set on that day, and all that the rules find in it; SourceError when it cannot be read.

    `called` is what problems call the folder, its own name if it is empty. Words are spelled only with dictionaries.
    """
    from osreport.check import rules

    kilder = read(sources, as_of, called)
    return kilder, in_order(rules.problems(kilder, dictionaries))


def checked(sources: Path, as_of: "Day | None", called: str = "", preview: str = "") -> "Kilder":
    """The plan set on that day, if it has no faults; SourceError with every fault of the first step that finds any."""
    return faultless(read(sources, as_of, called, preview))


def faultless(kilder: "Kilder") -> "Kilder":
    """The very same; SourceError with every fault that the rules find in it."""
    from osreport.check.faults import faults

    if found := faults(kilder):
        raise SourceError(found)
    return kilder


def read(sources: Path, as_of: "Day | None", called: str, preview: str = "") -> "Kilder":
    from osreport.decisions.adopting import adopted
    from osreport.sources.reader import read_planverk

    return adopted(read_planverk(sources, called or sources.name), as_of, preview)


def ruled(sources: Path, as_of: "Day | None", preview: str = "", called: str = "") -> "Ruled":
    """The decisions in their order, and what came of each change; SourceError when the sources cannot be read."""
    from osreport.decisions.adopting import ruling
    from osreport.sources.reader import read_planverk

    return ruling(read_planverk(sources, called or sources.name), as_of, preview)


def consolidated(sources: Path, called: str, until: "Day", press: Press) -> "Consolidation":
    """Writes the decisions up to and including the day into the files that they change, if nothing printed differs."""
    from osreport.consolidation import consolidated

    return consolidated(sources, called, until, press)


def migrated(sources: Path, called: str) -> "Migration":
    """Writes sources of an older layout in today's, and tells what it wrote."""
    from osreport.migration import migrated

    return migrated(sources, called)


def freeze(sources: Path, laid: "LaidOut", state: "State", names: Sequence[str], because: str, today: str) -> "Frozen":
    """Writes the numbers of the documents into the sources, of the day of the decision behind it or else of today.

    Raises SourceError for faults in the sources, and where other numbers are frozen for that day.
    """
    from osreport.freezing.kept import FOLDER, files, reason
    from osreport.model.verdi import Dato
    from osreport.sources.reader import read_planverk

    decided = reason(read_planverk(laid.folder, laid.called).planverk, because)
    day = decided or Dato.model_validate(today)
    kilder = checked(laid.folder, state.day or (decided.sortering if decided else None), laid.called)
    found = files(kilder.planverk, names, day, because, sources / FOLDER, laid.called)
    return publish(found, sources / FOLDER), decided is not None


def renumbered(laid: "LaidOut", state: "State", names: Sequence[str], since: "Dato | None") -> tuple["Compared", ...]:
    """What has become of frozen numbers; SourceError for faults in the sources."""
    from osreport.freezing.compared import compared

    return compared(checked(laid.folder, state.day, laid.called).planverk, names, since)


def inspected(
    sources: Path, as_of: "Day | None", press: Press, called: str = "", dictionaries: "Dictionaries | None" = None
) -> tuple[Problem, ...]:
    """What the rules find in the sources, and what is wrong with the templates."""
    return _inspected(sources, as_of, press, called, dictionaries)[1]


def tried(
    sources: Path, as_of: "Day | None", press: Press, called: str = "", dictionaries: "Dictionaries | None" = None
) -> tuple[Problem, ...]:
    """The same, and what shows only where every template is filled, when nothing else is wrong."""
    from osreport.printing import filled_sheets

    kilder, found = _inspected(sources, as_of, press, called, dictionaries)
    if not any(problem.severity == "feil" for problem in found):
        try:
            filled_sheets(_trials(kilder, press), press)
        except SourceError as error:
            return in_order({*found, *error.problems})
    return found


def _trials(kilder: "Kilder", press: Press) -> Iterator["Sheet"]:
    """Something to fill every template with; what is to be printed through one that is not there, is not tried."""
    from osreport.changelog.specimen import specimen
    from osreport.context.document import content
    from osreport.hearing.specimen import specimen as papers
    from osreport.model.documents import DOCUMENTS, LOG
    from osreport.printing import Sheet

    yield from (Sheet(name, content(kilder.planverk, name), name, kilder.places.of) for name in DOCUMENTS)
    if press.has(LOG):
        yield Sheet(LOG, specimen(kilder), LOG, lambda _: Place(press.called(LOG)))
    for paper in papers(kilder.planverk):
        if press.has(paper.template):
            yield Sheet(paper.name, paper.content, paper.template, lambda _: Place(press.folder))


def _inspected(
    sources: Path, as_of: "Day | None", press: Press, called: str, dictionaries: "Dictionaries | None"
) -> tuple["Kilder", tuple[Problem, ...]]:
    from osreport.templates import faults_of_all

    templates = faults_of_all(press)
    try:
        kilder, found = examined(sources, as_of, called, dictionaries)
    except SourceError as error:
        raise SourceError([*error.problems, *templates]) from error
    return kilder, in_order((*found, *templates))


def build(order: Order, say: "Say") -> tuple[Path, ...]:
    """Makes the documents and the manifest, and returns their paths.

    Raises SourceError for problems in sources or templates and ToolError when LibreOffice fails; then no file in
    the output folder has changed.
    """
    store = order.press.store
    key = _key(order) if store else None
    files = store.get(key) if store and key else None
    if files:
        say("Ingenting er endret siden sist.")
        return publish(files, order.output)
    files = _made(order, say)
    if store and key:
        store.put(key, files)
    return publish(files, order.output)


def _made(order: Order, say: "Say") -> dict[str, bytes]:
    """Every file of the order: read, check, print, describe. LibreOffice gets ready while Python loads and reads."""
    from osreport.pdf.offices import Offices

    with Offices(order.press.office) if order.press.office else nullcontext() as offices:
        from osreport.manifest import manifest
        from osreport.printing import printed

        say("Leser og kontrollerer kildene …")
        kilder = checked(order.sources, order.as_of, order.called, order.preview)
        tools = cache(partial(_tools, order))
        press = order.press
        marked = replace(press, tools=json.dumps([press.tools, tools()])) if press.store else press
        prints = printed(_contents(kilder, order, tools), marked, offices, kilder.places.of, say)
    files = dict(sorted(prints.files.items(), key=lambda file: order.documents.index(Path(file[0]).stem)))
    fonts = {file.name: file.read_bytes() for file in order.press.fonts}
    stand = (order.state, order.revision)
    told = manifest(kilder.planverk, files, prints.fonts, stand, tools(), fonts, kilder.preview)
    return files | {"manifest.json": told}


def _contents(kilder: "Kilder", order: Order, meanwhile: Callable[[], object]) -> Iterator[tuple[str, "Content"]]:
    """The contents one by one, as they are printed; when LibreOffice has them all, there is time for something else."""
    from osreport.context.document import content

    for name in sorted(order.documents, key=PRINTED.index):
        yield name, content(kilder.planverk, name, kilder.preview)
    meanwhile()


def write_schemas(sources: Path) -> tuple[Path, ...]:
    """Writes the JSON Schema files that the sources point to, and returns their paths."""
    from osreport.schema import schemas

    return publish(schemas(), sources / ".schema")


def _key(order: Order) -> str | None:
    """The fingerprint of everything that a build depends on; None where the sources are not plain files."""
    if (sources := fingerprint_of_folder(order.sources)) is None:
        return None
    templates = (order.press.templates / f"{name}.docx" for name in order.documents)
    files = (*(file for file in templates if file.is_file()), *order.press.fonts)
    as_they_stand = (order.as_of, order.state, order.preview, order.revision)
    chosen = repr((order.documents, *as_they_stand, order.press.tools, order.press.office is None))
    return fingerprint(sources, chosen, json.dumps(_tools(order)), *(file.read_bytes() for file in files))


def _tools(order: Order) -> dict[str, str]:
    """The versions of all that decides what the files become."""
    from importlib.metadata import version

    packages = {package: version(package) for package in ("osreport", *PACKAGES)}
    office = {"libreoffice": order.press.office.version} if order.press.office else {}
    return {**packages, **order.versions, **office, "osreport-kode": fingerprint_of_program()}
