"""Two planners change the same file: what they have not both changed is merged by id, and nothing else is touched."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from versions import ROOT

from osreport.merging import _taken_apart, merged

CASES = yaml.safe_load((ROOT / "tests" / "cases" / "merging.yaml").read_text(encoding="utf-8"))
SOURCES = [*sorted((ROOT / "sources").rglob("*.yaml")), *sorted((ROOT / "examples").rglob("*.yaml"))]
LARGEST = (ROOT / "sources" / "samfunnsdel.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["regel"])
def test_two_versions_become_one(case: dict[str, str]) -> None:
    base, ours, theirs = (case[name].encode() for name in ("felles", "min", "din"))
    found = merged(base, ours, theirs)
    assert found.content.decode() == case["sammen"]
    assert found.conflicts == ("<<<<<<<" in case["sammen"] or "uten_merker" in case)


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_parts_put_together_are_the_file(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    whole = _taken_apart(text)
    assert whole.parts
    stack = [whole]
    while stack:
        part = stack.pop()
        assert not part.parts or part.head + "".join(each.text for each in part.parts.values()) + part.tail == part.text
        stack += part.parts.values()


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_edits_of_different_fields_are_both_there_and_the_rest_is_as_it_was(data: st.DataObject) -> None:
    lines = LARGEST.splitlines(keepends=True)
    fields = [number for number, line in enumerate(lines) if re.match(r" +tekst: [A-ZÆØÅ]", line)]
    mine, yours = (data.draw(st.sets(st.sampled_from(fields), min_size=1, max_size=8)) for _ in ("mine", "yours"))
    ours, theirs, both = (
        "".join(f"{line[:-1]} Endret.\n" if number in chosen else line for number, line in enumerate(lines))
        for chosen in (mine, yours, mine | yours)
    )
    found = merged(LARGEST.encode(), ours.encode(), theirs.encode())
    assert (found.content.decode(), found.conflicts) == (both, False)


def test_a_file_with_windows_line_ends_is_merged_line_by_line() -> None:
    base, ours, theirs = (
        text.replace("\n", "\r\n").encode() for text in ("a: 1\n\n\nb: 2\n", "a: 2\n\n\nb: 2\n", "a: 1\n\n\nb: 3\n")
    )
    assert merged(base, ours, theirs).content.decode() == "a: 2\r\n\r\n\r\nb: 3\r\n"
