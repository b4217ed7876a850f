"""LibreOffice: how it is run, what it is told, and which version of it is here."""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from osreport.pdf.processes import Processes, exit_code
from osreport.problem import ToolError
from osreport.structs import Struct, field

if TYPE_CHECKING:
    import subprocess

MISSING = (
    "Finner ikke LibreOffice, som lager PDF-filene. Kjør ./inv, som installerer det, eller gjør det selv: "
    "sudo apt-get install -t bookworm-backports libreoffice-writer-nogui"
)
SLOW = "LibreOffice ble ikke ferdig med «{name}» på {limit:g} sekunder. Prøv igjen, eller del opp tabeller."
CRASHED = "LibreOffice stoppet midt i «{name}». Prøv igjen; bygg ellers med --no-pdf og åpne DOCX-filen."
NO_PDF = "LibreOffice kunne ikke lese «{name}». Bygg med --no-pdf, og se om DOCX-filen lar seg åpne i Word."

SHOWS_VECTORS = (25, 2)  # the oldest that has been tried
OPEN = "venter"  # the document that a waiting LibreOffice has open

# Lossless is also faster than JPEG. The names are LibreOffice's own (officecfg, Common.xcs, PDF/Export).
EXPORT: Mapping[str, bool | int] = {
    "SelectPdfVersion": 2,  # PDF/A-2
    "PDFUACompliance": True,
    "UseTaggedPDF": True,
    "ExportBookmarks": True,
    "DisplayPDFDocumentTitle": True,
    "ReduceImageResolution": False,
    "UseLosslessCompression": True,
    "ExportFormFields": False,
    "ExportNotes": False,  # comments are for those who write
}


class Office(Struct):
    """How LibreOffice is run: its command, seconds a try may take, how many may run at once.

    `profile` is a folder to copy a used profile from, as a new one costs a second; the first job fills it.
    Each `version` needs its own. `environment` is all the variables LibreOffice gets: without HOME,
    it sees only the fonts of the whole machine.
    """

    command: str = "soffice"
    version: str = "ukjent"
    time_limit: float = 120
    jobs: int = 2
    profile: Path | None = None
    environment: Mapping[str, str] = field(
        default_factory=lambda: {"PATH": f"/usr/local/bin:{os.defpath}", "LC_ALL": "C.UTF-8"}
    )

    @property
    def shows_vectors(self) -> bool:
        """Whether it is known to show the vector drawing of a Word file and not the bitmap beside it."""
        return tuple(int(number) for number in re.findall(r"\d+", self.version)) >= SHOWS_VECTORS


def office_version(office: Office) -> str:
    """The version number, e.g. «25.2.3.2»: from LibreOffice's registry (2 ms), else by asking it (0.1 s).

    «ukjent» when it does not say; ToolError when there is no LibreOffice.
    """
    program = shutil.which(office.command, path=office.environment.get("PATH")) or office.command
    registry = Path(program).resolve().parent.parent / "share/registry/main.xcd"
    with contextlib.suppress(OSError):
        stated = re.search(rb'"ooSetupVersionAboutBox">\s*<value>([\d.]+)<', registry.read_bytes())
        if stated:
            return stated[1].decode()
    number = re.search(r"\d+(\.\d+)+", _asked_version(office))
    return number[0] if number else "ukjent"


def _asked_version(office: Office) -> str:
    """Asked in another thread: whoever stops us stops this one, which may not be between starting and knowing it."""
    from concurrent.futures import ThreadPoolExecutor

    processes = Processes()
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(_own_version, processes, office)
        try:
            return asked.result()
        finally:
            processes.end_all()


def _own_version(processes: Processes, office: Office) -> str:
    with TemporaryDirectory(prefix="osreport-") as folder:
        try:
            return said(processes, office, (office.command, "--version"), Path(folder) / "log", "versjonen")
        except ToolError as error:
            if error.exit_code is None:
                raise
            return ""


def printing(office: Office, folder: Path, name: str, *more: str) -> tuple[str, ...]:
    """The command that makes a PDF of a DOCX without windows, both in the folder that the profile is in."""
    options = {option: _typed(value) for option, value in EXPORT.items()}
    return (
        office.command,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        *more,
        "--infilter=MS Word 2007 XML",  # else a file that is no DOCX is printed as plain text
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(options)}",
        "--outdir",
        str(folder),
        str(folder / f"{name}.docx"),
    )


def waiting(office: Office, folder: Path) -> tuple[str, ...]:
    """The command that starts a LibreOffice that stays, with a DOCX open that it has printed once."""
    return printing(office, folder, OPEN, "--norestore", "-o", str(folder / f"{OPEN}.docx"))


def _typed(value: bool | int) -> dict[str, str]:
    return {"type": "boolean" if isinstance(value, bool) else "long", "value": str(value).lower()}


def said(processes: Processes, office: Office, command: tuple[str, ...], log: Path, name: str) -> str:
    """What a command that went well said; ToolError when it cannot start, fails or takes too long."""
    process = started(processes, office, command, log)
    try:
        code = exit_code(process, office.time_limit)
    finally:
        words = processes.end(process, log)
    if code == 0:
        return words
    hint = SLOW if code is None else CRASHED
    raise ToolError(command, code, words, hint.format(name=name, limit=office.time_limit))


def started(processes: Processes, office: Office, command: tuple[str, ...], log: Path) -> "subprocess.Popen[bytes]":
    """A LibreOffice on its way, its temporary files beside its log; ToolError where there is none."""
    try:
        return processes.start(command, log, {**office.environment, "TMPDIR": str(log.parent)})
    except OSError as error:
        raise ToolError(command, None, str(error), MISSING) from error
