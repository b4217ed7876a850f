"""«Did you mean»: the nearest known word, or what there is to choose from."""

import difflib
from collections.abc import Iterable

SHOWN = 12
# Written without Norwegian letters, or with the ones next to them.
FOLDED = str.maketrans({"å": "a", "ø": "o", "æ": "a", "ä": "a", "ö": "o", "_": "-", " ": "-"})


def closest(word: str, known: Iterable[str], otherwise: str) -> str:
    """«Mente du «x»?» when something known looks like the word, else the first of what is known."""
    choices = list(known)
    if meant := alike(word, choices):
        return f"Mente du «{meant}»?"
    if not choices:
        return "Slett linjen."
    more = f" … ({len(choices)} i alt)" if len(choices) > SHOWN else ""
    return f"{otherwise}: {', '.join(choices[:SHOWN])}{more}."


def alike(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one."""
    folded = {_folded(each): each for each in known}
    found = difflib.get_close_matches(_folded(word[:80]), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def _folded(word: str) -> str:
    plain = word.lower().replace("aa", "a").replace("oe", "o").replace("ae", "a")
    return plain.translate(FOLDED)
