"""The way from a Word file to a finished PDF, and who says what of it: the standards' rules, our own checks, veraPDF.

The only place in the tests that knows how these are called.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from built import ROOT
from docx import Document
from docx.oxml.ns import qn

from osreport.context.content import Content, Heading
from osreport.pdf.facts import facts_of
from osreport.pdf.finish import finished
from osreport.pdf.office import Office
from osreport.pdf.offices import Offices
from osreport.pdf.validate import PROFILES, failures
from osreport.problem import Place
from osreport.proof.origin import Origin
from osreport.proof.proven import faults
from osreport.properties import Properties
from osreport.word.inventory import inventory

FOLDER = ROOT / ".cache" / "verapdf"  # where .ci/run puts it
BRIEF = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # it is not worth while to compile well for so short a run
LIMIT = 600  # seconds for one run of veraPDF, which judges a file in less than one
PROPERTIES = Properties("Vanskelig dokument", "nb-NO", "Prøvekommune", "Prøve", date(2026, 3, 12))
OFFICE = Office(jobs=os.cpu_count() or 1, profile=ROOT / ".cache" / "libreoffice")

Rules = tuple[str, ...]
Verdicts = dict[str, dict[str, Rules]]


def pdfs(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """The finished PDF of each Word file under the same name."""
    with Offices(OFFICE) as offices:
        ordered = {name: offices.pdf(name, docx) for name, docx in documents.items()}
        return {name: finished(raw.result(), PROPERTIES) for name, raw in ordered.items()}


def by_rules(pdf: bytes) -> dict[str, Rules]:
    """The rules that the gate finds broken, by profile."""
    found = failures(pdf)
    return {profile: tuple(each.rule for each in found if each.profile == profile) for profile in PROFILES}


def by_gate(pdf: bytes, docx: bytes) -> dict[str, str]:
    """Everything that the gate holds against a PDF of this Word file: problems by code."""
    document = Document(BytesIO(docx))
    content = Content({"blokker": ()}, _headings(document), (), (), 1, PROPERTIES)
    origin = Origin("mal.docx", content, inventory(document, {}), lambda _: Place("mal.docx"))
    return {problem.code: problem.message for problem in faults(facts_of(pdf), failures(pdf), origin)}


def _headings(document: Any) -> tuple[Heading, ...]:
    """The headings that a contents list should show."""
    kinds = qn("w:t"), qn("w:tab"), qn("w:br")
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join((each.text or "") if each.tag == qn("w:t") else " " for each in paragraph.iter(*kinds))
        if (paragraph.style or "").startswith("Heading") and text.strip():
            found.append(Heading(int(paragraph.style[-1]), "", text, ""))
    return tuple(found)


def missing() -> str:
    """Why veraPDF cannot be asked here; empty when it can."""
    if not shutil.which("java"):
        return "veraPDF SKIPPED: no Java on this machine"
    return "" if _jar() else "veraPDF SKIPPED: it is not in .cache/verapdf; .ci/run fetches it where Maven exists"


def by_verapdf(files: Mapping[str, bytes], folder: Path) -> Verdicts:
    """The rules that veraPDF finds broken, by name and profile; one process a profile, side by side."""
    names = {f"{number}.pdf": name for number, name in enumerate(files)}
    for file, name in names.items():
        (folder / file).write_bytes(files[name])
    running = [_started(profile, sorted(names), folder) for profile in PROFILES]
    try:
        for process in running:
            process.wait(LIMIT)
    finally:
        for process in running:
            process.kill()
    verdicts: Verdicts = {name: {} for name in files}
    for profile in PROFILES:
        for job in _jobs(folder / profile):
            verdicts[names[Path(job["itemDetails"]["name"]).name]][profile] = _broken(job)
    assert all(tuple(said) == PROFILES for said in verdicts.values()), "veraPDF left a file out"
    return verdicts


def _jar() -> Path | None:
    return max(FOLDER.glob("cli-*.jar"), default=None)


def _started(profile: str, files: list[str], folder: Path) -> subprocess.Popen[bytes]:
    asked = ("-f", profile, "--format", "json", "--loglevel", "0", "--maxfailuresdisplayed", "1")
    command = ("java", *BRIEF, "-jar", str(_jar()), *asked, *files)
    with (folder / profile).open("wb") as told, (folder / f"{profile}.err").open("wb") as errors:
        return subprocess.Popen(command, cwd=folder, stdout=told, stderr=errors)


def _jobs(told: Path) -> list[dict[str, Any]]:
    """What veraPDF told of each file; its exit code is not 0 when any file is broken."""
    text = told.read_text(encoding="utf-8")
    assert text, f"veraPDF said nothing but {told.with_suffix('.err').read_text(encoding='utf-8')[-2000:]}"
    jobs: list[dict[str, Any]] = json.loads(text)["report"]["jobs"]
    return jobs


def _broken(job: Mapping[str, Any]) -> Rules:
    """The broken rules by clause and number; what veraPDF cannot read is broken too."""
    results = job.get("validationResult")
    if not results:
        return ("unreadable",)
    (result,) = results
    rules = tuple(f"{rule['clause']}-{rule['testNumber']}" for rule in result["details"]["ruleSummaries"])
    assert result["compliant"] == (not rules)
    return rules
