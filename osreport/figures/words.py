"""Norwegian for the alternative texts: sentences, counts and numbers as they are read aloud."""

from decimal import Decimal
from typing import Literal

Språk = Literal["nb", "nn"]

COUNTS = {
    "nb": ("Ingen", "Ett", "To", "Tre", "Fire", "Fem", "Seks", "Sju", "Åtte", "Ni", "Ti", "Elleve", "Tolv"),
    "nn": ("Ingen", "Eitt", "To", "Tre", "Fire", "Fem", "Seks", "Sju", "Åtte", "Ni", "Ti", "Elleve", "Tolv"),
}
# The most digits that Norwegian writes without groups of three.
UNGROUPED = 4


def counted(count: int, forms: tuple[str, str], språk: Språk) -> str:
    """«Tre nivåer», «Ett nivå», «13 nivåer»; the forms are singular and plural of a neuter noun."""
    known = COUNTS[språk]
    return f"{known[count] if count < len(known) else count} {forms[count != 1]}"


def joined(mark: str, *parts: str) -> str:
    """The parts that say something, with the mark between them."""
    return mark.join(part for part in parts if part)


def sentence(text: str) -> str:
    """The text with a full stop, unless it has its own end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def listed(words: tuple[str, ...]) -> str:
    """«a», «a og b», «a, b og c»."""
    return " og ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def number(value: Decimal) -> str:
    """The number as Norwegians write it: 1870, 12 500, 10,9 and −3."""
    whole, _, decimals = f"{abs(value):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0") if len(whole) > UNGROUPED else whole
    return f"{'−' if value < 0 else ''}{grouped}{f',{decimals}' if decimals else ''}"
