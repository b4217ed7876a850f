"""Whatever happens to LibreOffice or to the build itself: whole files, the earlier or the new, and nothing else."""

import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from documents import ROOT

pytestmark = pytest.mark.slow
KILLS, PRINTING = 50, "planstrategi.docx"


def start(output: Path) -> subprocess.Popen[str]:
    """A build of one document, whose temporary files lie in a folder of its own."""
    words = (sys.executable, "tasks.py", "build", "--only", "planstrategi", "--no-cache", "--output", str(output))
    temporary = output.parent / "midlertidig"
    temporary.mkdir(exist_ok=True)
    return subprocess.Popen(
        words, cwd=ROOT, env={**os.environ, "TMPDIR": str(temporary)}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def fingerprints(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def stat(process: int) -> tuple[str, int]:
    """The state of a process, as a letter, and its parent (proc(5)); «gone» when there is none."""
    with contextlib.suppress(OSError):
        state, parent = Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[:2]
        return state, int(parent)
    return "gone", 0


def offices_of(build: subprocess.Popen[str]) -> list[int]:
    """The processes of LibreOffice that the build has started, and theirs; the ones it started itself come first."""
    parents = {int(each.name): stat(int(each.name))[1] for each in Path("/proc").glob("[0-9]*")}
    below = [build.pid]
    for known in below:
        below += [process for process, parent in parents.items() if parent == known]
    return [process for process in below if process != build.pid and "office" in _command(process)]


def _command(process: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_text("utf-8", "replace")
    return ""


def kill_an_office(build: subprocess.Popen[str], at: str, after: float) -> bool:
    """Waits for a LibreOffice whose command has those words, and a while more, then kills all there are.

    Tells whether that cost the build an attempt: one that was printing could still be stopped.
    """
    while build.poll() is None:
        if any(at in _command(process) for process in offices_of(build)):
            time.sleep(after)
            found = offices_of(build)
            printing = [each for each in found if stat(each)[1] == build.pid and PRINTING in _command(each)]
            in_time = [stopped(process) for process in printing]
            for process in found:
                send(process, signal.SIGKILL)
            return any(in_time)
        time.sleep(0.01)
    return False


def stopped(process: int) -> bool:
    """Whether the process could still be stopped: one that has ended, or is ending, tells the build what it would."""
    send(process, signal.SIGSTOP)
    while (state := stat(process)[0]) not in {"T", "Z", "X", "gone"}:
        time.sleep(0.001)
    return state == "T"


def send(process: int, what: signal.Signals) -> None:
    with contextlib.suppress(OSError):
        os.kill(process, what)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of a good build."""
    output = tmp_path_factory.mktemp("avbrutt") / "ut"
    build = start(output)
    build.communicate(timeout=120)
    assert build.returncode == 0
    return output


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="LibreOffice's processes are found through /proc")
def test_killing_libreoffice_leaves_whole_files_and_nothing_else(published: Path) -> None:
    """Once, waiting or printing, and the build succeeds; twice while it prints, and it ends with 3; the files stay."""
    good, chance, outcomes = fingerprints(published), random.Random(1870), []  # noqa: S311 - no secret
    while sum(map(len, outcomes)) < KILLS:
        build = start(published)
        moments = chance.choice(([("office", 1.2)], [(PRINTING, 0.2)], [(PRINTING, 0.1)] * 2))
        kills = [kill_an_office(build, at, chance.uniform(0, latest)) for at, latest in moments]
        _, told = build.communicate(timeout=120)
        assert build.returncode == (3 if kills == [True, True] else 0), told
        assert "Traceback" not in told
        assert fingerprints(published) == good
        assert not list((published.parent / "midlertidig").iterdir())
        outcomes.append(kills)
    assert [False] in outcomes
    assert [True] in outcomes
    assert [True, True] in outcomes


def test_ctrl_c_at_any_moment_leaves_the_earlier_files(published: Path) -> None:
    good, chance = fingerprints(published), random.Random(2024)  # noqa: S311 - no secret
    for _ in range(10):
        build = start(published)
        time.sleep(0.6 + chance.uniform(0, 1.2))
        offices = offices_of(build)
        build.send_signal(signal.SIGTERM)
        build.communicate(timeout=20)
        assert fingerprints(published) == good
        assert not list((published.parent / "midlertidig").iterdir())
        assert not [process for process in offices if "soffice" in _command(process)]
