"""The Markdown subset that prose is written in: paragraphs, bold, italic, links, lists with one nested level.

To it comes `{en:Smart Region}`, a passage in another language than the text around it. Everything else that CommonMark
knows is a fault with its place, never dropped in silence. The only home of markdown-it-py.
"""

from osreport.prose.languages import LANGUAGES, PASSAGE, braces
from osreport.prose.markdown import parse, parse_line
from osreport.prose.spaces import kept_together
from osreport.prose.text import Fault, Item, Paragraph, Part, Run, Runs, escaped, plain, verbatim

__all__ = [
    "LANGUAGES", "PASSAGE", "Fault", "Item", "Paragraph", "Part", "Run", "Runs",
    "braces", "escaped", "kept_together", "parse", "parse_line", "plain", "verbatim",
]  # fmt: skip
