"""What the templates are given: the stream of blocks of each document, as text that is reviewed when it changes."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from osreport import markup
from osreport.context.content import Content
from osreport.context.document import DOCUMENTS


def told(value: Any, depth: int = 0) -> Iterator[str]:
    """A block field by field, indented; marks shown in angle brackets, empty fields left out."""
    pad = "  " * depth
    if isinstance(value, str):
        parts = (
            f"<{part.kind} {part.value}>" if isinstance(part, markup.Mark) else part for part in markup.split(value)
        )
        yield pad + "".join(part for part in parts if not part.startswith("<block"))
    elif isinstance(value, tuple):
        for each in value:
            yield from told(each, depth)
    elif is_dataclass(value):
        yield pad + f"[{getattr(value, 'slag', type(value).__name__)}]"
        for field in fields(value):
            if field.name != "slag" and (inner := getattr(value, field.name)) not in ("", (), False):
                yield from told(inner, depth + 1)
    else:
        yield f"{pad}{value}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_blocks_are_what_was_reviewed(
    name: str, os_contents: dict[str, Content], golden: Callable[[str, str], None]
) -> None:
    values = os_contents[name].values
    cover = [f"{key}: {value}" for key, value in values.items() if isinstance(value, str)]
    blocks = [line for block in values["blokker"] for line in told(block)]
    golden(f"blocks-{name}.txt", "\n".join([*cover, *values["statuslinjer"], "", *blocks]) + "\n")


def test_chapters_are_numbered_as_they_are_read(os_contents: dict[str, Content]) -> None:
    numbers = [heading.number for heading in os_contents["samfunnsdel"].headings if heading.number]
    assert numbers == ["1", "2", "3", "3.1", "3.2", "3.3", "3.4", "4"]
    assert [h.number for h in os_contents["planstrategi"].headings if h.level <= 2 and h.number][-1] == "1.6"
    assert [h.number for h in os_contents["vedlegg"].headings if h.level == 1] == ["2", "3", ""]


def test_every_block_knows_where_it_was_written(os_contents: dict[str, Content]) -> None:
    for name, content in os_contents.items():
        assert len(content.paths) == len(content.values["blokker"])
        assert {path[0] for path in content.paths} == {name}


def test_the_same_goal_reads_the_same_wherever_it_stands(os_contents: dict[str, Content]) -> None:
    """A goal is data: the samfunnsdel's tables, the planstrategi's list and the annex print one text."""
    shown = {
        name: "\n".join(line.strip() for block in c.values["blokker"] for line in told(block))
        for name, c in os_contents.items()
    }
    goal = "Os skal levere riktig tjeneste på rett tid på riktig nivå"
    assert all(goal in text for text in shown.values())
    assert not any("rett tid og på riktig" in text for text in shown.values())
