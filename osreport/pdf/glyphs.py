"""Characters that no font has: LibreOffice prints an empty box for them, and no ISO rule objects.

It copies the box, the outline of glyph 0, to a glyph of its own with a true Unicode value, so that ISO 19005-2,
6.2.11.8 (no .notdef) and 6.2.11.7.2 (ToUnicode) are both kept.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pikepdf import Dictionary, Name, Object


def boxed_characters(fonts: Iterable[Object]) -> tuple[str, ...]:
    """Characters that the fonts show as an empty box, at least one from each font that has such."""
    return tuple(sorted({character for font in fonts for character in _boxed(font)}))


def _boxed(font: Object) -> Iterator[str]:
    program = font.get(Name.FontDescriptor, Dictionary()).get(Name.FontFile2)
    if program is None or Name.ToUnicode not in font or font.get(Name.Subtype) != Name.TrueType:
        return  # LibreOffice 25.2 writes every font that has outlines of this kind so
    tables = _tables(program.read_bytes())
    glyphs, outlines = _glyphs(tables[b"cmap"]), _outlines(tables)
    for code, text in _meanings(font.ToUnicode.read_bytes()):
        if outlines[0] and outlines[glyphs[code]] == outlines[0]:
            yield text


def _meanings(cmap: bytes) -> Iterator[tuple[int, str]]:
    """Each code of `beginbfchar` with its text (ISO 32000-1, 9.10.3)."""
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            yield int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be")


def _tables(font: bytes) -> dict[bytes, bytes]:
    """The tables of a TrueType font by their tags (OpenType, table directory)."""
    directory = font[12 : 12 + 16 * struct.unpack_from(">H", font, 4)[0]]
    return {tag: font[start : start + size] for tag, _, start, size in struct.iter_unpack(">4sLLL", directory)}


def _glyphs(cmap: bytes) -> bytes:
    """The glyph of each code, from the only table that LibreOffice's subsets have (OpenType cmap, format 0)."""
    start = struct.unpack_from(">L", cmap, 8)[0]
    return cmap[start + 6 : start + 262]


def _outlines(tables: dict[bytes, bytes]) -> list[bytes]:
    """The outline of every glyph (OpenType, loca and glyf)."""
    wide = struct.unpack_from(">h", tables[b"head"], 50)[0]
    places = [each[0] * (1 if wide else 2) for each in struct.iter_unpack(">L" if wide else ">H", tables[b"loca"])]
    return [tables[b"glyf"][here:there] for here, there in pairwise(places)]
