"""Office files that came in, opened without trust: a package whose sizes, names and XML are held to limits.

Nothing is unpacked to disk, run or fetched. Macros, entities and encryption are refused; pictures are never decoded.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from io import BytesIO
from typing import Any

from lxml import etree

from osreport.structs import Struct

from .received import Refused

Element = Any

MAX_ENTRIES = 4000
MAX_UNPACKED = 400_000_000
MAX_PART = 40_000_000
MAX_RATIO = 400  # the XML of Word and Excel shrinks to a tenth or a thirtieth
SMALL = 1_000_000  # below this, a part may shrink as much as it likes
DAMAGED = "Be avsenderen sende den på nytt, eller åpne originalen og lagre den som en ny fil."
BOMB = ("Pakken er mye større når den pakkes ut, slik skadelige filer er.", "Slett den hvis du ikke venter den.")
MACROS = ("Filen inneholder makroer.", "Be avsenderen sende den som vanlig dokument, uten makroer.")
ENTITIES = ("Filen har XML med egne definisjoner (DTD), slik skadelige filer kan ha.", DAMAGED)
ENCRYPTED = ("Filen er beskyttet med passord.", "Be avsenderen sende den uten passord.")
NAMES = ("Pakken har filnavn som peker ut av den, eller like filnavn.", DAMAGED)
BROKEN = ("Filen er skadet: pakken kan ikke åpnes.", DAMAGED)
BAD_XML = ("Filen er skadet: innholdet er ikke gyldig XML.", DAMAGED)
TOO_BIG = ("Innholdet er for stort til å leses trygt.", "Be avsenderen dele det opp, eller skriv det inn for hånd.")
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError)
MACRO = re.compile(r"vbaproject[^/]*\.bin$|vbadata\.xml$|macrosheets/", re.IGNORECASE)
REMOTE = re.compile(r"(?:https?|ftp|smb|ms-[a-z]+):|file:/{2,3}[^/]*[^/:|]+\.[^/]+/|\\\\|//", re.IGNORECASE)


class Package(Struct):
    """An office file, its parts read when they are asked for; `main` is the part with the content."""

    package: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]

    def read(self, name: str) -> bytes:
        """The bytes of a part, none where it is not there."""
        entry = self.entries.get(name)
        if entry is None:
            return b""
        if entry.file_size > MAX_PART:
            raise Refused(*TOO_BIG)
        try:
            return self.package.read(entry)
        except FAULTS as error:
            raise Refused(*BROKEN) from error

    def root(self, name: str) -> Element | None:
        """The XML of a part, None where it is not there."""
        content = self.read(name)
        return parsed(content) if content else None

    @cached_property
    def types(self) -> str:
        return self.read("[Content_Types].xml").decode("utf-8", "replace")

    @cached_property
    def main(self) -> str:
        found = self.related("", "officeDocument")
        return found[0] if found else ""

    def related(self, part: str, kind: str) -> list[str]:
        """The parts that a part points to with this kind of relation."""
        return [target for each, target, external in self.relations(part) if each == kind and not external]

    def relations(self, part: str) -> Iterator[tuple[str, str, bool]]:
        """What a part points to: the kind of relation, where it leads, and whether that is outside the package."""
        folder, _, name = part.rpartition("/")
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        for each in () if root is None else root.iter("{*}Relationship"):
            target, external = each.get("Target", ""), each.get("TargetMode") == "External"
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield each.get("Type", "").rpartition("/")[2], target if external else inside, external

    def dangers(self) -> tuple[str, ...]:
        """What the planner should know before opening the original in another program."""
        outside = {
            kind
            for name in self.entries
            if name.endswith(".rels")
            for kind, target, external in self.relations(_source(name))
            if external and kind != "hyperlink" and REMOTE.match(target)
        }
        told = []
        if outside:
            told.append("Originalen henter noe fra nettet når den åpnes; ingenting er hentet her.")
        if any("/embeddings/" in name or "/activeX/" in name for name in self.entries):
            told.append("Originalen har en innebygd fil, som ikke er lest.")
        if self.related(self.main, "aFChunk"):
            told.append("Originalen har et innlimt dokument, som ikke er lest.")
        return tuple(told)


def _source(name: str) -> str:
    """The part that a part with relations speaks for."""
    folder, _, file = name.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def opened(content: bytes) -> Package:
    """The package; raises Refused where it is damaged or may do harm."""
    try:
        package = zipfile.ZipFile(BytesIO(content))
        entries = package.infolist()
    except FAULTS as error:
        raise Refused(*BROKEN) from error
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(map(_is_unsafe, names)):
        raise Refused(*NAMES)
    if any(MACRO.search(name) for name in names):
        raise Refused(*MACROS)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(*ENCRYPTED)
    if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED or any(map(_is_bomb, entries)):
        raise Refused(*BOMB)
    found = Package(package, {entry.filename: entry for entry in entries})
    if "macroenabled" in found.types.lower():
        raise Refused(*MACROS)
    return found


def _is_unsafe(name: str) -> bool:
    parts = name.split("/")
    return not name or name.startswith("/") or "\\" in name or ":" in parts[0] or ".." in parts or "\0" in name


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size)


def parsed(content: bytes) -> Element:
    """The root of an XML part; entities, what a DTD names, and addresses are never looked up."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(*(ENTITIES if b"<!DOCTYPE" in content else BAD_XML)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(*ENTITIES)
    return root
