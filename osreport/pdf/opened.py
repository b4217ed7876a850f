"""Bytes → an open PDF."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pikepdf import Pdf


@contextmanager
def opened(pdf: bytes) -> Iterator[Pdf]:
    """The file, read from disk: it is read a few bytes at a time, which takes thrice as long from Python's memory."""
    with TemporaryDirectory(prefix="osreport-") as folder:
        file = Path(folder) / "document.pdf"
        file.write_bytes(pdf)
        with Pdf.open(file) as document:
            yield document
