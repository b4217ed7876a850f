"""The bytes of a file with some of its text replaced: all else stays as it is, line ends and odd letters too."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from unicodedata import normalize

from osreport.structs import Struct

MARK = "\ufeff".encode()
LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n)")
LAST_END = re.compile(r"(?:\r\n|\r|\n)\Z")


class Edit(Struct):
    """Another text in the place of a stretch of the text as it is read."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit], origin: int = 0) -> str:
    """The text with the edits; their positions count from `origin`."""
    return "".join(_pieces(edits, lambda start, end: text[start - origin : end - origin], origin, origin + len(text)))


def spliced(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The file with the edits, whose positions are those of the text as it is read, always with a last line end."""
    raw = _Raw(content.decode("utf-8-sig"))
    put = (Edit(edit.start, edit.end, edit.text.replace("\n", raw.line_end)) for edit in edits)
    text = "".join(_pieces(put, raw.part, 0, raw.length))
    return (MARK if content.startswith(MARK) else b"") + (text if raw.is_ended else LAST_END.sub("", text)).encode()


def _pieces(edits: Iterable[Edit], part: Callable[[int, int], str], begin: int, end: int) -> Iterator[str]:
    """What stands between the edits and in them; insertions before what is replaced from the same position on."""
    at = begin
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            raise ValueError(f"two edits of one stretch, at {edit.start}")
        yield part(at, edit.start)
        yield edit.text
        at = edit.end
    yield part(at, end)


class _Raw:
    """The text as it lies in the file, and where each sign of the text that is read stands in it."""

    def __init__(self, text: str) -> None:
        self.is_ended = text.endswith(("\n", "\r")) or not text
        kinds = Counter(end for _, end in LINE.findall(text))
        self.line_end = max(kinds, key=lambda end: kinds[end]) if kinds else "\n"
        self.text = text if self.is_ended else text + self.line_end
        self.lines = [line for line, _ in LINE.findall(self.text)]
        self.ends = [end for _, end in LINE.findall(self.text)]

    @cached_property
    def read(self) -> list[str]:
        """The lines as they are read."""
        return [normalize("NFC", line) for line in self.lines]

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins in the text that is read; at last, where that ends."""
        return list(accumulate((len(line) + 1 for line in self.read), initial=0))

    @cached_property
    def own_starts(self) -> list[int]:
        return list(
            accumulate((len(line) + len(end) for line, end in zip(self.lines, self.ends, strict=True)), initial=0)
        )

    @property
    def length(self) -> int:
        return self.starts[-1]

    def part(self, start: int, end: int) -> str:
        return self.text[self._index(start) : self._index(end)]

    def _index(self, at: int) -> int:
        number = bisect_right(self.starts, at) - 1
        if number == len(self.lines):
            return self.own_starts[number]
        return self.own_starts[number] + _offset(self.lines[number], self.read[number], at - self.starts[number])


def _offset(line: str, read: str, at: int) -> int:
    """Where a sign of a line as it is read stands in the line as it was written."""
    if line == read:
        return at
    wanted = read[:at], read[at:]
    cuts = (
        cut for cut in range(len(line) + 1) if (normalize("NFC", line[:cut]), normalize("NFC", line[cut:])) == wanted
    )
    return next(cuts, at)
