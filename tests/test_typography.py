"""What is wrong in a line of running text, and what is not."""

from pathlib import Path
from typing import Any

import pytest

from osreport.check.checked import Checked
from osreport.check.typography import running_text_is_set_as_norwegian_is
from osreport.model.verdi import Unntak
from osreport.sources.reader import Kilder
from osreport.sources.strict_yaml import read_yaml
from osreport.structs import replace

FILE = Path(__file__).parent / "cases" / "typography.yaml"
TREE, _ = read_yaml(FILE.read_bytes(), FILE.name)
CASES: Any = TREE.value if TREE else {}


def with_goal(kilder: Kilder, text: str, *excepted: Unntak) -> Kilder:
    """The sources with another text in their first overall goal."""
    part = kilder.planverk.samfunnsdel
    area = part.områder[0]
    goal = area.overordnede_mål[0].model_copy(update={"tekst": text, "unntak": excepted})
    changed = area.model_copy(update={"overordnede_mål": (goal, *area.overordnede_mål[1:])})
    part = part.model_copy(update={"områder": (changed, *part.områder[1:])})
    return replace(kilder, planverk=kilder.planverk.model_copy(update={"samfunnsdel": part}))


def found(kilder: Kilder, text: str) -> list[tuple[str, int]]:
    checked = Checked(with_goal(kilder, text))
    return [(each.code, len(each.before or "")) for each in running_text_is_set_as_norwegian_is(checked)]


@pytest.mark.parametrize(("text", "code", "at"), CASES["wrong"])
def test_a_slip_is_found_once_where_it_stands(text: str, code: str, at: int, kilder: Kilder) -> None:
    assert found(kilder, text) == [(code, at)]


@pytest.mark.parametrize("text", CASES["right"])
def test_what_is_right_is_left_alone(text: str, kilder: Kilder) -> None:
    assert found(kilder, text) == []
