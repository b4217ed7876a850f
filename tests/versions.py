"""A repository made for one test: sources that are written, committed and tagged."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "fjordheim" / "sources"
WHO = {"GIT_AUTHOR_NAME": "Ola Planlegger", "GIT_AUTHOR_EMAIL": "ola@kommunen.example"}
WHEN = {"GIT_AUTHOR_DATE": "2026-03-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-03-01T12:00:00Z"}
COMMITTER = {"GIT_COMMITTER_NAME": "Kari Planlegger", "GIT_COMMITTER_EMAIL": "kari@kommunen.example"}


class Repository:
    """Plans of their own in `plan/sources`, a folder below the root of a repository."""

    def __init__(self, folder: Path, sources: Path = EXAMPLE) -> None:
        self.folder, self.sources = folder, folder / "plan" / "sources"
        shutil.copytree(sources, self.sources, ignore=shutil.ignore_patterns(".schema"))
        self.git("init", "-q", "-b", "main")
        self.commit("Planene slik de var")

    def git(self, *words: str, code: int = 0) -> str:
        variables = {**os.environ, **WHO, **WHEN, **COMMITTER, "GIT_CONFIG_GLOBAL": os.devnull}
        done = subprocess.run(
            ["git", *words], cwd=self.folder, capture_output=True, encoding="utf-8", env=variables, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def commit(self, subject: str, tag: str = "") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        if tag:
            self.git("tag", tag)
        return self.git("rev-parse", "HEAD").strip()

    def change(self, file: str, old: str, new: str) -> None:
        path = self.sources / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of ours, given in the root of this repository."""
        return self.run_plain(*words, "--sources", "plan/sources")

    def run_plain(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The same, of a command that asks for no sources."""
        command = [sys.executable, str(ROOT / "tasks.py"), *words]
        return subprocess.run(command, cwd=self.folder, capture_output=True, encoding="utf-8", check=False)
