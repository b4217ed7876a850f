"""What several tests share: the sources of Os, read or copied, and expected texts that `--update` rewrites."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from osreport.decisions.adopting import adopted
from osreport.model.planverk import Planverk
from osreport.sources.reader import Kilder, read_planverk

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")  # the same examples each time; new ones are looked for at the desk

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the files in tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in tests/golden; with --update, writes it there."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if request.config.getoption("--update"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{name} is not written yet: run pytest --update, and read what it wrote"
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def kilder() -> Kilder:
    """The sources of Os, after all decisions in them."""
    return adopted(read_planverk(ROOT / "sources"))


@pytest.fixture(scope="session")
def planverk(kilder: Kilder) -> Planverk:
    return kilder.planverk


@pytest.fixture
def os_sources(tmp_path: Path) -> Path:
    """A copy of the sources of Os, to be spoiled."""
    return Path(shutil.copytree(ROOT / "sources", tmp_path / "sources", ignore=shutil.ignore_patterns(".schema")))
