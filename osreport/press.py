"""How documents are printed: with which templates, which LibreOffice, which fonts, and what is kept for next time."""

from dataclasses import dataclass
from pathlib import Path

from osreport.pdf.office import Office
from osreport.store import Store


@dataclass(frozen=True)
class Press:
    """What a build needs besides its contents.

    `templates` is a folder with one Word file a document; without `office` there is no PDF; `fonts` draw the bitmaps
    that stand in for vector drawings; `store` keeps proven PDFs; `tools` names all else that decides what they become;
    `called` is what problems call the folder of templates, if not by its name.
    """

    templates: Path
    office: Office | None = None
    fonts: tuple[Path, ...] = ()
    store: Store | None = None
    tools: str = ""
    called: str = ""
