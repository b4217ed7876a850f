"""A folder of YAML files, read into one `Planverk`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from osreport.model.planverk import Planverk
from osreport.problem import Place, Problem, SourceError

from .messages import closest, to_problems
from .strict_yaml import Path, Tree, read_yaml


@dataclass(frozen=True)
class Source:
    """Where one field of `Planverk` is written: a file, or a folder with one file for each element."""

    field: str
    model: type[BaseModel]
    is_folder: bool
    required: bool

    @property
    def name(self) -> str:
        ascii_name = self.field.replace("_", "-")
        return ascii_name if self.is_folder else f"{ascii_name}.yaml"

    @property
    def schema(self) -> str:
        """The name of its JSON Schema."""
        return f"{self.field.replace('_', '-')}.json"


def _source(field: str) -> Source:
    info = Planverk.model_fields[field]
    is_folder = get_origin(info.annotation) is tuple
    model = get_args(info.annotation)[0] if is_folder else info.annotation
    return Source(field, model, is_folder, info.is_required())


SOURCES: tuple[Source, ...] = tuple(map(_source, Planverk.model_fields))


@dataclass(frozen=True)
class Places:
    """Where everything in a `Planverk` was written; paths begin with its field, then index or key by key."""

    trees: Mapping[Path, Tree]
    root: str

    def of(self, path: Path, line_in_text: int = 0) -> Place:
        """The place of a value, or of what it stands in; `line_in_text` counts lines of a block scalar."""
        start = next((key for key in (path[:2], path[:1]) if key in self.trees), None)
        if start is None:
            return Place(self.root)
        tree, inner = self.trees[start], path[len(start) :]
        while inner not in tree.values:
            inner = inner[:-1]
        spot = tree.values[inner]
        return Place(spot.file, spot.line + 1 + line_in_text, 1) if inner in tree.blocks else spot


@dataclass(frozen=True)
class Kilder:
    """The municipality's plans and the places where each word of them stands."""

    planverk: Planverk
    places: Places


def read_planverk(folder: FilePath, name: str = "sources") -> Kilder:
    """Everything in the folder; `name` is what the folder is called in problems.

    Raises SourceError with every problem of every file.
    """
    problems: list[Problem] = []
    trees: dict[Path, Tree] = {}
    fields: dict[str, Any] = {}
    problems += _strangers(folder, name)
    for source in SOURCES:
        found = list(_files(folder, source))
        if not found and source.required:
            problems.append(_missing(source, name))
        for index, file in enumerate(found):
            path: Path = (source.field, index) if source.is_folder else (source.field,)
            value, tree, said = _read_file(file, source.model, f"{name}/{file.relative_to(folder).as_posix()}")
            problems += said
            if tree is not None:
                trees[path] = tree
            fields[source.field] = (*fields.get(source.field, ()), value) if source.is_folder else value
    if problems:
        raise SourceError(problems)
    return Kilder(Planverk(**fields), Places(trees, name))


def _files(folder: FilePath, source: Source) -> Iterator[FilePath]:
    path = folder / source.name
    if source.is_folder:
        yield from sorted(file for file in path.glob("*.yaml") if not file.name.startswith("."))
    elif path.is_file():
        yield path


def _read_file(file: FilePath, model: type[BaseModel], name: str) -> tuple[Any, Tree | None, list[Problem]]:
    tree, problems = read_yaml(file.read_bytes(), name)
    if tree is None:
        return None, None, problems
    try:
        return model.model_validate(tree.value), tree, problems
    except ValidationError as error:
        return None, tree, problems + to_problems(model, tree, error.errors(include_url=False), name)


def _missing(source: Source, name: str) -> Problem:
    return Problem("KILDE001", Place(name), f"Filen {source.name} mangler.",
                   "Lag den, eller hent den fra et annet planverk og skriv om.")  # fmt: skip


def _strangers(folder: FilePath, name: str) -> Iterator[Problem]:
    """Files that nothing reads: most often a name spelled wrong, and its content would be lost in silence."""
    if not folder.is_dir():
        yield Problem("KILDE002", Place(name), "Mappen finnes ikke.", "Oppgi en mappe med kilder: --sources MAPPE.")
        return
    known = {source.name for source in SOURCES}
    for path in sorted(folder.iterdir()):
        if path.name not in known and not path.name.startswith((".", "~")) and (path.is_dir() or _is_yaml(path)):
            hint = closest(path.name, known, "Kjente navn er")
            yield Problem("KILDE003", Place(f"{name}/{path.name}"), "Ingen del av planverket leses herfra.", hint)
    for source in SOURCES:
        for path in sorted((folder / source.name).iterdir() if (folder / source.name).is_dir() else ()):
            if path.suffix != ".yaml" and not path.name.startswith((".", "~")):
                yield Problem("KILDE003", Place(f"{name}/{source.name}/{path.name}"), "Filen leses ikke.",
                              "Gi den endelsen .yaml, eller flytt den ut av mappen.")  # fmt: skip


def _is_yaml(path: FilePath) -> bool:
    return path.suffix in {".yaml", ".yml"}
