"""A text that came in: its words, and its sender where it begins by saying who it is from."""

import re
from collections.abc import Iterator

from .dager import day
from .letters import line
from .received import Received, Sender
from .regneark import KNOWN

HEAD = re.compile(r"\s*([A-Za-zæøåÆØÅ./ -]{2,24}):[ \t]*(\S.*)")
ADDRESS = re.compile(r"<?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)>?")
IS_FROM = {"navn", "på_vegne_av"}
LOOKED_AT = 12


def received(text: str, notes: tuple[str, ...] = ()) -> Received | None:
    """The input; None where no word stands in it."""
    if not text.strip():
        return None
    told = dict(_head(text))
    name, behalf = told.get("navn", ""), told.get("på_vegne_av", "")
    mail = told.get("epost", "") or (found[1] if (found := ADDRESS.search(name)) else "")
    name = " ".join(ADDRESS.sub("", name).split()).strip('<>"; ') or mail
    sender = Sender(behalf or name, name if behalf else "", "", told.get("adresse", ""), mail, told.get("telefon", ""))
    moment = day(told.get("mottatt", ""))
    journal = told.get("journalnummer", "")
    return Received("tekst", sender, text.strip("\n"), day=moment, journal=journal, notes=notes)


def _head(text: str) -> Iterator[tuple[str, str]]:
    """The fields that the text begins with, when one of them says who it is from."""
    found: dict[str, str] = {}
    for each in text.lstrip().split("\n", LOOKED_AT)[:LOOKED_AT]:
        match = HEAD.fullmatch(each)
        if each.strip() and not match:
            break
        field = KNOWN.get(match[1].strip().lower(), "") if match else ""
        if match and field and field != "tekst":
            found.setdefault(field, line(match[2]))
    yield from found.items() if IS_FROM & set(found) else ()
