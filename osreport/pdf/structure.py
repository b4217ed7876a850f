"""The structure tree of a PDF (ISO 32000-1, 14.7.2): what assistive technology meets, and in which order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Union

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf

from osreport.structs import Struct

KIDS, KIND, PAGE, MCID, STREAM, OBJECT = Name.K, Name.S, Name.Pg, Name.MCID, Name.Stm, Name.Obj  # each is made anew


class Mark(Struct, eq=False):
    """Content on a page, counted from 1, by its MCID; `stream` is where it stands, when that is not the page itself."""

    page: int
    number: int
    stream: Object | None = None


class Shown(Struct, eq=False):
    """An annotation as a part of an element, and the page that it is on, counted from 1."""

    page: int
    object: Object


@dataclass(slots=True, eq=False)
class Element:
    """A structure element.

    `name` is its type as written, often the name of a style; `kind` the standard type that stands for, such as «H1».
    `page` is the one its content is on, counted from 1; 0 when it does not say. The top has neither kind nor parent.
    """

    object: Object
    name: str
    kind: str
    parent: Union["Element", None]
    page: int
    kids: list[Union["Element", Mark, Shown]] = field(default_factory=list)

    @property
    def children(self) -> list["Element"]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def marks(self) -> list[Mark]:
        return [kid for kid in self.kids if isinstance(kid, Mark)]

    @property
    def annotations(self) -> list[Object]:
        return [kid.object for kid in self.kids if isinstance(kid, Shown)]


Kid = Element | Mark | Shown


def elements(document: Pdf) -> Iterator[Element]:
    """Every element in reading order, a parent before its children."""
    return Structure(document).elements()


class Structure:
    """The tree of one document, read in one walk; what is changed here is changed in the document at once.

    `roles` is the role map (14.7.3): the standard type behind each name that is none.
    """

    def __init__(self, document: Pdf) -> None:
        self._document = document
        self._pages = [page.obj for page in document.pages]
        self._numbers = {page.objgen: number for number, page in enumerate(self._pages, 1)}
        root = document.Root.get(Name.StructTreeRoot, Dictionary())
        self.roles = {str(name)[1:]: str(kind)[1:] for name, kind in root.get(Name.RoleMap, Dictionary()).items()}
        self._owners = NumberTree(root.ParentTree) if Name.ParentTree in root else None
        self.top = Element(root, "", "", None, 0)
        self._read()

    def elements(self) -> Iterator[Element]:
        """Every element in reading order, a parent before its children."""
        waiting: list[Kid] = self.top.kids[::-1]
        while waiting:
            element = waiting.pop()
            if isinstance(element, Element):
                yield element
                waiting += element.kids[::-1]

    def rename(self, element: Element, kind: str) -> None:
        """Gives the element a standard type."""
        element.name = element.kind = kind
        element.object[Name.S] = Name(f"/{kind}")

    def unmap(self, names: Iterable[str]) -> None:
        """Takes names out of the role map."""
        for name in names:
            del self.roles[name]
            del self.top.object[Name.RoleMap][f"/{name}"]

    def fill(self, element: Element, kids: Iterable[Kid]) -> None:
        """Gives the element these kids, no annotation twice; who loses them is the caller's to tell."""
        had = set(element.kids)
        element.kids = list(_distinct(kids))
        for kid in element.kids:
            if kid not in had:
                self._adopt(element, kid)
        if element.kids:
            element.object[Name.K] = Array([self._written(element, kid) for kid in element.kids])
        elif Name.K in element.object:
            del element.object[Name.K]

    def made(self, kind: str, parent: Element, kids: list[Kid]) -> Element:
        """A new element around these kids; its place among the kids of its parent is the caller's to give."""
        written = Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent.object)
        element = Element(self._document.make_indirect(written), kind, kind, parent, kids[0].page)
        if element.page:
            element.object[Name.Pg] = self._pages[element.page - 1]
        self.fill(element, kids)
        return element

    def _read(self) -> None:
        waiting = [self.top]
        while waiting:
            element = waiting.pop()
            kids = element.object.get(KIDS, ())
            listed = kids if isinstance(kids, (Array, tuple)) else (kids,)
            element.kids = [self._kid(element, kid) for kid in listed]
            waiting += element.children

    def _kid(self, parent: Element, kid: Object | int) -> Kid:
        if isinstance(kid, int):
            return Mark(parent.page, kid)
        # To ask for what is not there, as `get` does, takes ten times as long as to look first.
        page = self._numbers.get(kid[PAGE].objgen, 0) if PAGE in kid else parent.page
        if KIND in kid:
            name = str(kid[KIND])[1:]
            return Element(kid, name, self.roles.get(name, name), parent, page)
        if MCID in kid:
            return Mark(page, int(kid[MCID]), kid.get(STREAM, None))
        return Shown(page, kid[OBJECT])

    def _adopt(self, element: Element, kid: Kid) -> None:
        """Tells the kid, and the way from the content back to the tree (14.7.4.4), who its parent is now."""
        if isinstance(kid, Element):
            kid.parent = element
            kid.object[Name.P] = element.object
        elif self._owners is not None and isinstance(kid, Shown):
            self._owners[int(kid.object[Name.StructParent])] = element.object
        elif self._owners is not None and isinstance(kid, Mark):
            place = self._pages[kid.page - 1] if kid.stream is None else kid.stream
            self._owners[int(place[Name.StructParents])][kid.number] = element.object

    def _written(self, element: Element, kid: Kid) -> Object | int:
        if isinstance(kid, Element):
            return kid.object
        if isinstance(kid, Mark) and kid.page == element.page and kid.stream is None:
            return kid.number
        if isinstance(kid, Shown):
            return Dictionary(Type=Name.OBJR, Obj=kid.object, Pg=self._pages[kid.page - 1])
        content = Dictionary(Type=Name.MCR, MCID=kid.number, Pg=self._pages[kid.page - 1])
        if kid.stream is not None:
            content[Name.Stm] = kid.stream
        return content


def _distinct(kids: Iterable[Kid]) -> Iterator[Kid]:
    shown = set()
    for kid in kids:
        if not isinstance(kid, Shown) or kid.object.objgen not in shown:
            yield kid
        if isinstance(kid, Shown):
            shown.add(kid.object.objgen)
