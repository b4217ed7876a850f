"""The signs that Word puts before the points of a list, given the Unicode that they look like."""

import re

from pikepdf import Dictionary, Name, Pdf

# Word writes them as private-use characters of Symbol and Wingdings, which LibreOffice draws with OpenSymbol.
FONTS = ("Symbol", "Wingdings")
SIGNS = {
    b"F0B7": "•",
    b"F0A7": "▪",
    b"F0D8": "➢",
    b"F076": "❖",
    b"F0FC": "✓",
}
PRIVATE = re.compile(b"<(" + b"|".join(SIGNS) + b")>")


def name_signs(document: Pdf) -> None:
    """Says in the fonts what the signs are (ISO 32000-1, 9.10.3), as no reader knows private-use characters."""
    fonts = [font for page in document.pages for font in page.resources.get(Name.Font, Dictionary()).as_dict().values()]
    for font in {font.objgen: font for font in fonts}.values():
        if str(font.get(Name.BaseFont, "")).endswith(FONTS) and Name.ToUnicode in font:
            stated = font.ToUnicode.read_bytes()
            font.ToUnicode.write(PRIVATE.sub(_sign, stated))


def _sign(found: re.Match[bytes]) -> bytes:
    return b"<%04X>" % ord(SIGNS[found[1]])
