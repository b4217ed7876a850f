"""LibreOffice alone: the same DOCX to PDF with nothing of ours around it, all files in one process."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from osreport.pdf.office import EXPORT
from osreport.problem import ToolError

from .measure import Meter, Run

LIMIT = 120.0  # seconds; a table of thousands of rows takes LibreOffice longer than anyone waits
READER = "--infilter=MS Word 2007 XML"


@dataclass(frozen=True)
class BareOffice:
    """LibreOffice in a folder of its own, with a used profile to copy for each run."""

    folder: Path
    meter: Meter
    command: str = "soffice"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def warm(self, docx: Path) -> None:
        """Fills the profile that later runs copy."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self._run([docx], "pdf", self.folder / "used")

    def with_our_options(self, files: Sequence[Path]) -> Run:
        """With the options osreport exports with."""
        return self._converted(files, _with_our_options())

    def first_time(self, files: Sequence[Path]) -> Run:
        """The same, where nobody has used LibreOffice before: it makes its profile too."""
        return self._converted(files, _with_our_options(), used=False)

    def plain(self, files: Sequence[Path]) -> Run:
        """With the options LibreOffice has from the start: neither PDF/A nor PDF/UA."""
        return self._converted(files, "pdf")

    def _converted(self, files: Sequence[Path], to: str, *, used: bool = True) -> Run:
        """The run, its profile, if it is to have a used one, copied before the clock starts."""
        profile = self.folder / "profile"
        shutil.rmtree(profile, ignore_errors=True)
        shutil.rmtree(self.output, ignore_errors=True)
        if used:
            shutil.copytree(self.folder / "used", profile)
        done = self._run(files, to, profile)
        missing = [file.name for file in files if not (self.output / f"{file.stem}.pdf").is_file()]
        if missing and not done.cut_off:
            raise ToolError((self.command,), 0, f"Laget ikke PDF av {', '.join(missing)}.")
        return done

    def _run(self, files: Sequence[Path], to: str, profile: Path) -> Run:
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TMPDIR": str(self.folder)}
        home = f"-env:UserInstallation={profile.as_uri()}"
        words = (home, "--headless", READER, "--convert-to", to, "--outdir", str(self.output))
        return self.meter.run((self.command, *words, *map(str, files)), self.folder, environment, LIMIT)


def _with_our_options() -> str:
    return f"pdf:writer_pdf_Export:{json.dumps(_options())}"


def _options() -> dict[str, dict[str, str]]:
    """As the command line wants them: type and value, each a string."""
    return {
        name: {"type": "boolean" if isinstance(value, bool) else "long", "value": str(value).lower()}
        for name, value in EXPORT.items()
    }
