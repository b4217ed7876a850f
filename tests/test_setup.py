"""The start script, run for real in a machine of its own: only the tools around it are stand-ins."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parent.parent
TOOLS = "awk cat chmod dirname env grep head id mkdir mktemp rm sed sh tail uname"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the stand-ins describe a Debian machine")

PYTHON = """
case $* in
    -c*ensurepip*) [ -e "$machine/etc/ensurepip" ] ;;
    "-m venv"*) rm -rf "$4" && mkdir -p "$4/bin" && cp "$machine/bin/venv-python" "$4/bin/python" ;;
esac
"""
VENV_PYTHON = """
case $1 in
    *tasks.py) shift && echo "words: $*" && echo "folder: $PWD" && echo "utf8: $PYTHONUTF8" && exit ;;
esac
[ ! -e "$machine/etc/offline" ] || { echo "ERROR: No matching distribution found" && exit 1; }
echo pip >>"$machine/log"
"""
APT_GET = """
echo "apt-get $*" >>"$machine/log"
case $* in
    *backports*libreoffice*) [ ! -e "$machine/etc/no-backports" ] || exit 100; version=25.2.3.2 ;;
    *libreoffice*) version=$(cat "$machine/etc/candidate") ;;
    *-venv*) : >"$machine/etc/ensurepip" ;;
esac
[ -n "${version:-}" ] || exit 0
echo "echo LibreOffice $version" >"$machine/bin/soffice"
chmod +x "$machine/bin/soffice"
"""

STANZA = """\
Types: deb deb-src
# the municipality's own mirror
URIs: http://mirror.test/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mDMEYCQjIxYJ
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb
URIs: http://mirror.test/debian-security
Suites: bookworm-security
Components: main
"""
STANZA_FOR_BACKPORTS = """\
Types: deb
URIs: http://mirror.test/debian
Suites: bookworm-backports
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mDMEYCQjIxYJ
 -----END PGP PUBLIC KEY BLOCK-----
"""
LINES = """\
# deb http://old.test/debian bookworm main
deb-src http://mirror.test/debian bookworm main
deb http://mirror.test/security bookworm-security main
deb [arch=amd64 signed-by=/usr/share/keyrings/own] http://mirror.test/debian bookworm main contrib
"""
LINE_FOR_BACKPORTS = """\
deb [arch=amd64 signed-by=/usr/share/keyrings/own] http://mirror.test/debian bookworm-backports main
"""
PACKAGES = "libreoffice-writer-nogui fonts-crosextra-carlito"


class Machine:
    """A bare Debian 12 with Python and a copy of the start script, in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repo = folder / "min kommune"  # a space, as planners write folder names
        self.venv = self.repo / ".venv"
        for made in ("bin", "etc/apt/sources.list.d", "tmp", "min kommune"):
            (folder / made).mkdir(parents=True)
        for name in TOOLS.split():
            (folder / "bin" / name).symlink_to(shutil.which(name) or name)
        for name in ("inv", "pyproject.toml"):
            shutil.copy(REPO / name, self.repo)
        (folder / "bin/cp").symlink_to(shutil.which("cp") or "cp")
        self.tool("python3", PYTHON).tool("venv-python", VENV_PYTHON)
        self.tool("apt-get", APT_GET).tool("dpkg", "").user(1000).carlito("Carlito")
        self.etc("ensurepip").etc("candidate", "7.4.7.2")
        self.etc("os-release", "ID=debian\nVERSION_CODENAME=bookworm\n")

    def tool(self, name: str, script: str) -> "Machine":
        path = self.folder / "bin" / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\nmachine='{self.folder}'\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return self

    def etc(self, name: str, text: str = "") -> "Machine":
        (self.folder / "etc" / name).write_text(text, encoding="utf-8")
        return self

    def user(self, number: int) -> "Machine":
        return self.tool("id", f"echo {number}")

    def carlito(self, font: str) -> "Machine":
        return self.tool("fc-list", f"echo {font}.ttf: {font}")

    def libreoffice(self, version: str) -> "Machine":
        return self.tool("soffice", f'echo soffice >>"$machine/log"; echo "LibreOffice {version} 520(x)"')

    def inv(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", self.repo / "inv", *words],
            cwd=self.folder / "tmp",
            env={
                "PATH": str(self.folder / "bin"),
                "OSREPORT_ETC": str(self.folder / "etc"),
                "TMPDIR": str(self.folder / "tmp"),
                "LC_ALL": "C",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def log(self) -> list[str]:
        path = self.folder / "log"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def installed(self) -> list[str]:
        return [line.partition("recommends ")[2] for line in self.log() if line.startswith("apt-get install")]

    def added_sources(self) -> dict[str, str]:
        found = (self.folder / "etc/apt/sources.list.d").glob("osreport-*")
        return {path.name: path.read_text(encoding="utf-8") for path in found}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_words_reach_invoke_in_the_callers_folder(machine: Machine) -> None:
    done = machine.inv("check", "--sources", "mine kilder")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "words: check --sources mine kilder",
        f"folder: {machine.folder / 'tmp'}",
        "utf8: 1",
    ]
    assert done.stderr == (
        "Gjør klar Python-miljøet i .venv (bare første gang, omtrent et minutt) …\n"
        "Python-miljøet er klart. Etter «. .venv/bin/activate» virker også bare «inv build».\n"
    )


def test_bare_inv_is_the_same_where_the_environment_is_active(machine: Machine) -> None:
    machine.libreoffice("25.2.3.2").inv("build")
    environment = {"PATH": f"{machine.venv / 'bin'}:{machine.folder / 'bin'}", "TMPDIR": str(machine.folder / "tmp")}
    words = ("inv", "build", "--output", "mine planer")
    done = subprocess.run(
        words, cwd=machine.folder / "tmp", env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[:2] == ["words: build --output mine planer", f"folder: {machine.folder / 'tmp'}"]
    assert done.stderr == ""


def test_second_run_starts_no_tool_and_says_nothing(machine: Machine) -> None:
    machine.libreoffice("25.2.3.2").inv("build")
    before = machine.log()
    assert machine.inv("build").stderr == ""
    assert machine.log() == before == ["pip", "soffice"]


def test_changed_pin_is_installed_into_what_is_there(machine: Machine) -> None:
    machine.inv("check")
    (machine.venv / "kept").touch()
    (machine.repo / "pyproject.toml").write_text("changed", encoding="utf-8")
    machine.inv("check")
    assert machine.log() == ["pip", "pip"]
    assert (machine.venv / "kept").exists()


def test_environment_that_pip_left_half_changed_is_made_anew(machine: Machine) -> None:
    machine.inv("check")
    (machine.venv / "rest").touch()
    (machine.repo / "pyproject.toml").write_text("changed", encoding="utf-8")
    assert machine.etc("offline").inv("check").returncode == 3
    (machine.folder / "etc/offline").unlink()
    assert machine.inv("check").returncode == 0
    assert not (machine.venv / "rest").exists()


@pytest.mark.parametrize("lost", ["ready", "bin/python"])
def test_half_made_environment_is_made_anew(machine: Machine, lost: str) -> None:
    machine.inv("check")
    (machine.venv / "rest").touch()
    (machine.venv / lost).unlink()
    assert machine.inv("check").returncode == 0
    assert not (machine.venv / "rest").exists()


def test_moved_folder_gets_an_environment_of_its_own(machine: Machine) -> None:
    machine.inv("check")
    machine.repo = machine.repo.rename(machine.folder / "flyttet")
    assert "Gjør klar Python-miljøet" in machine.inv("check").stderr


def test_failing_pip_shows_how_it_ended_and_is_tried_again(machine: Machine) -> None:
    done = machine.etc("offline").inv("check")
    assert done.returncode == 3
    assert "ERROR: No matching distribution found\n" in done.stderr
    assert "Fikk ikke hentet Python-pakkene. Er maskinen på nett?" in done.stderr
    (machine.folder / "etc/offline").unlink()
    assert machine.inv("check").returncode == 0
    assert not list((machine.folder / "tmp").iterdir())


@pytest.mark.parametrize(("user", "code", "installed"), [(0, 0, ["python3-venv"]), (1000, 3, [])])
def test_missing_venv_is_installed_by_root_only(machine: Machine, user: int, code: int, installed: list[str]) -> None:
    (machine.folder / "etc/ensurepip").unlink()
    done = machine.user(user).inv("check")
    assert (done.returncode, machine.installed()) == (code, installed)
    assert ("sudo apt-get install python3-venv" in done.stderr) is (user != 0)


@pytest.mark.parametrize(
    ("system", "advice"),
    [
        ("Linux", f"sudo apt-get install -t bookworm-backports {PACKAGES}"),
        ("Darwin", "Kjør: brew install --cask libreoffice"),
        ("MINGW64_NT-10.0", "Kjør: winget install TheDocumentFoundation.LibreOffice"),
    ],
)
def test_without_libreoffice_build_stops_and_says_what_to_install(machine: Machine, system: str, advice: str) -> None:
    done = machine.tool("uname", f"echo {system}").inv("build")
    assert done.returncode == 3
    assert "Mangler LibreOffice 25.2 eller nyere" in done.stderr
    assert advice in done.stderr
    assert machine.installed() == []


def test_without_root_the_source_is_shown_and_not_added(machine: Machine) -> None:
    done = machine.etc("apt/sources.list", LINES).inv("build")
    file = machine.folder / "etc/apt/sources.list.d/osreport-backports.list"
    assert f"Legg dette i {file}, og kjør sudo apt-get update:\n{LINE_FOR_BACKPORTS}" in done.stderr
    assert not file.exists()


@pytest.mark.parametrize(
    "words", ["", "check", "schema", "--list", "--help", "build --help", "--help build", "build --no-pdf"]
)
def test_without_libreoffice_the_rest_works(machine: Machine, words: str) -> None:
    done = machine.inv(*words.split())
    assert done.returncode == 0
    assert "LibreOffice" not in done.stderr


@pytest.mark.parametrize(
    ("version", "warns"),
    [("7.4.7.2", True), ("24.8.4", True), ("25.2.3.2", False), ("26.10", False), ("", True)],
)
def test_old_libreoffice_is_a_warning_every_time(machine: Machine, version: str, *, warns: bool) -> None:
    machine.libreoffice(version)
    for _ in range(2):
        done = machine.inv("build")
        assert done.returncode == 0
        assert ("ikke 25.2 eller nyere. PDF-kontrollen avgjør." in done.stderr) is warns


def test_warning_ends_when_the_tool_is_there(machine: Machine) -> None:
    machine.libreoffice("7.4.7.2").inv("build")
    assert machine.libreoffice("25.2.3.2").inv("build").stderr == ""


def test_missing_font_is_a_warning(machine: Machine) -> None:
    done = machine.libreoffice("25.2.3.2").carlito("DejaVu").inv("build")
    assert done.returncode == 0
    assert "Skrifttypen Carlito mangler" in done.stderr


@pytest.mark.parametrize(
    ("own", "text", "added", "expected"),
    [
        ("sources.list.d/debian.sources", STANZA, "osreport-backports.sources", STANZA_FOR_BACKPORTS),
        ("sources.list", LINES, "osreport-backports.list", LINE_FOR_BACKPORTS),
        ("sources.list.d/own.list", LINES, "osreport-backports.list", LINE_FOR_BACKPORTS),
    ],
)
def test_root_on_bookworm_gets_backports_from_its_own_mirror(
    machine: Machine, own: str, text: str, added: str, expected: str
) -> None:
    done = machine.user(0).etc(f"apt/{own}", text).inv("build")
    assert done.returncode == 0
    assert machine.installed() == [f"-t bookworm-backports {PACKAGES}"]
    assert machine.added_sources() == {added: expected}
    assert machine.inv("build").stderr == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own.sources", STANZA + "\n" + STANZA_FOR_BACKPORTS),
        ("own.list", LINES + LINE_FOR_BACKPORTS),
        ("own.sources", STANZA.replace("URIs", "Enabled: no\nURIs", 1)),
    ],
)
def test_no_source_is_added_where_it_stands_already_or_none_is_in_use(machine: Machine, name: str, text: str) -> None:
    assert machine.user(0).etc(f"apt/sources.list.d/{name}", text).inv("build").returncode == 0
    assert machine.added_sources() == {}


def test_mirror_without_backports_leaves_apt_as_it_was(machine: Machine) -> None:
    done = machine.user(0).etc("no-backports").etc("apt/sources.list", LINES).inv("build")
    assert done.returncode == 0
    assert "LibreOffice er 7.4.7.2, ikke 25.2 eller nyere" in done.stderr
    assert machine.added_sources() == {}


def test_root_on_an_older_ubuntu_goes_on_with_what_it_has(machine: Machine) -> None:
    machine.user(0).etc("os-release", "ID=ubuntu\nVERSION_CODENAME=noble\n").etc("candidate", "24.2.7.2")
    first, second = machine.inv("build"), machine.inv("build")
    assert first.returncode == second.returncode == 0
    assert "LibreOffice er 24.2.7.2" in first.stderr
    assert second.stderr.startswith("Advarsel: LibreOffice er 24.2.7.2")
    assert machine.installed() == [PACKAGES]


def test_desktop_keeps_its_libreoffice_with_windows(machine: Machine) -> None:
    machine.user(0).tool("dpkg", 'echo "ii  libreoffice-core"').inv("build")
    assert machine.installed() == ["-t bookworm-backports libreoffice-writer fonts-crosextra-carlito"]


def test_apt_mends_first_and_removes_nothing(machine: Machine) -> None:
    machine.user(0).tool("dpkg", 'echo "dpkg $*" >>"$machine/log"').inv("build")
    options = "-y --no-remove --no-install-recommends"
    assert [line for line in machine.log() if not line.startswith("dpkg -l")] == [
        "pip",
        "dpkg --configure -a",
        "apt-get update",
        f"apt-get install {options} -t bookworm-backports {PACKAGES}",
    ]


@pytest.mark.parametrize("words", ["check", "test --fast", "check --sources kilder"])
def test_root_gets_the_dictionary_where_words_are_checked(machine: Machine, words: str) -> None:
    machine.user(0).libreoffice("25.2.3.2").tool("dpkg", '[ "$1" != -s ]')
    assert machine.inv(*words.split()).returncode == 0
    assert machine.installed() == ["hunspell-no"]


@pytest.mark.parametrize("words", ["build --no-pdf", "schema", "check --no-spelling", "check --help", "--list"])
def test_the_dictionary_is_not_asked_for_where_nothing_is_spelled(machine: Machine, words: str) -> None:
    assert machine.user(0).tool("dpkg", '[ "$1" != -s ]').inv(*words.split()).returncode == 0
    assert machine.installed() == []


def test_without_root_the_dictionary_is_asked_for_once_and_nothing_stops(machine: Machine) -> None:
    machine.tool("dpkg", '[ "$1" != -s ]')
    first, second = machine.inv("check"), machine.inv("check")
    assert first.returncode == second.returncode == 0
    assert first.stderr.endswith(
        "Mangler norsk ordbok til rettskrivingen.\n"
        "Be den som drifter maskinen kjøre (Debian og Ubuntu): sudo apt-get install hunspell-no\n"
    )
    assert second.stderr == ""
    assert machine.installed() == []


def test_a_dictionary_that_cannot_be_had_stops_nothing(machine: Machine) -> None:
    machine.user(0).tool("dpkg", '[ "$1" != -s ]').tool("apt-get", "echo offline; exit 100")
    done = machine.inv("check")
    assert done.returncode == 0
    assert done.stderr.endswith("Fikk ikke installert den norske ordboken. Rettskrivingen kontrolleres ikke.\n")
    assert machine.inv("check").stderr == ""


def test_scripts_may_be_run() -> None:
    assert all(os.access(REPO / name, os.X_OK) for name in ("inv", ".ci/run"))
