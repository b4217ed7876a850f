"""How documents are printed: with which templates, which LibreOffice, which fonts, and what is kept for next time."""

from pathlib import Path

from osreport.pdf.office import Office
from osreport.problem import Place, Problem, SourceError
from osreport.store import Store
from osreport.structs import Struct


class Press(Struct):
    """What a build needs besides its contents.

    `templates` is a folder with one Word file a document; without `office` there is no PDF; `fonts` draw the bitmaps
    that stand in for vector drawings; `store` keeps proven PDFs; `tools` names all else that decides what they become;
    `shown_as` is what problems call the folder of templates, if not by its name.
    """

    templates: Path
    office: Office | None = None
    fonts: tuple[Path, ...] = ()
    store: Store | None = None
    tools: str = ""
    shown_as: str = ""

    @property
    def folder(self) -> str:
        """What the folder of templates is called in problems."""
        return self.shown_as or self.templates.name

    def called(self, name: str) -> str:
        """What the template of a document is called in problems."""
        return f"{self.folder}/{name}.docx"

    def has(self, name: str) -> bool:
        """Whether there is a template of that name."""
        return self._file(name).is_file()

    def template(self, name: str) -> bytes:
        """The template of a document; SourceError where there is none."""
        if self.has(name):
            return self._file(name).read_bytes()
        hint = "Legg den i mappen, eller oppgi en annen mappe: --templates MAPPE."
        raise SourceError([Problem("MAL007", Place(self.called(name)), "Malen finnes ikke.", hint)])

    def _file(self, name: str) -> Path:
        return self.templates / f"{name}.docx"
