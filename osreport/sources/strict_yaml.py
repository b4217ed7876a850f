"""YAML as osreport reads it: YAML 1.2 core schema, and nothing that changes meaning behind the writer's back.

The only home of PyYAML. libyaml splits the text into events; what a plain scalar means is decided here
(YAML 1.2.2, section 10.3.2), so `no`, `on`, `1:30` and `2024-01-25` stay text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from unicodedata import normalize

import yaml

from osreport.problem import Place, Problem

from .letters import forbidden, named, place_at, readable
from .syntax import SWALLOWED, explained
from .tree import Path, Span, Tree

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

MAX_DEPTH = 40
MAX_DIGITS = 18
CORE: tuple[tuple[re.Pattern[str], Any], ...] = (
    (re.compile(r"(?:null|Null|NULL|~|)"), lambda _: None),
    (re.compile(r"(?:true|True|TRUE)"), lambda _: True),
    (re.compile(r"(?:false|False|FALSE)"), lambda _: False),
    (re.compile(rf"[-+]?[0-9]{{1,{MAX_DIGITS}}}"), int),
    (re.compile(r"0o[0-7]{1,18}"), lambda text: int(text, base=8)),
    (re.compile(r"0x[0-9a-fA-F]{1,16}"), lambda text: int(text, base=16)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?"), Decimal),
)
MAY_BE_CORE = frozenset(["", *"-+.0123456789~nNtTfF"])
REFUSED: dict[str, tuple[str, str, str]] = {
    "alias": (
        "YAML006",
        "«*{}» viser til et annet sted i filen; det leses ikke her.",
        "Skriv verdien ut, eller sett den i anførselstegn hvis stjernen hører til teksten.",
    ),
    "anchor": (
        "YAML006",
        "«&{}» setter et merke i filen; det leses ikke her.",
        "Ta bort merket, eller sett hele verdien i anførselstegn hvis det hører til teksten.",
    ),
    "merge": ("YAML006", "«<<» henter felt fra et annet sted; det leses ikke her.", "Skriv feltene ut."),
    "tag": (
        "YAML007",
        "«{}» styrer hva verdien betyr; det leses ikke her.",
        "Ta bort ordet med utropstegn, eller sett hele verdien i anførselstegn.",
    ),
    "depth": (
        "YAML008",
        "Filen har for mange nivåer inni hverandre.",
        "Se etter klammer eller bindestreker som gjentas; ingenting i planverket trenger så mange nivåer.",
    ),
    "no key": (
        "YAML009",
        "Her må det stå en nøkkel: ett ord fulgt av kolon.",
        "Begynner teksten med «{» eller «[», må den stå i anførselstegn.",
    ),
    "twice": (
        "YAML005",
        "{}",
        "Behold den ene, eller slå dem sammen. Er det et nytt punkt i en liste, mangler «- » foran.",
    ),
    "second": (
        "YAML010",
        "Her begynner et nytt YAML-dokument i samme fil.",
        "Ta bort linjen «---» over, eller flytt resten til en egen fil.",
    ),
    "directive": (
        "YAML010",
        "Linjer som begynner med «%» styrer hvordan filen skal leses; de brukes ikke her.",
        "Slett linjen, og «---» under den.",
    ),
    "escape": (
        "YAML002",
        "Teksten inneholder {}, skrevet med omvendt skråstrek.",
        "Bruk enkle anførselstegn: '…'; der betyr skråstreken bare seg selv.",
    ),
}
EMPTY = ("Filen er tom.", "Fyll inn innholdet, eller slett filen.")
HIDDEN_REST = (
    "Alt etter « #» blir borte: YAML leser det som en merknad.",
    "Sett hele verdien i anførselstegn. Er det en merknad, sett mellomrom etter #.",
)
HIDDEN = re.compile(r"[ \t]+#(?=\S)")


def read_yaml(content: bytes, file: str) -> tuple[Tree | None, list[Problem]]:
    """The file's tree, NFC-normalised, and every problem; the tree is None where the text is no YAML at all."""
    text, problems = readable(content, file)
    if problems:
        return None, problems
    builder = _Builder(file, text)
    try:
        return builder.tree(), builder.problems
    except yaml.MarkedYAMLError as error:
        return None, [*builder.problems, builder.explained(error)]
    except _Unreadable:
        return None, builder.problems


class _Unreadable(Exception):  # noqa: N818 - it stops the reading; the problem is told
    pass


@dataclass
class _Builder:
    file: str
    text: str
    keys: dict[Path, int] = field(default_factory=dict)
    spans: dict[Path, Span] = field(default_factory=dict)
    faulty: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    last: Any = None

    def __post_init__(self) -> None:
        self.events = self._events()

    def _events(self) -> Iterator[Any]:
        for event in yaml.parse(self.text, Loader=Loader):
            if isinstance(event, yaml.DocumentStartEvent):
                if event.version or event.tags:
                    self._say("directive", event)
            elif not isinstance(event, _FRAME):
                self.last = event
                yield event

    def tree(self) -> Tree:
        first = next(self.events, None)
        if first is None:
            self.problems.append(Problem("YAML003", Place(self.file, 1, 1), *EMPTY))
            raise _Unreadable
        value = self._node(first, ())
        if (second := next(self.events, None)) is not None:
            self._say("second", second)
        return Tree(self.file, self.text, value, self.keys, self.spans, frozenset(self.faulty))

    def explained(self, error: yaml.MarkedYAMLError) -> Problem:
        """Why the text could not be read on; a quotation over many lines is the cause of what ends it."""
        problem = error.problem_mark or error.context_mark or self.last.end_mark
        context = error.context_mark or problem
        said = f"{error.context or ''} {error.problem or ''}"
        quoted = isinstance(self.last, yaml.ScalarEvent) and self.last.style in {"'", '"'}
        if quoted and self.last.start_mark.line < self.last.end_mark.line == problem.line:
            said, context = SWALLOWED, self.last.start_mark
        return explained(said, (problem.line, problem.column), (context.line, context.column), self.text, self.file)

    def _say(self, what: str, event: Any, word: str = "") -> None:
        code, message, hint = REFUSED[what]
        place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        self.problems.append(Problem(code, place, message.format(word), hint))

    def _node(self, event: Any, path: Path) -> Any:
        if len(path) > MAX_DEPTH:
            self._say("depth", event)
            raise _Unreadable
        self.spans[path] = Span(event.start_mark.index, event.end_mark.index, getattr(event, "style", None) or "")
        self._refuse_magic(event, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return self._sequence(path) if isinstance(event, yaml.SequenceStartEvent) else None

    def _refuse_magic(self, event: Any, path: Path) -> None:
        tag = getattr(event, "tag", None)
        if event.anchor:
            self._say("alias" if isinstance(event, yaml.AliasEvent) else "anchor", event, event.anchor)
        elif tag and tag != "!":
            self._say("tag", event, tag.replace("tag:yaml.org,2002:", "!!"))
        else:
            return
        self.faulty.add(path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event, path)
            value_event = next(self.events)
            if key is None:
                self._skip(value_event)
            else:
                self.keys[*path, key] = event.start_mark.index
                found[key] = self._node(value_event, (*path, key))
        return found

    def _key(self, event: Any, path: Path) -> str | None:
        """The key, or None where there is none to use and the value is to be left alone."""
        key = self._unescaped(event, path) if isinstance(event, yaml.ScalarEvent) else None
        if key is None:
            self._say("no key", event)
            self._skip(event)
        elif key == "<<":
            self._say("merge", event)
        elif (first := self.keys.get((*path, key))) is not None:
            self._say(
                "twice", event, f"«{key}» står to ganger; første gang på linje {place_at('', self.text, first).line}."
            )
        else:
            self._refuse_magic(event, (*path, key))
            return key
        return None

    def _skip(self, event: Any) -> None:
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = next(self.events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)

    def _sequence(self, path: Path) -> tuple[Any, ...]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._node(event, (*path, len(found))))
        return tuple(found)

    def _scalar(self, event: Any, path: Path) -> Any:
        if event.style or event.tag:
            return self._unescaped(event, path)
        if self.text.startswith((" ", "\t"), event.end_mark.index):
            self._refuse_hidden(event, path)
        if event.value[:1] in MAY_BE_CORE:
            return next((to(event.value) for shape, to in CORE if shape.fullmatch(event.value)), event.value)
        return event.value

    def _unescaped(self, event: Any, path: Path) -> str:
        """The text; in double quotes an escape may stand for what a file may not hold."""
        if event.style != '"':
            return str(event.value)
        if (found := forbidden(event.value)) and path not in self.faulty:
            self.faulty.add(path)
            self._say("escape", event, named(found))
        return normalize("NFC", event.value)

    def _refuse_hidden(self, event: Any, path: Path) -> None:
        if match := HIDDEN.match(self.text, event.end_mark.index):
            self.faulty.add(path)
            place = place_at(self.file, self.text, match.end() - 1)
            self.problems.append(Problem("YAML011", place, *HIDDEN_REST))


_FRAME = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)
