"""Spaces that no line may break at: in numbers and dates, and between a number and what it belongs to.

So a writer types ordinary spaces everywhere. Source: Språkrådet, «Tall, tid, dato», on the hard space.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from osreport.structs import replace

from .text import Runs

NBSP = "\u00a0"
MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
UNITS = (
    r"%|‰|°C?|prosent|kr|kroner|mill\.|millioner|millionar|mrd\.|milliarder|milliardar|"
    r"mm|cm|m|km|m²|km²|daa|kg|kWh|MWh|GWh"
)
BEFORE_NUMBERS = (
    r"§§?|kapittel|kap\.|punkt|pkt\.|nr\.|nummer|side|s\.|kl\.|ca\.|sak(?: [A-ZÆØÅ]{1,3})?|figur|tabell|artikkel"
)
TOGETHER = re.compile(
    r"(?<![\d.,/–-])\d{1,3}(?: \d{3})+(?!\d)"  # 25 000
    rf"|(?<!\d)\d{{1,2}}\. (?=(?:{MONTHS}|kvartal)\b)"  # 25. januar
    rf"|\d (?=(?:{UNITS})(?!\w))"  # 30 %
    rf"|(?<!\w)(?:{BEFORE_NUMBERS}) (?=\d)",  # § 11-2
    re.IGNORECASE,
)


def kept_together(runs: Runs) -> Runs:
    """The runs, with hard spaces where a line must not break; also where one run ends and the next begins."""
    text = "".join(run.text for run in runs)
    if not any(map(str.isdigit, text)):
        return runs
    set_ = TOGETHER.sub(lambda match: match[0].replace(" ", NBSP), text)
    pieces = zip(runs, _pieces(set_, runs), strict=True)
    return tuple(replace(run, text=piece) for run, piece in pieces)


def _pieces(text: str, runs: Runs) -> Iterator[str]:
    """The text cut where the runs are; a hard space is as long as a space."""
    ends = accumulate((len(run.text) for run in runs), initial=0)
    return (text[start:end] for start, end in pairwise(ends))
