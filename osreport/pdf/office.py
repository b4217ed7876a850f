"""DOCX → raw PDF through LibreOffice: the one place that starts a process."""

import contextlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from osreport.pdf.processes import end_group, hold
from osreport.problem import ToolError

MISSING = (
    "Finner ikke LibreOffice, som lager PDF-filene. Kjør ./inv, som installerer det, eller gjør det selv: "
    "sudo apt-get install -t bookworm-backports libreoffice-writer-nogui"
)
SLOW = "LibreOffice ble ikke ferdig med «{name}» på {limit:g} sekunder. Prøv igjen, eller del opp tabeller."
CRASHED = "LibreOffice stoppet midt i «{name}». Prøv igjen; bygg ellers med --no-pdf og åpne DOCX-filen."
NO_PDF = "LibreOffice kunne ikke lese «{name}». Bygg med --no-pdf, og se om DOCX-filen lar seg åpne i Word."

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


@dataclass(frozen=True)
class Office:
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


async def convert(documents: Mapping[str, bytes], office: Office) -> dict[str, bytes]:
    """The raw PDF of each DOCX under the same name, all printed by one LibreOffice.

    When that fails, each gets a LibreOffice of its own with a new profile, in case the old one is the fault; ToolError
    when one fails again. However it ends, cancelled too, no process and no file of its own is left.
    """
    with contextlib.suppress(ToolError):
        return await _attempted(documents, office)
    alone = replace(office, profile=None)
    pdfs: dict[str, bytes] = {}
    for name, docx in documents.items():
        pdfs |= await _attempted({name: docx}, alone)
    return pdfs


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
    import asyncio

    number = re.search(r"\d+(\.\d+)+", asyncio.run(_asked_version(office)))
    return number[0] if number else "ukjent"


async def _asked_version(office: Office) -> str:
    with TemporaryDirectory(prefix="osreport-") as folder:
        try:
            return await _said("versjonen", (office.command, "--version"), Path(folder), office)
        except ToolError as error:
            if error.exit_code is None:
                raise
            return ""


async def _attempted(documents: Mapping[str, bytes], office: Office) -> dict[str, bytes]:
    """The PDFs of one run; LibreOffice's exit code is 0 also when it could not read a file."""
    with TemporaryDirectory(prefix="osreport-") as temporary:
        folder = Path(temporary)
        for name, docx in documents.items():
            (folder / f"{name}.docx").write_bytes(docx)
        if office.profile:
            with contextlib.suppress(OSError):
                shutil.copytree(office.profile, folder / "profile")
        command = _command(office, folder, tuple(documents))
        said = await _said("», «".join(documents), command, folder, office)
        for name in documents:
            if not (folder / f"{name}.pdf").is_file():
                raise ToolError(command, 0, said, NO_PDF.format(name=name))
        _keep(folder / "profile", office.profile)
        return {name: (folder / f"{name}.pdf").read_bytes() for name in documents}


def _command(office: Office, folder: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    options = {name: _typed(value) for name, value in EXPORT.items()}
    return (
        office.command,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--infilter=MS Word 2007 XML",  # else a file that is no DOCX is printed as plain text
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(options)}",
        "--outdir",
        str(folder),
        *(str(folder / f"{name}.docx") for name in names),
    )


def _typed(value: bool | int) -> dict[str, str]:
    return {"type": "boolean" if isinstance(value, bool) else "long", "value": str(value).lower()}


async def _said(name: str, command: tuple[str, ...], folder: Path, office: Office) -> str:
    """What a command that went well said; ToolError when it cannot start, fails or takes too long."""
    import asyncio

    log = folder / "log"
    process = _started(command, log, office)
    try:
        exit_code = await asyncio.wait_for(_exit_code(process), office.time_limit)
    except TimeoutError:
        exit_code = None
    finally:
        said = _ended(process, log)
    if exit_code == 0:
        return said
    hint = SLOW if exit_code is None else CRASHED
    raise ToolError(command, exit_code, said, hint.format(name=name, limit=office.time_limit))


def _started(command: tuple[str, ...], log: Path, office: Office) -> subprocess.Popen[bytes]:
    """A process leading a group of its own, with a locked log and its temporary files beside it."""
    environment = {**office.environment, "TMPDIR": str(log.parent)}
    try:
        with log.open("wb") as said:
            hold(said)
            return subprocess.Popen(  # noqa: S603 - no shell, and the words are our own
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )
    except OSError as error:
        raise ToolError(command, None, str(error), MISSING) from error


async def _exit_code(process: subprocess.Popen[bytes]) -> int:
    """How the process ended; asked for, as asyncio's own processes hang when cancelled while they start."""
    import asyncio

    while (exit_code := process.poll()) is None:  # noqa: ASYNC110 - nobody would set an event
        await asyncio.sleep(0.005)
    return exit_code


def _ended(process: subprocess.Popen[bytes], log: Path) -> str:
    """What a process said, after its whole group is killed.

    The lock on the log is inherited, so it is free when the last of the group is gone. That is worth waiting
    for: a dying process may still write in the folder that is removed next.
    """
    end_group(process)
    process.wait()
    with log.open("rb") as said:
        hold(said)
        return said.read().decode("utf-8", "replace")


def _keep(used: Path, profile: Path | None) -> None:
    """Leave a used profile for later jobs, unless one is there or another job comes first."""
    if profile is None or profile.exists():
        return
    with contextlib.suppress(OSError):
        profile.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=profile.parent, prefix=f"{profile.name}-") as name:
            shutil.copytree(used, Path(name) / "profile").rename(profile)
