"""The plans while decisions change them: plain words with their places, and where each element stands."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from osreport.kinds import KIND_OF
from osreport.model.documents import DOCUMENTS
from osreport.model.verdi import Verdi
from osreport.model.walk import elements
from osreport.problem import Place
from osreport.sources.reader import SOURCES, Kilder, Places
from osreport.sources.tree import Path, Tree
from osreport.sources.written import Patched, Written
from osreport.structs import Struct, replace

Address = tuple[str, str]
MODELS: dict[str, type[Verdi]] = {each.field: each.model for each in SOURCES if issubclass(each.model, Verdi)}


class Found(Struct):
    """An element, where it stands, and which model it is of."""

    address: Address
    path: Path
    model: type[Verdi]


class Draft(Struct):
    """The files by the path of all they hold, and the elements of each; a file that changes is a new value."""

    trees: Mapping[Path, Tree | Patched]
    found: Mapping[Path, tuple[Found, ...]]
    root: str

    @classmethod
    def of(cls, kilder: Kilder) -> "Draft":
        trees, found = dict(kilder.places.trees), dict[Path, list[Found]]()
        for path, element in elements(kilder.planverk):
            if kind := KIND_OF.get(type(element)):
                file = path[:2] if path[:2] in trees else path[:1]
                found.setdefault(file, []).append(Found((kind, str(vars(element)["id"])), path, type(element)))
        documents: dict[Path, tuple[Found, ...]] = {
            (name,): (Found(("dokument", name), (name,), MODELS[name]),) for name in DOCUMENTS
        }
        kept = {file: (*documents.get(file, ()), *found.get(file, ())) for file in trees}
        return cls(trees, kept, kilder.places.root)

    def all(self, address: Address) -> list[Found]:
        return [each for found in self.found.values() for each in found if each.address == address]

    def below(self, path: Path) -> list[Found]:
        """The element at the path, and all elements that stand in it."""
        file = self.file(path)
        return [each for each in self.found[file] if each.path[: len(path)] == path]

    def file(self, path: Path) -> Path:
        return path[:2] if path[:2] in self.trees else path[:1]

    def node(self, file: Path) -> Written:
        tree = self.trees[file]
        return tree.node if isinstance(tree, Patched) else Written.of(tree, (), tree.value)

    def get(self, path: Path) -> Written | None:
        file = self.file(path)
        return self.node(file).get(path[len(file) :])

    def put(self, path: Path, new: Written | None) -> "Draft":
        """The plans with another value at the path, or without what stood there."""
        file = self.file(path)
        node = self.node(file).put(path[len(file) :], new)
        roots = tuple(each for each in self.found[file] if each.address[0] == "dokument")
        found = (*roots, *_elements(MODELS[str(file[0])], node, file))
        return replace(self, trees={**self.trees, file: Patched(node, {})}, found={**self.found, file: found})

    def place(self, path: Path) -> Place:
        return Places(self.trees, self.root).of(path)


def _elements(annotation: Any, node: Written, path: Path) -> Iterator[Found]:
    """Every element of plain words that are to become a model, as `walk.elements` finds them once they have."""
    if isinstance(node.value, tuple):
        for index, member in enumerate(node.value):
            yield from _elements(annotation, member, (*path, index))
    elif isinstance(node.value, dict) and (model := _model(annotation, node.value)):
        if (kind := KIND_OF.get(model)) and (id_ := node.get(("id",))):
            yield Found((kind, str(id_.value)), path, model)
        for key, child in node.value.items():
            if field := model.model_fields.get(key):
                yield from _elements(field.annotation, child, (*path, key))


def _model(annotation: Any, value: dict[str, Any]) -> type[Verdi] | None:
    """The model that a mapping is meant to become: the one in the annotation that has all its fields."""
    return next((model for model in _models(annotation) if value.keys() <= model.model_fields.keys()), None)


def _models(annotation: Any) -> Iterator[type[Verdi]]:
    if isinstance(annotation, type) and issubclass(annotation, Verdi):
        yield annotation
    for member in get_args(annotation):
        yield from _models(member)


def new_elements(model: type[Verdi], name: str, members: Written) -> list[Found]:
    """The elements in new members of a field; their paths begin with the number of the member."""
    info = model.model_fields.get(name)
    return list(_elements(info.annotation, members, ())) if info else []
