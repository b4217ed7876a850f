"""YAML as osreport reads it: YAML 1.2 core schema, and nothing that changes meaning behind the writer's back.

The only home of PyYAML. libyaml splits the text into events; what a plain scalar means is decided here
(YAML 1.2.2, section 10.3.2), so `no`, `on`, `1:30` and `2024-01-25` stay text.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from osreport.problem import Place, Problem

Path = tuple[str | int, ...]
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_CHARACTERS = 8_000_000
MAX_DEPTH = 40
MAX_DIGITS = 18
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ue000-\uf8ff]"
)
CORE: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"^(?:null|Null|NULL|~|)$"), lambda _: None),
    (re.compile(r"^(?:true|True|TRUE)$"), lambda _: True),
    (re.compile(r"^(?:false|False|FALSE)$"), lambda _: False),
    (re.compile(rf"^[-+]?[0-9]{{1,{MAX_DIGITS}}}$"), int),
    (re.compile(r"^0o[0-7]{1,18}$"), lambda text: int(text[2:], 8)),
    (re.compile(r"^0x[0-9a-fA-F]{1,16}$"), lambda text: int(text[2:], 16)),
    (re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?$"), float),
)
SYNTAX: tuple[tuple[str, str, str], ...] = (
    ("found character '\\t'", "Innrykket er laget med tabulator.", "Bytt tabulatoren med mellomrom; to for hvert nivå."),
    ("mapping values are not allowed", "Det står et kolon med mellomrom etter seg midt i en verdi, eller innrykket er galt.",
     "Sett hele verdien i anførselstegn, eller rett innrykket så det står likt med linjen over."),
    ("could not find expected ':'", "Det mangler kolon etter en nøkkel.", "Skriv «nøkkel: verdi», med mellomrom etter kolon."),
    ("did not find expected key", "Innrykket eller anførselstegnene stemmer ikke med linjene over.",
     "Se at linjen begynner like langt inne som de andre i samme del, og at anførselstegn er lukket."),
    ("did not find expected '-' indicator", "Innrykket stemmer ikke: her ventes neste punkt i listen.",
     "Begynn linjen med bindestrek like langt inne som punktet over."),
    ("found unexpected end of stream", "Et anførselstegn er åpnet, men aldri lukket.", "Lukk anførselstegnet."),
    ("did not find expected ',' or", "En liste eller samling i klammer er ikke lukket.", "Lukk den med ] eller }, eller skriv ett punkt på hver linje."),
    ("cannot start any token", "Tegnet kan ikke stå først i en verdi.", "Sett verdien i anførselstegn."),
    ("block sequence entries are not allowed", "Et listepunkt står på samme linje som nøkkelen.", "Flytt «- » til neste linje, to mellomrom inn."),
    ("unknown escape character", "En omvendt skråstrek i doble anførselstegn betyr noe annet enn du tror.", "Bruk enkle anførselstegn: '…'."),
    ("undefined alias", "Stjerne først i en verdi betyr noe annet i YAML.", "Sett verdien i anførselstegn."),
    ("unacceptable character", "Filen har et tegn som ikke kan leses.", "Skriv tegnet på nytt."),
)  # fmt: skip


@dataclass(frozen=True)
class Tree:
    """What one file says: mappings as dicts, lists as tuples, and the place of every key and value."""

    value: Any
    keys: Mapping[Path, Place]
    values: Mapping[Path, Place]
    blocks: frozenset[Path]


@dataclass
class _Builder:
    file: str
    events: Iterator[Any]
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    blocks: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def say(self, code: str, event: Any, message: str, hint: str) -> None:
        self.problems.append(Problem(code, self.place(event), message, hint))

    def node(self, event: Any, path: Path) -> Any:
        self.values[path] = self.place(event)
        self._refuse_magic(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event, path) if isinstance(event, yaml.ScalarEvent) else None

    def _refuse_magic(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.say("YAML006", event, f"«*{event.anchor}» viser til et annet sted i filen; det leses ikke her.",
                     "Skriv verdien ut, eller sett den i anførselstegn hvis stjernen hører til teksten.")  # fmt: skip
        elif event.anchor:
            self.say("YAML006", event, f"«&{event.anchor}» setter et merke i filen; det leses ikke her.",
                     "Ta bort merket, eller sett verdien i anførselstegn.")  # fmt: skip
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self.say("YAML007", event, f"«{tag}» styrer hva verdien betyr; det leses ikke her.",
                     "Ta bort ordet med utropstegn, eller sett verdien i anførselstegn.")  # fmt: skip

    def _deep(self, event: Any, path: Path) -> bool:
        if len(path) == MAX_DEPTH:
            self.say("YAML008", event, "Filen har for mange nivåer inni hverandre.", "Rett innrykket.")
        return len(path) >= MAX_DEPTH

    def _skip(self, event: Any) -> None:
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = next(self.events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _child(self, event: Any, path: Path) -> Any:
        if self._deep(event, path):
            self._skip(event)
            return None
        return self.node(event, path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event)
            child = (*path, key)
            value_event = next(self.events)
            if key in found:
                first = self.keys[child]
                self.say("YAML005", event, f"«{key}» står to ganger; første gang på linje {first.line}.",
                         "Behold den ene, eller slå dem sammen.")  # fmt: skip
                self._child(value_event, (*path, f"{key} ({self.place(event)})"))
                continue
            self.keys[child] = self.place(event)
            found[key] = self._child(value_event, child)
        return found

    def _key(self, event: Any) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_magic(event)
            return str(event.value)
        self.say("YAML009", event, "Her må det stå en nøkkel: ett ord fulgt av kolon.",
                 "Begynner verdien med «{» eller «[», må den stå i anførselstegn.")  # fmt: skip
        self._skip(event)
        return f"({event.start_mark.line + 1}:{event.start_mark.column + 1})"

    def _sequence(self, path: Path) -> tuple[Any, ...]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._child(event, (*path, len(found))))
        return tuple(found)

    def _scalar(self, event: Any, path: Path) -> Any:
        if event.style in {"|", ">"}:
            self.blocks.add(path)
        if not event.style and not event.tag:
            return next((to(event.value) for shape, to in CORE if shape.match(event.value)), event.value)
        return event.value


def read_yaml(content: bytes, file: str) -> tuple[Tree | None, list[Problem]]:
    """The file's tree, NFC-normalised, and every problem; the tree is None where the text is no YAML at all."""
    text, problems = _text(content, file)
    if problems:
        return None, problems
    try:
        return _tree(text, file)
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(error, file)]


def _tree(text: str, file: str) -> tuple[Tree | None, list[Problem]]:
    events = (event for event in yaml.parse(text, Loader=Loader) if not isinstance(event, _FRAME))
    builder = _Builder(file, events)
    first = next(events, None)
    if first is None:
        return None, [Problem("YAML003", Place(file, 1, 1), "Filen er tom.", "Fyll inn innholdet, eller slett filen.")]
    value = builder.node(first, ())
    if (second := next(events, None)) is not None:
        builder.say("YAML010", second, "Filen inneholder mer enn ett YAML-dokument.", "Ta bort linjen med «---».")
    tree = Tree(value, builder.keys, builder.values, frozenset(builder.blocks))
    return tree, builder.problems


_FRAME = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)


def _text(content: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text in NFC without byte order mark, and what makes it unreadable."""
    try:
        text = unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        place = Place(file, content[: error.start].count(b"\n") + 1)
        return "", [Problem("YAML001", place, "Filen er ikke lagret som UTF-8, så æ, ø og å kan ikke leses.",
                            "Lagre den på nytt med tegnkoding UTF-8.")]  # fmt: skip
    if len(text) > MAX_CHARACTERS:
        return "", [Problem("YAML004", Place(file), "Filen er større enn 8 millioner tegn.", "Del den opp.")]
    return text, [_forbidden(text, match, file) for match in FORBIDDEN.finditer(text)][:20]


def _forbidden(text: str, match: re.Match[str], file: str) -> Problem:
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    name = f"U+{ord(match.group()):04X}"
    return Problem("YAML002", Place(file, line, column), f"Det usynlige tegnet {name} kan ikke stå i en kilde.",
                   "Slett tegnet; det følger ofte med når tekst limes inn fra et annet program.")  # fmt: skip


def _syntax_problem(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    said = " ".join(filter(None, (error.context, error.problem)))
    for part, message, hint in SYNTAX:
        if part in said:
            return Problem("YAML003", place, message, hint)
    return Problem("YAML003", place, "Linjen kan ikke leses som YAML.",
                   "Se etter kolon, innrykk og anførselstegn her og på linjen over.")  # fmt: skip
