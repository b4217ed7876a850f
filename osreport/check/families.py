"""What the letters of a code stand for."""

from collections.abc import Mapping

from osreport.sources.suggestions import closest

from .page import FAMILIES as OF_RULES
from .rules import CODES

# Faults that are no rule's: found while the sources are read, the templates filled, the files made.
OF_STEPS = {
    "YAML": "Skrivemåten i YAML", "FELT": "Felt", "KILDE": "Filer med kilder", "VEDTAK": "Vedtak",
    "MAL": "Word-maler", "DOCX": "Den ferdige Word-filen", "PDF": "Den ferdige PDF-en", "UT": "Mappen med dokumentene",
}  # fmt: skip
FAMILIES: Mapping[str, str] = {**OF_STEPS, **OF_RULES}


def family(code: str) -> str:
    """The letters that the code begins with."""
    return code.rstrip("0123456789")


def stranger(families: str) -> str:
    """What is wrong with a list of families and codes, such as `REF,TYPO001`; nothing where all are known."""
    for asked in filter(None, (each.strip().upper() for each in families.split(","))):
        if asked not in FAMILIES and asked not in CODES and (asked == family(asked) or family(asked) not in OF_STEPS):
            return f"«{asked}» er ikke en slags regler. {closest(asked, FAMILIES, 'Velg blant')}"
    return ""
