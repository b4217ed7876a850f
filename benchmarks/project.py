"""A copy of this project that nobody else works in: its commands, its sources and its cache."""

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .measure import Meter, Run

PARTS = ("tasks.py", "osreport", "sources", "templates")
FIRST_WORD = re.compile(r"(- tekst: \|\n\s*)(\S+)")


@dataclass(frozen=True)
class Project:
    """The copy in a folder; `only` are the documents it makes, with commas between."""

    folder: Path
    meter: Meter
    only: str = "samfunnsdel,planstrategi,vedlegg"

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def check(self) -> Run:
        return self._inv("check")

    def build(self, *flags: str) -> Run:
        return self._inv("build", "--only", self.only, "--output", str(self.output), *flags)

    def checked_first_time(self) -> Run:
        """A check that finds nothing from earlier: nothing of the templates, nothing of how words are spelled."""
        self._forget()
        return self.check()

    def checked_again(self) -> Run:
        """A check that finds all of it; the one before it takes no part."""
        self.check()
        return self.check()

    def built_first_time(self) -> Run:
        """A build that finds nothing from earlier: no LibreOffice profile, no page numbers, no PDF."""
        self._forget()
        return self.build()

    def documents(self, kind: str) -> list[Path]:
        """The files of that kind (`docx` or `pdf`) that lie in the output folder."""
        return [self.output / f"{name}.{kind}" for name in self.only.split(",")]

    def change_a_word(self, source: str, word: str) -> None:
        """Replaces the first word of the first prose in a source file."""
        file = self.sources / source
        text, changed = FIRST_WORD.subn(rf"\g<1>{word}", file.read_text(encoding="utf-8"), count=1)
        if not changed:
            raise ValueError(f"{source} har ingen tekst å endre.")
        file.write_text(text, encoding="utf-8")

    def _forget(self) -> None:
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)

    def _inv(self, task: str, *words: str) -> Run:
        command = (sys.executable, str(self.folder / "tasks.py"), task, "--sources", str(self.sources), *words)
        return self.meter.run(command, self.folder)


def copied(
    root: Path, folder: Path, meter: Meter, change: Callable[[Path], None] | None = None, **settings: str
) -> Project:
    """A copy of the project at `root`, its sources changed by `change`, and compiled by a first check."""
    folder.mkdir(parents=True)
    for name in PARTS:
        part = root / name
        if part.is_dir():
            shutil.copytree(part, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".~lock*"))
        else:
            shutil.copy2(part, folder / name)
    project = Project(folder, meter, **settings)
    if change:
        change(project.sources)
    project.check()
    return project
