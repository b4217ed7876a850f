"""docs/funn-os.md: what the rules find in a plan set today, made from the findings themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from osreport.problem import Problem, Severity, in_order

from .families import FAMILIES, family

HEAD = """# Funn i planene til Os

Dette er alt `./inv check` finner i kildene til Os slik de ligger her, bortsett fra det kildene selv gjør unntak for,
med grunn. Siden er laget av kontrollen, og en prøve passer på at den stemmer. Kontrollen ser ikke på klokken: Det som
gjelder tid, regnes fra planene og vedtakene i kildene, ikke fra dagen i dag.

- En **feil** stopper dokumentene. Det skal ikke være noen.
- En **advarsel** er nesten alltid noe å rette.
- En **merknad** er noe å tenke over.

Et funn er ikke en dom: Kommunen avgjør om noe skal endres. Vedtatte ord er ikke endret for å få bort funn. Det som
allerede er rettet, står i [rettelser.md](rettelser.md). Hva hver regel krever, står i [regler.md](regler.md).
"""
NONE = "\nKontrollen finner ingenting.\n"
LEVELS: tuple[Severity, ...] = ("feil", "advarsel", "merknad")


def findings_page(problems: Iterable[Problem], root: str = "../") -> str:
    """The page in Markdown: how many of each family, then each with its place; `root` leads to their files."""
    found = sorted(in_order(problems), key=lambda problem: list(FAMILIES).index(family(problem.code)))
    if not found:
        return HEAD + NONE
    families = [(name, tuple(each)) for name, each in groupby(found, key=lambda problem: family(problem.code))]
    return HEAD + _summary(families) + "".join(_section(name, each, root) for name, each in families)


def _summary(families: Sequence[tuple[str, Sequence[Problem]]]) -> str:
    counts = [(name, Counter(problem.severity for problem in found)) for name, found in families]
    rows = [(f"[{FAMILIES[name]}](#{_anchor(name)})", count) for name, count in counts]
    rows.append(("Til sammen", sum((count for _, count in counts), Counter())))
    table = "".join(f"| {title} | {' | '.join(str(count[level]) for level in LEVELS)} |\n" for title, count in rows)
    return f"\n| Det gjelder | Feil | Advarsler | Merknader |\n|---|---|---|---|\n{table}"


def _anchor(name: str) -> str:
    """What Markdown viewers call the heading of the section."""
    return _title(name).lower().replace(" ", "-").replace("(", "").replace(")", "")


def _title(name: str) -> str:
    return f"{FAMILIES[name]} ({name})"


def _section(name: str, problems: Sequence[Problem], root: str) -> str:
    files = groupby(problems, key=lambda problem: problem.place.file)
    listed = "".join(f"\n**{file}**\n\n" + "".join(_point(each, root) for each in found) for file, found in files)
    return f"\n## {_title(name)}\n{listed}"


def _point(problem: Problem, root: str) -> str:
    place = problem.place
    link = f"[linje {place.line}]({root}{place.file}#L{place.line})" if place.line else f"[filen]({root}{place.file})"
    hint = f"\n  *Gjør slik:* {_plain(problem.hint)}" if problem.hint else ""
    return f"- {link} · `{problem.code}` {problem.severity}: {_plain(problem.message)}{hint}\n"


def _plain(text: str) -> str:
    """The words as they are, in Markdown: nothing in them is a mark."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in text).replace("\n", " ")
