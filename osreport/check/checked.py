"""The sources as the rules look at them."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from osreport.kinds import KIND_OF
from osreport.model.documents import DOCUMENTS
from osreport.model.register import Plan
from osreport.model.samfunnsdel import Mål, OverordnetMål
from osreport.model.verdi import Navngir, Skrift, Unntak, Verdi, Viser
from osreport.model.walk import Path, elements, marked, worded
from osreport.numbering import chapter_numbers
from osreport.references import Index, index
from osreport.sources.reader import Kilder
from osreport.spelling import Dictionaries
from osreport.structs import Struct

from .finding import Finding
from .sentences import Naming
from .statutes import Statutes


class Checked(Struct):
    """The sources with what several rules need, looked up once; without dictionaries nothing is spelled."""

    kilder: Kilder
    dictionaries: Dictionaries | None = None

    @cached_property
    def elements(self) -> tuple[tuple[Path, Verdi], ...]:
        return tuple(elements(self.kilder.planverk))

    @cached_property
    def plans(self) -> tuple[tuple[Path, Plan], ...]:
        """Every plan of the register with its path."""
        return tuple((path, element) for path, element in self.elements if isinstance(element, Plan))

    @cached_property
    def naming(self) -> Naming:
        return Naming(self.plans)

    @cached_property
    def ids(self) -> Mapping[str, Mapping[str, list[Path]]]:
        """Path of every id, by kind."""
        found: dict[str, dict[str, list[Path]]] = {kind: {} for kind in KIND_OF.values()}
        for path, element in self.elements:
            if kind := KIND_OF.get(type(element)):
                found[kind].setdefault(element.id, []).append((*path, "id"))  # type: ignore[attr-defined]
        return found

    @cached_property
    def texts(self) -> tuple[tuple[Path, Skrift | Viser, str], ...]:
        return tuple(text for path, element in self.elements for text in marked(element, path))

    @cached_property
    def worded(self) -> tuple[tuple[Path, Navngir | Skrift, str], ...]:
        """Prose, names and titles: all that is printed in words, as neither word list nor catalogue of law is."""
        own = ((path, element) for path, element in self.elements if not {"ordliste", "lovkatalog"} & {*path[:1]})
        return tuple(text for path, each in own if not isinstance(each, Unntak) for text in worded(each, path))

    def language(self, path: Path) -> str:
        """The language that the text at a path is written in."""
        planverk = self.kilder.planverk
        document = getattr(planverk, str(path[0])) if path and path[0] in DOCUMENTS else None
        return (document and document.språk) or planverk.kommune.språk

    def file(self, path: Path) -> Path:
        """The file that a path leads into, as the path of all it holds."""
        return path[:2] if path[:2] in self.kilder.places.trees else path[:1]

    @cached_property
    def index(self) -> Index:
        return index(self.kilder.planverk, chapter_numbers(self.kilder.planverk))

    @cached_property
    def statutes(self) -> Statutes:
        return Statutes(self.kilder.planverk, self.elements)

    @cached_property
    def quotable(self) -> Mapping[str, tuple[Path, str]]:
        """The texts that others may quote, with their paths, by the reference that does it."""
        goals = {
            f"{{mål:{each.id}}}": ((*path, "tekst"), each.tekst)
            for path, each in self.elements
            if isinstance(each, Mål | OverordnetMål)
        }
        vision = self.kilder.planverk.samfunnsdel.visjon
        return goals | ({"{visjon}": (("samfunnsdel", "visjon", "tekst"), vision.tekst)} if vision else {})


Rule = Callable[[Checked], Iterator[Finding]]
