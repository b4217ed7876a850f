"""Where each item is printed: the document, its chapter, and the area or group that it stands in."""

from collections.abc import Iterator, Mapping

from osreport.model.documents import DOCUMENTS
from osreport.model.dokument import Figurblokk, Kapittel, Vedtaksblokk, Visningsblokk
from osreport.model.planverk import Planverk
from osreport.model.register import Plangruppe
from osreport.model.samfunnsdel import Område
from osreport.numbering import in_force, numbered
from osreport.structs import Struct

from .items import Item, Key

FILES = {
    "kommune": "Kommunen", "planregister": "Planregisteret", "vedtatte_planer": "Vedtatte planer",
    "samarbeid": "Samarbeid", "faktagrunnlag": "Faktagrunnlaget", "figurer": "Figurer", "lovkatalog": "Lovkatalogen",
    "ordliste": "Ordlisten", "vedtak": "Vedtak", "frosne_numre": "Frosne numre",
}  # fmt: skip


class Group(Struct, order=True):
    """A heading that changes are told under; `rank` puts it where a reader of the documents comes to it."""

    rank: tuple[int, ...]
    document: str
    titles: tuple[str, ...] = ()

    def below(self, title: str, rank: int) -> "Group":
        return Group((*self.rank, rank), self.document, (*self.titles, title))

    def __str__(self) -> str:
        return " › ".join((self.document, *self.titles))


def groups(planverk: Planverk, found: Mapping[Key, Item]) -> dict[Key, Group]:
    """The group of every item."""
    shown = {key: group for key, group in reversed([*_shown(planverk)])}  # noqa: C416 - what is shown first counts
    placed: dict[Key, Group] = {}
    for number, (key, item) in enumerate(found.items()):
        element = item.element
        group = shown.get(key) or placed.get(item.parent) or _of_file(planverk, str(item.path[0]))
        divides = isinstance(element, Område | Plangruppe)
        placed[key] = group.below(element.tittel, number) if divides else group  # type: ignore[attr-defined]
    return placed


def _of_file(planverk: Planverk, name: str) -> Group:
    if name in DOCUMENTS:
        return Group((DOCUMENTS.index(name),), getattr(planverk, name).kortnavn)
    return Group((len(DOCUMENTS), list(FILES).index(name)), FILES[name])


def _shown(planverk: Planverk) -> Iterator[tuple[Key, Group]]:
    """Each chapter, and what else is printed in it; what may be printed twice belongs where it is set up in a table."""
    chapters = [(group, chapter) for name in DOCUMENTS for chapter, group in _chapters(planverk, name)]
    for group, chapter in chapters:
        yield ("kapittel", chapter.id), group
    for lists in (False, True):
        for group, chapter in chapters:
            for block in chapter.innhold:
                yield from ((key, group) for key in _keys(planverk, block, lists=lists))


def _chapters(planverk: Planverk, name: str) -> Iterator[tuple[Kapittel, Group]]:
    document = _of_file(planverk, name)
    for place, (chapter, _, number) in enumerate(numbered(getattr(planverk, name), in_force(planverk, name))):
        yield chapter, document.below(f"{number} {chapter.tittel}".strip(), place)


def _keys(planverk: Planverk, block: object, *, lists: bool) -> Iterator[Key]:
    if isinstance(block, Figurblokk):
        yield "figur", block.figur
    elif isinstance(block, Vedtaksblokk):
        yield "vedtak", block.vedtak
    elif isinstance(block, Visningsblokk):
        yield from _viewed(planverk, block, lists=lists)


def _viewed(planverk: Planverk, block: Visningsblokk, *, lists: bool) -> Iterator[Key]:
    if block.vis == "måltabell" and block.område:
        yield "område", block.område
    elif block.vis in {"planmål", "tiltak"} and block.plan:
        yield "vedtatte_planer", "VedtattPlan", block.plan
    elif block.vis == "planregister":
        every = [group.id for group in planverk.planregister.grupper]
        yield from (("plangruppe", each) for each in block.utvalg or every)
    elif block.vis == "samarbeid":
        yield "fil", "samarbeid"
    elif block.vis == "målliste" and lists:
        yield from (("område", each.id) for each in planverk.samfunnsdel.områder)
