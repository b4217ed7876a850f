"""What a chapter can show with `vis`, by name."""

from collections.abc import Callable, Iterator
from unicodedata import normalize
from urllib.parse import unquote

from osreport import markup
from osreport.model.dokument import Visningsblokk
from osreport.structs import replace

from .blocks import Blokk, Kulepunkt
from .content import Writer
from .goals import goal_list, goal_table, overall_goals, vision
from .history import history
from .measures import measures, plan_goals
from .registers import register, revisions
from .renumbered import renumberings

View = Callable[[Writer, Visningsblokk, int], Iterator[Blokk]]


def addresses(writer: Writer, _: Visningsblokk, __: int) -> Iterator[Blokk]:
    """Every web address linked to so far, for those who read on paper."""
    for url, (first, *others) in writer.links.items():
        begun = replace(first, text=f"{first.text[:1].upper()}{first.text[1:]}")
        yield Kulepunkt(1, f"{markup.to_text((begun, *others))}: {_typed(url)}")


def _typed(url: str) -> str:
    """The address as one types it: letters as letters, unless another spelling of them leads elsewhere."""
    readable = unquote(url)
    return readable if normalize("NFC", readable) == readable else url


def cooperation(writer: Writer, block: Visningsblokk, _: int) -> Iterator[Blokk]:
    for each in writer.planverk.samarbeid.samarbeid:
        if not block.utvalg or each.id in block.utvalg:
            partners = f" ({', '.join(each.parter)})" if each.parter and block.parter else ""
            remark = f" – {writer.line(each.merknad)}" if each.merknad else ""
            yield Kulepunkt(1, writer.of(each, writer.line(each.navn)) + partners + remark)


VIEWS: dict[str, View] = {
    "visjon": vision,
    "måltabell": goal_table,
    "overordnede mål": overall_goals,
    "målliste": goal_list,
    "planmål": plan_goals,
    "tiltak": measures,
    "revisjoner": revisions,
    "planregister": register,
    "samarbeid": cooperation,
    "nettadresser": addresses,
    "nummerendringer": renumberings,
    "historikk": history,
}
