"""The loops and choices of a template: what opens, what closes, and each tag as Jinja reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError

from osreport.sources.suggestions import closest
from osreport.word.quality.fault import Finding

from .rules import CROSSING, MELTING, UNREADABLE
from .tags import LEVELS, PARAGRAPH, Reading, Tag

Node = Any
OPENERS, BETWEEN, ENDS = ("for", "if"), ("elif", "else"), {"endfor": "for", "endif": "if"}
# What docxtpl itself reads, and puts in the properties of a cell.
OF_CELLS = ("colspan", "cellbg", "vm", "hm")
COMPARE = "Sammenlign med en kode av samme slag i en av de andre malene."
VERBS = (*OPENERS, *BETWEEN, *ENDS, "set", *OF_CELLS)
SHAPES = {
    "for": "{{% {0} %}}{{% endfor %}}",
    "if": "{{% {0} %}}{{% endif %}}",
    "elif": "{{% if 1 %}}{{% {0} %}}{{% endif %}}",
    "else": "{{% if 1 %}}{{% {0} %}}{{% endif %}}",
    "endfor": "{{% for a in b %}}{{% {0} %}}",
    "endif": "{{% if 1 %}}{{% {0} %}}",
    "set": "{{% {0} %}}",
}


@dataclass(eq=False)
class Branch:
    """What is printed where a choice or a loop goes this way; `asked` is its own tag's expression, if it has one."""

    tag: Tag
    node: Node
    body: list["Item"] = field(default_factory=list)


@dataclass(eq=False)
class Block:
    """A loop or a choice with its branches."""

    kind: str
    branches: list[Branch]


@dataclass(eq=False)
class Said:
    """A tag that prints a value or sets a name."""

    tag: Tag
    node: Node


Item = Block | Said


@dataclass
class Outline:
    """The tags of a text as a tree, and what is wrong with how they are put together."""

    reading: Reading
    items: list[Item] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    opened: list[Block] = field(default_factory=list)
    unread: int = 0  # tags that may open or close something, nobody can tell

    def say(self, rule: Any, said: str, tag: Tag, hint: str = "") -> None:
        self.found.append(self.reading.finding(rule, said, tag, hint))

    @property
    def here(self) -> list[Item]:
        return self.opened[-1].branches[-1].body if self.opened else self.items


def outline(reading: Reading, environment: Any) -> Outline:
    """The tags as loops and choices; those that cannot be read are told, and stand for nothing."""
    told = Outline(reading)
    for tag in reading.tags:
        if tag.mark != "{#":
            _take(told, tag, environment)
    for block in told.opened:
        _left_open(told, block)
    return told


def _take(told: Outline, tag: Tag, environment: Any) -> None:
    node = _parsed(told, tag, environment)
    if tag.verb in OPENERS:
        block = Block(tag.verb, [Branch(tag, node)])
        told.here.append(block)
        told.opened.append(block)
    elif tag.verb in BETWEEN:
        _go_on(told, tag, node)
    elif tag.verb in ENDS:
        _close(told, tag)
    elif node is not None:
        told.here.append(Said(tag, node))


def _go_on(told: Outline, tag: Tag, node: Node) -> None:
    """`else` and `elif` belong to what was opened last, or to the last choice beside which they stand."""
    block = told.opened[-1] if told.opened else None
    if block and not _is_beside(block, tag) and (beside := [each for each in told.opened if _fits(each, tag)]):
        block = _unwind(told, beside[-1])
        told.opened.append(block)
    if block is None or (tag.verb == "elif" and block.kind == "for"):
        _stray(told, tag)
        return
    _check_pair(told, block, tag)
    if any(branch.tag.verb == "else" for branch in block.branches):
        told.say(UNREADABLE, f"«{tag.verb}» etter «else»", tag)
    block.branches.append(Branch(tag, node))


def _fits(block: Block, tag: Tag) -> bool:
    return block.kind == "if" and _is_beside(block, tag)


def _unwind(told: Outline, wanted: Block) -> Block:
    """The block, closed; what was opened in it and not closed is told."""
    while (block := told.opened.pop()) is not wanted:
        _left_open(told, block)
    return block


def _left_open(told: Outline, block: Block) -> None:
    """One tag that cannot be read may have been the end of it."""
    if told.unread:
        told.unread -= 1
    else:
        told.say(UNREADABLE, f"«{block.kind}» som er åpnet, men ikke lukket", block.branches[0].tag)


def _stray(told: Outline, tag: Tag) -> None:
    """One tag that cannot be read may have been the beginning of it."""
    if told.unread:
        told.unread -= tag.verb in ENDS
    else:
        told.say(UNREADABLE, f"«{tag.verb}» som ikke hører til noen åpning", tag)


def _close(told: Outline, tag: Tag) -> None:
    kind = ENDS[tag.verb]
    matching = [block for block in told.opened if block.kind == kind]
    last = told.opened[-1] if told.opened else None
    if (
        last is not None
        and last.kind != kind
        and (not matching or _is_beside(last, tag) > _is_beside(matching[-1], tag))
    ):
        said = f"«{tag.verb}» som lukker en «{last.kind}»"
        told.say(UNREADABLE, said, tag, f"Skriv end{last.kind} i stedet for {tag.verb}.")
        told.opened.pop()
    elif not matching:
        _stray(told, tag)
    else:
        _check_pair(told, _unwind(told, matching[-1]), tag)


def _is_beside(block: Block, tag: Tag) -> bool:
    return block.branches[0].tag.around is tag.around


def _check_pair(told: Outline, block: Block, tag: Tag) -> None:
    """What opens and what closes share what they stand in, or one is cut loose from the other."""
    first = block.branches[0].tag
    if first.around is tag.around or any(each.level in LEVELS and each.taken is None for each in (first, tag)):
        return
    melts = not first.level and not tag.level and _in_neighbours(first, tag)
    if melts:
        told.say(MELTING, f"«{first.verb}» og «{tag.verb}» i hvert sitt avsnitt slår avsnittene sammen", tag)
    else:
        told.say(CROSSING, f"«{tag.verb}» som står et annet sted enn sin «{first.verb}»", tag)


def _in_neighbours(one: Tag, two: Tag) -> bool:
    """Whether both stand right in paragraphs that stand beside each other."""
    around = (one.around, two.around)
    plain = all(each is not None and each.tag == PARAGRAPH for each in around)
    return plain and one.paragraph.getparent() is two.paragraph.getparent()


def _parsed(told: Outline, tag: Tag, environment: Any) -> Node:
    """The tag's own node: the expression it prints, or the loop or choice it opens."""
    if (reason := _misspelt(tag)) is not None:
        told.say(UNREADABLE, *reason)
        told.unread += tag.mark == "{%" and tag.verb not in VERBS
        return None
    try:
        return _node(tag, environment)
    except TemplateSyntaxError as error:
        told.say(
            UNREADABLE, _said(str(error.message)), tag, "Sammenlign med en kode av samme slag i en av de andre malene."
        )
        return None


def _misspelt(tag: Tag) -> tuple[str, Tag, str] | None:
    """What is wrong with the first word of the tag, and what to write."""
    if tag.level in {"p", "tr", "tc"} and re.search("[%}]", tag.code[2:-2]):
        return "Kode med p, tr eller tc som inneholder % eller }", tag, "Skriv uttrykket uten disse tegnene."
    if tag.level and tag.mark == "{{":
        return f"«{{{{{tag.level}» foran et navn", tag, f"Skriv {{{{ {tag.words} }}}} uten «{tag.level}»."
    if tag.mark != "{%" or tag.verb in VERBS:
        return None
    if tag.verb in {"p", "tr", "tc", "r"}:
        rest = tag.words.removeprefix(tag.verb).strip()
        return (
            f"«{tag.verb}» på feil plass",
            tag,
            f"Skriv {{%{tag.verb} {rest} %}}, uten mellomrom mellom % og {tag.verb}.",
        )
    return (
        f"Kode som begynner med «{tag.verb or tag.words[:1]}»",
        tag,
        closest(tag.verb, VERBS, "En kode begynner med ett av disse ordene"),
    )


def _node(tag: Tag, environment: Any) -> Node:
    escaped = tag.words.replace("&", "&amp;")
    if tag.mark == "{{":
        return _first(f"{{{{ {escaped} }}}}", environment).nodes[0]
    if tag.verb in OF_CELLS:
        rest = escaped.removeprefix(tag.verb).strip()
        return _first(f"{{{{ {rest or 1} }}}}", environment).nodes[0]
    node = _first(SHAPES[tag.verb].format(escaped), environment)
    return node.elif_[0] if tag.verb == "elif" else node


@lru_cache(maxsize=1024)
def _first(source: str, environment: Any) -> Node:
    """What the source says; templates have most of their tags in common."""
    return environment.parse(source).body[0]


def _said(reason: str) -> str:
    """What Jinja says of a tag it cannot read, as a designer is told it."""
    if got := re.search(r"got '(?!end of)(.+)'$|unexpected '(?!end of)(.+)'$|unexpected char '(.+)' at", reason):
        return f"Kode som ikke kan leses fra «{got[1] or got[2] or got[3]}»"
    return "Kode som ikke er skrevet ferdig" if "end of" in reason else "Kode som ikke kan leses"


def everything_in(items: list[Item]) -> Iterator[Item]:
    """Every loop, choice and print, from the outside in."""
    for item in items:
        yield item
        if isinstance(item, Block):
            for branch in item.branches:
                yield from everything_in(branch.body)
