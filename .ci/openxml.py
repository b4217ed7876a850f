# ruff: noqa: INP001 - a script that stands alone
"""Validates Word files against the schemas and rules of ISO/IEC 29500, as Microsoft's Open XML SDK does.

    python .ci/openxml.py FILE.docx …

Prints every violation that openxml-allowed.toml does not excuse, and every excuse that no file needed; then the exit
code is 1. The only home of openxml-audit.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

ALLOWED = Path(__file__).with_name("openxml-allowed.toml")


@dataclass(frozen=True)
class Excuse:
    """A violation that is none, and why."""

    rule: str
    said: str
    part: str
    why: str

    def covers(self, violation: "Violation") -> bool:
        same = (self.rule, self.part) == (violation.rule, violation.part)
        return same and re.fullmatch(self.said, violation.said) is not None


@dataclass(frozen=True)
class Violation:
    file: str
    rule: str
    said: str
    part: str
    path: str

    def __str__(self) -> str:
        return f"{self.file}: {self.part} {self.path}: {self.rule or 'schema'}: {self.said}"


def violations(files: list[Path]) -> Iterator[Violation]:
    """Everything that Word 365 might stumble over."""
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0)
    for file in files:
        for error in validator.validate(file).errors:
            part = error.part_uri or ""
            yield Violation(str(file), getattr(error, "id", None) or "", error.description, part, error.path or "")


def main(files: list[Path]) -> int:
    """Exit code 1 when something is wrong, 0 when nothing is."""
    excuses = [Excuse(**entry) for entry in tomllib.loads(ALLOWED.read_text(encoding="utf-8"))["allowed"]]
    found = list(violations(files))
    wrong = [str(each) for each in found if not any(excuse.covers(each) for excuse in excuses)]
    idle = [f"{ALLOWED.name}: nothing needs «{each.said}»" for each in excuses if not any(map(each.covers, found))]
    sys.stdout.write("".join(f"{line}\n" for line in [*wrong, *idle]))
    return 1 if wrong or idle or not files else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
