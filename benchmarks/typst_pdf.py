"""A process of its own that sets Typst files as PDF/A-2a and PDF/UA-1: the files are its words, nothing else is done.

Needs nothing of ours, so that its time is Python's start and Typst's work.
"""

import sys

import typst


def write_pdf(file: str) -> None:
    """Writes the PDF beside the file; dated long ago, it is the same every time."""
    typst.compile(file, output=f"{file.removesuffix('.typ')}.pdf", pdf_standards=["a-2a", "ua-1"], timestamp=0)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        write_pdf(name)
