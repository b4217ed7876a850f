"""Files written anew say what they should, and nothing else in them is touched: cases in tests/cases/rewriting.yaml."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from written import change, text_of, value_of

from osreport.sources.descent import alike
from osreport.sources.rewriting import Rewriting, remarks
from osreport.sources.spliced import Edit, spliced
from osreport.sources.strict_yaml import read_yaml
from osreport.sources.tree import Path as Place
from osreport.sources.tree import Tree
from osreport.sources.written import Written
from osreport.structs import replace

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [*sorted((ROOT / "sources").rglob("*.yaml")), *sorted((ROOT / "examples").rglob("*.yaml"))]
CASES = yaml.safe_load((ROOT / "tests" / "cases" / "rewriting.yaml").read_text(encoding="utf-8"))


def read(content: bytes) -> Tree:
    tree, problems = read_yaml(content, "prøve.yaml")
    assert not problems, problems
    assert tree
    return tree


def given_values(value: Any) -> Any:
    """A value of a case as the reader gives it."""
    if isinstance(value, dict):
        return Decimal(value["desimal"]) if "desimal" in value else {k: given_values(v) for k, v in value.items()}
    return tuple(map(given_values, value)) if isinstance(value, list) else value


def made(node: Written, step: dict[str, Any]) -> Written:
    """What the file says after one change of a case."""
    kind, path = next(iter(step.items()))
    at: Place = tuple(int(part) if part.isdecimal() else part for part in path.split("/"))
    own = node.get(at)
    if kind in {"sett", "inn"}:
        own = Written.of(read(b"a: 1"), (), given_values(step["til" if kind == "sett" else "nytt"]))
    if kind in {"fjern", "flytt", "navn"}:
        node = node.put(at, None)
    if kind == "navn":
        at = (*at[:-1], step["til"])
    if kind in {"flytt", "inn"}:
        target: Place = at if kind == "inn" else tuple(int(p) if p.isdecimal() else p for p in step["til"].split("/"))
        listed = node.get(target)
        assert listed
        members = (*listed.value[: step["plass"]], own, *listed.value[step["plass"] :])
        return node.put(target, replace(listed, value=members))
    return node if kind == "fjern" else node.put(at, own)


def as_bytes(text: str, case: dict[str, Any]) -> bytes:
    text = text if case.get("slutt", True) else text.removesuffix("\n")
    return (b"\xef\xbb\xbf" if case.get("bom") else b"") + text.replace("\n", case.get("linjeslutt", "\n")).encode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_a_change_touches_what_it_is_about_alone(case: dict[str, Any]) -> None:
    content = as_bytes(case["står"], case)
    tree = read(content)
    node = Written.of(tree, (), tree.value)
    for step in case["gjør"]:
        node = made(node, step)
    new = spliced(content, Rewriting([tree]).edits(tree, node))
    assert new.decode() == as_bytes(case["blir"], case).decode()
    assert alike(read(new).value, node.plain)
    assert list((remarks([tree]) - remarks([read(new)])).elements()) == case.get("borte", [])


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_value_of_the_sources_can_be_written_anew_in_its_place(file: Path) -> None:
    """One value at a time becomes another; every other line stands as it stood."""
    content = file.read_bytes()
    tree = read(content)
    texts = [path for path in tree.spans if isinstance(tree.value_at(path), str)]
    for path in Random(file.name).sample(texts, min(12, len(texts))):  # noqa: S311 - the same values every time
        node = Written.of(tree, (), tree.value).put(path, Written.of(tree, (), "Et annet: ord"))
        new = spliced(content, Rewriting([tree]).edits(tree, node))
        assert alike(read(new).value, node.plain)
        lines, numbers = content.splitlines(), tree.lines(path)
        assert new.splitlines()[: numbers.start - 1] == lines[: numbers.start - 1]
        assert new.splitlines()[len(new.splitlines()) - len(lines) + numbers.stop - 1 :] == lines[numbers.stop - 1 :]


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_file_says_what_it_should_after_any_changes(seed: int) -> None:
    """Odd layouts of odd values: fields and members set, taken out, put in, moved and named anew."""
    random = Random(seed)  # noqa: S311 - the same file every time
    text = text_of(random)
    content = text.encode()
    tree, problems = read_yaml(content, "prøve.yaml")
    if tree is None or problems:
        return
    node = Written.of(tree, (), tree.value)
    assert spliced(content, Rewriting([tree]).edits(tree, node)) == content
    for _ in range(random.randint(1, 4)):
        node = change(random, node)
    if {*node.value} & {*tree.value}:  # a file whose fields are all others is another file
        new = read(spliced(content, Rewriting([tree]).edits(tree, node)))
        assert alike(new.value, node.plain), text


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_what_comes_in_takes_no_remark_away(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same file every time
    content = text_of(random).encode()
    tree, problems = read_yaml(content, "prøve.yaml")
    if tree is None or problems:
        return
    node = Written.of(tree, (), tree.value)
    lists = [path for path in tree.spans if path and isinstance(tree.value_at(path), tuple)]
    for path in random.sample(lists, min(3, len(lists))):
        listed = node.get(path)
        if listed and isinstance(listed.value, tuple) and tree.text[tree.spans[path].start] == "-":
            at = random.randint(0, len(listed.value))
            new = Written.of(read(b"a: 1"), (), value_of(random, 2))
            node = node.put(path, replace(listed, value=(*listed.value[:at], new, *listed.value[at:])))
    made_anew = read(spliced(content, Rewriting([tree]).edits(tree, node)))
    told = [path for path in lists if tree.text[tree.spans[path].start - 2 : tree.spans[path].start] == "- "]
    assert told or remarks([tree]) <= remarks([made_anew])


def test_two_edits_of_the_same_words_are_refused() -> None:
    with pytest.raises(ValueError, match="two edits"):
        spliced(b"abcdef", [Edit(0, 4, "x"), Edit(2, 5, "y")])


def test_letters_of_two_signs_keep_their_bytes() -> None:
    raw = "gård: år\ngrå: ja\n".replace("å", "a\u030a")
    text = normalize("NFC", raw)
    at = text.index("år\n")
    assert spliced(raw.encode(), [Edit(at, at + 2, "åre")]).decode() == raw.replace("a\u030ar\n", "åre\n", 1)
    assert Counter(raw) - Counter(text)
