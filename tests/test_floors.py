"""The floors of the package: an import points downwards only, and each outside library has one home."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the bottom up; what stands on one line does not know of each other.
FLOORS = (
    {"structs"},
    {"problem", "properties", "surroundings", "figures", "inventory", "memory", "drivers", "standins"},
    {"model", "report", "pdf", "publish", "repository"},
    {"sources", "prose", "wording", "numbering", "manifest", "store", "kinds", "treatment"},
    {"decisions", "schema", "markup", "references", "press", "spelling", "merging", "migration"},
    {"quoting", "context", "states"},
    {"check", "word", "proof", "changes", "freezing"},
    {"templates", "machine", "changelog", "answers", "hearing", "rolling"},
    {"printing", "redline", "sarif", "tracing"},
    {"redlining", "intake", "consolidation"},
    {"recipes", "receiving"},
    {"comparing"},
    {"hearings", "logbook", "trail"},
    {"answering"},
    {"flags"},
    {"terminal"},
    {"commands"},
    {"tasks"},
)
FLOOR = {name: number for number, floor in enumerate(FLOORS) for name in floor}
HOMES = {
    "yaml": {"sources.strict_yaml"},
    "pydantic": {"model", "sources"},
    "pydantic_core": {"model", "sources"},
    "markdown_it": {"prose"},
    "msgspec": {"structs"},
    "babel": {"wording"},
    "hunspell": {"spelling"},
    "icalendar": {"hearing.events"},
    "docx": {"word"},
    "docxtpl": {"word"},
    "jinja2": {"word"},
    "lxml": {"figures", "intake", "redline", "word.quality.opened", "word.readable"},
    "rapidfuzz": {"intake", "redline"},
    "resvg_py": {"figures"},
    "xlsxwriter": {"figures"},
    "pikepdf": {"pdf"},
    "page": {"pdf"},
    "pypdfium2": {"pdf"},
    "subprocess": {"pdf", "repository"},
    "invoke": {"commands", "flags", "surroundings", "tasks", "terminal"},
    "os": {
        "flags",
        "machine",
        "pdf.office",
        "pdf.processes",
        "publish",
        "tasks",
        "commands.documents",
        "commands.hearing",
        "commands.history",
        "commands.strategy",
        "terminal",
    },
}
# What differs from one run or one machine to the next.
NEVER = {
    "time",
    "random",
    "secrets",
    "uuid",
    "socket",
    "urllib.request",
    "http.client",
    "locale",
    "getpass",
    "platform",
}
OUTSIDE = {
    "now",
    "utcnow",
    "today",
    "environ",
    "getenv",
    "urandom",
    "gettempdir",
    "cwd",
    "getcwd",
    "expanduser",
    "home",
}
FILES = {
    ".".join(path.relative_to(ROOT / "osreport").with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "osreport").rglob("*.py"))
}
MODULES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items() if name != "__init__"}
MODULES["tasks"] = ast.parse((ROOT / "tasks.py").read_text(encoding="utf-8"))


def imported(name: str) -> set[str]:
    """Everything the module imports, as whole names; our own without `osreport.`."""
    found: set[str] = set()
    for node in ast.walk(MODULES[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = [] if not node.level else ["osreport", *name.split(".")][: -node.level]
            module = ".".join([*package, *filter(None, [node.module])])
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


def own(name: str) -> set[str]:
    """The modules of ours that the module imports."""
    wanted = {each.removeprefix("osreport.") for each in imported(name) if each.startswith("osreport.")}
    return {each if each in MODULES else each.rpartition(".")[0] for each in wanted}


def part(name: str) -> str:
    return name.partition(".")[0]


def test_every_module_has_a_floor() -> None:
    assert {part(name) for name in MODULES} == set(FLOOR)


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_to_floors_below(name: str) -> None:
    above = {each for each in own(name) if part(each) != part(name) and FLOOR[part(each)] >= FLOOR[part(name)]}
    assert not above


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert list(TopologicalSorter({name: own(name) for name in MODULES}).static_order())


def test_in_the_model_only_the_whole_set_gathers_its_siblings() -> None:
    gathered = {name for name in MODULES if part(name) == "model" and len(own(name)) > 2}
    assert gathered == {"model.planverk"}


@pytest.mark.parametrize("name", MODULES)
def test_outside_libraries_have_one_home(name: str) -> None:
    strange = {each for each in map(part, imported(name)) if each in HOMES and not {name, part(name)} & HOMES[each]}
    assert not strange


@pytest.mark.parametrize("name", [name for name in MODULES if name != "tasks"])
def test_clock_chance_and_machine_stay_outside(name: str) -> None:
    """LibreOffice needs the search path of the machine; tasks.py hands it over."""
    named = {each.attr for each in ast.walk(MODULES[name]) if isinstance(each, ast.Attribute) and not _handed(each)}
    assert not {each for each in imported(name) if any(f"{each}.".startswith(f"{never}.") for never in NEVER)}
    assert not OUTSIDE & named


def _handed(attribute: ast.Attribute) -> bool:
    """Whether it is asked of what tasks.py has seen, as `around(c)` hands it over."""
    call = attribute.value
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "around"


def test_the_package_itself_imports_nothing() -> None:
    tree = ast.parse((ROOT / "osreport/__init__.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not [name for name in MODULES if "osreport" in imported(name)]


@pytest.mark.parametrize("name", MODULES)
def test_modules_and_functions_are_short(name: str) -> None:
    """At most 300 lines a module and 20 a function, docstrings not counted."""
    tree = MODULES[name]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {each.name: length for each in functions if (length := _length(each)) > 20}
    assert not long
    assert max((getattr(node, "end_lineno", 0) for node in tree.body), default=0) <= 300


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0
