"""What CI runs, run for real beside stand-ins for Java, Maven and the start script."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built import ROOT

TOOLS = "bash dirname env grep mkdir mv rm sh timeout touch"
LAST = "== 3 passed, 1 failed in 2.00s =="
VERSION = next(re.finditer(r"(?m)^version=(\S+)", (ROOT / ".ci/run").read_text(encoding="utf-8")))[1]
JUDGED = f"CI: veraPDF {VERSION} judges the PDF files beside our own gate."
SKIPPED = "CI: veraPDF SKIPPED: {}, so the PDF files are held against our own gate alone."
OFFLINE = "echo '[ERROR] no such host'; exit 1"
FETCHES = """
for word; do case $word in -DoutputDirectory=*) folder=${word#*=} ;; -Dartifact=*) artifact=${word#*=} ;; esac; done
touch "$folder/cli-${artifact##*:}.jar"
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="CI runs on Linux")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of ours with no more than .ci/run and a start script that tells how its tests went."""
    folder = tmp_path / "min kommune"
    for made in (folder / ".ci", tmp_path / "bin"):
        made.mkdir(parents=True)
    shutil.copy(ROOT / ".ci/run", folder / ".ci/run")
    script(folder / "inv", f"echo '{LAST}'; exit 5")
    for name in TOOLS.split():
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    return folder


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/usr/bin/env sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def said(clone: Path, **tools: str) -> list[str]:
    """The lines of a run on a machine with these tools."""
    programs = clone.parent / "bin"
    for name, text in tools.items():
        script(programs / name, text)
    command = (programs / "bash", clone / ".ci/run")
    ended = subprocess.run(command, env={"PATH": str(programs)}, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (5, "")
    lines = ended.stdout.splitlines()
    assert lines[-1] == LAST
    return lines


def jars(clone: Path) -> list[str]:
    return sorted(path.name for path in (clone / ".cache/verapdf").glob("**/*.jar"))


def test_without_java_it_says_that_verapdf_is_skipped(clone: Path) -> None:
    assert SKIPPED.format("this machine has no Java") in said(clone)


def test_without_maven_it_says_that_verapdf_is_skipped(clone: Path) -> None:
    assert SKIPPED.format("this machine has no Maven to fetch it with") in said(clone, java="")


def test_when_maven_fails_it_says_why_and_goes_on(clone: Path) -> None:
    lines = said(clone, java="", mvn=OFFLINE)
    assert lines[:2] == ["[ERROR] no such host", SKIPPED.format("Maven could not fetch it")]


def test_maven_fetches_verapdf_once(clone: Path) -> None:
    assert said(clone, java="", mvn=FETCHES)[0] == JUDGED
    assert said(clone, java="", mvn=OFFLINE)[0] == JUDGED
    assert jars(clone) == [f"cli-{VERSION}.jar"]


def test_an_old_version_never_judges(clone: Path) -> None:
    (clone / ".cache/verapdf").mkdir(parents=True)
    (clone / ".cache/verapdf/cli-1.0.0.jar").touch()
    assert said(clone, java="", mvn=OFFLINE)[1] == SKIPPED.format("Maven could not fetch it")
    assert jars(clone) == []
    assert said(clone, java="", mvn=FETCHES)[0] == JUDGED
    assert jars(clone) == [f"cli-{VERSION}.jar"]
