"""Values in which every text is a word of its own, made from nothing but the types; and the words found again.

A word such as «xbadeguz» has no blank, capital or sign that a style, a line break or a font could take from it, and
none can arise where two others meet: it begins with x, ends with z, and has neither in between.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from osreport.structs import Struct, is_struct, parts

MEMBERS = 4  # of every list: as many as the most a template tells apart
SYLLABLES = [consonant + vowel for consonant in "bdgklmnprs" for vowel in "aeiou"]
WORD = re.compile("x(?:[bdgklmnprs][aeiou]){3}z")
BREAKS = re.compile(r"[\s\u00ad\u200b\u2010\ufffe\x02-]+")


def words(text: str) -> list[str]:
    """Every word of ours in the text, in its order, however it was broken or capitalised."""
    return WORD.findall(BREAKS.sub("", text).casefold())


@dataclass
class Marked:
    """Makes values of any type; `labels` tells for every word which field it was given to."""

    labels: dict[str, str] = field(default_factory=dict)

    def word(self, label: str) -> str:
        number = len(self.labels)
        made = "x" + "".join(SYLLABLES[number // 50**place % 50] for place in (2, 1, 0)) + "z"
        self.labels[made] = label
        return made

    def value(self, hint: Any, label: str, turn: int) -> Any:
        """A value of the type; `turn` picks among those that a flag, a level or a choice can take."""
        origin, arguments = get_origin(hint), get_args(hint)
        if hint is str:
            return self.word(label)
        if hint in {int, bool, Decimal}:
            return hint(turn % (2 if hint is bool else 5))
        if origin is Literal:
            return arguments[turn % len(arguments)]
        if origin is tuple:
            return tuple(self.value(arguments[0], label, member) for member in range(MEMBERS))
        if origin in {Union, UnionType}:
            return self.value(next(each for each in arguments if each is not NoneType), label, turn)
        assert is_struct(hint), f"{label}: a type that nobody has taught this test: {hint}"
        return self.made(hint, label, turn)

    def made(self, kind: Any, label: str, turn: int) -> Any:
        """One of the kind, every field filled; its words are labelled with the choices it was made with."""
        hints = get_type_hints(kind)
        chosen = {name: self.value(hint, "", turn) for name, hint in hints.items() if is_choice(hint)}
        told = ", ".join(f"{name}={value}" for name, value in chosen.items() if name != "slag")
        label = f"{label}{kind.__name__}" + f"({told})" * bool(told)
        values = {name: self.value(hints[name], f"{label}.{name}.", turn) for name in hints
                  if name not in chosen}  # fmt: skip
        return kind(**values, **chosen)

    def alike(self, value: Any, label: str) -> Any:
        """The same value, with a word for each text in it, and several where there is a list of them."""
        if isinstance(value, str):
            return self.word(label)
        if isinstance(value, Mapping):
            return {name: self.alike(each, f"{label}.{name}") for name, each in value.items()}
        if isinstance(value, tuple):
            return tuple(self.alike(value[0], label) for _ in range(MEMBERS))
        assert isinstance(value, Struct), f"{label}: a type that nobody has taught this test: {type(value)}"
        return type(value)(**{name: self.alike(part, f"{label}.{name}") for name, part in parts(value).items()})


def is_choice(hint: Any) -> bool:
    return hint in {bool, int} or get_origin(hint) is Literal


def turns(kind: Any) -> range:
    """As many turns as it takes to see every flag, level and choice of the kind itself."""
    hints = get_type_hints(kind)
    counts = [4 if hint is int else 2 if hint is bool else len(get_args(hint)) for hint in hints.values()
              if is_choice(hint)]  # fmt: skip
    return range(1, max(counts, default=1) + 1)


def lists(value: Any) -> Iterator[list[list[str]]]:
    """Every list in the value, as the words of its members."""
    if isinstance(value, tuple):
        yield [words(" ".join(texts(member))) for member in value]
        for member in value:
            yield from lists(member)
    elif isinstance(value, Struct):
        for part in parts(value).values():
            yield from lists(part)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from texts(member)
    elif isinstance(value, Struct):
        for part in parts(value).values():
            yield from texts(part)
