"""docs/regler.md: every rule with its code and level, made from the rules themselves."""

from collections.abc import Iterable
from itertools import groupby

from osreport.problem import Code

FAMILIES = {
    "REF": "Henvisninger", "TEKST": "Tekst som kan trykkes", "STRUKT": "Oppbygning", "TABELL": "Tabeller og register",
    "STATUS": "Status", "VEDTAK": "Vedtak", "LOV": "Lov", "TALL": "Tall og fakta", "SPRÅK": "Språk", "TERM": "Begreper",
    "TYPO": "Tegnsetting og tall", "UU": "Universell utforming", "UNNTAK": "Unntak", "MAL": "Maler",
    "MERK": "Merknader", "HØR": "Høringer", "INN": "Innkomne høringssvar", "NUM": "Frosne numre",
}  # fmt: skip
HEAD = """# Regler

`./inv check` prøver disse reglene. En **feil** må rettes før dokumentene kan lages. En **advarsel** er nesten alltid
noe å rette, og en **merknad** er noe å tenke over. Fra en advarsel eller merknad kan du gjøre unntak, med grunn, i
elementet det gjelder (se veiledningen, «Unntak fra regler»). Reglene for maler har ingen unntak; noen av dem blir først
prøvd når malen fylles ut. Siden er laget av reglene selv.
"""


def rules_page(codes: Iterable[Code]) -> str:
    """The page in Markdown."""
    families = groupby(codes, key=family)
    return HEAD + "".join(_section(FAMILIES[name], tuple(each)) for name, each in families)


def family(code: Code) -> str:
    """The letters that the code begins with."""
    return code.id.rstrip("0123456789")


def _section(title: str, codes: tuple[Code, ...]) -> str:
    rows = "".join(f"| `{code.id}` | {code.severity} | {code.rule} | {code.basis} |\n" for code in codes)
    return f"\n## {title}\n\n| Kode | Nivå | Det som skal gjelde | Hjemmel |\n|---|---|---|---|\n{rows}"
