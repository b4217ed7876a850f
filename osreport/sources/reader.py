"""A folder of YAML files, read into one `Planverk`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, get_args, get_origin
from unicodedata import normalize

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from osreport.model.kommune import FØRSTE_SKJEMA, SKJEMA
from osreport.model.planverk import Planverk
from osreport.problem import Place, Problem, SourceError
from osreport.structs import Struct, field

from .letters import MAX_BYTES
from .messages import to_problems
from .strict_yaml import read_yaml
from .suggestions import alike, closest
from .tree import Path, Tree
from .written import Patched

ROUNDS = {
    "høringer": "horinger/*/runde.yaml",
    "utsendinger": "horinger/*/utsending.yaml",
    "merknader": "horinger/*/merknader/*.yaml",
}
RECEIVED = "horinger/*/innkommet/*"  # what came in during a round, as it came; nothing is read there


class Source(Struct):
    """Where one field of `Planverk` is written: a file, or all files whose path below the folder fits `pattern`."""

    field: str
    model: type[BaseModel]
    pattern: str
    is_one: bool
    required: bool

    @property
    def name(self) -> str:
        """The file or folder in the folder of sources."""
        return self.pattern.partition("/")[0]

    @property
    def schema(self) -> str:
        """The name of its JSON Schema."""
        return f"{self.field.replace('_', '-').replace('ø', 'o')}.json"


def _source(field: str) -> Source:
    info = Planverk.model_fields[field]
    annotation: Any = info.annotation
    name = field.replace("_", "-")
    if get_origin(annotation) is tuple:
        return Source(field, get_args(annotation)[0], ROUNDS.get(field, f"{name}/*.yaml"), False, False)
    return Source(field, annotation, f"{name}.yaml", True, info.is_required())


SOURCES: tuple[Source, ...] = tuple(map(_source, Planverk.model_fields))


class Places(Struct):
    """Where everything in a `Planverk` was written; paths begin with its field, then index or key by key."""

    trees: Mapping[Path, Tree | Patched]
    root: str

    def of(self, path: Path, before: str | None = None) -> Place:
        """The place of a value, or of what it stands in; with `before`, of the character that follows it there."""
        start = next((key for key in (path[:2], path[:1]) if key in self.trees), None)
        return self.trees[start].place(path[len(start) :], before) if start else Place(self.root)

    def lines(self, path: Path) -> range:
        """The numbers of the lines that a value stands on in its file."""
        start = next((key for key in (path[:2], path[:1]) if key in self.trees), None)
        return self.trees[start].lines(path[len(start) :]) if start else range(0)


class Kilder(Struct):
    """The municipality's plans and the places where each word of them stands.

    `changed` names the last decision that touched an element, by its kind and id; `grounds` the points of input that
    led to it; `preview` what is only looked at;
    `received` are the files that came in during hearings, by their paths below the folder.
    """

    planverk: Planverk
    places: Places
    changed: Mapping[tuple[str, str], str] = field(default_factory=dict)
    preview: str = ""
    grounds: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    received: tuple[str, ...] = ()


def read_planverk(folder: FilePath, name: str = "sources") -> Kilder:
    """Everything in the folder; `name` is what the folder is called in problems.

    Raises SourceError with every problem of every file.
    """
    reading = _Reading(folder, name)
    try:
        reading.strangers()
        received = tuple(path.relative_to(folder).as_posix() for path in _matching(folder, RECEIVED.split("/")))
        fields = {source.field: read for source in SOURCES if (read := reading.source(source)) is not None}
    except OSError as error:
        raise SourceError([_unreadable(name, error)]) from error
    if reading.problems:
        raise SourceError(reading.problems)
    whole = Planverk.model_construct(**fields)  # its parts are validated
    return Kilder(whole, Places(reading.trees, name), received=received)


class _Reading:
    """One reading of a folder: the trees read so far and the problems told so far."""

    def __init__(self, folder: FilePath, name: str) -> None:
        self.folder, self.name = folder, name
        self.problems: list[Problem] = []
        self.trees: dict[Path, Tree] = {}
        self.misnamed: set[str] = set()

    def source(self, source: Source) -> Any:
        """What one field of `Planverk` holds; None where there is no file or a problem is told."""
        if not source.is_one:
            files = _matching(self.folder, source.pattern.split("/"))
            return tuple(self._file(file, source.model, (source.field, index)) for index, file in enumerate(files))
        path = self.folder / source.name
        if path.exists() or path.is_symlink():
            return self._file(path, source.model, (source.field,))
        if source.required and source.name not in self.misnamed and self.folder.is_dir():
            self._say(
                "KILDE001",
                "",
                f"Filen {source.name} mangler.",
                "Lag den, eller hent den fra et annet planverk og skriv om.",
            )
        return None

    def _file(self, file: FilePath, model: type[BaseModel], path: Path) -> Any:
        content = self._content(file)
        tree, said = read_yaml(content, self._called(file)) if content is not None else (None, [])
        self.problems += said
        if tree is None:
            return None
        self.trees[path] = tree
        if path == ("kommune",):
            _refuse_other_layouts(tree)
        value, errors = validated(model, tree)
        self.problems += to_problems(model, tree, errors)
        return value

    def _content(self, file: FilePath) -> bytes | None:
        """The bytes of a file of our own; never of a pipe, nor of what a link leads to outside the folder."""
        try:
            if (refused := self._refused(file)) is None:
                with file.open("rb") as stream:
                    return stream.read(MAX_BYTES + 1)
            self._say(refused[0], file, *refused[1:])
        except OSError as error:
            self.problems.append(_unreadable(self._called(file), error))
        return None

    def _refused(self, file: FilePath) -> tuple[str, str, str] | None:
        if not file.resolve(strict=True).is_relative_to(self.folder.resolve()):
            return (
                "KILDE004",
                "Filen er en lenke ut av mappen med kilder; den leses ikke.",
                "Legg selve filen i mappen.",
            )
        if file.is_dir():
            return "KILDE005", "Dette er en mappe, ikke en fil.", "Gi mappen et annet navn, og legg innholdet i en fil."
        return None if file.is_file() else ("KILDE005", "Dette er ingen vanlig fil.", "Bytt den ut med en tekstfil.")

    def strangers(self) -> None:
        """Tells of files that nothing reads: most often a name spelled wrong, and its content lost in silence."""
        if not self.folder.is_dir():
            self._say("KILDE002", "", "Mappen finnes ikke.", "Oppgi en mappe med kilder: --sources MAPPE.")
            return
        known = {source.name: source for source in SOURCES}
        for path in _entries(self.folder):
            if path.name in known and not known[path.name].is_one:
                self._strangers_in(path, _patterns(path.name))
            elif path.name not in known and (path.is_dir() or _looks_like_a_source(path, known)):
                meant = alike(path.name, [name for name in known if not (self.folder / name).exists()])
                self.misnamed |= {meant} if meant else set()
                hint = f"Gi den navnet {meant}." if meant else closest(path.name, known, "Kjente navn er")
                self._say("KILDE003", path, "Ingen del av planverket leses herfra.", hint)

    def _strangers_in(self, folder: FilePath, patterns: Collection[Sequence[str]]) -> None:
        """Tells of what fits no pattern in a folder, and in the folders that a pattern goes on into."""
        if not folder.is_dir():
            hint = "Lag en mappe, og legg en fil i den for hver del."
            self._say("KILDE005", folder, "Dette skal være en mappe.", hint)
            return
        for path in _entries(folder):
            below = [pattern[1:] for pattern in patterns if len(pattern) > 1 and path.match(pattern[0])]
            if below and path.is_dir():
                self._strangers_in(path, below)
            elif path.suffix != ".md" and not any(path.match(each[0]) for each in patterns if len(each) == 1):
                self._say("KILDE003", path, "Ingen del av planverket leses herfra.", _where_to(path, patterns))

    def _say(self, code: str, path: FilePath | str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, Place(self._called(path) if path else self.name), message, hint))

    def _called(self, path: FilePath | str) -> str:
        return normalize("NFC", f"{self.name}/{FilePath(path).relative_to(self.folder).as_posix()}")


def validated(model: type[BaseModel], tree: Tree | Patched) -> tuple[Any, list[ErrorDetails]]:
    """What a file says as a value of the model, or None and what is wrong with it."""
    try:
        return model.model_validate(tree.value), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _entries(folder: FilePath) -> list[FilePath]:
    """What stands in the folder, save hidden files and what editors leave behind."""
    return sorted(
        path for path in folder.iterdir() if not path.name.startswith((".", "~", "#")) and path.name[-1] != "~"
    )


def _patterns(name: str) -> list[list[str]]:
    """What may stand in a folder of sources, part by part."""
    patterns = [pattern.split("/") for pattern in (*(source.pattern for source in SOURCES), RECEIVED)]
    return [pattern[1:] for pattern in patterns if pattern[0] == name]


def _where_to(path: FilePath, patterns: Collection[Sequence[str]]) -> str:
    if path.is_dir():
        return "Flytt filene i den opp ett nivå."
    if any(len(pattern) > 1 for pattern in patterns):
        return "Her leses bare " + ", ".join(sorted({"/".join(pattern) for pattern in patterns})) + "."
    return "Gi den endelsen .yaml, eller flytt den ut av mappen."


def _matching(folder: FilePath, pattern: Sequence[str]) -> list[FilePath]:
    """The files below the folder, in order, whose path fits the pattern part by part."""
    found = [path for path in _entries(folder) if path.match(pattern[0])] if folder.is_dir() else []
    return found if len(pattern) == 1 else [file for path in found for file in _matching(path, pattern[1:])]


def _looks_like_a_source(path: FilePath, known: Iterable[str]) -> bool:
    stem, _, ending = path.name.lower().partition(".")
    return "yaml" in ending or "yml" in ending or stem in {name.partition(".")[0] for name in known}


def _refuse_other_layouts(tree: Tree) -> None:
    """Sources laid out otherwise than this program reads; what else it would say of them is noise."""
    version = tree.value.get("skjema", FØRSTE_SKJEMA) if isinstance(tree.value, dict) else SKJEMA
    if isinstance(version, int) and version >= FØRSTE_SKJEMA and version != SKJEMA:
        raise SourceError([_other_layout(tree, version)])


def _other_layout(tree: Tree, version: int) -> Problem:
    said = f"Kildene er skrevet i skjema {version}. Denne utgaven av osreport leser skjema {SKJEMA}."
    if version < SKJEMA:
        return Problem("KILDE010", tree.place(("skjema",)), said, "Kjør ./inv migrate, som skriver dem om.")
    hint = f"Hent en nyere utgave av osreport, som leser skjema {version}: git pull i mappen med programmet."
    return Problem("KILDE007", tree.place(("skjema",)), said, hint)


def _unreadable(called: str, error: OSError) -> Problem:
    """A file or folder that cannot be opened, or is gone since the folder was listed."""
    if isinstance(error, FileNotFoundError):
        return Problem(
            "KILDE006",
            Place(called),
            "Filen finnes ikke lenger, eller er en lenke til noe som ikke finnes.",
            "Prøv på nytt. Er den en lenke, legg selve filen i mappen.",
        )
    return Problem(
        "KILDE006",
        Place(called),
        "Har ikke lov til å lese dette." if isinstance(error, PermissionError) else "Kan ikke leses.",
        "Se at du har lesetilgang til filen og mappen, og at disken er tilgjengelig.",
    )
