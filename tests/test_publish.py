"""Putting files in place: all of them, or what stood there before."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_pdf import HANG, assert_nothing_left, script

from osreport.problem import SourceError
from osreport.publish import publish

ROOT = Path(__file__).resolve().parent.parent


def told(folder: Path, *names: str) -> list[str]:
    with pytest.raises(SourceError) as caught:
        publish(dict.fromkeys(names, b"ny"), folder)
    return [f"{problem.code} {problem.place.file} {problem.message}" for problem in caught.value.problems]


def test_a_file_that_cannot_be_put_in_place_leaves_all_as_it_was(tmp_path: Path) -> None:
    """Files before it are put back; those that were not there are gone again."""
    (tmp_path / "a").write_bytes(b"gammel")
    (tmp_path / "c").mkdir()
    assert told(tmp_path, "a", "b", "c", "d") == [f"UT001 {tmp_path / 'c'} Det ligger en mappe der filen skal være."]
    assert {path.name for path in tmp_path.iterdir()} == {"a", "c"}
    assert (tmp_path / "a").read_bytes() == b"gammel"


def test_a_file_where_the_folder_shall_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "ut").write_bytes(b"")
    assert told(tmp_path / "ut", "a") == [f"UT001 {tmp_path / 'ut'} Det ligger en fil der mappen skal være."]


def inv(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "tasks.py"), *words], capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, **environment}, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [(("build", "--no-pdf", "--output"), 2), (("schema", "--sources"), 2), (("check", "--sources"), 1)],
)
def test_nothing_is_written_among_the_sources_or_where_there_are_none(words: tuple[str, ...], code: int) -> None:
    place = ROOT / "sources" / "ny mappe"
    done = inv(*words, str(place))
    assert (done.returncode, "Traceback" in done.stderr, place.exists()) == (code, False, False), done.stderr


def test_norwegian_words_come_out_whatever_the_machine_writes_otherwise() -> None:
    done = inv("check", "--sources", "finnes-ikke", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, "Gjør slik" in done.stdout) == (1, True), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
def test_a_closed_terminal_leaves_no_libreoffice(tmp_path: Path) -> None:
    script(tmp_path, HANG)
    words = [sys.executable, str(ROOT / "tasks.py"), "build", "--only", "vedlegg", "--output", str(tmp_path / "ut")]
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment) as build:
        while not (tmp_path / "calls").exists():
            time.sleep(0.02)
        build.send_signal(signal.SIGHUP)
        assert "Traceback" not in build.communicate(timeout=10)[1]
    assert_nothing_left(tmp_path)
