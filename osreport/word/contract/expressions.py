"""What an expression in a tag gives, and whether all that it asks for is offered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from osreport.sources.suggestions import alike, closest
from osreport.structs import Struct
from osreport.word.quality.fault import Finding, Rule

from .kinds import Scope, narrowed, part_name, texts
from .offers import ANYTHING, KIND, NUMBER, TEXT, Anything, Offer, OneOf, Record, Row, Value, lacking
from .offers import names as names_of
from .offers import part as part_of
from .rules import CHOICE, MISUSED, UNKNOWN, UNREADABLE
from .tags import Reading, Tag

Node = Any
GLOBALS = ("range", "namespace")
TO_TEXT = [
    "upper",
    "lower",
    "capitalize",
    "title",
    "trim",
    "replace",
    "join",
    "truncate",
    "escape",
    "e",
    "string",
    "format",
]
TO_NUMBER = ["length", "count", "int", "float", "round", "abs", "sum", "wordcount"]
OF_ROWS = ["list", "sort", "reverse", "unique", "select", "reject"]
FORGIVING = {"default", "d"}
CHOICES = "Det du kan skrive her"
SHOWN_KINDS = 3


@dataclass
class Asked:
    """What the tags of one text ask for of what is offered: the parts they use, and what is wrong with the asking."""

    reading: Reading
    environment: Any
    offered: Record
    used: set[tuple[str, str]] = field(default_factory=set)
    found: list[Finding] = field(default_factory=list)

    def say(self, tag: Tag, rule: Rule, said: str, hint: str = "") -> None:
        finding = self.reading.finding(rule, said, tag, hint)
        if finding not in self.found:
            self.found.append(finding)


class Expression(Struct):
    """An expression in a tag, read where these names are known."""

    asked: Asked
    tag: Tag

    def of(self, node: Node, scope: Scope) -> Offer:
        """What the expression gives."""
        if reader := READERS.get(type(node)):
            return reader(self, node, scope)
        self.each(node.iter_child_nodes(), scope)
        return ANYTHING

    def each(self, found: Iterable[Node], scope: Scope) -> None:
        for node in found:
            self.of(node, scope)

    def say(self, rule: Rule, said: str, hint: str = "") -> None:
        self.asked.say(self.tag, rule, said, hint)

    def use(self, whole: Offer, name: str) -> None:
        kinds = (whole,) if isinstance(whole, Record) else whole.left if isinstance(whole, OneOf) else ()
        self.asked.used.update((kind.name, name) for kind in kinds)


def written(node: Node) -> str:
    """The expression as it is written, as far as it is names with dots between."""
    name = part_name(node)
    return f"{written(node.node)}.{name}" if name else str(getattr(node, "name", "")) or "uttrykket"


def _name(here: Expression, node: nodes.Name, scope: Scope) -> Offer:
    if node.name in scope:
        if scope[node.name] is here.asked.offered.parts.get(node.name):
            here.use(here.asked.offered, node.name)
        return scope[node.name]
    if node.name not in GLOBALS and ELSE not in scope:
        here.say(UNKNOWN, f"Malen ber om «{node.name}», som ikke finnes", closest(node.name, scope, CHOICES))
    return ANYTHING


ELSE = "*"  # in a scope where a loop that cannot be read may have named anything


def _part(here: Expression, node: nodes.Getattr | nodes.Getitem, scope: Scope) -> Offer:
    """`b.tekst`: a part of every kind of block that can stand here."""
    name, whole = part_name(node), here.of(node.node, scope)
    if not name:
        here.each([node.arg] if isinstance(node, nodes.Getitem) else [], scope)
        return whole.item if isinstance(whole, Row) else ANYTHING
    found = part_of(whole, name)
    here.use(whole, name)
    if found is None:
        here.say(UNKNOWN, f"Malen ber om «{written(node)}», som ikke finnes", _known_parts(node, whole, name))
    elif name != KIND and (without := lacking(whole, name)):
        here.say(UNKNOWN, *_told_lacking(node, without))
    return ANYTHING if found is None else found


def _known_parts(node: Node, whole: Offer, name: str) -> str:
    start = written(node.node)
    if isinstance(whole, Record | OneOf):
        return closest(f"{start}.{name}", [f"{start}.{each}" for each in names_of(whole)], CHOICES)
    what = "en liste" if isinstance(whole, Row) else "tekst" if whole == TEXT else "en verdi"
    return f"«{start}» er {what}, og har ingen deler."


def _told_lacking(node: Node, without: list[Record]) -> tuple[str, str]:
    """What is said where only some of the kinds have the part, and what to do."""
    if not without[0].kind:
        return f"Malen ber om «{written(node)}», som ikke alle tabellene her har", "Gi hvert slag tabell sin egen del."
    said = f"Malen ber om «{written(node)}», som ikke finnes for innhold av typen {_listed(without)}"
    return said, f"Spør først hva slags blokk det er: {{%p if {written(node.node)}.slag == '…' %}}."


def _listed(kinds: list[Record]) -> str:
    more = len(kinds) - SHOWN_KINDS
    shown = ", ".join(f"«{each.kind}»" for each in kinds[:SHOWN_KINDS])
    return f"{shown} og {more} slag til" if more > 0 else shown


def _compare(here: Expression, node: nodes.Compare, scope: Scope) -> Offer:
    sides = [node.expr, *(operand.expr for operand in node.ops)]
    offers = [here.of(side, scope) for side in sides]
    for asked, offer in zip(sides, offers, strict=True):
        if isinstance(offer, Value) and offer.choices:
            words = [word for side in sides if side is not asked for word in texts(side) or ()]
            for word in words:
                if word not in offer.choices:
                    hint = closest(word, sorted(offer.choices), "Det den kan være")
                    here.say(CHOICE, f"«{written(asked)}» er aldri «{word}»", hint)
    return NUMBER


def _and(here: Expression, node: nodes.And, scope: Scope) -> Offer:
    here.of(node.left, scope)
    return here.of(node.right, narrowed(scope, node.left, holds=True))


def _or(here: Expression, node: nodes.Or, scope: Scope) -> Offer:
    here.of(node.left, scope)
    return here.of(node.right, narrowed(scope, node.left, holds=False))


def _one_or_other(here: Expression, node: nodes.CondExpr, scope: Scope) -> Offer:
    here.of(node.test, scope)
    found = here.of(node.expr1, narrowed(scope, node.test, holds=True))
    if node.expr2 is not None:
        here.of(node.expr2, narrowed(scope, node.test, holds=False))
    return found


def _filter(here: Expression, node: nodes.Filter, scope: Scope) -> Offer:
    known = here.asked.environment.filters
    if node.name not in known:
        here.say(UNREADABLE, f"Filteret «{node.name}» finnes ikke", _meant(node.name, known, "filteret"))
    here.each((*node.args, *(argument.value for argument in node.kwargs)), scope)
    if node.name in FORGIVING:
        return _forgiven(here, node.node, scope)
    before = here.of(node.node, scope)
    if node.name in TO_TEXT or node.name in TO_NUMBER:
        return TEXT if node.name in TO_TEXT else NUMBER
    if node.name in {"first", "last"} and isinstance(before, Row):
        return before.item
    return before if node.name in OF_ROWS else ANYTHING


def _test(here: Expression, node: nodes.Test, scope: Scope) -> Offer:
    known = here.asked.environment.tests
    if node.name not in known:
        here.say(UNREADABLE, f"Spørsmålet «is {node.name}» finnes ikke", _meant(node.name, known, "spørsmålet"))
    here.each(node.args or (), scope)
    if node.name in {"defined", "undefined"}:
        _forgiven(here, node.node, scope)
    else:
        here.of(node.node, scope)
    return NUMBER


def _meant(word: str, known: Iterable[str], what: str) -> str:
    meant = alike(word, known)
    return f"Mente du «{meant}»?" if meant else f"Ta bort {what}."


def _forgiven(here: Expression, node: Any, scope: Scope) -> Offer:
    """What may be missing: only what it stands in is asked for."""
    if part_name(node):
        here.use(here.of(node.node, scope), part_name(node))
    elif getattr(node, "name", "") in here.asked.offered.parts:
        here.of(node, scope)
    return ANYTHING


def _call(here: Expression, node: Any, scope: Scope) -> Offer:
    """A template prints, loops and tests; it calls nothing but what Jinja gives it."""
    name = part_name(node.node)
    whole = here.of(node.node.node if name else node.node, scope)
    if name and not isinstance(whole, Anything) and not isinstance(part_of(whole, name), Anything):
        said = f"«{written(node.node)}()» kan ikke brukes i en mal"
        here.say(MISUSED, said, "Skriv navnet uten parenteser, eller bruk et filter, som {{ tittel|upper }}.")
    here.each((*node.args, *(argument.value for argument in node.kwargs)), scope)
    return ANYTHING


def _constant(_: Expression, node: nodes.Const, __: Scope) -> Offer:
    return TEXT if isinstance(node.value, str) else NUMBER


def _joined(here: Expression, node: nodes.Concat, scope: Scope) -> Offer:
    here.each(node.nodes, scope)
    return TEXT


READERS: Mapping[type, Callable[[Expression, Any, Scope], Offer]] = {
    nodes.Name: _name, nodes.Getattr: _part, nodes.Getitem: _part, nodes.Compare: _compare, nodes.And: _and,
    nodes.Or: _or, nodes.CondExpr: _one_or_other, nodes.Filter: _filter, nodes.Test: _test, nodes.Call: _call,
    nodes.Const: _constant, nodes.Concat: _joined,
}  # fmt: skip
