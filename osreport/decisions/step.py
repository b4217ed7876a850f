"""One change that a decision makes, with its place in the file that says so: the decision's, or that of an input."""

from typing import Any

from osreport.model.endring import Endring, Innhold, LeggTil
from osreport.model.vedtak import Vedtak
from osreport.problem import Place
from osreport.sources.tree import Path, Tree
from osreport.sources.written import Written
from osreport.structs import Struct
from osreport.treatment import Point

from .misfit import named

VERBS = {
    "sett": "sett «{felt}» i {hva}", "erstatt": "erstatt ord i {hva}", "legg_til": "legg til i «{felt}» i {hva}",
    "fjern": "fjern {hva}", "flytt": "flytt {hva}", "flytt_år": "flytt {hva} fra {fra} til {til}",
    "flytt_vindu": "flytt årene i «vis: {vis}» i {hva}",
    "sett_status": "sett {hva} fra «{fra}» til «{til}»",
}  # fmt: skip


class Step(Struct):
    """A change, the decision that makes it, and the path in the file to what it says.

    `ground` is the point of an input that asks for it, where the change is one that a hearing led to.
    """

    decision: Vedtak
    tree: Tree
    path: Path
    change: Innhold
    sentence: str | None
    ground: Point | None = None

    @classmethod
    def of(cls, decision: Vedtak, tree: Tree, path: Path, change: Endring, ground: Point | None = None) -> "Step":
        return cls(decision, tree, (*path, change.slag), change.innhold, change.punkt, ground)

    @property
    def address(self) -> tuple[str, str]:
        return self.change.adresse

    def place(self, *parts: str | int) -> Place:
        return self.tree.place((*self.path, *parts))

    @property
    def spot(self) -> Place:
        """Where it says which element it is about."""
        return self.place(self.address[0])

    def written(self, *parts: str | int, value: Any = None) -> Written:
        """What the change says there, or a value of ours that it gave rise to."""
        own = Written.of(self.tree, (), self.tree.value).get((*self.path, *parts)) if value is None else None
        return own or Written.of(self.tree, (*self.path, *parts), value)

    @property
    def told(self) -> str:
        fields = {"felt": "", "fra": "", "til": "", **dict(self.change)}
        kind = str(self.path[-1])
        verb = "fjern fra «{felt}» i {hva}" if kind == "fjern" and fields["felt"] else VERBS[kind]
        return verb.format(**{**fields, "hva": named(self.address)})

    @property
    def neighbour(self) -> str | None:
        """The member that it puts something after or before."""
        return getattr(self.change, "etter", None) or getattr(self.change, "foran", None)

    @property
    def offset(self) -> int:
        return 0 if getattr(self.change, "foran", None) else 1

    @property
    def new(self) -> tuple[Any, ...]:
        return self.change.nye if isinstance(self.change, LeggTil) else ()
